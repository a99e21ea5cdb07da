/** Our own state where the server makes no sum of it: put together here, shown here, and published as one document (RFC 3903). */

import { writePidf } from '../../../../protocol/pidf/write.ts';
import { availabilityOf, type ManualState, publishedValue } from '../../../../protocol/presence/availability.ts';
import type { Clock } from '../../../../shared/clock.ts';
import { noOwnPresence, type OwnPresence } from '../../../../shared/model/presence.ts';
import { done, failed, type Outcome } from '../../../../shared/outcome.ts';
import type { SipAgent } from '../../../sip/agent.ts';
import { type CallState, callValue, combine, type Machine, machineValue } from '../combine.ts';
import { type DesktopActivity, type MachineLimits, MachineWatch } from '../machine-watch.ts';
import { StatePublisher } from './state-publisher.ts';

export interface OwnStateOptions {
  readonly clock: Clock;
  /** Without it somebody is always there. */
  readonly activity: DesktopActivity | undefined;
  readonly limits: () => MachineLimits;
  readonly show: (own: OwnPresence) => void;
  /** What is published by itself was refused. */
  readonly onRefused: (why: string) => void;
}

/** What is known of us; it outlives a lost connection. */
interface Known {
  readonly user?: { readonly state: ManualState; readonly since: number };
  readonly call?: { readonly state: CallState; readonly since: number };
  readonly machine: Machine;
  readonly note: string;
  readonly noteUntil?: number;
  readonly location: string;
}

type Said = Pick<OwnPresence, 'availability' | 'activity' | 'note' | 'location'>;

interface Session {
  readonly ownUri: string;
  readonly id: string;
  readonly publisher: StatePublisher;
}

const nothing: Known = { machine: 'active', note: '', location: '' };

export class OwnState {
  readonly #options: OwnStateOptions;
  readonly #watch: MachineWatch | undefined;
  #known: Known = nothing;
  #session: Session | undefined;
  /** The one before: what it could not take away is replaced by the next. */
  #before: Session | undefined;
  #since = { state: '', at: 0 };
  #stopNote: () => void = () => undefined;

  constructor(options: OwnStateOptions) {
    this.#options = options;
    const { activity, clock, limits } = options;
    const onMachine = (machine: Machine) => this.#change({ machine });
    this.#watch = activity && new MachineWatch({ activity, clock, limits, onMachine });
  }

  /** Publishes that we are there; resolves when the server has answered. Failures: those of StatePublisher.publish. */
  start(agent: SipAgent, ownUri: string): Promise<Outcome<void>> {
    const { clock, onRefused } = this.#options;
    const refused = (status: number | undefined) => onRefused(`presence: ${status ?? 'no answer'}`);
    // What went through later than it was wished is shown then.
    const onTold = () => this.#follow();
    const tag = this.#before?.ownUri === ownUri ? this.#before.publisher.tag : undefined;
    const publisher = new StatePublisher({ agent, ownUri, clock, tag, onRefused: refused, onTold });
    const session = { ownUri, id: agent.identity.instanceId.replaceAll('-', ''), publisher };
    this.#session = session;
    this.#known = { ...this.#known, machine: this.#watch?.start() ?? 'active' };
    this.#minuteNote();
    return this.#publish(session);
  }

  /** Nobody sees us any more: what was published is taken away where the connection still stands. */
  stop(): void {
    this.#watch?.stop();
    this.#stopNote();
    void this.#session?.publisher.remove();
    this.#before = this.#session ?? this.#before;
    this.#session = undefined;
    this.#options.show(noOwnPresence);
  }

  /** Another person, or nobody. A call is the machine's: who signs in during a guest's meeting talks all the same. */
  forget(): void {
    const { call } = this.#known;
    this.#known = call ? { ...nothing, call } : nothing;
    this.#before = undefined;
  }

  reviewLimits(): void {
    this.#watch?.look();
  }

  /** Undefined takes the choice back. Failures: NOT_SIGNED_IN, PUBLISH_REFUSED. */
  setState(state: ManualState | undefined): Promise<Outcome<void>> {
    const { user: _, ...rest } = this.#known;
    const since = this.#options.clock.wall();
    return this.#chosen(state === undefined ? rest : { ...rest, user: { state, since } });
  }

  setNote(text: string, until?: number): Promise<Outcome<void>> {
    const { noteUntil: _, ...rest } = this.#known;
    const isOver = until !== undefined && until <= this.#options.clock.wall();
    const note = isOver ? '' : text.trim();
    const end = note === '' || until === undefined ? {} : { noteUntil: until };
    return this.#chosen({ ...rest, note, ...end });
  }

  setLocation(text: string): Promise<Outcome<void>> {
    return this.#chosen({ ...this.#known, location: text.trim() });
  }

  setCall(state: CallState | undefined): void {
    const { call, ...rest } = this.#known;
    if (call?.state === state) return;
    this.#known = state === undefined ? rest : { ...rest, call: { state, since: this.#options.clock.wall() } };
    this.#follow();
  }

  #change(change: Partial<Known>): void {
    this.#known = { ...this.#known, ...change };
    this.#follow();
  }

  /** What the person chose stands only when the server took it; where it takes nobody's, it stands here. */
  async #chosen(known: Known): Promise<Outcome<void>> {
    const session = this.#session;
    if (!session) return failed({ code: 'NOT_SIGNED_IN', at: this.#options.clock.wall() });
    const before = this.#known;
    this.#known = known;
    this.#minuteNote();
    const outcome = await this.#publish(session);
    if (outcome.ok || !session.publisher.isServed) return done(undefined);
    if (this.#known === known) {
      this.#known = before;
      session.publisher.takeBack(this.#documentOf(session, this.#said()));
    }
    this.#minuteNote();
    return outcome;
  }

  #follow(): void {
    const session = this.#session;
    if (!session) return;
    void this.#publish(session).then((outcome) => {
      if (!outcome.ok) this.#options.onRefused(`presence: ${outcome.failure.code}`);
    });
  }

  /** A note for a time goes by itself. */
  #minuteNote(): void {
    const { noteUntil } = this.#known;
    this.#stopNote();
    // Nobody sees it meanwhile: looked at again with the next start.
    if (noteUntil === undefined || !this.#session) return;
    const { clock } = this.#options;
    // A timer holds 24 days at most; a note for longer is looked at again then.
    const leftMs = Math.min(Math.max(0, noteUntil - clock.wall()), 20 * 86_400_000);
    this.#stopNote = clock.after(leftMs, () => {
      if (clock.wall() < noteUntil) return this.#minuteNote();
      const { noteUntil: _, ...rest } = this.#known;
      this.#known = { ...rest, note: '' };
      this.#follow();
    });
  }

  async #publish(session: Session): Promise<Outcome<void>> {
    const { publisher } = session;
    const said = this.#said();
    const shown = this.#shown(said);
    const { value } = combine(this.#known);
    const outcome = await publisher.publish(this.#documentOf(session, said));
    if (this.#session !== session) return outcome;
    if (outcome.ok) this.#options.show({ ...shown, published: value });
    else if (!publisher.isServed) this.#options.show({ ...shown, isUnseen: true });
    return outcome;
  }

  #said(): Said {
    const { note, location } = this.#known;
    const { value, activity } = combine(this.#known);
    return { availability: availabilityOf(value), ...(activity ? { activity } : {}), note, location };
  }

  #documentOf({ ownUri, id }: Session, said: Said): string {
    return writePidf({ entity: ownUri, id, since: this.#sinceOf(said), ...said });
  }

  /** Since when it has been so: what is the same as before is not published anew. */
  #sinceOf({ availability, activity }: Said): number {
    const state = `${availability} ${activity ?? ''}`;
    if (state !== this.#since.state) this.#since = { state, at: this.#options.clock.wall() };
    return this.#since.at;
  }

  #shown(said: Said): OwnPresence {
    const { user, call, machine, noteUntil } = this.#known;
    const parts = {
      machine: machineValue(machine, call !== undefined),
      ...(user ? { user: publishedValue[user.state] } : {}),
      ...(call ? { call: callValue(call.state) } : {}),
    };
    return {
      ...noOwnPresence,
      ...said,
      manual: user !== undefined,
      ...(user ? { choice: user.state } : {}),
      parts,
      ...(noteUntil === undefined ? {} : { noteUntil }),
    };
  }
}
