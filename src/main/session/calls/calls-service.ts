/** All calls of the account that is signed in, by what a person does with them. Protocol notes 9 */
import { mostCalls, type OwnPicture } from '../../../shared/model/call.ts';
import type { Failure, FailureCode } from '../../../shared/model/failure.ts';
import { reasonAgainst } from '../../../shared/model/policy.ts';
import { serverFacts } from '../../../shared/model/server-facts.ts';
import { done, failed, type Outcome } from '../../../shared/outcome.ts';
import type {
  CallService,
  CallsDependencies,
  CallsSession,
  EndedCall,
  MeetingCall,
  MeetingSoundWish,
  MissedCall,
} from './calls-api.ts';
import { Digits } from './digits.ts';
import { setHold, showPicture } from './hold.ts';
import { knownPeer } from './known-peer.ts';
import { hangUp, type LiveCall } from './live-call.ts';
import { callSoundOf } from './meeting-call.ts';
import { Switchboard } from './switchboard.ts';
import { targetOf } from './target.ts';
import { ToldToOwner } from './told-to-owner.ts';
import { handOver } from './transfer.ts';

const leaveLimitMs = 2000;

/** Makes the service; nothing happens before start(). */
export function createCallService(deps: CallsDependencies): CallService {
  return new Calls(deps);
}

class Calls implements CallService {
  readonly #deps: CallsDependencies;
  readonly #board: Switchboard;
  readonly #digits = new WeakMap<LiveCall, Digits>();
  readonly #ended: ToldToOwner;
  readonly #missedListeners: ((missed: MissedCall) => void)[] = [];

  constructor(deps: CallsDependencies) {
    this.#deps = deps;
    this.#ended = new ToldToOwner(() => deps.state.get().account);
    this.#board = new Switchboard(deps, {
      onEnded: (call) => {
        if (call.view.meetingId !== undefined) return;
        this.#ended.ended(call.ownUri, { ...call.view, hadPicture: call.hadPicture });
      },
      onTurnedAway: (call) => this.#ended.ended(this.#board.ownUri, call),
      onMissed: (missed) => {
        for (const listener of this.#missedListeners) listener(missed);
      },
    });
  }

  start({ agent, ownUri, signal }: CallsSession): void {
    if (this.#board.ownUri !== '' && this.#board.ownUri !== ownUri) this.#putAway();
    this.#board.attach(agent, ownUri);
    this.#ended.back(ownUri);
    signal.addEventListener('abort', () => this.#board.detach(agent), { once: true });
  }

  goOffline(): void {
    this.#board.detach();
  }

  async leave(): Promise<void> {
    const live = this.#ofAccount();
    for (const call of live) hangUp(call);
    let stop: () => void = () => undefined;
    const limit = new Promise<void>((resolve) => {
      stop = this.#deps.clock.after(leaveLimitMs, resolve);
    });
    await Promise.race([limit, Promise.all(live.map(({ farewell }) => farewell))]);
    stop();
  }

  forget(): void {
    this.#putAway();
    this.#ended.forget();
  }

  call({ to, name = '', withCamera = false }: Parameters<CallService['call']>[0]): Outcome<string> {
    const board = this.#board;
    if (!board.agent) return this.#failed('NOT_SIGNED_IN');
    const target = targetOf(to, this.#deps.dial);
    // Whoever calls for help hangs nothing up first.
    if (board.isFull && !target?.isEmergency)
      return this.#failed('CALL_TOO_MANY', { data: { limit: String(mostCalls) } });
    if (!target) return this.#failed('CONTACT_INVALID', { data: { text: to.slice(0, 100) } });
    const against = this.#against(withCamera);
    if (against) return failed(against);
    const { uri, peer, rule, isEmergency } = target;
    const more = { ...(rule === undefined ? {} : { rule }), ...(isEmergency ? { isEmergency } : {}) };
    return done(board.begin({ uri, peer: { ...peer, name }, withCamera, ...more }).id);
  }

  callMeeting(wish: MeetingSoundWish): Outcome<MeetingCall> {
    if (this.#board.isFull) return this.#failed('CALL_TOO_MANY', { data: { limit: String(mostCalls) } });
    return callSoundOf(wish, { board: this.#board, state: this.#deps.state, at: this.#deps.clock.wall() });
  }

  async answer(id: string, withCamera = false): Promise<Outcome<void>> {
    const call = this.#live(id);
    const ringing = call && this.#board.ringingOf(call);
    if (!call) return this.#failed('CALL_UNKNOWN');
    if (!ringing || call.view.state !== 'incoming') return call.fail('CALL_NOT_NOW');
    const against = this.#against(withCamera);
    if (against) return failed(against);
    const held = this.#board.floor.makeRoom(call);
    const outcome = await ringing.answer(withCamera);
    // Who was put off for a call that could not be taken is heard again.
    if (!outcome.ok) for (const each of held) this.#board.floor.resume(each);
    return outcome;
  }

  decline(id: string, { message, toVoicemail = false }: Parameters<CallService['decline']>[1] = {}): Outcome<void> {
    const call = this.#live(id);
    const ringing = call && this.#board.ringingOf(call);
    if (!call) return this.#failed('CALL_UNKNOWN');
    if (!ringing || call.view.state !== 'incoming') return call.fail('CALL_NOT_NOW');
    if (toVoicemail) return this.#sendToVoicemail(call);
    // 603 is for all devices: nobody else shall be asked. RFC 3261 21.6.2
    ringing.decline({ status: 603 });
    if (message !== undefined) this.#deps.say(call.view.peer, message);
    return done(undefined);
  }

  async hangUp(id: string): Promise<Outcome<void>> {
    const call = this.#board.find(id);
    if (!call) return this.#failed('CALL_UNKNOWN');
    // Pressed twice, or by both in one moment: it is as was wished.
    if (call.isOver) return done(undefined);
    const ringing = call.view.state === 'incoming' ? this.#board.ringingOf(call) : undefined;
    if (ringing) ringing.decline({ status: 603 });
    else hangUp(call);
    return done(undefined);
  }

  mute(id: string, isMuted: boolean): Outcome<void> {
    const call = this.#live(id);
    if (!call) return this.#failed('CALL_UNKNOWN');
    call.patch({ isMuted, isMutedByMeeting: undefined });
    return done(undefined);
  }

  async hold(id: string, isHeld: boolean): Promise<Outcome<void>> {
    const call = this.#live(id);
    if (!call) return this.#failed('CALL_UNKNOWN');
    const { floor } = this.#board;
    const others = isHeld || !call.isTaken || !call.dialog ? [] : floor.makeRoom(call);
    const outcome = await setHold(call, isHeld);
    if (!outcome.ok) for (const each of others) floor.resume(each);
    return outcome;
  }

  async sendDigits(id: string, digits: string): Promise<Outcome<void>> {
    const call = this.#live(id);
    if (!call) return this.#failed('CALL_UNKNOWN');
    if (isMeeting(call)) return call.fail('CALL_NOT_NOW');
    const queue = this.#digits.get(call) ?? new Digits(call);
    this.#digits.set(call, queue);
    return queue.send(digits);
  }

  async transfer(id: string, to: string): Promise<Outcome<void>> {
    const call = this.#live(id);
    if (!call) return this.#failed('CALL_UNKNOWN');
    if (isMeeting(call)) return call.fail('CALL_NOT_NOW');
    const against = call.reasonAgainst('transfer');
    if (against) return failed(against);
    const target = targetOf(to, this.#deps.dial);
    if (!target) return this.#failed('CONTACT_INVALID', { data: { text: to.slice(0, 100) } });
    return handOver(call, { uri: target.uri, to: knownPeer(this.#deps.state.get(), { ...target.peer, name: '' }) });
  }

  async join(id: string, withId: string): Promise<Outcome<void>> {
    const call = this.#live(id);
    const joined = this.#live(withId);
    if (!call || !joined) return this.#failed('CALL_UNKNOWN');
    const against = call.reasonAgainst('transfer');
    if (against) return failed(against);
    if (call === joined || isMeeting(call) || isMeeting(joined)) return call.fail('CALL_NOT_NOW');
    const { peer } = joined.view;
    return handOver(call, { uri: joined.contact ?? peer.uri, to: peer, joined });
  }

  async show(id: string, picture: OwnPicture): Promise<Outcome<void>> {
    const call = this.#live(id);
    return call ? showPicture(call, picture) : this.#failed('CALL_UNKNOWN');
  }

  putAway(id: string): Outcome<void> {
    const call = this.#board.find(id);
    if (!call) return this.#failed('CALL_UNKNOWN');
    if (!call.isOver) return call.fail('CALL_NOT_NOW');
    this.#board.remove(call);
    return done(undefined);
  }

  onEnded(listener: (call: EndedCall) => void): void {
    this.#ended.onEnded(listener);
  }

  onMissed(listener: (missed: MissedCall) => void): void {
    this.#missedListeners.push(listener);
  }

  #putAway(): void {
    for (const call of this.#ofAccount()) hangUp(call);
    this.#board.clear();
    this.#board.detach();
  }

  /** Where there is no mailbox of the company's, the server knows what follows from "busy". */
  #sendToVoicemail(call: LiveCall): Outcome<void> {
    const { provisioning } = this.#deps.state.get();
    const ringing = this.#board.ringingOf(call);
    const against = call.reasonAgainst('voicemail');
    if (against) return failed(against);
    const isOwn = this.#board.agent?.dialect === 'microsoft';
    const told = serverFacts(provisioning).own.voicemailUri;
    const mailbox = told ?? (isOwn ? `${this.#board.ownUri};opaque=app:voicemail` : undefined);
    ringing?.decline(mailbox ? { redirect: mailbox } : { status: 486 });
    return done(undefined);
  }

  #live(id: string): LiveCall | undefined {
    const call = this.#board.find(id);
    return call?.isOver ? undefined : call;
  }

  #against(withCamera: boolean): Failure | undefined {
    const snapshot = this.#deps.state.get();
    const reason = reasonAgainst(snapshot, 'audio') ?? (withCamera ? reasonAgainst(snapshot, 'video') : undefined);
    return reason && this.#failure('POLICY_FORBIDS', { data: { policy: reason.policy, key: reason.key } });
  }

  #ofAccount(): readonly LiveCall[] {
    return this.#board.live.filter(({ view }) => view.meetingId === undefined);
  }

  #failure(code: FailureCode, more: Partial<Failure> = {}): Failure {
    return { code, at: this.#deps.clock.wall(), ...more };
  }

  #failed(code: FailureCode, more?: Partial<Failure>): Outcome<never> {
    return failed(this.#failure(code, more));
  }
}

/** There is nobody to hand it to, and nothing to dial. */
function isMeeting({ view }: LiveCall): boolean {
  return view.meetingId !== undefined;
}
