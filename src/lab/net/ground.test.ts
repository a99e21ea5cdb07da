import { once } from 'node:events';
import { type Socket, connect as tcpConnect } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import type { LabOptions, LabServerFacts } from '../api.ts';
import { type Ground, type Machine, openGround } from './ground.ts';
import type { LabConnection } from './listener.ts';
import { systemClock, systemRandom } from './system.ts';

const grounds: Ground[] = [];
afterEach(async () => {
  await Promise.all(grounds.splice(0).map((ground) => ground.close()));
});

const options = (extra: string[] = []) =>
  ['OPTIONS sip:contoso.com SIP/2.0', 'Call-ID: c1', ...extra, 'Content-Length: 0', '', ''].join('\r\n');
const ok = (extra: string[] = []) =>
  ['SIP/2.0 200 OK', 'Call-ID: c1', ...extra, 'Content-Length: 0', '', ''].join('\r\n');

/** A lab ground whose SIP servers answer every message with 200. */
async function open(machine: Partial<Machine> = {}, labOptions: LabOptions = { ports: 'free' }) {
  const connections: LabConnection[] = [];
  const ground = await openGround(labOptions, { clock: systemClock(), random: systemRandom(), ...machine }, () => ({
    acceptSip(connection) {
      connections.push(connection);
      connection.onMessage(() => connection.send(ok()));
    },
    acceptWeb: ({ stream }) => stream.end('not the web\r\n'),
  }));
  grounds.push(ground);
  return { ground, connections };
}

function facts(ground: Ground, name: string): LabServerFacts {
  const found = ground.servers().find((server) => server.name === name);
  if (!found) throw new Error(`no ${name}`);
  return found;
}

/** A verified TLS connection to the first port of a server. */
async function secure(ground: Ground, name = 'sip.contoso.com'): Promise<TLSSocket> {
  const { address, ports } = facts(ground, name);
  const socket = connect({ host: address, port: ports[0] ?? 0, servername: name, ca: ground.authority.rootPem });
  await once(socket, 'secureConnect');
  socket.on('error', () => undefined);
  return socket;
}

async function exchange(socket: TLSSocket, text: string): Promise<string> {
  socket.write(text);
  const [answer] = await once(socket, 'data');
  return String(answer);
}

const closed = (socket: Socket) =>
  new Promise<void>((resolve) => (socket.closed ? resolve() : socket.once('close', () => resolve())));

/** A bare TCP connection whose errors are only its end. */
function plain(address: string, port: number): Socket {
  return tcpConnect(port, address).on('error', () => undefined);
}

/** Until something happened that the network brings. */
async function arrival(happened: () => boolean): Promise<void> {
  while (!happened()) await new Promise((resolve) => setImmediate(resolve));
}

describe('listeners', () => {
  it('[A3] every company has an edge, a front end, a director and a web server at an address of its own', async () => {
    const { ground } = await open();
    const names = ground.servers().map(({ name }) => name);
    for (const domain of ['contoso.com', 'tailspintoys.com', 'contoso.onmicrosoft.com', 'fabrikam.com']) {
      expect(names).toEqual(expect.arrayContaining([`sip.${domain}`, `pool01.${domain}`, `meet.${domain}`]));
    }
    const addresses = ground.servers().map(({ address }) => address);
    expect(new Set(addresses).size).toBe(43);
    expect(addresses.every((address) => address.startsWith('127.') && !address.startsWith('127.0.0.'))).toBe(true);
  });

  it('carries whole messages, both ways, and logs them with their Call-ID', async () => {
    const { ground, connections } = await open();
    const socket = await secure(ground);
    const text = options();
    socket.write(text.slice(0, 25));
    expect(await exchange(socket, text.slice(25))).toBe(ok());
    expect(connections).toMatchObject([{ server: 'sip.contoso.com' }]);
    expect(ground.core.log.entries()).toMatchObject([
      { direction: 'received', callId: 'c1', startLine: 'OPTIONS sip:contoso.com SIP/2.0' },
      { direction: 'sent', callId: 'c1', startLine: 'SIP/2.0 200 OK' },
    ]);
    expect(ground.core.log.entries()[0]?.peer).toBe(`${socket.localAddress}:${socket.localPort}`);
    socket.destroy();
  });

  it('answers a keep-alive below SIP', async () => {
    const { ground } = await open();
    const socket = await secure(ground);
    expect(await exchange(socket, '\r\n\r\n')).toBe('\r\n');
    expect(ground.core.log.entries()).toEqual([]);
    socket.destroy();
  });

  it('drops who sends no SIP', async () => {
    const { ground, connections } = await open();
    const socket = await secure(ground);
    socket.write(`${'x'.repeat(300_000)}\r\n\r\n`);
    await closed(socket);
    expect(connections).toHaveLength(1);
  });

  it('[B7] lets nobody speak in clear text to an edge, and tells who tried', async () => {
    const { ground, connections } = await open();
    const { address, clearTextPort = 0 } = facts(ground, 'sip.contoso.com');
    await closed(plain(address, clearTextPort));
    expect(connections).toEqual([]);
    expect(ground.core.log.entries()).toMatchObject([{ server: 'sip.contoso.com', startLine: /^TRAP/ }]);
  });

  it('serves clear text at a front end', async () => {
    const { ground } = await open();
    const { address, clearTextPort = 0 } = facts(ground, 'pool01.fabrikam.com');
    const socket = plain(address, clearTextPort);
    socket.write(options());
    const [answer] = await once(socket, 'data');
    expect(String(answer)).toBe(ok());
    socket.destroy();
  });
});

describe('faults', () => {
  it('shows a bad certificate from now on, and the good one again', async () => {
    const { ground } = await open();
    ground.setFaults('sip.contoso.com', { certificate: 'expired' });
    await expect(secure(ground)).rejects.toMatchObject({ code: 'CERT_HAS_EXPIRED' });
    ground.setFaults('sip.contoso.com', {});
    (await secure(ground)).destroy();
  });

  it('refuses connections and takes them again on the same port', async () => {
    const { ground } = await open();
    const { ports } = facts(ground, 'sip.contoso.com');
    ground.setFaults('sip.contoso.com', { refuseConnections: true });
    await expect(secure(ground)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    ground.setFaults('sip.contoso.com', {});
    (await secure(ground)).destroy();
    expect(facts(ground, 'sip.contoso.com').ports).toEqual(ports);
  });

  it('says nothing before TLS', async () => {
    const { ground } = await open();
    ground.setFaults('sip.contoso.com', { silent: 'tcp' });
    const { address, ports } = facts(ground, 'sip.contoso.com');
    const socket = plain(address, ports[0] ?? 0);
    let bytes = 0;
    socket.on('data', (chunk) => {
      bytes += chunk.length;
    });
    socket.write(options());
    await arrival(() => ground.openConnections() === 1);
    ground.dropConnections('sip.contoso.com');
    await closed(socket);
    expect(bytes).toBe(0);
  });

  it('says nothing after TLS', async () => {
    const { ground, connections } = await open();
    ground.setFaults('sip.contoso.com', { silent: 'tls' });
    const socket = await secure(ground);
    socket.write(options());
    ground.setFaults('sip.contoso.com', {});
    const second = await secure(ground);
    await exchange(second, options());
    expect(connections).toHaveLength(1);
    expect(socket.bytesRead).toBe(0);
    socket.destroy();
    second.destroy();
  });

  it('is silent to one method and hears the others', async () => {
    const { ground } = await open();
    ground.setFaults('sip.contoso.com', { silent: { method: 'INVITE' } });
    const socket = await secure(ground);
    socket.write(options().replace('OPTIONS', 'INVITE'));
    expect(await exchange(socket, options())).toBe(ok());
    const seen = ground.core.log.entries().map(({ startLine }) => startLine.split(' ')[0]);
    expect(seen).toEqual(['INVITE', 'OPTIONS', 'SIP/2.0']);
    socket.destroy();
  });

  it('closes in the middle of a message', async () => {
    const { ground } = await open();
    ground.setFaults('sip.contoso.com', { closeAfterBytes: 10 });
    const socket = await secure(ground);
    expect(await exchange(socket, options())).toBe(ok().slice(0, 10));
    await closed(socket);
  });

  it('holds its answers back', async () => {
    const clock = createFakeClock(Date.now());
    const { ground } = await open({ clock });
    ground.setFaults('sip.contoso.com', { answerLatencyMs: 300 });
    const socket = await secure(ground);
    const before = clock.pending;
    const answer = exchange(socket, options());
    await arrival(() => clock.pending > before);
    expect(ground.core.log.entries()).toHaveLength(1);
    await clock.advance(300);
    expect(await answer).toBe(ok());
    socket.destroy();
  });

  it('names a server that the lab does not have', async () => {
    const { ground } = await open();
    expect(() => ground.setFaults('sip.nowhere.test', {})).toThrow('sip.nowhere.test');
  });
});

describe('distance', () => {
  it('counts the TCP handshake, two flights of TLS 1.2 and one exchange as four round trips', async () => {
    const { ground } = await open();
    const socket = await secure(ground);
    await exchange(socket, options());
    expect(ground.trips.total()).toBe(4);
    ground.trips.reset();
    await exchange(socket, options() + options());
    expect(ground.trips.total()).toBe(1);
    socket.destroy();
  });

  it('makes every one of them take its time', async () => {
    const clock = createFakeClock(Date.now());
    const { ground } = await open({ clock }, { ports: 'free', latencyMs: 50 });
    const started = clock.now();
    const { address, ports } = facts(ground, 'sip.contoso.com');
    const servername = 'sip.contoso.com';
    const socket = connect({ host: address, port: ports[0] ?? 0, servername, ca: ground.authority.rootPem });
    let answer = '';
    socket.once('secureConnect', () => socket.write(options()));
    socket.on('data', (chunk) => {
      answer += String(chunk);
    });
    // Time moves only when nothing but time is missing: steps of one millisecond, the network drained between them.
    while (answer === '') {
      await new Promise((resolve) => setImmediate(resolve));
      await clock.advance(1);
    }
    expect(ground.trips.total()).toBe(4);
    expect(clock.now() - started).toBeGreaterThanOrEqual(4 * 2 * 50);
    socket.destroy();
  });
});

it('what was sent before a goodbye arrives, however far away the server is', async () => {
  const clock = createFakeClock(Date.now());
  const { ground, connections } = await open({ clock }, { ports: 'free', latencyMs: 50 });
  const { address, ports } = facts(ground, 'sip.contoso.com');
  const servername = 'sip.contoso.com';
  const socket = connect({ host: address, port: ports[0] ?? 0, servername, ca: ground.authority.rootPem });
  let answers = '';
  let isOver = false;
  socket.on('data', (chunk) => {
    answers += String(chunk);
  });
  socket.on('close', () => {
    isOver = true;
  });
  socket.once('secureConnect', () => socket.write(options()));
  while (!isOver) {
    if (ground.core.log.entries().length === 2) connections[0]?.close();
    await new Promise((resolve) => setImmediate(resolve));
    await clock.advance(1);
  }
  expect(answers).toBe(ok());
});

describe('ending', () => {
  it('drops the connections of one server and keeps the others', async () => {
    const { ground } = await open();
    const first = await secure(ground);
    const other = await secure(ground, 'sip.tailspintoys.com');
    expect(ground.openConnections()).toBe(2);
    ground.dropConnections('sip.contoso.com');
    await closed(first);
    expect(await exchange(other, options())).toBe(ok());
    await arrival(() => ground.openConnections() === 1);
    other.destroy();
  });

  it('leaves no socket and no timer, whatever was going on', async () => {
    const clock = createFakeClock(Date.now());
    const { ground, connections } = await open({ clock });
    const healthy = await secure(ground);
    await exchange(healthy, options());
    const { address, ports } = facts(ground, 'sip.contoso.com');
    // One in the middle of its handshake, one that was told to go, one whose answer waits.
    const half = plain(address, ports[0] ?? 0);
    await arrival(() => ground.openConnections() === 2);
    const leaving = await secure(ground, 'sip.tailspintoys.com');
    ground.setFaults('sip.tailspintoys.com', { answerLatencyMs: 5000 });
    leaving.write(options());
    await arrival(() => connections.length === 2 && ground.core.log.entries().length === 3);
    connections[0]?.close();
    await ground.close();
    grounds.length = 0;
    await Promise.all([closed(healthy), closed(leaving), closed(half)]);
    expect(clock.pending).toBe(0);
    expect(ground.openConnections()).toBe(0);
    await expect(secure(ground)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('two labs live side by side', async () => {
    const [one, two] = await Promise.all([open(), open()]);
    expect(one.ground.core.topology.network).not.toBe(two.ground.core.topology.network);
    const sockets = [await secure(one.ground), await secure(two.ground)];
    for (const socket of sockets) socket.destroy();
  });
});
