import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rootDocument } from '../../../test/fixtures/web/answers.ts';
import { address, bench, companyWebForEachTest, right } from '../../../test/fixtures/web/certificate-bench.ts';
import { CompanyWeb } from '../../../test/fixtures/web/company-web.ts';
import { createWebClient, until } from '../../../test/fixtures/web/web-client.ts';
import { done } from '../../shared/outcome.ts';
import type { WebLogin } from './http-login.ts';
import { createLyncdiscover } from './lyncdiscover.ts';
import type { WebPlace } from './secure-connect.ts';

companyWebForEachTest();

const internal = 'lyncdiscoverinternal.contoso.com';
const external = 'lyncdiscover.contoso.com';
const userPath = '/Autodiscover/AutodiscoverService.svc/root/user';

/** The company's two front doors; all its other services stand on `bench.web`. */
let doors: Record<string, CompanyWeb>;
let clear: Server | undefined;

beforeEach(async () => {
  doors = {};
  for (const name of [internal, external]) doors[name] = await new CompanyWeb(name, bench.authority).start();
  for (const door of Object.values(doors)) {
    const body = rootDocument({ User: `${bench.web.base}${userPath}` }, 'External');
    door.behaviour.override = () => ({ status: 200, body });
  }
});
afterEach(() => {
  for (const door of Object.values(doors)) door.stop();
  clear?.close();
  clear = undefined;
});

function door(name: string): CompanyWeb {
  const found = doors[name];
  if (!found) throw new Error(name);
  return found;
}

function client(login: WebLogin = { credentials: right }) {
  const parts = createWebClient(bench.authority.rootPem);
  const { tracer } = parts;
  // Lyncdiscover's ports are the usual ones, which a test cannot have.
  const secure = ({ host, port }: WebPlace) => ({ host, port: port === 443 ? (doors[host]?.port ?? port) : port });
  const plain = ({ host }: WebPlace) => ({ host, port: clear ? (clear.address() as AddressInfo).port : 1 });
  const ask = createLyncdiscover({
    ...parts,
    address,
    login,
    connect: (place, context) => parts.connect(secure(place), context),
    connectPlain: (place, context) => parts.connectPlain(plain(place), context),
    isTrusted: (host) => host.endsWith('.contoso.com'),
  });
  return { ...parts, ask: (names: readonly string[]) => ask(names, { tracer, signal: new AbortController().signal }) };
}

async function short(names: readonly string[] = [internal, external], login?: WebLogin): Promise<string> {
  const outcome = await client(login).ask(names);
  return outcome.ok ? outcome.value.map(({ host, port }) => `${host}:${port}`).join(' ') : outcome.failure.code;
}

/** Answers in clear text, as companies do that have no certificate for the name. */
async function openClear(body: string): Promise<string[]> {
  const asked: string[] = [];
  clear = createServer((request, response) => {
    asked.push(`${request.url} ${JSON.stringify(request.headers)}`);
    response.end(body);
  });
  await new Promise<void>((resolve) => clear?.listen(0, '127.0.0.1', resolve));
  return asked;
}

const servers = 'pool01.contoso.com:5061 sip.contoso.com:443';

describe('[B5] lyncdiscover', () => {
  it('names the SIP servers of whoever proves who they are, with one sign-in', async () => {
    const { ask, clock } = client();
    expect(await ask([internal, external])).toEqual(
      done([
        { host: 'pool01.contoso.com', port: 5061 },
        { host: 'sip.contoso.com', port: 443 },
      ]),
    );
    expect(door(internal).log).toEqual([`GET /?sipuri=${encodeURIComponent(address)} 200`]);
    expect(bench.web.log.filter((line) => line.startsWith('POST'))).toHaveLength(2);
    await until(() => bench.web.sockets.size === 0);
    expect(clock.pending).toBe(0);
  });

  it('is asked at the other name when the first fails or is slow', async () => {
    door(internal).behaviour.override = () => ({ status: 503 });
    expect(await short()).toBe(servers);
    door(internal).behaviour.override = () => 'silence';
    const { ask, clock } = client();
    const outcome = ask([internal, external]);
    await until(() => door(internal).log.length === 2);
    await clock.advance(250);
    expect((await outcome).ok).toBe(true);
    expect(clock.pending).toBe(0);
  });

  it('sends on, to the servers of the same company', async () => {
    const moved = rootDocument({ Redirect: `${bench.web.base}/?sipuri=x` });
    door(internal).behaviour.override = () => ({ status: 200, body: moved });
    expect(await short([internal])).toBe(servers);
    const stranger = rootDocument({ Redirect: 'https://lyncdiscover.evil.example/' });
    door(internal).behaviour.override = () => ({ status: 200, body: stranger });
    expect(await short([internal])).toBe('WEB_REDIRECT_UNTRUSTED');
    const away = rootDocument({ User: 'https://web.evil.example/user' });
    door(internal).behaviour.override = () => ({ status: 200, body: away });
    expect(await short([internal])).toBe('WEB_REDIRECT_UNTRUSTED');
  });

  it('does not go round in circles', async () => {
    const again = rootDocument({ Redirect: `https://${internal}/?again` });
    door(internal).behaviour.override = () => ({ status: 200, body: again });
    expect(await short([internal])).toBe('WEB_SERVICE_UNREADABLE');
    expect(door(internal).log).toHaveLength(6);
  });

  it('is asked in clear text where its certificate is for another name, and then tells nothing of the person', async () => {
    door(external).stop();
    doors[external] = await new CompanyWeb(external, bench.authority, 'wrong-name').start();
    expect(await short([external])).toBe('CERTIFICATE_WRONG_NAME');
    const asked = await openClear(rootDocument({ Redirect: `${bench.web.base}/?sipuri=x` }));
    expect(await short([external])).toBe(servers);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toContain('/?sipuri=sip%40contoso.com ');
    expect(asked.join()).not.toMatch(/karen/i);
    clear?.close();
    await openClear(rootDocument({ Redirect: 'http://lyncdiscover.contoso.com/' }));
    expect(await short([external])).toBe('WEB_SERVICE_UNREADABLE');
    clear?.close();
    await openClear(rootDocument({ Redirect: 'https://web.evil.example/' }));
    expect(await short([external])).toBe('WEB_REDIRECT_UNTRUSTED');
  });

  it('is not asked in clear text once a server that proved its name has answered, however badly', async () => {
    const asked = await openClear(rootDocument({ Redirect: `${bench.web.base}/?sipuri=x` }));
    for (const reply of [{ status: 200, body: '<html/>' }, { status: 404 }, { status: 503 }]) {
      door(internal).behaviour.override = () => reply;
      expect(await short([internal])).toBe('WEB_SERVICE_UNREADABLE');
    }
    expect(asked).toEqual([]);
    door(internal).stop();
    expect(await short([internal])).toBe(servers);
    expect(asked).toHaveLength(1);
  });

  it.each([
    ['CREDENTIALS_WRONG', { credentials: { ...right, password: 'wrong' } }],
    ['TICKET_MISSING', {}],
  ] as const)('[E3] %s', async (expected, login) => {
    expect(await short([internal, external], login)).toBe(expected);
    expect(bench.web.log.filter((line) => line.startsWith('POST')).length).toBeLessThanOrEqual(2);
  });

  it('names what else goes wrong', async () => {
    const web = bench.web.behaviour;
    web.owner = 'vadim@contoso.com';
    expect(await short([internal])).toBe('ACCOUNT_MISMATCH');
    web.owner = address;
    web.servers = {};
    expect(await short([internal])).toBe('WEB_SERVICE_UNREADABLE');
    web.override = ({ path, headers }) =>
      path === userPath && headers['x-ms-webticket'] ? { status: 404 } : undefined;
    expect(await short([internal])).toBe('USER_UNKNOWN');
    web.override = ({ path }) => (path === userPath ? { status: 200, body: '<!DOCTYPE html><html/>' } : undefined);
    expect(await short([internal])).toBe('WEB_SERVICE_UNREADABLE');
    door(internal).behaviour.override = () => ({ status: 200, body: '<html/>' });
    expect(await short([internal])).toBe('WEB_SERVICE_UNREADABLE');
    door(internal).stop();
    expect(await short([internal])).toBe('WEB_SERVICE_UNREACHABLE');
  });

  it('has eight seconds in all', async () => {
    bench.web.behaviour.override = ({ path }) => (path === userPath ? 'silence' : undefined);
    const { ask, clock } = client();
    const outcome = ask([internal]);
    await until(() => bench.web.log.length === 1);
    await clock.advance(8000);
    expect(await outcome).toMatchObject({ failure: { code: 'WEB_SERVICE_UNREACHABLE' } });
    await until(() => bench.web.sockets.size === 0);
    expect(clock.pending).toBe(0);
  });
});
