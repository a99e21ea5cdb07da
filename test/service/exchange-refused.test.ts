/** The mailbox client before servers that are missing, mistaken or broken. */
import { describe, expect, it } from 'vitest';
import type { ServerFaults } from '../../src/lab/api.ts';
import { findMeetings } from '../../src/main/web/exchange-mailbox.ts';
import { exchangeBench, inside, outside, today } from '../fakes/exchange-bench.ts';

const bench = exchangeBench();
const { client, outcomeOf } = bench;
const karen = 'karen@contoso.com';

describe('where the first name leads nowhere', () => {
  const unknown = (name: string, type: 'A' | 'AAAA' | 'SRV') => bench.lab.dns.behave(name, type, { kind: 'nxdomain' });
  const healed = () => {
    bench.lab.dns.behave('autodiscover.contoso.com', 'A', { kind: 'records' });
    bench.lab.dns.behave('_autodiscover._tcp.contoso.com', 'SRV', { kind: 'records' });
  };

  it('the service record names the server and its port', async () => {
    unknown('autodiscover.contoso.com', 'A');
    expect(await outcomeOf()).toBe('3 meetings');
    healed();
  });

  it('what is said in clear text leads to https, and nothing else of it is believed', async () => {
    unknown('autodiscover.contoso.com', 'A');
    unknown('_autodiscover._tcp.contoso.com', 'SRV');
    const outer = bench.lab.profile.servers.find(({ name }) => name === outside);
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
    bench.lab.setExchange('contoso.com', { redirect: { kind, to } });
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
    for (const name of [inside, outside]) bench.lab.setFaults(name, { web: { answer: { service, fault } } });
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
      bench.lab.dns.behave('autodiscover.tailspintoys.com', type, { kind: 'nxdomain' });
    }
    bench.lab.dns.behave('_autodiscover._tcp.tailspintoys.com', 'SRV', { kind: 'nxdomain' });
    const outcome = await findMeetings(client({ address: 'garth@tailspintoys.com' }).exchange, today());
    expect(outcome).toMatchObject({ failure: { code: 'EXCHANGE_NOT_FOUND', data: { domain: 'tailspintoys.com' } } });
  });

  it('takes the other of its two addresses when one is down', async () => {
    bench.lab.setFaults(outside, { refuseConnections: true });
    const [inner] = bench.lab.profile.servers.filter(({ name }) => name === inside);
    bench.lab.dns.behave('autodiscover.contoso.com', 'A', { kind: 'answer', addresses: [inner?.address ?? ''] });
    bench.lab.dns.behave('_autodiscover._tcp.contoso.com', 'SRV', {
      kind: 'answer',
      srv: [{ target: inside, port: inner?.ports[0] ?? 0 }],
    });
    expect(await outcomeOf()).toBe('3 meetings');
    bench.lab.dns.behave('autodiscover.contoso.com', 'A', { kind: 'records' });
    bench.lab.dns.behave('_autodiscover._tcp.contoso.com', 'SRV', { kind: 'records' });
  });
});
