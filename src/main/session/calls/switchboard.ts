/** Where calls begin, inside and outside, and where all of them are held: how many, which one is active, what is shown. */
import { type CallPeer, mostCalls } from '../../../shared/model/call.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import { reasonAgainst } from '../../../shared/model/policy.ts';
import { serverFacts } from '../../../shared/model/server-facts.ts';
import type { DialogListener, IncomingInvite, SipAgent } from '../../sip/agent.ts';
import { type DialogId, type HeaderList, isSameDialog } from '../../sip/dialog-id.ts';
import type { CallsDependencies, EndedCall, MissedCall } from './calls-api.ts';
import { Floor } from './floor.ts';
import { accountGround, type Ground } from './ground.ts';
import { listenTo } from './hearing.ts';
import { Ringing } from './incoming.ts';
import { knownPeer } from './known-peer.ts';
import { type Beginning, LiveCall } from './live-call.ts';
import { hearMedia } from './media-events.ts';
import { place } from './outgoing.ts';
import { type CallInvite, originOf, readCallInvite } from './read-invite.ts';
import { bringBack, goAdrift } from './revival.ts';
import { followReferral } from './sent-on.ts';
import { takeBack } from './take-back.ts';

/** Rows of calls that are over; older ones are put away by themselves. */
const mostEnded = 20;

export interface SwitchboardEvents {
  readonly onEnded: (call: LiveCall) => void;
  /** It never rang. */
  readonly onTurnedAway: (call: EndedCall) => void;
  readonly onMissed: (missed: MissedCall) => void;
}

/** A call of ours to be made. */
export interface Wish extends Pick<Beginning, 'rule' | 'isEmergency' | 'isMuted' | 'meetingId'> {
  readonly uri: string;
  /** The name may be empty. */
  readonly peer: CallPeer;
  readonly withCamera?: boolean;
  readonly headers?: HeaderList;
  /** It goes on for one that we held. */
  readonly isAside?: boolean;
}

export class Switchboard {
  readonly #deps: CallsDependencies;
  readonly #events: SwitchboardEvents;
  readonly #calls = new Map<string, LiveCall>();
  readonly #ringing = new WeakMap<LiveCall, Ringing>();
  /** By what the INVITEs of peers can be told apart. */
  readonly #origins = new WeakMap<LiveCall, string>();
  readonly #account: Ground;
  /** Who is heard, and who is held meanwhile. */
  readonly floor = new Floor(() => this.live);
  #ownUri = '';
  #agent: SipAgent | undefined;

  constructor(deps: CallsDependencies, events: SwitchboardEvents) {
    this.#deps = deps;
    this.#events = events;
    this.#account = accountGround({
      snapshot: () => deps.state.get(),
      agent: () => this.#agent,
      ownUri: () => this.#ownUri,
    });
  }

  get live(): readonly LiveCall[] {
    return [...this.#calls.values()].filter(({ isOver }) => !isOver);
  }

  get isFull(): boolean {
    return this.live.length >= mostCalls;
  }

  get agent(): SipAgent | undefined {
    return this.#account.agent();
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
    const isNewest = () => this.#agent === agent;
    agent.onInvite(
      (invite) => isNewest() && this.#invited(invite),
      (id) => isNewest() && this.live.some(({ adrift }) => adrift && isSameDialog(adrift, id)),
    );
    for (const call of this.live) this.#bringBack(call);
  }

  /**
   * The connection is gone or going, or a given one, which may have been followed by another already. What rings on it is missed, and the caller told so
   * while there is a way.
   */
  detach(agent = this.#agent): void {
    if (this.#agent !== agent) return;
    this.#agent = undefined;
    for (const call of this.live) if (call.view.state === 'incoming') call.end({ why: 'missed' });
  }

  /** Makes a call of ours, of the account's unless it stands elsewhere; the others are held. */
  begin(wish: Wish, ground: Ground = this.#account): LiveCall {
    const { uri, withCamera = false, headers = [], isAside = false, ...rest } = wish;
    const peer = wish.meetingId === undefined ? this.#known(wish.peer) : wish.peer;
    const call = this.#make({ ...rest, direction: 'out', state: 'preparing', peer }, ground);
    call.key = base64(this.#deps.random.bytes(18));
    // A meeting shows what others show, whoever shows nothing himself.
    const takesPicture = withCamera || (wish.meetingId !== undefined && call.mayShow());
    call.wanted = { picture: withCamera ? 'camera' : 'none', takesPicture, isHeld: false };
    call.isAside = isAside;
    if (!isAside) this.floor.makeRoom(call);
    const all = [...ground.headers(call.key), ...headers];
    void place(call, { uri, ways: ground.ways(), headers: all, listener: this.#listener(call) });
    return call;
  }

  remove(call: LiveCall): void {
    this.#calls.delete(call.id);
    this.#show();
  }

  /** Puts all rows of the account's away. */
  clear(): void {
    for (const { id, view } of [...this.#calls.values()]) if (view.meetingId === undefined) this.#calls.delete(id);
    this.#show();
  }

  #make(beginning: Omit<Beginning, 'id'>, ground: Ground = this.#account): LiveCall {
    const { clock, random, media, state } = this.#deps;
    const id = hex(random.bytes(12));
    const call = new LiveCall(
      {
        clock,
        media,
        snapshot: () => state.get(),
        ...ground,
        onChange: (each) => this.#calls.has(each.id) && this.#show(),
        onEnd: (each) => this.#ended(each),
        onMedia: hearMedia,
        onTaken: (each) => this.floor.taken(each),
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
          start: ({ uri, peer, headers }, { view, isHeld }) =>
            this.isFull ? undefined : this.begin({ uri, peer, headers, isMuted: view.isMuted, isAside: isHeld }),
          resume: (each) => this.floor.resume(each),
        }),
      onLost: (each, failure) => this.#lost(each, failure),
    });
  }

  /**
   * A dialog that died with its connection may be taken up on the next; one that the far end does not know any more may not, nor a meeting's,
   * which is joined anew.
   */
  #lost(call: LiveCall, failure: Failure): void {
    if (call.carrier?.isOpen || call.view.meetingId !== undefined) {
      call.releaseBy(() => undefined);
      call.end({ why: 'failed', failure: { ...failure, code: 'CALL_LOST' } });
      return;
    }
    const isNews = call.adrift === undefined;
    goAdrift(call, failure);
    // Of one that waits already, whoever asks for it learns by himself.
    if (isNews) this.#bringBack(call);
  }

  #bringBack(call: LiveCall): void {
    const { agent } = this;
    if (!agent || !call.adrift) return;
    void bringBack(call, { agent, headers: this.#account.headers(call.key), listener: this.#listener(call) });
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
    invite.refuse(isQuiet && this.#agent?.dialect === 'microsoft' ? 480 : 486);
    const { onBehalfOf } = read;
    const at = this.#deps.clock.wall();
    const id = hex(this.#deps.random.bytes(12));
    const who = { id, peer: this.#known(read.peer), ...(onBehalfOf ? { onBehalfOf } : {}) };
    this.#events.onTurnedAway({
      ...who,
      direction: 'in',
      startedAt: at,
      endedAt: at,
      end: { why: 'missed' },
      hadPicture: false,
    });
    this.#events.onMissed({ ...who, at });
  }

  /** The call in hand goes on with somebody else, as the one who handed it over wished. RFC 3891 */
  #replace(invite: IncomingInvite, read: CallInvite): void {
    const { replaces } = invite;
    const named = (id: DialogId | undefined) => id && replaces && isSameDialog(id, replaces);
    const before = this.live.find(
      ({ dialog, adrift, earlyDialogs }) => named(dialog) || named(adrift) || earlyDialogs.some(named),
    );
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
    call.isAside = before.isHeld;
    if (!call.isAside) this.floor.makeRoom(call, before);
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
    const [far] = this.#account.ways();
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

  #known(peer: CallPeer): CallPeer {
    return knownPeer(this.#deps.state.get(), peer);
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
