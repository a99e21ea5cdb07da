import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock, type FakeClock } from '../../../../test/fakes/fake-clock.ts';
import { systemRandom } from '../../net/system.ts';
import { OwnSocket } from '../own-socket.ts';
import type { Place } from '../places.ts';
import { CredentialsDesk, type RelayCredentials } from './relay-credentials.ts';
import {
  ATTRIBUTE,
  attribute,
  keyOf,
  number,
  placeAttribute,
  readNumber,
  readPlace,
  readTurn,
  TURN,
  type TurnMessage,
  turnBytes,
} from './turn-message.ts';
import { TurnServer } from './turn-server.ts';

const LOCAL = '127.0.0.1';
const REALM = 'contoso.com';

let clock: FakeClock;
let credentials: CredentialsDesk;
let server: TurnServer;
const sockets: OwnSocket[] = [];

beforeEach(async () => {
  clock = createFakeClock();
  credentials = new CredentialsDesk(clock, systemRandom());
  const options = { clock, random: systemRandom(), credentials, address: LOCAL, port: 0, realm: REALM };
  server = await TurnServer.open(options);
});

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.close();
  server.close();
});

interface Heard {
  readonly bytes: Buffer;
  readonly from: Place;
}

/** A port, and what it hears, one after the other. */
async function port() {
  const socket = await OwnSocket.open(LOCAL);
  sockets.push(socket);
  const heard: Heard[] = [];
  const waiting: ((heard: Heard) => void)[] = [];
  socket.onPacket((bytes, from) => {
    const first = waiting.shift();
    if (first) first({ bytes, from });
    else heard.push({ bytes, from });
  });
  const next = () =>
    new Promise<Heard>((resolve) => {
      const first = heard.shift();
      if (first) resolve(first);
      else waiting.push(resolve);
    });
  return { place: socket.place, next, send: (bytes: Buffer, to: Place) => socket.send(bytes, to) };
}

class Borrower {
  readonly socket: Awaited<ReturnType<typeof port>>;
  readonly #names: RelayCredentials;
  nonce: Buffer = Buffer.alloc(0);
  connection: Buffer = Buffer.alloc(0);
  #sequence = 0;

  private constructor(socket: Awaited<ReturnType<typeof port>>, names: RelayCredentials) {
    this.socket = socket;
    this.#names = names;
  }

  static async open(names: RelayCredentials): Promise<Borrower> {
    return new Borrower(await port(), names);
  }

  get #key(): Buffer {
    return keyOf(this.#names.userName, Buffer.from(REALM), this.#names.password);
  }

  say(type: number, attributes: readonly Buffer[], transaction = Buffer.from(systemRandom().bytes(16))): void {
    const proof = [
      attribute(ATTRIBUTE.userName, this.#names.userName),
      attribute(ATTRIBUTE.realm, Buffer.from(REALM)),
      ...(type === TURN.allocate ? [attribute(ATTRIBUTE.nonce, this.nonce)] : []),
    ];
    this.socket.send(turnBytes({ type, transaction, attributes: [...attributes, ...proof] }, this.#key), server.place);
  }

  /** The next message of the server's. */
  async answer(): Promise<TurnMessage> {
    const read = readTurn((await this.socket.next()).bytes);
    if (!read) throw new Error('no message');
    return read;
  }

  async challenge(): Promise<TurnMessage> {
    const transaction = Buffer.from(systemRandom().bytes(16));
    this.socket.send(turnBytes({ type: TURN.allocate, transaction, attributes: [] }), server.place);
    const refused = await this.answer();
    this.nonce = refused.attributes.get(ATTRIBUTE.nonce) ?? this.nonce;
    return refused;
  }

  /** Borrows an address; the answer may be a refusal. */
  async borrow(seconds = 600): Promise<TurnMessage> {
    await this.challenge();
    this.say(TURN.allocate, [number(ATTRIBUTE.lifetime, seconds)]);
    const answer = await this.answer();
    this.connection = answer.attributes.get(ATTRIBUTE.sequence)?.subarray(0, 20) ?? this.connection;
    return answer;
  }

  /** The next number of its messages, or a given one. */
  numbered(given = this.#sequence + 1): Buffer {
    this.#sequence = given;
    const count = Buffer.alloc(4);
    count.writeUInt32BE(given);
    return attribute(ATTRIBUTE.sequence, Buffer.concat([this.connection, count]));
  }

  send(text: string, to: Place, order = this.numbered()): void {
    const data = attribute(ATTRIBUTE.data, Buffer.from(text));
    this.say(TURN.send, [placeAttribute(ATTRIBUTE.destination, to), order, data]);
  }
}

const codeOf = ({ attributes }: TurnMessage) => {
  const value = attributes.get(ATTRIBUTE.errorCode);
  return value && value.readUInt8(2) * 100 + value.readUInt8(3);
};

async function lent(seconds?: number) {
  const borrower = await Borrower.open(credentials.make(480));
  const answer = await borrower.borrow(seconds);
  expect(answer.type).toBe(TURN.allocated);
  return { borrower, answer, place: readPlace(answer.attributes.get(ATTRIBUTE.mappedAddress)) ?? server.place };
}

describe('the media relay', () => {
  it('says who it is to a stranger, and lends to who proves himself', async () => {
    const borrower = await Borrower.open(credentials.make(480));
    const refused = await borrower.challenge();
    expect(codeOf(refused)).toBe(401);
    expect(refused.attributes.get(ATTRIBUTE.realm)?.toString()).toBe(REALM);
    expect(readPlace(refused.attributes.get(ATTRIBUTE.alternateServer))).toEqual(server.place);
    const answer = await borrower.borrow(86_400);
    expect(answer.type).toBe(TURN.allocated);
    expect(readNumber(answer.attributes.get(ATTRIBUTE.lifetime))).toBe(3600);
    expect(server.lent).toBe(1);
  });

  it.each([
    ['credentials it never gave', 436, () => ({ userName: Buffer.alloc(37, 1), password: Buffer.alloc(20) })],
    ['a name of another length', 436, () => ({ userName: Buffer.alloc(0), password: Buffer.alloc(20) })],
    ['a wrong password', 431, () => ({ ...credentials.make(480), password: Buffer.from('wrong') })],
    ['credentials of another relay', 436, () => new CredentialsDesk(clock, systemRandom()).make(480)],
  ] as const)('refuses %s with %i', async (_what, status, make) => {
    const borrower = await Borrower.open(make());
    expect(codeOf(await borrower.borrow())).toBe(status);
    expect(server.lent).toBe(0);
  });

  it('refuses credentials that have expired, and a nonce of its own that is too old', async () => {
    const borrower = await Borrower.open(credentials.make(10));
    await borrower.challenge();
    await clock.advance(10 * 60_000);
    borrower.say(TURN.allocate, []);
    expect(codeOf(await borrower.answer())).toBe(430);
    const other = await Borrower.open(credentials.make(24 * 60));
    await other.challenge();
    await clock.advance(9 * 3_600_000);
    other.say(TURN.allocate, []);
    expect(codeOf(await other.answer())).toBe(438);
    expect(server.lent).toBe(0);
  });

  it('carries packets both ways, from places that were sent to', async () => {
    const { borrower, place } = await lent();
    const peer = await port();
    peer.send(Buffer.from('too early'), place);
    borrower.send('hello', peer.place);
    const heard = await peer.next();
    expect([heard.bytes.toString(), heard.from]).toEqual(['hello', place]);
    peer.send(Buffer.from('and back'), place);
    const data = await borrower.answer();
    expect(data.type).toBe(TURN.data);
    expect(data.attributes.get(ATTRIBUTE.data)?.toString()).toBe('and back');
    expect(readPlace(data.attributes.get(ATTRIBUTE.remote))).toEqual(peer.place);
  });

  it('carries no packet twice, none of another connection, none unsigned and none off this machine', async () => {
    const { borrower, place } = await lent();
    const peer = await port();
    borrower.send('one', peer.place, borrower.numbered(2));
    borrower.send('again', peer.place, borrower.numbered(2));
    borrower.send('late', peer.place, borrower.numbered(1));
    borrower.send('outside', { address: '192.0.2.1', port: 9 }, borrower.numbered(3));
    const { connection } = borrower;
    borrower.connection = Buffer.alloc(20, 9);
    borrower.send('stranger', peer.place);
    borrower.connection = connection;
    const bare = [
      placeAttribute(ATTRIBUTE.destination, peer.place),
      attribute(ATTRIBUTE.data, Buffer.from('unsigned')),
    ];
    borrower.socket.send(turnBytes({ type: TURN.send, transaction: Buffer.alloc(16), attributes: bare }), server.place);
    borrower.send('last', peer.place, borrower.numbered(9));
    const words = [await peer.next(), await peer.next(), await peer.next()];
    expect(words.map(({ bytes, from }) => [bytes.toString(), from.port])).toEqual(
      ['one', 'late', 'last'].map((word) => [word, place.port]),
    );
  });

  it('leaves out the frame for the place that was chosen', async () => {
    const { borrower } = await lent();
    const [chosen, other] = [await port(), await port()];
    const transaction = Buffer.alloc(16, 5);
    borrower.say(
      TURN.setActive,
      [placeAttribute(ATTRIBUTE.destination, chosen.place), borrower.numbered()],
      transaction,
    );
    expect((await borrower.answer()).type).toBe(TURN.activeSet);
    borrower.socket.send(Buffer.from('bare'), server.place);
    const { bytes, from } = await chosen.next();
    expect(bytes.toString()).toBe('bare');
    chosen.send(Buffer.from('bare too'), from);
    expect((await borrower.socket.next()).bytes.toString()).toBe('bare too');
    other.send(Buffer.from('framed'), from);
    expect((await borrower.answer()).attributes.get(ATTRIBUTE.data)?.toString()).toBe('framed');
  });

  it('chooses no place that is missing or not on this machine, and keeps the one it has', async () => {
    const { borrower } = await lent();
    const chosen = await port();
    const choose = async (...destination: readonly Buffer[]) => {
      borrower.say(TURN.setActive, [...destination, borrower.numbered()]);
      return borrower.answer();
    };
    expect((await choose(placeAttribute(ATTRIBUTE.destination, chosen.place))).type).toBe(TURN.activeSet);
    const nowhere = await choose();
    const outside = await choose(placeAttribute(ATTRIBUTE.destination, { address: '192.0.2.1', port: 9 }));
    expect([nowhere.type, codeOf(nowhere)]).toEqual([TURN.setActiveRefused, 440]);
    expect([outside.type, codeOf(outside)]).toEqual([TURN.setActiveRefused, 443]);
    borrower.socket.send(Buffer.from('bare'), server.place);
    expect((await chosen.next()).bytes.toString()).toBe('bare');
  });

  it('answers who gives an address back again, because the answer was lost', async () => {
    const { borrower } = await lent();
    const transaction = Buffer.alloc(16, 3);
    borrower.say(TURN.allocate, [number(ATTRIBUTE.lifetime, 0)], transaction);
    const first = await borrower.answer();
    borrower.say(TURN.allocate, [number(ATTRIBUTE.lifetime, 0)], transaction);
    const second = await borrower.answer();
    expect([second.type, second.attributes]).toEqual([TURN.allocated, first.attributes]);
    expect(server.lent).toBe(0);
  });

  it('takes an address back: when it is asked to, and when nobody keeps it', async () => {
    const { borrower } = await lent();
    borrower.say(TURN.allocate, [number(ATTRIBUTE.lifetime, 0)]);
    expect(readNumber((await borrower.answer()).attributes.get(ATTRIBUTE.lifetime))).toBe(0);
    expect(server.lent).toBe(0);
    const { borrower: second } = await lent(120);
    await clock.advance(100_000);
    second.say(TURN.allocate, [number(ATTRIBUTE.lifetime, 1)]);
    expect(readNumber((await second.answer()).attributes.get(ATTRIBUTE.lifetime))).toBe(60);
    await clock.advance(59_000);
    expect(server.lent).toBe(1);
    await clock.advance(2000);
    expect(server.lent).toBe(0);
  });

  it('forgets who was not sent to for five minutes', async () => {
    const { borrower, place } = await lent(3600);
    const peer = await port();
    borrower.send('hello', peer.place);
    await peer.next();
    await clock.advance(301_000);
    peer.send(Buffer.from('too late'), place);
    borrower.send('again', peer.place);
    await peer.next();
    peer.send(Buffer.from('in time'), place);
    expect((await borrower.answer()).attributes.get(ATTRIBUTE.data)?.toString()).toBe('in time');
  });

  it('answers who asks again the same, with one address', async () => {
    const borrower = await Borrower.open(credentials.make(480));
    await borrower.challenge();
    const transaction = Buffer.alloc(16, 7);
    borrower.say(TURN.allocate, [], transaction);
    borrower.say(TURN.allocate, [], transaction);
    const first = await borrower.answer();
    borrower.say(TURN.allocate, [], transaction);
    const second = await borrower.answer();
    expect(second.attributes).toEqual(first.attributes);
    expect(server.lent).toBe(1);
  });

  it('lends no more than it has', async () => {
    const names = credentials.make(480);
    for (let count = 0; count < 64; count += 1)
      expect((await (await Borrower.open(names)).borrow()).type).toBe(TURN.allocated);
    expect(codeOf(await (await Borrower.open(names)).borrow())).toBe(486);
    expect(server.lent).toBe(64);
  });
});
