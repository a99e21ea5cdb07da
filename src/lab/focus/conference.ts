/** One meeting: who sits in it, by which rules, with which MCUs. [MS-CONFBAS] 3.1 */

import type { Clock } from '../../shared/clock.ts';
import type { MeetingPartName } from '../topologies/meeting-words.ts';
import { type AuthMethod, admission, type Entrant } from './admission.ts';
import type { ConferencePlan } from './conference-plan.ts';
import type { FocusFaults } from './focus-faults.ts';
import { GracePeriod } from './grace-period.ts';
import type { Mcu, McuMeeting, McuPool } from './mcu.ts';
import { RosterFeed } from './roster-feed.ts';
import type { MeetingFacts } from './roster-xml.ts';
import { type MeetingRules, promotedRole } from './rules.ts';
import { type Farewell, type Role, type Seat, type Session, sameEntity } from './seat.ts';

/** What every meeting of a company stands on. */
export interface ConferenceGround {
  readonly clock: Clock;
  readonly mcus: McuPool;
  randomHex(bytes: number): string;
}

export class Conference implements McuMeeting {
  readonly plan: ConferencePlan;
  readonly ground: ConferenceGround;
  /** Whoever watches the meeting is told by this. */
  readonly roster: RosterFeed;
  /** What its focus does wrong; the roster's damage among it. */
  #faults: FocusFaults = {};
  #rules: MeetingRules;
  #ended = false;
  readonly #seats: Seat[] = [];
  /** Entities in lower case that come in as presenters. */
  readonly #presenters: Set<string>;
  readonly #down = new Set<MeetingPartName>();
  readonly #listeners = new Set<() => void>();
  readonly #grace: GracePeriod;

  constructor(plan: ConferencePlan, rules: MeetingRules, ground: ConferenceGround) {
    this.plan = plan;
    this.ground = ground;
    this.#rules = rules;
    this.#presenters = new Set([plan.organizerUri, ...plan.presenters.map((address) => `sip:${address}`)].map(lower));
    this.roster = new RosterFeed(this);
    this.#grace = new GracePeriod(this);
  }

  get isEnded(): boolean {
    return this.#ended;
  }

  get faults(): FocusFaults {
    return this.#faults;
  }

  set faults(faults: FocusFaults) {
    this.#faults = faults;
    this.roster.damage = faults.roster;
  }

  get rules(): MeetingRules {
    return this.#rules;
  }

  /** The MCUs that work for it now. */
  get parts(): readonly MeetingPartName[] {
    return this.plan.parts.filter((part) => this.hasPart(part));
  }

  get facts(): MeetingFacts {
    const { focusUri, id, organizerUri, organizerName, joinUrl } = this.plan;
    return { focusUri, id, organizerUri, organizerName, joinUrl, rules: this.#rules, parts: this.parts };
  }

  /** Seats in the order people came. */
  get seats(): readonly Seat[] {
    return this.#seats;
  }

  seatsOf(entity: string): Seat[] {
    return this.#seats.filter((seat) => sameEntity(seat.entity, entity));
  }

  isOrganizer(entity: string, authMethod: AuthMethod): boolean {
    return authMethod === 'enterprise' && sameEntity(entity, this.plan.organizerUri);
  }

  /** What the door does with somebody, as the rules stand now. */
  door(entity: string, entrant: Pick<Entrant, 'authMethod' | 'lobbyCapable'>): 'in' | 'lobby' | 'refused' {
    const { invited } = this.#rules;
    const isInvited = invited?.some((address) => sameEntity(`sip:${address}`, entity)) ?? true;
    return admission(this.#rules, { ...entrant, isInvited, isLeader: this.#isLeader(entity, entrant.authMethod) });
  }

  /** The role somebody comes in with. */
  roleFor(entity: string, authMethod: AuthMethod): Role {
    return this.#isLeader(entity, authMethod) ? 'presenter' : promotedRole(this.#rules.autopromote, authMethod);
  }

  /** Takes a seat; a second endpoint of one person sits beside the first. */
  sit(seat: Seat): void {
    const before = this.#seats.find((other) => isSameSeat(other, seat));
    if (before) this.#unseat(before);
    this.#seats.push(seat);
    this.#changed([seat.entity]);
    if (seat.status === 'connected') this.#toMcus((mcu) => mcu.onSeat(this, seat));
  }

  /** Leaves; nothing happens when the seat is no longer there. */
  leave(seat: Seat): void {
    if (this.#unseat(seat)) this.#changed([seat.entity]);
  }

  /** Changes rules and tells everybody. */
  change(patch: Partial<MeetingRules>): void {
    this.#rules = { ...this.#rules, ...patch };
    this.#changed([], true);
    this.#toMcus((mcu) => mcu.onChange(this));
  }

  /** Makes somebody a presenter, also for when he comes back, or an attendee. */
  setRole(entity: string, role: Role): void {
    const seats = this.seatsOf(entity);
    for (const seat of seats) seat.role = role;
    if (role === 'presenter') this.#presenters.add(lower(entity));
    else this.#presenters.delete(lower(entity));
    if (seats.length === 0) return;
    this.#changed([entity]);
    this.#toMcus((mcu) => mcu.onChange(this));
  }

  /** Lets somebody in from the lobby: everybody hears it, and the newcomer then gets the whole roster. */
  admit(entity: string): void {
    const waiting = this.seatsOf(entity).filter((seat) => seat.status === 'on-hold');
    if (waiting.length === 0) return;
    for (const seat of waiting) seat.status = 'connected';
    this.#changed([entity]);
    this.roster.tellWhole(entity);
    for (const seat of waiting) this.#toMcus((mcu) => mcu.onSeat(this, seat));
  }

  /** Sends somebody away who waits in the lobby; where he is in already, at another machine, he stays. */
  deny(entity: string): void {
    for (const seat of this.seatsOf(entity)) if (seat.status === 'on-hold') this.dismissSeat(seat, 'denied');
  }

  /** Sends somebody away from everywhere. */
  dismiss(entity: string, why: Farewell): void {
    for (const seat of this.seatsOf(entity)) {
      this.leave(seat);
      seat.hangUp?.(why);
    }
    this.roster.dismiss(entity);
  }

  /** Sends one machine of somebody away; his others stay, and hear of the meeting as before. */
  dismissSeat(seat: Seat, why: Farewell): void {
    if (this.seatsOf(seat.entity).every((each) => each === seat)) this.dismiss(seat.entity, why);
    else {
      this.leave(seat);
      seat.hangUp?.(why);
    }
  }

  /** Over for everybody. */
  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.roster.end();
    this.#toMcus((mcu) => mcu.onEnd(this, 'ended'));
    for (const seat of this.#seats.splice(0)) seat.hangUp?.('ended');
    this.#heard();
  }

  /** Whether the meeting has such an MCU and it works; the sound of simulated people needs none. */
  hasPart(part: MeetingPartName): boolean {
    const isServed = part === 'audio-video' || this.ground.mcus.of(part) !== undefined;
    return isServed && this.plan.parts.includes(part) && !this.#down.has(part);
  }

  /** Whether such an MCU was taken away from the meeting. */
  isDown(part: MeetingPartName): boolean {
    return this.#down.has(part);
  }

  /** The MCU that works for this meeting, or undefined. */
  mcu(part: MeetingPartName): Mcu | undefined {
    return this.hasPart(part) ? this.ground.mcus.of(part) : undefined;
  }

  /** Takes an MCU away from this meeting while the focus lives, or gives it back; everybody hears it. */
  setPart(part: MeetingPartName, isUp: boolean): void {
    if (isUp) this.#down.delete(part);
    else if (this.hasPart(part)) {
      const mcu = this.mcu(part);
      this.#down.add(part);
      for (const seat of this.#seats) seat.sessions = seat.sessions.filter(({ type }) => type !== part);
      mcu?.onEnd(this, 'down');
    }
    this.#changed(isUp ? [] : this.#entities(), true);
    const mcu = isUp ? this.mcu(part) : undefined;
    for (const seat of this.#seats) if (seat.status === 'connected') mcu?.onSeat(this, seat);
  }

  /** Shows in the roster that somebody takes part in something, or how that changed. */
  putSession(seat: Seat, session: Session): void {
    if (!this.#seats.includes(seat)) return;
    seat.sessions = [...seat.sessions.filter(({ endpoint }) => endpoint !== session.endpoint), session];
    this.#changed([seat.entity]);
  }

  /** Takes somebody's part in something out of the roster. */
  dropSession(seat: Seat, type: MeetingPartName): void {
    if (!seat.sessions.some((session) => session.type === type)) return;
    seat.sessions = seat.sessions.filter((session) => session.type !== type);
    if (this.#seats.includes(seat)) this.#changed([seat.entity]);
  }

  /** Calls back after every change of seats and rules, and once more when the meeting has ended. Returns the end of it. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #isLeader(entity: string, authMethod: AuthMethod): boolean {
    return authMethod === 'anonymous' ? false : this.#presenters.has(lower(entity));
  }

  #unseat(seat: Seat): boolean {
    const index = this.#seats.indexOf(seat);
    if (index < 0) return false;
    this.#seats.splice(index, 1);
    seat.sessions = [];
    if (seat.status === 'connected') this.#toMcus((mcu) => mcu.onLeave(this, seat));
    return true;
  }

  #entities(): string[] {
    return [...new Set(this.#seats.map(({ entity }) => entity))];
  }

  #toMcus(tell: (mcu: Mcu) => void): void {
    for (const part of this.plan.parts) {
      const mcu = this.mcu(part);
      if (mcu) tell(mcu);
    }
  }

  #changed(entities: readonly string[], isMeetingChanged = false): void {
    if (this.#ended) return;
    this.roster.tell(entities, isMeetingChanged);
    this.#heard();
  }

  #heard(): void {
    this.#grace.look();
    for (const listener of [...this.#listeners]) listener();
  }
}

function isSameSeat(a: Seat, b: Seat): boolean {
  return sameEntity(a.entity, b.entity) && a.endpoint === b.endpoint;
}

function lower(text: string): string {
  return text.toLowerCase();
}
