import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createFakeClock, type FakeClock } from '../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import { createMemoryNet, type MemoryNet } from '../../../test/fakes/memory-net.ts';
import { createMsTurnServer, type MsTurnServer } from '../../../test/fakes/ms-turn-server.ts';
import { serveMsTurn } from '../../../test/fakes/ms-turn-tcp.ts';
import type { Endpoint } from '../net/udp.ts';
import { ATTRIBUTE, addressAttribute, errorAttribute, numberAttribute, textAttribute } from '../stun/attributes.ts';
import { readStun, type StunMessage, verifyStun, writeStun } from '../stun/message.ts';
import { borrowAddress } from './borrow.ts';
import { standardForm } from './form.ts';
import { createMicrosoftForm } from './microsoft.ts';
import { createRelayOpener } from './open-relay.ts';
import { udpWire } from './wire.ts';

const place: Endpoint = { address: '192.0.2.9', port: 3478 };
const peer: Endpoint = { address: '198.51.100.20', port: 5000 };
/** As the service hands them out: base64 of what is signed, and of odd lengths. */
const userName = Buffer.from([1, 0, 7, 255, 3]).toString('base64');
const password = Buffer.from([9, 8, 7, 6, 5, 4, 3]).toString('base64');
const decoded = { userName: Buffer.from(userName, 'base64'), password: Buffer.from(password, 'base64') };

let clock: FakeClock;
let net: MemoryNet;

beforeEach(() => {
  clock = createFakeClock();
  net = createMemoryNet(clock);
});

/** Puts the server into the network; the function returned sends a packet of a peer to the client. */
async function install(server: MsTurnServer, at = place): Promise<(bytes: Buffer) => void> {
  let client: Endpoint | undefined;
  const socket = await net.open(at, (bytes, from) => {
    client = from;
    const answer = server.answer(bytes);
    if (answer) socket?.send(answer, from);
  });
  return (bytes) => {
    if (client) socket?.send(server.indicate(peer, bytes), client);
  };
}

async function borrow(given: Partial<{ password: string }> = {}) {
  const heard: string[] = [];
  const asked = borrowAddress(place, {
    form: createMicrosoftForm(),
    open: udpWire(net.open),
    userName,
    password: given.password ?? password,
    clock,
    random: createFakeRandom(),
    onPacket: (bytes, from) => heard.push(`${from.address}:${from.port} ${bytes}`),
  });
  await clock.advance(1000);
  return { lent: await asked, heard };
}

describe('an address of an A/V Edge', () => {
  it('is lent for the right password, and carries packets both ways', async () => {
    const server = createMsTurnServer(decoded);
    const indicate = await install(server);
    const { lent, heard } = await borrow();
    expect(lent?.local).toEqual({ address: '198.51.100.9', port: 50_009 });
    expect(lent?.mapped).toEqual({ address: '203.0.113.4', port: 4444 });
    for (const text of ['one', 'three', 'fourteen bytes']) lent?.send(Buffer.from(text), peer);
    await clock.advance(100);
    const data = ['one', 'three', 'fourteen bytes'].map((text) => `198.51.100.20:5000 ${text}`);
    expect(server.seen).toEqual(['unsigned', 'allocate 600', ...data]);
    indicate(Buffer.from('hello'));
    await clock.advance(100);
    expect(heard).toEqual(['198.51.100.20:5000 hello']);
  });

  it('is kept by asking again in time, and given back', async () => {
    const server = createMsTurnServer(decoded);
    await install(server);
    const { lent } = await borrow();
    await clock.advance(600_000);
    expect(server.seen).toEqual(['unsigned', 'allocate 600', 'allocate 600']);
    lent?.close();
    await clock.advance(100);
    expect(server.seen.at(-1)).toBe('allocate 0');
    expect(clock.pending).toBe(0);
    expect(net.bound).toEqual(['192.0.2.9:3478']);
  });

  it('is not lent for a wrong password, and nothing stays open', async () => {
    const server = createMsTurnServer(decoded);
    await install(server);
    const { lent } = await borrow({ password: 'AAAA' });
    expect(lent).toBeUndefined();
    expect(server.seen.filter((what) => what !== 'unsigned')).toEqual([]);
    expect(net.bound).toEqual(['192.0.2.9:3478']);
  });

  it('is looked for at the other server the first one names', async () => {
    const other: Endpoint = { address: '192.0.2.10', port: 3478 };
    await install(createMsTurnServer({ ...decoded, elsewhere: other }));
    const server = createMsTurnServer(decoded);
    await install(server, other);
    const { lent } = await borrow();
    expect(lent?.local.address).toBe('198.51.100.9');
    lent?.send(Buffer.from('there'), peer);
    await clock.advance(100);
    expect(server.seen.at(-1)).toBe('198.51.100.20:5000 there');
  });

  it('is asked for again where the server was not reached for a while', async () => {
    const server = createMsTurnServer(decoded);
    await install(server);
    const { lent } = await borrow();
    await clock.advance(535_000);
    net.passes = () => false;
    await clock.advance(30_000);
    net.passes = () => true;
    await clock.advance(30_000);
    expect(server.seen).toEqual(['unsigned', 'allocate 600', 'allocate 600']);
    lent?.close();
  });

  it('is given up where the server never answers', async () => {
    const asked = borrow();
    await clock.advance(20_000);
    expect((await asked).lent).toBeUndefined();
    expect(net.bound).toEqual([]);
  });
});

describe('an address of a standard server', () => {
  const names = new Map([
    [3, 'allocate'],
    [4, 'refresh'],
    [8, 'permission'],
  ]);
  const key = createHash('md5').update('me:here:secret').digest();

  /** Grants what is asked with the password. */
  function answerTo({ type, transaction, mask }: StunMessage, isSigned: boolean): Buffer {
    const seal = { dialect: 'rfc5389', hasFingerprint: true } as const;
    const relayed = addressAttribute(0x0016, { address: '198.51.100.9', port: 50_009 }, mask);
    const lent = [relayed, numberAttribute(0x000d, 3600)];
    if (isSigned) return writeStun({ type: type | 0x0100, transaction, attributes: lent }, { ...seal, key });
    const asked = [
      errorAttribute(401, 'Unauthorized'),
      textAttribute(ATTRIBUTE.realm, 'here'),
      textAttribute(ATTRIBUTE.nonce, 'once'),
    ];
    return writeStun({ type: type | 0x0110, transaction, attributes: asked }, seal);
  }

  async function installStandard(): Promise<string[]> {
    const seen: string[] = [];
    const socket = await net.open(place, (bytes, from) => {
      const request = readStun(bytes);
      if (!request) return;
      const data = request.attributes.get(0x0013);
      const isSigned = verifyStun(request, key) !== undefined;
      if (data) seen.push(data.toString());
      else if (isSigned) seen.push(names.get(request.type) ?? 'unknown');
      if (!data) socket?.send(answerTo(request, isSigned), from);
    });
    return seen;
  }

  async function borrowStandard() {
    const open = udpWire(net.open);
    const about = { form: standardForm, open, userName: 'me', password: 'secret', clock, random: createFakeRandom() };
    const asked = borrowAddress(place, { ...about, onPacket: () => undefined });
    await clock.advance(1000);
    return asked;
  }

  it('still carries packets when the server was not reached as a permission was to be renewed', async () => {
    const seen = await installStandard();
    const lent = await borrowStandard();
    lent?.send(Buffer.from('before'), peer);
    await clock.advance(235_000);
    net.passes = () => false;
    await clock.advance(30_000);
    net.passes = () => true;
    await clock.advance(30_000);
    lent?.send(Buffer.from('after'), peer);
    await clock.advance(1000);
    expect(seen).toEqual(['allocate', 'permission', 'before', 'permission', 'after']);
    lent?.close();
  });

  it('asks for a permission again that was not answered at first', async () => {
    const seen = await installStandard();
    const lent = await borrowStandard();
    net.passes = () => false;
    lent?.send(Buffer.from('lost'), peer);
    await clock.advance(30_000);
    net.passes = () => true;
    lent?.send(Buffer.from('heard'), peer);
    await clock.advance(1000);
    expect(seen).toEqual(['allocate', 'permission', 'heard']);
    lent?.close();
    await clock.advance(1000);
    expect(clock.pending).toBe(0);
  });
});

describe('over TCP that looks like TLS', () => {
  it('an address is lent where UDP is not let through', async () => {
    const server = createMsTurnServer(decoded);
    const listener = await serveMsTurn(server, () => {
      if (server.seen.at(-1)?.endsWith('by TCP')) listener.say(server.indicate(peer, Buffer.from('back')));
    });
    onTestFinished(() => listener.close());
    const turn = {
      form: 'microsoft',
      host: '127.0.0.1',
      udpPort: 3478,
      tcpPort: listener.port,
      userName,
      password,
    } as const;
    const open = createRelayOpener([turn], { openUdp: net.open, clock, random: createFakeRandom() });
    let hear: (text: string) => void = () => undefined;
    const heard = new Promise<string>((resolve) => {
      hear = resolve;
    });
    const asked = open?.(1, (bytes, from) => hear(`${from.address} ${bytes}`));
    // Nothing answers by UDP; TCP is asked as well after its head start.
    await clock.advance(500);
    const lent = await asked;
    expect(lent?.local.port).toBe(50_009);
    lent?.send(Buffer.from('by TCP'), peer);
    expect(await heard).toBe('198.51.100.20 back');
    expect(listener.hellos[0]?.subarray(0, 11)).toEqual(Buffer.from('160301002d010000290301', 'hex'));
    lent?.close();
  });

  it('is asked of the next server where one hangs up in the middle', async () => {
    const rude = await serveMsTurn({ ...createMsTurnServer(decoded), answer: () => undefined }, () => rude.close());
    const server = await serveMsTurn(createMsTurnServer(decoded), () => undefined);
    onTestFinished(() => server.close());
    const turn = [rude, server].map(
      ({ port }) => ({ form: 'microsoft', host: '127.0.0.1', tcpPort: port, userName, password }) as const,
    );
    const open = createRelayOpener(turn, { openUdp: net.open, clock, random: createFakeRandom() });
    const lent = await open?.(1, () => undefined);
    expect(lent?.local.port).toBe(50_009);
    lent?.close();
  });
});
