/**
 * Today's meetings, and how the moment is taken: read after signing in, again every quarter of an hour, at midnight, and whenever a meeting
 * begins or ends (mission F19). Whatever goes wrong here is one quiet line and never touches the registration.
 */
import type { Clock } from '../../../shared/clock.ts';
import {
  type CalendarMeeting,
  type CalendarState,
  noCalendar,
  type OutOfOffice,
} from '../../../shared/model/calendar.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import { done, failed, type Outcome } from '../../../shared/outcome.ts';
import type { StateStore } from '../../store/state.ts';
import type { Tracer } from '../../trace/tracer.ts';
import type { Exchange } from '../../web/exchange.ts';
import { isFinalRefusal } from '../../web/exchange-failure.ts';
import { type Moment, momentAt, outOfOfficeAt } from './free-busy.ts';
import { type CalendarReading, readMailbox } from './read-mailbox.ts';
import { edgesOf, startOfDay } from './times.ts';

export interface CalendarDependencies {
  readonly state: StateStore;
  readonly tracer: Tracer;
  readonly clock: Clock;
}

/** What the own presence publishes of a calendar. [MS-PRES] 2.2.2.7.2 */
export interface CalendarFacts extends Moment {
  /** `user@domain` */
  readonly mailbox: string;
  /** Quarters of an hour from `startsAt` (milliseconds since 1970) on: 0 free, 1 tentative, 2 busy, 3 out of office, 4 no data. */
  readonly slots: { readonly startsAt: number; readonly digits: string };
}

export interface CalendarService {
  /** Reads a mailbox from now on, a moment later: contacts and presence come first. */
  start(exchange: Exchange): void;
  /** Reads at once. Failures: those of `Exchange.ask`, NOT_SIGNED_IN. */
  refresh(): Promise<Outcome<void>>;
  /** The network is another one: a reading that failed may succeed now. */
  hurry(): void;
  /** Nothing is asked any more; what was read stays, and the moment goes on as it says. */
  stop(): void;
  /** Puts the calendar away: another account, or nobody. */
  forget(): void;
  /** Told with each change of the moment; undefined when there is no calendar any more. */
  onFreeBusy(listener: (facts: CalendarFacts | undefined) => void): () => void;
  /** Told with each change; undefined when nothing is known any more. */
  onOutOfOffice(listener: (outOfOffice: OutOfOffice | undefined) => void): () => void;
  /** Told after each reading that succeeded: what else the mailbox holds can be read now. */
  onRead(listener: (exchange: Exchange) => void): () => void;
}

const firstMs = 1000;
const everyMs = 15 * 60_000;
/** A calendar full of edges is still not read more often. */
const leastMs = 30_000;
const days = 2;

/** Builds the service; nothing happens before start(). */
export function createCalendarService(deps: CalendarDependencies): CalendarService {
  return new Calendar(deps);
}

class Calendar implements CalendarService {
  readonly #deps: CalendarDependencies;
  readonly #freeBusy = new Listeners<CalendarFacts | undefined>();
  readonly #away = new Listeners<OutOfOffice | undefined>();
  readonly #afterRead = new Set<(exchange: Exchange) => void>();
  #exchange: Exchange | undefined;
  #owner = '';
  #reading: CalendarReading | undefined;
  #inFlight: Promise<Outcome<void>> | undefined;
  #lastAt = 0;
  /** A refused sign-in is not tried again by itself. */
  #rests = false;
  #stopTimer: () => void = () => undefined;

  constructor(deps: CalendarDependencies) {
    this.#deps = deps;
  }

  onFreeBusy(listener: (facts: CalendarFacts | undefined) => void): () => void {
    return this.#freeBusy.add(listener);
  }

  onOutOfOffice(listener: (outOfOffice: OutOfOffice | undefined) => void): () => void {
    return this.#away.add(listener);
  }

  onRead(listener: (exchange: Exchange) => void): () => void {
    this.#afterRead.add(listener);
    return () => this.#afterRead.delete(listener);
  }

  start(exchange: Exchange): void {
    if (exchange.address === this.#owner) this.stop();
    else this.forget();
    this.#owner = exchange.address;
    this.#exchange = exchange;
    this.#rests = false;
    this.#show({ state: 'loading' });
    this.#stopTimer();
    this.#stopTimer = this.#deps.clock.after(firstMs, () => void this.refresh());
  }

  refresh(): Promise<Outcome<void>> {
    const exchange = this.#exchange;
    if (!exchange) return Promise.resolve(failed({ code: 'NOT_SIGNED_IN', at: this.#deps.clock.wall() }));
    this.#inFlight ??= this.#readFrom(exchange).finally(() => {
      if (this.#exchange === exchange) this.#inFlight = undefined;
    });
    return this.#inFlight;
  }

  hurry(): void {
    if (this.#exchange && !this.#rests) void this.refresh();
  }

  stop(): void {
    this.#stopTimer();
    this.#exchange = undefined;
    this.#inFlight = undefined;
    const { calendar } = this.#deps.state.get();
    if (calendar.state === 'loading') this.#show({ state: this.#reading ? 'ready' : 'off' });
    // A meeting ends while nobody is connected, too.
    if (this.#reading) this.#tell();
  }

  forget(): void {
    this.#stopTimer();
    this.#exchange = undefined;
    this.#inFlight = undefined;
    this.#reading = undefined;
    this.#owner = '';
    this.#deps.state.set('calendar', noCalendar);
    this.#freeBusy.tell(undefined);
    this.#away.tell(undefined);
  }

  async #readFrom(exchange: Exchange): Promise<Outcome<void>> {
    const { clock, tracer } = this.#deps;
    this.#stopTimer();
    this.#lastAt = clock.wall();
    const span = { from: startOfDay(this.#lastAt, 0), to: startOfDay(this.#lastAt, days) };
    const outcome = await readMailbox(exchange, span);
    if (this.#exchange !== exchange) return failed({ code: 'NOT_SIGNED_IN', detail: 'given up', at: clock.wall() });
    if (!outcome.ok) {
      tracer.record({ kind: 'failure', code: outcome.failure.code, text: outcome.failure.detail ?? '' });
      this.#fail(outcome.failure);
      return outcome;
    }
    this.#rests = false;
    this.#reading = outcome.value;
    const { server } = exchange;
    this.#show({ state: 'ready', updatedAt: clock.wall(), ...(server === undefined ? {} : { server }) });
    this.#tell();
    for (const listener of this.#afterRead) listener(exchange);
    return done(undefined);
  }

  #fail(failure: Failure): void {
    this.#rests = isFinalRefusal(failure);
    this.#show({ state: 'failed', failure });
    this.#tell();
  }

  /** What is known stays, whatever became of asking for more. */
  #show(change: Pick<CalendarState, 'state' | 'failure' | 'updatedAt' | 'server'>): void {
    const { state, clock } = this.#deps;
    const { updatedAt, server } = state.get().calendar;
    const kept = { ...(updatedAt === undefined ? {} : { updatedAt }), ...(server === undefined ? {} : { server }) };
    state.set('calendar', { ...kept, meetings: [], ...this.#shown(clock.wall()), ...change });
  }

  #shown(wall: number): Partial<CalendarState> {
    if (!this.#reading) return {};
    const { meetings, times, outOfOffice } = this.#reading;
    const { now, until } = momentAt(times, wall);
    return {
      meetings: meetings.map(({ busy: _busy, isMeeting: _isMeeting, ...meeting }): CalendarMeeting => meeting),
      freeBusy: { now, ...(until === undefined ? {} : { until }) },
      ...(outOfOffice ? { outOfOffice: outOfOfficeAt(outOfOffice, wall) } : {}),
    };
  }

  /** Tells presence how the moment is, and wakes when it changes. */
  #tell(): void {
    const { clock } = this.#deps;
    const wall = clock.wall();
    if (this.#reading) {
      const { from, times, merged, outOfOffice } = this.#reading;
      const slots = { startsAt: from, digits: merged };
      this.#freeBusy.tell({ mailbox: this.#owner, ...momentAt(times, wall), slots });
      this.#away.tell(outOfOffice && outOfOfficeAt(outOfOffice, wall));
    }
    const edges = [startOfDay(wall, 1), ...(this.#reading ? edgesOf(this.#reading) : [])].filter((edge) => edge > wall);
    const delay = Math.min(everyMs, ...edges.map((edge) => edge - wall));
    this.#stopTimer();
    this.#stopTimer = clock.after(Math.max(delay, 1), () => this.#wake());
  }

  #wake(): void {
    const { clock, state } = this.#deps;
    const { calendar } = state.get();
    if (this.#reading) state.set('calendar', { ...calendar, ...this.#shown(clock.wall()) });
    this.#tell();
    // Where the computer's clock is put back, the last reading lies ahead.
    const isDue = Math.abs(clock.wall() - this.#lastAt) >= leastMs;
    if (this.#exchange && !this.#rests && isDue) void this.refresh();
  }
}

/** Who wants to hear of something, told only when it is not what was told before. */
class Listeners<T> {
  readonly #listeners = new Set<(value: T) => void>();
  #told = '';

  add(listener: (value: T) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(value: T): void {
    const told = JSON.stringify(value) ?? '';
    if (told === this.#told) return;
    this.#told = told;
    for (const listener of this.#listeners) listener(value);
  }
}
