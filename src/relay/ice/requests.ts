/** STUN requests that wait for their answers, sent again until those come (RFC 8489 6.2.1). */
import type { Clock } from '../../shared/clock.ts';
import { type Endpoint, isSameEndpoint, type UdpSocket } from '../net/udp.ts';
import { type StunMessage, verifyStun } from '../stun/message.ts';

const FIRST_WAIT_MS = 250;
/** Waits double up to here: a lossy network is met with more attempts, not with longer pauses. */
const LONGEST_WAIT_MS = 1000;
const MAX_SENDS = 10;
/** After the last time it was sent. */
const LAST_WAIT_MS = 4000;

export interface PendingRequest {
  readonly socket: UdpSocket;
  readonly to: Endpoint;
  readonly transaction: Buffer;
  /** Sent one after the other each time: Microsoft's dialect has a copy for its first version. */
  readonly packets: readonly Buffer[];
  /** What the answer is signed with; answers of a STUN server are not. */
  readonly key?: Buffer;
  readonly isSentOnce?: boolean;
  readonly onAnswer: (answer: StunMessage, roundTripMs: number) => void;
  readonly onGone: () => void;
}

interface Entry {
  readonly request: PendingRequest;
  sends: number;
  sentAt: number;
  isQuiet: boolean;
  cancel: () => void;
}

export class Requests {
  readonly #clock: Clock;
  readonly #entries = new Map<string, Entry>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  send(request: PendingRequest): void {
    const entry: Entry = { request, sends: 0, sentAt: 0, isQuiet: false, cancel: () => undefined };
    this.#entries.set(nameOf(request.transaction), entry);
    this.#transmit(entry);
  }

  /** Not sent again, but its answer still counts, and its end does not. */
  quieten(isMeant: (request: PendingRequest) => boolean): void {
    for (const entry of this.#entries.values()) if (isMeant(entry.request)) entry.isQuiet = true;
  }

  /** Gives an answer to the request it belongs to. It has to come from where that went, signed as agreed. */
  take(answer: StunMessage, socket: UdpSocket, from: Endpoint): void {
    const name = nameOf(answer.transaction);
    const entry = this.#entries.get(name);
    if (!entry || entry.request.socket !== socket || !isSameEndpoint(entry.request.to, from)) return;
    if (entry.request.key && !verifyStun(answer, entry.request.key)) return;
    entry.cancel();
    this.#entries.delete(name);
    entry.request.onAnswer(answer, this.#clock.now() - entry.sentAt);
  }

  close(): void {
    for (const entry of this.#entries.values()) entry.cancel();
    this.#entries.clear();
  }

  #transmit(entry: Entry): void {
    const { request } = entry;
    if (!entry.isQuiet) for (const packet of request.packets) request.socket.send(packet, request.to);
    if (!entry.isQuiet) entry.sentAt = this.#clock.now();
    entry.sends += 1;
    const isLast = request.isSentOnce || entry.sends === MAX_SENDS;
    const nextMs = Math.min(FIRST_WAIT_MS * 2 ** (entry.sends - 1), LONGEST_WAIT_MS);
    const waitMs = isLast ? LAST_WAIT_MS : nextMs;
    entry.cancel = this.#clock.after(waitMs, () => (isLast ? this.#giveUp(entry) : this.#transmit(entry)));
  }

  #giveUp({ request, isQuiet }: Entry): void {
    this.#entries.delete(nameOf(request.transaction));
    if (!isQuiet) request.onGone();
  }
}

function nameOf(transaction: Buffer): string {
  return transaction.toString('latin1');
}
