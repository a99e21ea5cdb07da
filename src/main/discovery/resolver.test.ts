/** The resolver against a real DNS server on the loopback. */
import { createSocket } from 'node:dgram';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createFakeClock, type FakeClock } from '../../../test/fakes/fake-clock.ts';
import { createDnsAnswers, type DnsAnswers } from '../../lab/dns/answers.ts';
import { type DnsServer, openDnsServer } from '../../lab/dns/dns-server.ts';
import { createRoundTrips } from '../../lab/net/round-trips.ts';
import { createNodeResolver, type RecordType } from './resolver.ts';

let clock: FakeClock;
let answers: DnsAnswers;
let server: DnsServer;
let servers: string[];
/** Resolves when the server has heard a question. */
let heard: Promise<void>;

beforeEach(async () => {
  clock = createFakeClock();
  let tell: () => void = () => undefined;
  heard = new Promise((resolve) => {
    tell = resolve;
  });
  answers = createDnsAnswers({ find: () => undefined });
  const listening: DnsAnswers = {
    ...answers,
    answer(name, type) {
      tell();
      return answers.answer(name, type);
    },
  };
  server = await openDnsServer({
    clock,
    answers: listening,
    trips: createRoundTrips(),
    latencyMs: () => 0,
    address: '127.0.0.1',
    port: 0,
  });
  servers = [`127.0.0.1:${server.port}`];
});
afterEach(() => server.close());

const ask = (name: string, type: RecordType, signal = new AbortController().signal) =>
  createNodeResolver({ servers: () => servers, clock }).ask(name, type, signal);

it('gives every field of the records that name a transport', async () => {
  const naptr = [
    { order: 10, preference: 20, flags: 's', service: 'SIPS+D2T', regexp: '', replacement: '_sips._tcp.contoso.com' },
    {
      order: 30,
      preference: 40,
      flags: 'u',
      service: 'E2U+sip',
      regexp: '!^.*$!sip:info@contoso.com!',
      replacement: '',
    },
  ];
  answers.behave('contoso.com', 'NAPTR', { kind: 'answer', naptr });
  const found = await ask('contoso.com', 'NAPTR');
  expect(found).toMatchObject({ outcome: 'answered', srv: [], addresses: [] });
  expect([...(found.naptr ?? [])].sort((a, b) => a.order - b.order)).toEqual(naptr);
});

it('[B18] gives records as they are, however many', async () => {
  const srv = [
    { target: 'pool01.contoso.com', port: 5061, priority: 10, weight: 5 },
    { target: 'pool02.contoso.com', port: 443, priority: 20, weight: 0 },
  ];
  answers.behave('_sip._tls.contoso.com', 'SRV', { kind: 'answer', srv });
  answers.behave('sip.contoso.com', 'A', { kind: 'answer', addresses: ['192.0.2.1', '192.0.2.2'] });
  answers.behave('sip.contoso.com', 'AAAA', { kind: 'answer', addresses: ['2001:db8::1'] });
  const found = await ask('_sip._tls.contoso.com', 'SRV');
  expect({ ...found, srv: [...found.srv].sort((a, b) => a.priority - b.priority) }).toEqual({
    outcome: 'answered',
    srv,
    addresses: [],
    durationMs: 0,
  });
  expect((await ask('sip.contoso.com', 'A')).addresses.toSorted()).toEqual(['192.0.2.1', '192.0.2.2']);
  expect((await ask('sip.contoso.com', 'AAAA')).addresses).toEqual(['2001:db8::1']);
});

it('gives no more than 32 records, also when the answer came by TCP', async () => {
  const addresses = Array.from({ length: 200 }, (_, index) => `192.0.2.${index}`);
  answers.behave('many.contoso.com', 'A', { kind: 'answer', addresses });
  expect((await ask('many.contoso.com', 'A')).addresses).toHaveLength(32);
  expect(server.queries().map(({ transport }) => transport)).toContain('tcp');
});

it('keeps those to be tried first of more than 32 records', async () => {
  const srv = Array.from({ length: 64 }, (_, index) => ({
    target: `pool${index}.contoso.com`,
    port: 5061,
    priority: index < 60 ? 20 : 10,
    weight: 0,
  }));
  const naptr = srv.map(({ target, priority }) => ({
    order: priority,
    preference: 10,
    flags: 's',
    service: 'SIPS+D2T',
    regexp: '',
    replacement: target,
  }));
  for (const sent of [srv, srv.toReversed()]) {
    answers.behave('_sip._tls.contoso.com', 'SRV', { kind: 'answer', srv: sent });
    const found = await ask('_sip._tls.contoso.com', 'SRV');
    expect(found.srv).toHaveLength(32);
    expect(found.srv.filter(({ priority }) => priority === 10)).toHaveLength(4);
  }
  for (const sent of [naptr, naptr.toReversed()]) {
    answers.behave('contoso.com', 'NAPTR', { kind: 'answer', naptr: sent });
    const { naptr: found = [] } = await ask('contoso.com', 'NAPTR');
    expect(found).toHaveLength(32);
    expect(found.filter(({ order }) => order === 10)).toHaveLength(4);
  }
});

it.each([
  ['nxdomain', 'no-name'],
  ['nodata', 'no-data'],
  ['servfail', 'server-failed'],
] as const)('tells %s as %s, for every type', async (kind, outcome) => {
  for (const type of ['SRV', 'A', 'AAAA', 'NAPTR'] as const) {
    answers.behave('x.contoso.com', type, { kind });
    expect(await ask('x.contoso.com', type)).toEqual({ outcome, srv: [], addresses: [], durationMs: 0 });
  }
});

it('gives up a silent server after 2 s of the clock', async () => {
  answers.behave('sip.contoso.com', 'A', { kind: 'silence' });
  const answer = ask('sip.contoso.com', 'A');
  await heard;
  await clock.advance(2000);
  expect(await answer).toMatchObject({ outcome: 'timeout', durationMs: 2000 });
  expect(clock.pending).toBe(0);
});

it('ends with the signal, whether it has asked or not', async () => {
  answers.behave('sip.contoso.com', 'A', { kind: 'silence' });
  const controller = new AbortController();
  const answer = ask('sip.contoso.com', 'A', controller.signal);
  await heard;
  controller.abort();
  expect(await answer).toMatchObject({ outcome: 'cancelled' });
  expect(await ask('sip.contoso.com', 'A', controller.signal)).toMatchObject({ outcome: 'cancelled' });
  expect(clock.pending).toBe(0);
});

it('tells a port where nobody answers as refused', async () => {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  servers = [`127.0.0.1:${socket.address().port}`];
  await new Promise<void>((resolve) => socket.close(() => resolve()));
  expect(await ask('sip.contoso.com', 'A')).toMatchObject({ outcome: 'refused' });
});

it.each(['a..b', `${'x'.repeat(64)}.com`, 'x'.repeat(300), ''])('never rejects: %j', async (name) => {
  expect((await ask(name, 'A')).addresses).toEqual([]);
});

it('never rejects: a server that is no address', async () => {
  servers = ['nonsense'];
  expect(await ask('sip.contoso.com', 'A')).toMatchObject({ outcome: 'server-failed' });
  expect(clock.pending).toBe(0);
});
