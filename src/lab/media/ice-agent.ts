/**
 * Finds the way to the far end for one stream of up to two components: a full agent with host candidates alone, which is all a loopback network
 * has. RFC 5245; [MS-ICE2] for the form of the checks.
 */
import { classes, Message, methods } from 'werift';
import type { Clock, Random } from '../../shared/clock.ts';
import type { CheckPlace } from '../faults/bad-checks.ts';
import type { Candidate, Component, Place } from './places.ts';
import { formOf, readStun, type StunForm, signedStun } from './stun.ts';

const RETRY_MS = 100;
const MOST_TRIES = 60;
const MOST_PAIRS = 32;
/** [MS-ICE2] 2.2.2: which version of the protocol somebody speaks. */
const IMPLEMENTATION_VERSION = 0x8070;
const CANDIDATE_IDENTIFIER = 0x8054;

export interface IceOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** The form of its own checks until one comes in; `only` drops checks of the other form, as an old client does. */
  readonly form: StunForm;
  readonly isStrict: boolean;
  readonly send: (component: Component, bytes: Buffer, to: Place) => void;
  /** A pair was nominated, for the first time or anew. */
  readonly onSelected: (component: Component, to: Place) => void;
}

interface Pair {
  readonly component: Component;
  readonly to: Place;
  readonly priority: number;
  tries: number;
  /** Kept while the same is asked again, so that a late answer counts. */
  transaction: Buffer | undefined;
  isValid: boolean;
  isNominating: boolean;
}

export class IceAgent {
  /** Four characters, as real ones have: with the colon and the client's seven the user name needs no padding, about which the specifications differ. */
  readonly userFragment: string;
  readonly password: string;
  isControlling = false;
  readonly #options: IceOptions;
  readonly #tieBreaker: bigint;
  readonly #pairs: Pair[] = [];
  readonly #selected = new Map<Component, Place>();
  #form: StunForm;
  #remote: { readonly userFragment: string; readonly password: string } | undefined;
  #stopTimer: () => void = () => undefined;
  #isClosed = false;

  constructor(options: IceOptions) {
    this.#options = options;
    this.#form = options.form;
    this.userFragment = hex(options.random, 2);
    this.password = hex(options.random, 12);
    this.#tieBreaker = Buffer.from(options.random.bytes(8)).readBigUInt64BE();
  }

  /** The far end's side, from its description; other credentials than before begin anew. */
  setRemote(userFragment: string, password: string, candidates: readonly Candidate[]): void {
    if (this.#remote && this.#remote.userFragment !== userFragment) this.#pairs.length = 0;
    this.#remote = { userFragment, password };
    for (const { component, address, port, priority, transport } of candidates) {
      if (transport === 'UDP') this.#add(component, { address, port }, priority);
    }
    this.#check();
  }

  /** What checks of ours are made with; undefined before the far end's side is known. */
  get place(): CheckPlace | undefined {
    const remote = this.#remote;
    return (
      remote && { userName: `${remote.userFragment}:${this.userFragment}`, password: remote.password, form: this.#form }
    );
  }

  receive(component: Component, bytes: Buffer, from: Place): void {
    const message = readStun(bytes);
    if (!message || message.messageMethod !== methods.BINDING || this.#isClosed) return;
    if (message.messageClass === classes.REQUEST) this.#onRequest(component, bytes, message, from);
    else if (message.messageClass === classes.RESPONSE) this.#onResponse(bytes, message);
  }

  close(): void {
    this.#isClosed = true;
    this.#stopTimer();
  }

  #onRequest(component: Component, bytes: Buffer, message: Message, from: Place): void {
    const form = formOf(bytes, this.password);
    const named = String(message.getAttributeValue('USERNAME') ?? '');
    if (!form || !named.startsWith(`${this.userFragment}:`)) return;
    if (this.#options.isStrict && form !== this.#options.form) return;
    this.#form = form;
    // Whoever says he chooses, may.
    if (message.getAttributeValue('ICE-CONTROLLING') !== undefined) this.isControlling = false;
    const answer = new Message(methods.BINDING, classes.RESPONSE, message.transactionId);
    answer.setAttribute('XOR-MAPPED-ADDRESS', [from.address, from.port]);
    if (form === 'microsoft') answer.appendRawAttribute(IMPLEMENTATION_VERSION, Buffer.from([0, 0, 0, 2]));
    this.#options.send(component, signedStun(answer, this.password, form), from);
    const pair = this.#add(component, from, Number(message.getAttributeValue('PRIORITY') ?? 0));
    // The other questions are asked again in time: each answering at once would make two agents shout at one another.
    if (pair && pair.tries === 0) this.#check();
    if (message.getAttributeValue('USE-CANDIDATE') !== undefined && !this.isControlling) this.#select(component, from);
  }

  #onResponse(bytes: Buffer, message: Message): void {
    const pair = this.#pairs.find(({ transaction }) => transaction?.equals(message.transactionId));
    if (!pair || !this.#remote || !formOf(bytes, this.#remote.password)) return;
    pair.isValid = true;
    if (!this.isControlling) return;
    if (pair.isNominating) this.#select(pair.component, pair.to);
    else if (!this.#pairs.some((other) => other.component === pair.component && other.isNominating)) {
      pair.isNominating = true;
      pair.transaction = undefined;
      this.#check();
    }
  }

  #select(component: Component, to: Place): void {
    const before = this.#selected.get(component);
    if (before?.address === to.address && before.port === to.port) return;
    this.#selected.set(component, to);
    this.#options.onSelected(component, to);
  }

  #add(component: Component, to: Place, priority: number): Pair | undefined {
    const known = this.#pairs.find(
      (pair) => pair.component === component && pair.to.address === to.address && pair.to.port === to.port,
    );
    if (known || this.#pairs.length >= MOST_PAIRS) return known;
    const pair: Pair = {
      component,
      to,
      priority,
      tries: 0,
      transaction: undefined,
      isValid: false,
      isNominating: false,
    };
    this.#pairs.push(pair);
    this.#pairs.sort((one, other) => other.priority - one.priority);
    return pair;
  }

  /** Asks again whoever has not answered. */
  #check(): void {
    this.#stopTimer();
    const open = this.#pairs.filter(({ isValid, isNominating, component, to, tries }) => {
      const isChosen = this.#selected.get(component)?.port === to.port;
      return tries < MOST_TRIES && (!isValid || (isNominating && !isChosen));
    });
    if (this.#isClosed || !this.#remote || open.length === 0) return;
    for (const pair of open) this.#ask(pair);
    this.#stopTimer = this.#options.clock.after(RETRY_MS, () => this.#check());
  }

  #ask(pair: Pair): void {
    if (!this.#remote) return;
    pair.tries += 1;
    pair.transaction ??= Buffer.from(this.#options.random.bytes(12));
    const request = new Message(methods.BINDING, classes.REQUEST, pair.transaction);
    request.setAttribute('USERNAME', `${this.#remote.userFragment}:${this.userFragment}`);
    request.setAttribute('PRIORITY', priorityOf('prflx', pair.component));
    request.setAttribute(this.isControlling ? 'ICE-CONTROLLING' : 'ICE-CONTROLLED', this.#tieBreaker);
    if (pair.isNominating) request.setAttribute('USE-CANDIDATE', null);
    if (this.#form === 'microsoft') {
      request.appendRawAttribute(CANDIDATE_IDENTIFIER, Buffer.from('1\0\0\0'));
      request.appendRawAttribute(IMPLEMENTATION_VERSION, Buffer.from([0, 0, 0, 2]));
    }
    this.#options.send(pair.component, signedStun(request, this.#remote.password, this.#form), pair.to);
  }
}

/** RFC 5245 4.1.2.1 */
export function priorityOf(type: 'host' | 'prflx', component: Component): number {
  return (type === 'host' ? 126 : 110) * 2 ** 24 + 65_535 * 256 + (256 - component);
}

function hex(random: Random, bytes: number): string {
  return Buffer.from(random.bytes(bytes)).toString('hex');
}
