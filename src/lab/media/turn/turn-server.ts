/** The media relay of one company, which lends addresses to whoever shows credentials. [MS-TURN] 3.3.5; UDP, IPv4 and this machine alone. */
import type { Clock, Random } from '../../../shared/clock.ts';
import { spoiledRelayPackets } from '../../faults/bad-packets.ts';
import { OwnSocket } from '../own-socket.ts';
import type { Place } from '../places.ts';
import { Allocation } from './allocation.ts';
import { judgeRequest, NonceDesk, type Refusal } from './judge.ts';
import type { CredentialsDesk } from './relay-credentials.ts';
import {
  ATTRIBUTE,
  attribute,
  errorCode,
  isSignedWith,
  number,
  placeAttribute,
  readNumber,
  readPlace,
  readTurn,
  TURN,
  type TurnMessage,
  turnBytes,
} from './turn-message.ts';

const MOST_ALLOCATIONS = 64;
const USUAL_LIFETIME_S = 600;
const SHORTEST_LIFETIME_S = 60;
const LONGEST_LIFETIME_S = 3600;
/** Of a server that lends IPv4 addresses. [MS-TURN] 2.2.2.17 */
const VERSION = 2;
const CONNECTION_BYTES = 20;

export interface TurnServerOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly credentials: CredentialsDesk;
  /** A loopback address, of the server and of what it lends. */
  readonly address: string;
  /** Taken where it is free. */
  readonly port: number;
  /** As it stands in messages, with quotes or without. */
  readonly realm: string;
  /** What it does that means harm, as of now. */
  readonly malice?: () => string | undefined;
}

interface Client {
  readonly place: Place;
  /** The last answer, for who asks again. */
  last: { readonly transaction: Buffer; readonly answer: Buffer } | undefined;
  allocation: Allocation | undefined;
}

export class TurnServer {
  readonly #options: TurnServerOptions;
  readonly #socket: OwnSocket;
  readonly #nonces: NonceDesk;
  /** By `address:port` of who borrowed. */
  readonly #clients = new Map<string, Client>();
  #isClosed = false;

  private constructor(options: TurnServerOptions, socket: OwnSocket) {
    this.#options = options;
    this.#socket = socket;
    this.#nonces = new NonceDesk(options.clock, options.random);
    socket.onPacket((bytes, from) => this.#receive(bytes, from));
  }

  /** Rejects when the machine has no port for it. */
  static async open(options: TurnServerOptions): Promise<TurnServer> {
    const { address, port } = options;
    const socket = await OwnSocket.open(address, port).catch(() => OwnSocket.open(address));
    return new TurnServer(options, socket);
  }

  get place(): Place {
    return this.#socket.place;
  }

  /** How many addresses are lent. */
  get lent(): number {
    return this.#clients.size;
  }

  close(): void {
    this.#isClosed = true;
    for (const { allocation } of [...this.#clients.values()]) allocation?.end();
    this.#clients.clear();
    this.#socket.close();
  }

  #receive(bytes: Buffer, from: Place): void {
    const client = this.#clients.get(keyOfPlace(from));
    const message = readTurn(bytes);
    if (!message) {
      // Without a frame it is for the place that was chosen.
      if (client?.allocation?.active) client.allocation.send(bytes, client.allocation.active);
    } else if (message.type === TURN.allocate) this.#allocate(message, from, client);
    else if (message.type === TURN.send) this.#send(message, client);
    else if (message.type === TURN.setActive) this.#setActive(message, client);
  }

  #allocate(message: TurnMessage, from: Place, client: Client | undefined): void {
    if (client?.last?.transaction.equals(message.transaction)) {
      this.#reply(client.last.answer, from);
      return;
    }
    const { credentials, realm } = this.#options;
    const verdict = judgeRequest(message, { credentials, nonces: this.#nonces, realm });
    if (!verdict.ok) {
      this.#refuse(message, from, verdict.refusal);
      return;
    }
    const asked = readNumber(message.attributes.get(ATTRIBUTE.lifetime)) ?? USUAL_LIFETIME_S;
    if (asked === 0) this.#giveBack(message, from, verdict.key);
    else if (client) this.#keep(client, message, asked);
    else if (this.#clients.size >= MOST_ALLOCATIONS) this.#refuse(message, from, [486, 'Allocation Quota Reached']);
    else this.#lend(message, from, { key: verdict.key, asked });
  }

  /** The place in the table is taken before the port is there: a request that comes again must not get a second one. */
  #lend(message: TurnMessage, from: Place, { key, asked }: { readonly key: Buffer; readonly asked: number }): void {
    const { address, clock, random } = this.#options;
    const client: Client = { place: from, last: undefined, allocation: undefined };
    this.#clients.set(keyOfPlace(from), client);
    const forget = () => {
      if (this.#clients.get(keyOfPlace(from)) === client) this.#clients.delete(keyOfPlace(from));
    };
    OwnSocket.open(address).then((socket) => {
      if (this.#isClosed) {
        socket.close();
        return;
      }
      client.allocation = new Allocation({
        socket,
        clock,
        key,
        connection: Buffer.from(random.bytes(CONNECTION_BYTES)),
        onPacket: (bytes, peer) => this.#deliver(client, bytes, peer),
        onEnd: forget,
      });
      this.#keep(client, message, asked);
    }, forget);
  }

  #keep(client: Client, message: TurnMessage, asked: number): void {
    const { allocation, place } = client;
    // Asked again while the port is opened: the first answer is on its way.
    if (!allocation || !isSignedWith(message, allocation.key)) return;
    const seconds = Math.min(Math.max(asked, SHORTEST_LIFETIME_S), LONGEST_LIFETIME_S);
    allocation.keep(seconds);
    const attributes = [
      placeAttribute(ATTRIBUTE.mappedAddress, allocation.place),
      placeAttribute(ATTRIBUTE.xorMapped, place, message.transaction),
      number(ATTRIBUTE.lifetime, seconds),
      number(ATTRIBUTE.version, VERSION),
      attribute(ATTRIBUTE.sequence, Buffer.concat([allocation.connection, Buffer.alloc(4)])),
    ];
    this.#answer(client, message, { type: TURN.allocated, attributes });
  }

  /** Who did not hear the answer asks once more, when nothing is lent any longer: it is the same. */
  #giveBack(message: TurnMessage, from: Place, key: Buffer): void {
    const { allocation } = this.#clients.get(keyOfPlace(from)) ?? {};
    if (allocation && !isSignedWith(message, allocation.key)) return;
    const attributes = [number(ATTRIBUTE.lifetime, 0)];
    const { transaction } = message;
    this.#reply(turnBytes({ type: TURN.allocated, transaction, attributes }, key), from);
    allocation?.end();
  }

  /** Nobody answers it, and what is wrong with it is lost. [MS-TURN] 3.3.5.2 */
  #send(message: TurnMessage, client: Client | undefined): void {
    const to = this.#destinationOf(message, client);
    const data = message.attributes.get(ATTRIBUTE.data);
    if (to && data) client?.allocation?.send(data, to);
  }

  #setActive(message: TurnMessage, client: Client | undefined): void {
    if (client?.last?.transaction.equals(message.transaction)) {
      this.#reply(client.last.answer, client.place);
      return;
    }
    const { allocation } = client ?? {};
    if (!client || !allocation || !isCounted(message, allocation)) return;
    const to = readPlace(message.attributes.get(ATTRIBUTE.destination));
    const isPermitted = to !== undefined && allocation.permit(to);
    if (isPermitted) {
      allocation.active = to;
      this.#answer(client, message, { type: TURN.activeSet, attributes: [] });
      return;
    }
    // The place that was chosen before stays chosen. [MS-TURN] 3.3.5.3
    const why: Refusal = to === undefined ? [440, 'No Destination'] : [443, 'Invalid IP Address'];
    this.#answer(client, message, { type: TURN.setActiveRefused, attributes: [errorCode(...why)] });
  }

  /** Where a message of a borrower's is to go; undefined unless it is signed, numbered and new. */
  #destinationOf(message: TurnMessage, client: Client | undefined): Place | undefined {
    const { allocation } = client ?? {};
    if (!allocation || !isCounted(message, allocation)) return undefined;
    return readPlace(message.attributes.get(ATTRIBUTE.destination));
  }

  #deliver({ place, allocation }: Client, bytes: Buffer, peer: Place): void {
    const { active } = allocation ?? {};
    const isBare = active?.address === peer.address && active.port === peer.port;
    const transaction = Buffer.from(this.#options.random.bytes(16));
    const attributes = [placeAttribute(ATTRIBUTE.remote, peer), attribute(ATTRIBUTE.data, bytes)];
    this.#socket.send(isBare ? bytes : turnBytes({ type: TURN.data, transaction, attributes }), place);
  }

  #reply(answer: Buffer, to: Place): void {
    for (const packet of spoiledRelayPackets(this.#options.malice?.(), answer)) this.#socket.send(packet, to);
  }

  #answer(client: Client, { transaction }: TurnMessage, { type, attributes }: TurnAnswer): void {
    const answer = turnBytes({ type, transaction, attributes }, client.allocation?.key);
    client.last = { transaction: Buffer.from(transaction), answer };
    this.#reply(answer, client.place);
  }

  /** Says where to ask as well, which is here. [MS-TURN] 3.3.5.1 */
  #refuse({ transaction }: TurnMessage, from: Place, [status, reason]: Refusal): void {
    const attributes = [
      errorCode(status, reason),
      attribute(ATTRIBUTE.nonce, this.#nonces.make()),
      attribute(ATTRIBUTE.realm, Buffer.from(this.#options.realm)),
      placeAttribute(ATTRIBUTE.alternateServer, this.place),
      number(ATTRIBUTE.version, VERSION),
    ];
    this.#reply(turnBytes({ type: TURN.allocateRefused, transaction, attributes }), from);
  }
}

/** Whether it is signed by who borrowed, and numbered and new where it has a number. */
function isCounted(message: TurnMessage, allocation: Allocation): boolean {
  const isSigned = isSignedWith(message, allocation.key);
  return isSigned && allocation.takesNumber(message.attributes.get(ATTRIBUTE.sequence));
}

interface TurnAnswer {
  readonly type: number;
  readonly attributes: readonly Buffer[];
}

function keyOfPlace({ address, port }: Place): string {
  return `${address}:${port}`;
}
