import { createSocket } from 'node:dgram';
import { promises as dns } from 'node:dns';
import { connect } from 'node:net';
import * as packet from 'dns-packet';
import { afterEach, describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createRoundTrips } from '../net/round-trips.ts';
import { defaultTopology } from '../topologies/default-topology.ts';
import { createDnsAnswers } from './answers.ts';
import { type DnsServer, openDnsServer } from './dns-server.ts';
import { buildZone } from './zone.ts';

const servers: DnsServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function open(latencyMs = 0) {
  const clock = createFakeClock();
  const trips = createRoundTrips();
  const answers = createDnsAnswers(buildZone(defaultTopology('127.0.77'), () => 5061));
  const server = await openDnsServer({
    clock,
    answers,
    trips,
    latencyMs: () => latencyMs,
    address: '127.0.0.1',
    port: 0,
  });
  servers.push(server);
  const resolver = new dns.Resolver();
  resolver.setServers([`127.0.0.1:${server.port}`]);
  return { clock, trips, answers, server, resolver };
}

/** A UDP client that hands over answers one by one. */
function udpClient(port: number) {
  const socket = createSocket('udp4');
  const answers: packet.DecodedPacket[] = [];
  const waiting: ((answer: packet.DecodedPacket) => void)[] = [];
  socket.on('message', (bytes) => {
    const answer = packet.decode(bytes);
    const waiter = waiting.shift();
    if (waiter) waiter(answer);
    else answers.push(answer);
  });
  return {
    ask: (name: string, type: packet.RecordType, id: number) =>
      socket.send(packet.encode({ type: 'query', id, questions: [{ name, type }] }), port, '127.0.0.1'),
    send: (bytes: Uint8Array) => socket.send(bytes, port, '127.0.0.1'),
    next: () =>
      new Promise<packet.DecodedPacket>((resolve) => {
        const ready = answers.shift();
        if (ready) resolve(ready);
        else waiting.push(resolve);
      }),
    close: () => socket.close(),
  };
}

describe('with the resolver everybody uses', () => {
  it('answers SRV, A, no data, and no such name', async () => {
    const { resolver, server } = await open();
    await expect(resolver.resolveSrv('_sip._tls.contoso.com')).resolves.toMatchObject([
      { name: 'sip.contoso.com', port: 5061, priority: 0, weight: 0 },
    ]);
    await expect(resolver.resolve4('sip.contoso.com')).resolves.toEqual(['127.0.77.11']);
    await expect(resolver.resolve6('sip.contoso.com')).rejects.toMatchObject({ code: 'ENODATA' });
    await expect(resolver.resolve4('sip.northwindtraders.com')).rejects.toMatchObject({ code: 'ENOTFOUND' });
    expect(server.queries().map(({ name, type, transport }) => `${transport} ${type} ${name}`)).toEqual([
      'udp SRV _sip._tls.contoso.com',
      'udp A sip.contoso.com',
      'udp AAAA sip.contoso.com',
      'udp A sip.northwindtraders.com',
    ]);
    server.clearQueries();
    expect(server.queries()).toEqual([]);
  });

  it('asks again over TCP when the answer does not fit', async () => {
    const { resolver, answers, server } = await open();
    const srv = Array.from({ length: 90 }, (_, index) => ({ target: `server${index}.contoso.com`, port: 5061 }));
    answers.behave('_sip._tls.contoso.com', 'SRV', { kind: 'answer', srv });
    await expect(resolver.resolveSrv('_sip._tls.contoso.com')).resolves.toHaveLength(90);
    expect(server.queries().map(({ transport }) => transport)).toEqual(['udp', 'tcp']);
  });
});

it('stays silent for one name and answers the next', async () => {
  const { answers, server } = await open();
  const client = udpClient(server.port);
  answers.behave('sip.contoso.com', 'A', { kind: 'silence' });
  client.ask('sip.contoso.com', 'A', 1);
  client.ask('sip.tailspintoys.com', 'A', 2);
  expect((await client.next()).id).toBe(2);
  expect(server.queries()).toHaveLength(2);
  client.close();
});

it('passes over packets that are no queries and goes on', async () => {
  const { server } = await open();
  const client = udpClient(server.port);
  client.send(new Uint8Array(0));
  client.send(Uint8Array.from({ length: 40 }, (_, index) => (index * 37) % 256));
  client.ask('sip.contoso.com', 'A', 7);
  expect((await client.next()).id).toBe(7);
  client.close();
});

it('holds an answer for latency both ways and the delay of its name', async () => {
  const { answers, server, clock } = await open(25);
  const client = udpClient(server.port);
  answers.behave('sip.contoso.com', 'A', { kind: 'delay', ms: 400 });
  client.ask('sip.contoso.com', 'A', 1);
  client.ask('sip.tailspintoys.com', 'A', 2);
  await arrival(() => clock.pending === 2);
  await clock.advance(50);
  expect((await client.next()).id).toBe(2);
  expect(clock.pending).toBe(1);
  await clock.advance(400);
  expect((await client.next()).id).toBe(1);
  client.close();
});

it('counts a wave of queries as one round trip', async () => {
  const { server, clock, trips } = await open(25);
  const client = udpClient(server.port);
  for (const id of [1, 2, 3]) client.ask('sip.contoso.com', 'A', id);
  await arrival(() => clock.pending === 3);
  await clock.advance(50);
  await client.next();
  expect(trips.total()).toBe(1);
  client.close();
});

it('reads TCP queries however they are cut, and closes with its clients still there', async () => {
  const { server } = await open();
  const socket = connect(server.port, '127.0.0.1');
  const query = packet.streamEncode({ type: 'query', id: 9, questions: [{ name: 'sip.contoso.com', type: 'A' }] });
  const answer = new Promise<Buffer>((resolve) => socket.once('data', resolve));
  socket.setNoDelay(true);
  for (const byte of query) socket.write(Uint8Array.of(byte));
  expect(packet.streamDecode(await answer).id).toBe(9);
  const closed = new Promise((resolve) => socket.once('close', resolve));
  await server.close();
  servers.length = 0;
  await closed;
});

/** Until something happened that the network brings. */
async function arrival(happened: () => boolean): Promise<void> {
  while (!happened()) await new Promise((resolve) => setImmediate(resolve));
}
