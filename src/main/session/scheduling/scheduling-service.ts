/** Setting meetings up: Meet Now, scheduling, changing, taking back, inviting. [MS-CONFPRO] */
import type { C3pCommand } from '../../../protocol/c3p/write-commands.ts';
import {
  type ConferenceWish,
  conferenceIdFrom,
  type FactoryCapabilities,
  type FactoryConference,
} from '../../../protocol/conference-factory/conference.ts';
import type { FactoryAnswer } from '../../../protocol/conference-factory/read.ts';
import {
  writeAddConference,
  writeDeleteConference,
  writeGetCapabilities,
  writeGetConference,
  writeModifyConference,
} from '../../../protocol/conference-factory/write.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import { settingOf } from '../../../shared/model/provisioning.ts';
import type { InvitationWords, MeetingInvitation, MeetingPlan, OwnMeeting } from '../../../shared/model/scheduling.ts';
import { done, failed, type Outcome } from '../../../shared/outcome.ts';
import { type AskFactory, createFactory } from './factory.ts';
import { fileNameOf, invitationTo } from './invitation.ts';
import { MeetingShelf } from './meeting-shelf.ts';
import { meetNowWish, type Offer, problemOf, wishOf } from './plan.ts';
import { readAll } from './read-all.ts';
import { isRefusal } from './refusal.ts';
import type {
  MeetNow,
  SaveFile,
  SchedulingDependencies,
  SchedulingService,
  SchedulingSession,
} from './scheduling-api.ts';

/** After a registration: contacts and presence come first. */
const firstReadMs = 3000;
/** Ids are eight of 32 characters: a second collision in a row is already a sign of something else. */
const mostIds = 4;

/** Builds the service. */
export function createSchedulingService(deps: SchedulingDependencies): SchedulingService {
  return new Scheduling(deps);
}

interface Live {
  readonly session: SchedulingSession;
  readonly ask: AskFactory;
  readonly own: string;
  /** Nobody need ask by himself any more. */
  cancelFirstRead: () => void;
  capabilities: FactoryCapabilities | undefined;
  /** Set once the server would not keep this client's own data: from then on none is sent. */
  isPlain: boolean;
}

class Scheduling implements SchedulingService {
  readonly #deps: SchedulingDependencies;
  readonly #shelf: MeetingShelf;
  #owner = '';
  #live: Live | undefined;
  #refreshing: { readonly live: Live; readonly outcome: Promise<Outcome<void>> } | undefined;

  constructor(deps: SchedulingDependencies) {
    this.#deps = deps;
    this.#shelf = new MeetingShelf(deps.state, deps.clock);
    // Whom the server gave up has not signed out, and at a server without meetings nothing of this is started.
    deps.state.onDelta(({ slices: { account } }) => {
      const isAnother = account?.kind === 'registered' && account.account.sipUri !== this.#owner;
      if (isAnother && this.#owner !== '') this.forget();
    });
  }

  start(session: SchedulingSession): void {
    const { random, clock, state } = this.#deps;
    const own = session.agent.identity.aor;
    if (own !== this.#owner) this.forget();
    this.#owner = own;
    const { agent, signal } = session;
    // Looked up late: the settings arrive after the registration.
    const ask: AskFactory = (command) => {
      const factoryUri = settingOf(state.get().provisioning, 'focusFactoryUri');
      return createFactory({ agent, factoryUri, signal, random, wall: clock.wall })(command);
    };
    const live: Live = { session, ask, own, cancelFirstRead: () => undefined, capabilities: undefined, isPlain: false };
    this.#live = live;
    this.#shelf.begin();
    live.cancelFirstRead = clock.after(firstReadMs, () => void this.refresh());
    const letGo = () => {
      live.cancelFirstRead();
      if (this.#live !== live) return;
      this.#live = undefined;
      this.#shelf.giveUp();
    };
    signal.addEventListener('abort', letGo, { once: true });
  }

  refresh(): Promise<Outcome<void>> {
    const live = this.#live;
    if (!live) return Promise.resolve(this.#absent());
    live.cancelFirstRead();
    // Two windows that open at once want the same list.
    if (this.#refreshing?.live === live) return this.#refreshing.outcome;
    const refreshing = { live, outcome: this.#read(live).finally(() => this.#refreshed(refreshing)) };
    this.#refreshing = refreshing;
    return refreshing.outcome;
  }

  async create(plan: MeetingPlan): Promise<Outcome<OwnMeeting>> {
    const live = this.#live;
    if (!live) return this.#absent();
    const problem = problemOf(plan, this.#deps.state.get(), this.#deps.clock.wall());
    if (problem) return failed({ ...problem, at: this.#deps.clock.wall() });
    const offer = await this.#offer(live);
    const added = await this.#add(live, (id) => wishOf(plan, id, offer));
    if (!added.ok) return added;
    return done(await this.#learn(live, added.value.focus, added.value.wish));
  }

  async change(conferenceId: string, plan: MeetingPlan): Promise<Outcome<OwnMeeting>> {
    const live = this.#live;
    if (!live) return this.#absent();
    const before = this.#shelf.get(conferenceId);
    if (!before) return this.#fail('OWN_MEETING_GONE');
    if (before.isStatic) return this.#fail('SCHEDULING_REFUSED', { reason: 'standing' });
    const problem = problemOf(plan, this.#deps.state.get(), this.#deps.clock.wall());
    if (problem) return failed({ ...problem, at: this.#deps.clock.wall() });
    const wish = wishOf(plan, conferenceId, await this.#offer(live));
    const answer = await this.#save(live, (each) => writeModifyConference(before.focusUri, each), wish);
    if (!answer.ok) {
      if (answer.failure.code === 'OWN_MEETING_GONE') this.#shelf.remove(conferenceId);
      return answer;
    }
    const { focusUri, isActive } = before;
    return done(await this.#learn(live, { focusUri, conferenceId, invited: [], isActive, isStatic: false }, wish));
  }

  async remove(conferenceId: string): Promise<Outcome<void>> {
    const live = this.#live;
    if (!live) return this.#absent();
    if (this.#shelf.get(conferenceId)?.isStatic) return this.#fail('SCHEDULING_REFUSED', { reason: 'standing' });
    const answer = await live.ask(writeDeleteConference(conferenceId));
    if (!answer.ok && answer.failure.code !== 'OWN_MEETING_GONE') return answer;
    this.#shelf.remove(conferenceId);
    return done(undefined);
  }

  async meetNow(): Promise<Outcome<MeetNow>> {
    const live = this.#live;
    if (!live) return this.#absent();
    const offer = { ...(await this.#offer(live)), now: this.#deps.clock.wall() };
    const added = await this.#add(live, (id) => meetNowWish(this.#deps.state.get(), id, offer));
    if (!added.ok) return added;
    const { focus, wish } = added.value;
    // Joining need not wait for the link that others use.
    void this.#learn(live, focus, wish);
    const { focusUri, conferenceId } = focus;
    return done({ focusUri, conferenceId, joinText: `conf:${focusUri}` });
  }

  invitation(conferenceId: string, words: InvitationWords): Outcome<MeetingInvitation> {
    const live = this.#live;
    if (!live) return this.#absent();
    const meeting = this.#shelf.get(conferenceId);
    if (!meeting) return this.#fail('OWN_MEETING_GONE');
    const { dialIn, dialInPage } = this.#deps.state.get().ownMeetings;
    const facts = {
      meeting,
      words,
      dialIn,
      dialInPage,
      organizer: { name: live.session.displayName, address: live.own.replace(/^sips?:/i, '') },
      timeZone: this.#deps.timeZone(),
      now: this.#deps.clock.wall(),
    };
    return done(invitationTo(facts));
  }

  async saveInvitation(
    conferenceId: string,
    words: InvitationWords,
    save: SaveFile,
  ): Promise<Outcome<'saved' | 'cancelled'>> {
    const made = this.invitation(conferenceId, words);
    if (!made.ok) return made;
    const meeting = this.#shelf.get(conferenceId);
    const text = made.value.ics;
    if (!meeting || text === undefined) return this.#fail('SCHEDULING_INVALID', { problem: 'no-time' });
    try {
      return done((await save({ name: `${fileNameOf(meeting, words)}.ics`, text })) ? 'saved' : 'cancelled');
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      return failed({ code: 'STORAGE_FAILED', data: { what: 'file' }, detail, at: this.#deps.clock.wall() });
    }
  }

  forget(): void {
    this.#owner = '';
    this.#live = undefined;
    this.#refreshing = undefined;
    this.#shelf.clear();
  }

  /** Nobody is signed in, or at a server that knows nothing of meetings, where nothing of this was started. */
  #absent(): Outcome<never> {
    const isElsewhere = this.#deps.state.get().account.kind === 'registered';
    return this.#fail(isElsewhere ? 'MEETINGS_NOT_HELD' : 'NOT_SIGNED_IN');
  }

  async #read(live: Live): Promise<Outcome<void>> {
    this.#shelf.begin();
    const [, read] = await Promise.all([
      this.#offer(live),
      readAll(live.ask, {
        knows: (told) => this.#shelf.knows(told),
        show: (list) => this.#live === live && this.#shelf.replace(list),
      }),
    ]);
    if (this.#live !== live) return this.#fail('NOT_SIGNED_IN');
    if (read.ok) this.#shelf.finish();
    else {
      this.#shelf.fail(read.failure);
      this.#traced(read.failure);
    }
    return read;
  }

  /** Asked once a registration. A server that does not say gets the usual. */
  async #offer(live: Live): Promise<Offer> {
    if (!live.capabilities) {
      const answer = await live.ask(writeGetCapabilities());
      if (answer.ok && answer.value.capabilities) {
        live.capabilities = answer.value.capabilities;
        if (this.#live === live) this.#shelf.setCapabilities(live.capabilities);
      } else if (!answer.ok) {
        this.#traced(answer.failure);
      }
    }
    const { modalities = [], dialIn = [] } = live.capabilities ?? {};
    return { modalities, hasPhone: dialIn.length > 0 };
  }

  /** Sets a meeting up under an id nobody has yet. */
  async #add(
    live: Live,
    wishFor: (conferenceId: string) => ConferenceWish,
  ): Promise<Outcome<{ readonly focus: FactoryConference; readonly wish: ConferenceWish }>> {
    for (let tries = 1; ; tries += 1) {
      const wish = wishFor(conferenceIdFrom(this.#deps.random.bytes(8)));
      const { conferenceId } = wish;
      const answer = await this.#save(live, writeAddConference, wish);
      if (answer.ok) {
        const focusUri = `${live.own};gruu;opaque=app:conf:focus:id:${conferenceId}`;
        const plain = { focusUri, conferenceId, invited: [], isActive: false, isStatic: false };
        // The server may have chosen an id of its own.
        return done({ focus: answer.value.conferences[0] ?? plain, wish });
      }
      if (tries === mostIds || !isRefusal(answer.failure, 'exists')) return answer;
    }
  }

  /** A server that calls the request malformed gets it once more without what this client keeps there for itself. */
  async #save(
    live: Live,
    write: (wish: ConferenceWish) => C3pCommand,
    wish: ConferenceWish,
  ): Promise<Outcome<FactoryAnswer>> {
    const { times, ...plain } = wish;
    const answer = await live.ask(write(live.isPlain ? plain : wish));
    if (answer.ok || live.isPlain || times === undefined || !isRefusal(answer.failure, 'malformed')) return answer;
    const again = await live.ask(write(plain));
    live.isPlain = again.ok;
    return again;
  }

  /** Asks for what the server made of it, above all the link; without an answer, what was asked for stands. */
  async #learn(live: Live, focus: FactoryConference, wish: ConferenceWish): Promise<OwnMeeting> {
    const answer = await live.ask(writeGetConference(focus.conferenceId));
    const about = answer.ok ? answer.value.conferences[0] : undefined;
    const told = about?.conferenceId === focus.conferenceId ? about : undefined;
    const meeting = this.#shelf.meetingOf(told ?? focus, { wish });
    if (this.#live === live) this.#shelf.put(meeting, told?.lastUpdate);
    return meeting;
  }

  #refreshed(refreshing: { readonly live: Live }): void {
    if (this.#refreshing === refreshing) this.#refreshing = undefined;
  }

  #traced(failure: Failure): void {
    this.#deps.tracer.record({ kind: 'failure', code: failure.code, text: failure.detail ?? '' });
  }

  #fail(code: Failure['code'], data?: Readonly<Record<string, string>>): Outcome<never> {
    return failed({ code, ...(data ? { data } : {}), at: this.#deps.clock.wall() });
  }
}
