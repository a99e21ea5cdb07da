/** The mailbox client before servers that are missing, mistaken or broken. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Lab, ServerFaults } from '../../src/lab/api.ts';
import { startLab } from '../../src/lab/start-lab.ts';
import { findMeetings } from '../../src/main/web/exchange-mailbox.ts';
import { createLabExchange, type LabExchange, type LabExchangeOptions } from '../fakes/lab-exchange.ts';

const karen = 'karen@contoso.com';
const minute = 60_000;
const outside = 'webmail.contoso.com';
const inside = 'mail.contoso.com';
let lab: Lab;
let open: LabExchange[] = [];

beforeAll(async () => {
  lab = await startLab({ ports: 'free' });
});
afterAll(() => lab.stop());
afterEach(() => {
  for (const each of open) each.close();
  open = [];
  for (const name of [inside, outside, 'mail.litwareinc.com']) lab.setFaults(name, {});
  lab.setExchange('contoso.com', {
    schemes: ['Negotiate', 'NTLM', 'Basic'],
    version: 'Exchange2013',
    redirect: undefined,
  });
});

function client(options: Partial<LabExchangeOptions> = {}): LabExchange {
  const made = createLabExchange({ lab, address: karen, ...options });
  open.push(made);
  return made;
}

const today = () => ({ from: Date.now() - 60 * minute, to: Date.now() + 24 * 60 * minute });

async function outcomeOf(options: Partial<LabExchangeOptions> = {}): Promise<string> {
  const outcome = await findMeetings(client(options).exchange, today());
  return outcome.ok ? `${outcome.value.length} meetings` : outcome.failure.code;
}

describe('where the first name leads nowhere', () => {
  const unknown = (name: string, type: 'A' | 'AAAA' | 'SRV') => lab.dns.behave(name, type, { kind: 'nxdomain' });
  const healed = () => {
    lab.dns.behave('autodiscover.contoso.com', 'A', { kind: 'records' });
    lab.dns.behave('_autodiscover._tcp.contoso.com', 'SRV', { kind: 'records' });
  };

  it('the service record names the server and its port', async () => {
    unknown('autodiscover.contoso.com', 'A');
    expect(await outcomeOf()).toBe('3 meetings');
    healed();
  });

  it('what is said in clear text leads to https, and nothing else of it is believed', async () => {
    unknown('autodiscover.contoso.com', 'A');
    unknown('_autodiscover._tcp.contoso.com', 'SRV');
    const outer = lab.profile.servers.find(({ name }) => name === outside);
    const url = `https://${outside}:${outer?.ports[0]}/autodiscover/autodiscover.xml`;
    expect(await outcomeOf({ redirectInClear: async () => url })).toBe('3 meetings');
    const evil = async () => 'https://mail.evil.example/autodiscover/autodiscover.xml';
    expect(await outcomeOf({ redirectInClear: evil })).toBe('WEB_REDIRECT_UNTRUSTED');
    healed();
  });
});

describe('redirects of autodiscover', () => {
  it.each([
    ['WEB_REDIRECT_UNTRUSTED', 'url', 'https://mail.evil.example/autodiscover/autodiscover.xml'],
    ['WEB_REDIRECT_UNTRUSTED', 'address', 'karen@evil.example'],
    ['EXCHANGE_UNREADABLE', 'address', karen],
    ['EXCHANGE_UNREADABLE', 'address', 'no address'],
  ] as const)('%s for one by %s to %s', async (code, kind, to) => {
    lab.setExchange('contoso.com', { redirect: { kind, to } });
    expect(await outcomeOf()).toBe(code);
  });

  it('never show the password to a name that is not trusted', async () => {
    const made = client({ isTrusted: (host) => host === 'autodiscover.contoso.com' || host === 'contoso.com' });
    const outcome = await findMeetings(made.exchange, today());
    expect(outcome).toMatchObject({
      failure: { code: 'WEB_REDIRECT_UNTRUSTED', data: { host: expect.stringContaining('mail.contoso.com') } },
    });
    expect(made.asked.filter((line) => line.includes('/EWS/'))).toEqual([]);
  });
});

describe('a mailbox that misbehaves', () => {
  const answering = (
    service: 'pox' | 'ews',
    fault: NonNullable<NonNullable<ServerFaults['web']>['answer']>['fault'],
  ) => {
    for (const name of [inside, outside]) lab.setFaults(name, { web: { answer: { service, fault } } });
  };

  it.each([
    ['EXCHANGE_UNREADABLE', 'html'],
    ['EXCHANGE_UNREADABLE', 'damaged'],
    ['EXCHANGE_UNREADABLE', 'empty'],
    ['EXCHANGE_UNREADABLE', 'oversize'],
    ['EXCHANGE_UNREACHABLE', 'truncated'],
    ['EXCHANGE_UNREACHABLE', 'unavailable'],
    ['EXCHANGE_UNREACHABLE', 'not-found'],
    ['EXCHANGE_REFUSED', 'unauthorised'],
    ['WEB_REDIRECT_UNTRUSTED', 'foreign-redirect'],
  ] as const)('is told as %s when both services answer with "%s"', async (code, fault) => {
    answering('ews', fault);
    expect(await outcomeOf()).toBe(code);
    answering('pox', fault);
    expect(await outcomeOf()).toBe(code);
  });

  it('is told with Exchange’s own word for a fault', async () => {
    answering('ews', 'soap-fault');
    const outcome = await findMeetings(client().exchange, today());
    expect(outcome).toMatchObject({
      failure: { code: 'EXCHANGE_UNREACHABLE', detail: expect.stringContaining('Server') },
    });
  });

  it('is not asked without end by redirects that lead nowhere', async () => {
    answering('pox', 'redirect-loop');
    expect(await outcomeOf()).toBe('EXCHANGE_UNREADABLE');
    answering('ews', 'redirect-loop');
    expect(await outcomeOf()).toBe('EXCHANGE_UNREADABLE');
  });

  it('is not found where a company has none', async () => {
    for (const type of ['A', 'AAAA'] as const) {
      lab.dns.behave('autodiscover.tailspintoys.com', type, { kind: 'nxdomain' });
    }
    lab.dns.behave('_autodiscover._tcp.tailspintoys.com', 'SRV', { kind: 'nxdomain' });
    const outcome = await findMeetings(client({ address: 'garth@tailspintoys.com' }).exchange, today());
    expect(outcome).toMatchObject({ failure: { code: 'EXCHANGE_NOT_FOUND', data: { domain: 'tailspintoys.com' } } });
  });

  it('takes the other of its two addresses when one is down', async () => {
    lab.setFaults(outside, { refuseConnections: true });
    const [inner] = lab.profile.servers.filter(({ name }) => name === inside);
    lab.dns.behave('autodiscover.contoso.com', 'A', { kind: 'answer', addresses: [inner?.address ?? ''] });
    lab.dns.behave('_autodiscover._tcp.contoso.com', 'SRV', {
      kind: 'answer',
      srv: [{ target: inside, port: inner?.ports[0] ?? 0 }],
    });
    expect(await outcomeOf()).toBe('3 meetings');
    lab.dns.behave('autodiscover.contoso.com', 'A', { kind: 'records' });
    lab.dns.behave('_autodiscover._tcp.contoso.com', 'SRV', { kind: 'records' });
  });
});
