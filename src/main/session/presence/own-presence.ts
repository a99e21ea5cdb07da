/** Our own presence: what is known of us is published part by part, and shown as the server made it of all our endpoints (mission F20, F26). */
import type { ManualState } from '../../../protocol/presence/availability.ts';
import { instancesOf, type OwnInstances } from '../../../protocol/presence/instances.ts';
import { readOwnState } from '../../../protocol/presence/read-self.ts';
import type { Clock, Random } from '../../../shared/clock.ts';
import type { OutOfOffice } from '../../../shared/model/calendar.ts';
import {
  type Capabilities,
  type ContactCard,
  noOwnPresence,
  type OwnPresence,
} from '../../../shared/model/presence.ts';
import { done, failed, type Outcome } from '../../../shared/outcome.ts';
import type { SipAgent } from '../../sip/agent.ts';
import type { CallState } from './combine.ts';
import { type DesktopActivity, type MachineLimits, MachineWatch } from './machine-watch.ts';
import { addToHistory } from './note-history.ts';
import {
  calendarParts,
  callPart,
  machinePart,
  notePart,
  type OwnInputs,
  type OwnPart,
  sameWishes,
  userPart,
} from './own-parts.ts';
import { type CalendarFacts, deviceWishes, historyWishes, type Wish } from './own-publications.ts';
import { OwnRecord } from './own-record.ts';
import { type Again, Publisher } from './publisher.ts';
import { SecondTries } from './second-tries.ts';

export interface OwnPresenceOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** Without it somebody is always there. */
  readonly activity: DesktopActivity | undefined;
  readonly limits: () => MachineLimits;
  readonly show: (own: OwnPresence) => void;
  /** A part that publishes by itself was refused: nobody waits for it. */
  readonly onRefused: (part: string, code: string) => void;
}

interface Session {
  readonly agent: SipAgent;
  readonly ownUri: string;
  readonly instances: OwnInstances;
  readonly publisher: Publisher<OwnPart>;
  readonly record: OwnRecord;
  /** What was wished last, part by part, unless it was refused. */
  readonly wished: Map<OwnPart['part'], readonly Wish[]>;
  readonly tries: SecondTries;
  /** All that is known was offered once. */
  hasFollowed: boolean;
  /** Something may have ended at the server that we were not told of. */
  isOutdated: boolean;
}

/** What can be done with this endpoint. A screen is shown as a picture in a call, which is not what others mean by sharing. */
const canDo: Capabilities = { im: true, audio: true, video: true, sharing: false };
/** Not the computer's own name: nobody needs it. */
const machineName = 'Offhook';
const nothing: OwnInputs = { machine: 'active', location: '' };
/** Parts that somebody asked for: who is told that one was refused asks again, or does not. */
const askedFor: ReadonlySet<OwnPart['part']> = new Set(['user', 'note', 'noteHistory', 'routing']);

export class OwnPresenceKeeper {
  readonly #options: OwnPresenceOptions;
  readonly #watch: MachineWatch | undefined;
  #inputs: OwnInputs = nothing;
  /** Of whom these are. */
  #owner = '';
  #session: Session | undefined;

  constructor(options: OwnPresenceOptions) {
    this.#options = options;
    const { activity, clock, limits } = options;
    const onMachine = (machine: OwnInputs['machine']) => this.#change({ machine });
    this.#watch = activity && new MachineWatch({ activity, clock, limits, onMachine });
  }

  /** Publishes that we are there; resolves when the server accepted or refused. Everything else follows. Failure: PUBLISH_REFUSED. */
  async start(agent: SipAgent, ownUri: string, signal: AbortSignal): Promise<Outcome<void>> {
    const { clock, random } = this.#options;
    // Whom the server gave up has not signed out.
    if (this.#owner !== '' && ownUri !== this.#owner) this.forget();
    this.#owner = ownUri;
    const instances = instancesOf(agent.identity.epid);
    const session: Session = {
      agent,
      ownUri,
      instances,
      publisher: new Publisher({ agent, ownUri, signal, clock }),
      record: new OwnRecord(instances.machine),
      wished: new Map(),
      tries: new SecondTries({ clock, random }),
      hasFollowed: false,
      isOutdated: false,
    };
    this.#session = session;
    const machine = this.#watch?.start() ?? 'active';
    this.#inputs = { ...this.#inputs, machine };
    const outcome = await this.#publish(session, machinePart(instances, this.#inputs));
    if (outcome.ok && this.#session === session) this.#follow(session);
    return outcome;
  }

  /** What the server tells of us. */
  learn(text: string): void {
    const reading = readOwnState(text);
    const session = this.#session;
    if (!reading.ok || !session) return;
    // Our own machine's state stands there at least: a text without any is about something else.
    const isWhole = session.isOutdated && reading.own.publications.length > 0;
    if (isWhole) session.isOutdated = false;
    session.publisher.learn(reading.own);
    session.record.learn(reading.own, isWhole);
    this.#show(session);
  }

  /** The server tells nothing for a while: what it tells of our states after that is the whole of them. RFC 6665 4.2.1.2 */
  outdate(): void {
    if (this.#session) this.#session.isOutdated = true;
  }

  /** Nobody sees us. What is known of us stays, for the next time. */
  stop(): void {
    this.#watch?.stop();
    this.#session?.tries.stop();
    this.#session = undefined;
    this.#options.show(noOwnPresence);
  }

  /** Another person, or nobody. A call is the machine's: who signs in during a guest's meeting talks all the same. */
  forget(): void {
    const { call } = this.#inputs;
    this.#inputs = { ...nothing, call };
  }

  /** The times until "inactive" and "away" are others. */
  reviewLimits(): void {
    this.#watch?.look();
  }

  /** A state chosen by hand; undefined takes the choice back. Failures: NOT_SIGNED_IN, PUBLISH_REFUSED. */
  setState(choice: ManualState | undefined): Promise<Outcome<void>> {
    return this.#inSession((session) => this.#publish(session, userPart(choice)));
  }

  /** The personal note, until it is taken away or, where given, a time (milliseconds since 1970). Failures: NOT_SIGNED_IN, PUBLISH_REFUSED. */
  setNote(text: string, until?: number): Promise<Outcome<void>> {
    const wall = this.#options.clock.wall();
    const part = notePart(text.trim(), until, wall);
    return this.#inSession(async (session) => {
      const outcome = await this.#publish(session, part);
      if (outcome.ok && part.part === 'note' && part.text !== '') void this.#keepNote(session, part.text, wall);
      return outcome;
    });
  }

  /** Where this machine is, as colleagues see it. Failures: NOT_SIGNED_IN, PUBLISH_REFUSED; it is remembered all the same. */
  setLocation(text: string): Promise<Outcome<void>> {
    this.#inputs = { ...this.#inputs, location: text.trim() };
    return this.#inSession((session) => this.#publish(session, machinePart(session.instances, this.#inputs)));
  }

  /**
   * Publishes what sends calls on. Where another endpoint was faster, its publication stays. Failures: NOT_SIGNED_IN, PUBLISH_REFUSED,
   * with status 409 for that.
   */
  publishRouting(wishes: readonly Wish[]): Promise<Outcome<void>> {
    return this.#inSession((session) => this.#publish(session, { part: 'routing', wishes, yields: true }));
  }

  setCalendar(calendar: CalendarFacts | undefined): void {
    this.#change({ calendar });
  }

  setOutOfOffice(absence: OutOfOffice | undefined): void {
    this.#change({ absence });
  }

  setCall(call: CallState | undefined): void {
    this.#change({ call });
  }

  /** Our own contact card, as the server holds it. */
  card(uri: string): ContactCard | undefined {
    return this.#session?.ownUri === uri ? this.#session.record.view.card : undefined;
  }

  #inSession(act: (session: Session) => Promise<Outcome<void>>): Promise<Outcome<void>> {
    if (this.#session) return act(this.#session);
    return Promise.resolve(failed({ code: 'NOT_SIGNED_IN', at: this.#options.clock.wall() }));
  }

  /** Something is known of us that nobody asked to publish. */
  #change(change: Partial<OwnInputs>): void {
    this.#inputs = { ...this.#inputs, ...change };
    if (this.#session) this.#follow(this.#session);
  }

  /** Publishes whatever differs from what was published, or that of one part alone. */
  #follow(session: Session, only?: OwnPart['part']): void {
    const { instances, wished } = session;
    const inputs = this.#inputs;
    if (only === undefined) session.hasFollowed = true;
    const parts = [
      this.#devicePart(session),
      machinePart(instances, inputs),
      callPart(instances, inputs),
      ...calendarParts(instances, inputs),
    ];
    for (const part of parts) {
      if (part.part !== (only ?? part.part) || sameWishes(wished.get(part.part), part.wishes)) continue;
      void this.#publish(session, part).then((outcome) => {
        if (!outcome.ok) this.#options.onRefused(part.part, outcome.failure.detail ?? outcome.failure.code);
      });
    }
  }

  async #publish(session: Session, part: OwnPart): Promise<Outcome<void>> {
    session.wished.set(part.part, part.wishes);
    session.tries.begin(part.part);
    const outcome = await session.publisher.publish(part);
    if (!outcome.ok) {
      if (session.wished.get(part.part) === part.wishes) this.#refused(session, part.part, outcome.again);
      return failed(outcome.failure);
    }
    session.tries.settled(part.part);
    session.record.accept(outcome.value, this.#options.clock.wall());
    this.#show(session);
    return done(undefined);
  }

  /** The newest that is known of a part is not at the server. */
  #refused(session: Session, part: OwnPart['part'], again: Again | undefined): void {
    session.wished.delete(part);
    if (this.#session !== session || askedFor.has(part)) return;
    if (!again) session.tries.settled(part);
    else session.tries.refused(part, again, () => this.#follow(session, session.hasFollowed ? part : undefined));
  }

  /** The note stands there; whether the history takes it changes nothing about that. */
  async #keepNote(session: Session, text: string, wall: number): Promise<void> {
    const { put, drop } = addToHistory(session.record.view.noteHistory, text, wall);
    const wishes = [...historyWishes(put, text), ...drop.flatMap((instance) => historyWishes(instance))];
    const outcome = await this.#publish(session, { part: 'noteHistory', wishes });
    if (!outcome.ok) this.#options.onRefused('noteHistory', outcome.failure.detail ?? outcome.failure.code);
  }

  #devicePart({ instances, agent, ownUri }: Session): OwnPart {
    const endpointId = agent.identity.instanceId;
    const zone = zoneText(new Date(this.#options.clock.wall()).getTimezoneOffset());
    return { part: 'device', wishes: deviceWishes(instances, { endpointId, ownUri, machineName, zone, can: canDo }) };
  }

  #show(session: Session): void {
    if (this.#session === session) this.#options.show(session.record.show());
  }
}

/** `+01:00` for an offset of -60 minutes: JavaScript counts westward. */
function zoneText(offsetMinutes: number): string {
  const minutes = Math.abs(offsetMinutes);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${offsetMinutes > 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
