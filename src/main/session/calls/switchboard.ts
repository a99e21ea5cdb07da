/** Where calls begin, inside and outside, and where all of them are held: how many, which one is active, what is shown. */
import { type CallPeer, mostCalls } from '../../../shared/model/call.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import { reasonAgainst } from '../../../shared/model/policy.ts';
import { serverFacts } from '../../../shared/model/server-facts.ts';
import { nameOf } from '../../im/name-of.ts';
import type { DialogListener, IncomingInvite, SipAgent } from '../../sip/agent.ts';
import type { HeaderList } from '../../sip/dialog-id.ts';
import type { CallsDependencies, MissedCall } from './calls-api.ts';
import { encryptionOf, waysToOffer } from './far-dialect.ts';
import { callHeaders } from './headers.ts';
import { listenTo } from './hearing.ts';
import { setHold } from './hold.ts';
import { Ringing } from './incoming.ts';
import { type Beginning, LiveCall, namedPeer } from './live-call.ts';
import { hearMedia } from './media-events.ts';
import { place } from './outgoing.ts';
import { type CallInvite, originOf, readCallInvite } from './read-invite.ts';
import { bringBack, goAdrift, takeBack } from './revival.ts';
import { followReferral } from './sent-on.ts';

/** Rows of calls that are over; older ones are put away by themselves. */
const mostEnded = 20;

export interface SwitchboardEvents {
  readonly onEnded: (call: LiveCall) => void;
  readonly onMissed: (missed: MissedCall) => void;
}

/** A call of ours to be made. */
export interface Wish extends Pick<Beginning, 'rule' | 'isEmergency' | 'isMuted'> {
  readonly uri: string;
  /** The name may be empty. */
  readonly peer: CallPeer;
  readonly withCamera?: boolean;
  readonly headers?: HeaderList;
}

export class Switchboard {
  readonly #deps: CallsDependencies;
  readonly #events: SwitchboardEvents;
  readonly #calls = new Map<string, LiveCall>();
  readonly #ringing = new WeakMap<LiveCall, Ringing>();
  /** By what the INVITEs of peers can be told apart. */
  readonly #origins = new WeakMap<LiveCall, string>();
  #ownUri = '';
  #agent: SipAgent | undefined;

  constructor(deps: CallsDependencies, events: SwitchboardEvents) {
    this.#deps = deps;
    this.#events = events;
  }

  get live(): readonly LiveCall[] {
    return [...this.#calls.values()].filter(({ isOver }) => !isOver);
  }

  get isFull(): boolean {
    return this.live.length >= mostCalls;
  }

  get agent(): SipAgent | undefined {
    return this.#agent?.isOpen ? this.#agent : undefined;
  }

  get ownUri(): string {
    return this.#ownUri;
  }

  find(id: string): LiveCall | undefined {
    return this.#calls.get(id);
  }

  ringingOf(call: LiveCall): Ringing | undefined {
    return this.#ringing.get(call);
  }

  /** Calls are heard on this connection, and those that lost theirs come to it. */
  attach(agent: SipAgent, ownUri: string): void {
    this.#agent = agent;
    this.#ownUri = ownUri;
    agent.onInvite((invite) => this.#agent === agent && this.#invited(invite));
    for (const call of this.live) this.#bringBack(call);
  }

  detach(): void {
    this.#agent = undefined;
  }

  /** Makes a call of ours; the others are held. */
  begin(wish: Wish): LiveCall {
    const { uri, peer, withCamera = false, headers = [], ...rest } = wish;
    const call = this.#make({ direction: 'out', state: 'preparing', peer: this.#known(peer), ...rest });
    call.key = base64(this.#deps.random.bytes(18));
    call.wanted = { picture: withCamera ? 'camera' : 'none', takesPicture: withCamera, isHeld: false };
    this.makeRoom(call);
    const ways = waysToOffer(this.#dialect(), encryptionOf(this.#deps.state.get().provisioning));
    void place(call, { uri, ways, headers: [...this.#headers(call), ...headers], listener: this.#listener(call) });
    return call;
  }

  /** One is active at a time: what goes on besides this one is held. */
  makeRoom(active: LiveCall): void {
    for (const call of this.live) {
      if (call === active || !call.isTaken || call.isHeld || call.isHandingOver) continue;
      void setHold(call, true).then((outcome) => {
        if (!outcome.ok && !call.isOver && !call.adrift) call.trouble(outcome.failure);
      });
    }
  }

  remove(call: LiveCall): void {
    this.#calls.delete(call.id);
    this.#show();
  }

  /** Puts all rows away. */
  clear(): void {
    this.#calls.clear();
    this.#show();
  }

  #make(beginning: Omit<Beginning, 'id'>): LiveCall {
    const { clock, random, media, state } = this.#deps;
    const id = hex(random.bytes(12));
    const call = new LiveCall(
      {
        clock,
        media,
        snapshot: () => state.get(),
        agent: () => this.agent,
        ownUri: () => this.#ownUri,
        onChange: (each) => this.#calls.has(each.id) && this.#show(),
        onEnd: (each) => this.#ended(each),
        onMedia: hearMedia,
      },
      { id, ...beginning },
    );
    this.#calls.set(id, call);
    this.#show();
    return call;
  }

  #listener(call: LiveCall): DialogListener {
    return listenTo(call, {
      onReferral: (each, referral) =>
        followReferral(each, referral, {
          start: ({ uri, peer, headers }, { view }) =>
            this.isFull ? undefined : this.begin({ uri, peer, headers, isMuted: view.isMuted }),
        }),
      onLost: (each, failure) => this.#lost(each, failure),
    });
  }

  /** A dialog that died with its connection may be taken up on the next; one that the far end does not know any more may not. */
  #lost(call: LiveCall, failure: Failure): void {
    if (call.carrier?.isOpen) {
      call.releaseBy(() => undefined);
      call.end({ why: 'failed', failure: { ...failure, code: 'CALL_LOST' } });
      return;
    }
    goAdrift(call, failure);
    this.#bringBack(call);
  }

  #bringBack(call: LiveCall): void {
    const { agent } = this;
    if (!agent || !call.adrift) return;
    void bringBack(call, { agent, headers: this.#headers(call), listener: this.#listener(call) });
  }

  #invited(invite: IncomingInvite): boolean {
    const { provisioning } = this.#deps.state.get();
    const self = { uri: this.#ownUri, number: serverFacts(provisioning).own.ddi };
    const read = readCallInvite(invite.request, self);
    if (read === 'not-a-call') return false;
    if (typeof read === 'number') invite.refuse(read);
    else if (this.#isTwice(invite)) invite.refuse(482);
    else if (invite.replaces) this.#replace(invite, read);
    else this.#admit(invite, read);
    return true;
  }

  /** The same call by two ways, as when one of our numbers leads to another. RFC 3261 8.2.2.2 */
  #isTwice({ request }: IncomingInvite): boolean {
    const origin = originOf(request);
    return this.live.some((call) => call.view.direction === 'in' && this.#origins.get(call) === origin);
  }

  #admit(invite: IncomingInvite, read: CallInvite): void {
    const { state } = this.#deps;
    const isQuiet = state.get().ownPresence.availability === 'do-not-disturb';
    if (!isQuiet && !this.isFull) {
      const call = this.#incoming(read);
      this.#wait(call, invite, read).ring();
      return;
    }
    // Servers of other makers send on to a mailbox whoever finds us busy.
    invite.refuse(isQuiet && this.#dialect() === 'microsoft' ? 480 : 486);
    const { onBehalfOf } = read;
    const at = this.#deps.clock.wall();
    const id = hex(this.#deps.random.bytes(12));
    this.#events.onMissed({ id, peer: this.#known(read.peer), at, ...(onBehalfOf ? { onBehalfOf } : {}) });
  }

  /** The call in hand goes on with somebody else, as the one who handed it over wished. RFC 3891 */
  #replace(invite: IncomingInvite, read: CallInvite): void {
    const { replaces } = invite;
    const named = (id: { readonly callId: string; readonly remoteTag: string } | undefined) =>
      id !== undefined && id.callId === replaces?.callId && id.remoteTag === replaces.remoteTag;
    const before = this.live.find((call) => named(call.dialog) || call.earlyDialogs.some(named));
    if (!before) {
      invite.refuse(481);
      return;
    }
    const { offer, peer } = read;
    if (offer && before.isTaken && before.view.peer.uri === peer.uri) {
      void takeBack(before, { invite, offer, listener: this.#listener(before) });
      return;
    }
    const call = this.#incoming(read, before.view.isMuted);
    // It goes anyway, and is not held first.
    before.isHandingOver = true;
    this.makeRoom(call);
    void this.#wait(call, invite, read)
      .takeOver()
      .then((outcome) => {
        before.isHandingOver = false;
        if (outcome.ok) before.end({ why: 'transferred' });
        else call.end({ why: 'failed', failure: outcome.failure });
      });
  }

  #incoming({ peer, onBehalfOf, hasPicture, key = '' }: CallInvite, isMuted = false): LiveCall {
    const call = this.#make({
      direction: 'in',
      state: 'incoming',
      peer: this.#known(peer),
      isMuted,
      canShowPicture: hasPicture && reasonAgainst(this.#deps.state.get(), 'video') === undefined,
      ...(onBehalfOf ? { onBehalfOf: this.#known(onBehalfOf) } : {}),
    });
    call.key = key;
    return call;
  }

  #wait(call: LiveCall, invite: IncomingInvite, { offer }: CallInvite): Ringing {
    const [far] = waysToOffer(this.#dialect(), encryptionOf(this.#deps.state.get().provisioning));
    const ringing = new Ringing(call, { invite, offer, far, listener: this.#listener(call) });
    this.#ringing.set(call, ringing);
    this.#origins.set(call, originOf(invite.request));
    return ringing;
  }

  #ended(call: LiveCall): void {
    const over = [...this.#calls.values()].filter(({ isOver }) => isOver);
    for (const { id } of over.slice(0, Math.max(0, over.length - mostEnded))) this.#calls.delete(id);
    this.#show();
    this.#events.onEnded(call);
    const { id, peer, startedAt, onBehalfOf, end } = call.view;
    if (end?.why !== 'missed') return;
    this.#events.onMissed({ id, peer, at: startedAt, ...(onBehalfOf ? { onBehalfOf } : {}) });
  }

  /** With the name that the person's own list has. */
  #known(peer: CallPeer): CallPeer {
    if (peer.number !== undefined) return namedPeer(peer, peer.name);
    const [person = peer.uri] = peer.uri.split(';', 1);
    return { ...peer, name: nameOf(this.#deps.state.get(), person, peer.name) };
  }

  #headers({ key }: LiveCall): HeaderList {
    const { provisioning } = this.#deps.state.get();
    return callHeaders({ dialect: this.#dialect(), ownUri: this.#ownUri, provisioning, key });
  }

  #dialect(): 'microsoft' | 'standard' {
    return this.#agent?.dialect ?? 'microsoft';
  }

  #show(): void {
    this.#deps.state.set(
      'calls',
      Array.from(this.#calls.values(), ({ view }) => view),
    );
  }
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
