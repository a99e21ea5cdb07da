/** Borrows an address of a TURN server, keeps it and sends by it. */
import { createHash } from 'node:crypto';
import type { Clock, Random } from '../../shared/clock.ts';
import { Requests } from '../ice/requests.ts';
import type { RelaySocket } from '../ice/types.ts';
import type { Endpoint, OnPacket, UdpSocket } from '../net/udp.ts';
import { ATTRIBUTE, type Attribute, readAddress, readErrorCode } from '../stun/attributes.ts';
import { type StunDraft, type StunMessage, verifyStun, writeStun } from '../stun/message.ts';
import { type Allocation, complete, type TurnDraft, type TurnForm } from './form.ts';
import type { OpenWire } from './wire.ts';

/** A permission lasts 300 s (RFC 8656 9). */
const PERMISSION_MS = 240_000;
/** Addresses one call talks to; a side that invents more gets no further ones. */
const MAX_PEERS = 64;
/** Packets that wait for a permission. */
const MAX_WAITING = 8;
/** 401 for the first attempt, 438 for a nonce grown old, and one more server. */
const MAX_ATTEMPTS = 4;
const CHALLENGES: readonly (number | undefined)[] = [401, 430, 438];
const TRY_ALTERNATE = 300;
/** Refreshed this long before it ends. */
const MARGIN_S = 60;
/** After a question nobody answered: the way to the server comes back, and what it lends lasts a while longer. */
const AGAIN_MS = 2000;

/** Why nothing is lent: no answer, not to these credentials, or not now. */
export type LoanFailure = 'silent' | 'wrong-password' | 'refused';

export interface BorrowOptions {
  readonly form: TurnForm;
  readonly open: OpenWire;
  readonly userName: string;
  readonly password: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly onPacket: OnPacket;
  /** Told before the result, where nothing is lent. */
  readonly onFailed?: (why: LoanFailure) => void;
}

/** Another server to ask instead. */
interface Elsewhere {
  readonly elsewhere: Endpoint;
}

/** A lent address; undefined where the server is not reached, refuses, or does not take the credentials. */
export async function borrowAddress(server: Endpoint, options: BorrowOptions): Promise<RelaySocket | undefined> {
  const first = await attempt(server, options);
  const second = first && 'elsewhere' in first ? await attempt(first.elsewhere, options) : first;
  return second && 'elsewhere' in second ? undefined : second;
}

async function attempt(server: Endpoint, options: BorrowOptions): Promise<RelaySocket | Elsewhere | undefined> {
  let loan: Loan | undefined;
  let hangUp: () => void = () => undefined;
  const hungUp = new Promise<undefined>((resolve) => {
    hangUp = () => resolve(undefined);
  });
  const wire = await options.open(
    server,
    (bytes) => loan?.receive(bytes),
    () => {
      loan?.close();
      hangUp();
    },
  );
  if (!wire) {
    options.onFailed?.('silent');
    return undefined;
  }
  loan = new Loan(server, wire, options);
  // What a closed loan has asked is never answered.
  const result = await Promise.race([loan.begin(), hungUp]);
  if (result === undefined) options.onFailed?.(loan.failure);
  if (result !== 'lent') loan.close();
  return result === 'lent' ? loan : result;
}

type Purpose = 'request' | 'data';

interface Peer {
  state: 'asked' | 'allowed' | 'refused';
  readonly waiting: Buffer[];
}

class Loan implements RelaySocket {
  readonly #server: Endpoint;
  readonly #wire: UdpSocket;
  readonly #options: BorrowOptions;
  readonly #requests: Requests;
  readonly #peers = new Map<string, Peer>();
  #realm: Buffer | undefined;
  #nonce: Buffer | undefined;
  #key: Buffer | undefined;
  #allocation: Allocation | undefined;
  #failure: LoanFailure = 'silent';
  #waits: (() => void)[] = [];
  #isClosed = false;

  constructor(server: Endpoint, wire: UdpSocket, options: BorrowOptions) {
    this.#server = server;
    this.#wire = wire;
    this.#options = options;
    this.#requests = new Requests(options.clock);
  }

  get local(): Endpoint {
    return this.#allocation?.relayed ?? this.#wire.local;
  }

  get mapped(): Endpoint {
    return this.#allocation?.mapped ?? this.#wire.local;
  }

  /** Why it did not begin. */
  get failure(): LoanFailure {
    return this.#failure;
  }

  async begin(): Promise<'lent' | Elsewhere | undefined> {
    const answer = await this.#ask(() => this.#options.form.allocate());
    if (!answer) return undefined;
    const { form } = this.#options;
    this.#failure = 'refused';
    if (errorOf(answer) === TRY_ALTERNATE) {
      const elsewhere = readAddress(answer.attributes.get(form.ids.alternateServer));
      return elsewhere && { elsewhere };
    }
    this.#allocation = isSuccess(answer) ? form.allocationFrom(answer) : undefined;
    if (!this.#allocation) return undefined;
    this.#refreshLater(this.#allocation.lifetimeS);
    return 'lent';
  }

  receive(bytes: Buffer): void {
    const message = this.#options.form.read(bytes);
    if (!message || this.#isClosed) return;
    if (message.type !== this.#options.form.types.data) {
      this.#requests.take(message, this.#wire, this.#server);
      return;
    }
    const data = this.#options.form.dataFrom(message);
    if (data) this.#options.onPacket(data.bytes, data.from);
  }

  send(packet: Uint8Array, to: Endpoint): void {
    if (this.#isClosed) return;
    const bytes = Buffer.from(packet);
    const peer = this.#peerAt(to);
    if (peer?.state === 'allowed') this.#sendData(bytes, to);
    else if (peer?.state === 'asked' && peer.waiting.length < MAX_WAITING) peer.waiting.push(bytes);
  }

  close(): void {
    if (this.#isClosed) return;
    if (this.#allocation) this.#transmit(complete(this.#options.form.refresh(0), this.#transaction()), 'request');
    this.#isClosed = true;
    for (const cancel of this.#waits) cancel();
    this.#requests.close();
    this.#wire.close();
  }

  /** What is known of a peer; the first time, the server is asked to let its packets through. */
  #peerAt(to: Endpoint): Peer | undefined {
    const known = this.#peers.get(to.address);
    if (known || this.#peers.size >= MAX_PEERS) return known;
    const needsPermission = this.#options.form.permission(to, this.#transaction()) !== undefined;
    const peer: Peer = { state: needsPermission ? 'asked' : 'allowed', waiting: [] };
    this.#peers.set(to.address, peer);
    if (needsPermission) void this.#askPermission(to, peer);
    return peer;
  }

  async #askPermission(to: Endpoint, peer: Peer): Promise<void> {
    const answer = await this.#ask((transaction) => this.#options.form.permission(to, transaction));
    if (this.#isClosed) return;
    // The next packet asks anew, unless packets pass already.
    if (!answer && peer.state === 'asked') this.#peers.delete(to.address);
    else if (answer) peer.state = isSuccess(answer) ? 'allowed' : 'refused';
    for (const bytes of peer.waiting.splice(0)) if (peer.state === 'allowed') this.#sendData(bytes, to);
    const pauseMs = answer ? PERMISSION_MS : AGAIN_MS;
    if (peer.state === 'allowed') this.#later(pauseMs, () => void this.#askPermission(to, peer));
  }

  #sendData(bytes: Buffer, to: Endpoint): void {
    const transaction = this.#transaction();
    this.#transmit(complete(this.#options.form.data(to, bytes, transaction), transaction), 'data');
  }

  #refreshLater(lifetimeS: number): void {
    const endsMs = this.#options.clock.now() + lifetimeS * 1000;
    const pauseMs = Math.max(lifetimeS - MARGIN_S, lifetimeS / 2) * 1000;
    this.#later(pauseMs, () => void this.#refresh(lifetimeS, endsMs));
  }

  /** Refused, or without an answer until it ends, the address is lost: ICE notices that nothing comes any more. */
  async #refresh(lifetimeS: number, endsMs: number): Promise<void> {
    const answer = await this.#ask(() => this.#options.form.refresh(lifetimeS));
    if (this.#isClosed) return;
    if (answer && isSuccess(answer)) this.#refreshLater(lifetimeS);
    else if (!answer && this.#options.clock.now() < endsMs) {
      this.#later(AGAIN_MS, () => void this.#refresh(lifetimeS, endsMs));
    }
  }

  /** Asks until the server no longer wants other credentials. Undefined where nothing sound comes back. */
  async #ask(draft: (transaction: Buffer) => TurnDraft | undefined): Promise<StunMessage | undefined> {
    for (let attempts = 0; attempts < MAX_ATTEMPTS && !this.#isClosed; attempts++) {
      const transaction = this.#transaction();
      const parts = draft(transaction);
      const answer = parts && (await this.#exchange(parts, transaction));
      if (!answer || !CHALLENGES.includes(errorOf(answer))) return answer;
      if (this.#key) this.#failure = 'wrong-password';
      if (!this.#learnChallenge(answer)) return undefined;
    }
    return undefined;
  }

  #exchange(parts: TurnDraft, transaction: Buffer): Promise<StunMessage | undefined> {
    const key = this.#key;
    return new Promise((resolve) => {
      this.#requests.send({
        socket: this.#wire,
        to: this.#server,
        transaction,
        packets: [this.#write(complete(parts, transaction), 'request')],
        onGone: () => resolve(undefined),
        // A success that is not signed with the password is somebody else's.
        onAnswer: (answer) => resolve(isSuccess(answer) && !(key && verifyStun(answer, key)) ? undefined : answer),
      });
    });
  }

  /** Takes realm and nonce of a refusal on; false if it brings none, or if the same nonce was refused already. */
  #learnChallenge({ attributes }: StunMessage): boolean {
    const { ids, credential } = this.#options.form;
    const realm = attributes.get(ids.realm) ?? this.#realm;
    const nonce = attributes.get(ids.nonce);
    if (!realm || !nonce || this.#nonce?.equals(nonce)) return false;
    this.#realm = Buffer.from(realm);
    this.#nonce = Buffer.from(nonce);
    const colon = Buffer.from(':');
    const { userName, password } = this.#options;
    const secret = Buffer.concat([credential(userName), colon, unquoted(this.#realm), colon, credential(password)]);
    this.#key = createHash('md5').update(secret).digest();
    return true;
  }

  #transmit(draft: StunDraft, purpose: Purpose): void {
    this.#wire.send(this.#write(draft, purpose), this.#server);
  }

  #write(draft: StunDraft, purpose: Purpose): Buffer {
    const { form } = this.#options;
    const key = purpose === 'request' || form.signsData ? this.#key : undefined;
    const attributes = [...form.opening(), ...draft.attributes, ...(key ? this.#credentials(purpose) : [])];
    const seal = { dialect: form.dialect, hasFingerprint: form.hasFingerprint };
    return writeStun({ ...draft, attributes }, key ? { ...seal, key } : seal);
  }

  /** Data is signed for the same realm, but once and for all: no nonce goes with it. */
  #credentials(purpose: Purpose): readonly Attribute[] {
    const { form, userName } = this.#options;
    const nonce = { type: form.ids.nonce, value: this.#nonce ?? Buffer.alloc(0) };
    return [
      { type: ATTRIBUTE.username, value: form.credential(userName) },
      { type: form.ids.realm, value: this.#realm ?? Buffer.alloc(0) },
      ...(purpose === 'request' ? [nonce] : []),
    ];
  }

  #transaction(): Buffer {
    return Buffer.from(this.#options.random.bytes(12));
  }

  #later(delayMs: number, task: () => void): void {
    const cancel = this.#options.clock.after(delayMs, () => {
      this.#waits = this.#waits.filter((other) => other !== cancel);
      task();
    });
    this.#waits.push(cancel);
  }
}

/** The class of an answer lies in two bits of its type (RFC 8489 5). */
function isSuccess({ type }: StunMessage): boolean {
  return (type & 0x0110) === 0x0100;
}

function errorOf({ type, attributes }: StunMessage): number | undefined {
  return (type & 0x0110) === 0x0110 ? readErrorCode(attributes.get(ATTRIBUTE.errorCode)) : undefined;
}

/** Quotes round a realm stand in the message and not in the key. RFC 5389 15.7, RFC 3261 25.1; so libnice signs for Microsoft's servers too. */
function unquoted(realm: Buffer): Buffer {
  const quote = 0x22;
  const isQuoted = realm.length >= 2 && realm[0] === quote && realm.at(-1) === quote;
  return isQuoted ? realm.subarray(1, -1) : realm;
}
