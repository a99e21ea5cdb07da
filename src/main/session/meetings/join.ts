/** One join from link to roster: the own company first, the organiser's edge as a guest when it refuses. Mission 1.I, 1.K */
import { decideGuestFallback, isFromHomeSide } from '../../../protocol/c3p/guest-fallback.ts';
import { readDiagnostics } from '../../../protocol/ms/diagnostics.ts';
import type { SipResponse } from '../../../protocol/sip/message.ts';
import type { Clock, Random } from '../../../shared/clock.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import type { MeetingLink } from '../../../shared/model/meeting.ts';
import type { DiscoveryReport } from '../../../shared/model/network.ts';
import type { FindPolicy, FindProgress, ServerFinder } from '../../discovery/finder.ts';
import type { Flow } from '../../net/flow.ts';
import type { Credentials, SipAgent, SipIdentity } from '../../sip/agent.ts';
import type { Tracer } from '../../trace/tracer.ts';
import { joinFocus, joinRefusal, readAcceptance } from './focus-join.ts';
import type { OnAttending } from './focus-line.ts';
import type { MeetingView } from './meeting-view.ts';
import { FocusPresence, type Inside } from './presence-in-focus.ts';

export interface GuestAgentRequest {
  readonly flow: Flow;
  /** Who comes back; somebody new unless given. */
  readonly identity?: SipIdentity;
  readonly displayName: string;
  readonly credentialsFor: (aor: string) => Credentials | undefined;
  readonly tracer: Tracer;
}

export interface JoinDependencies {
  readonly finder: ServerFinder;
  readonly clock: Clock;
  readonly random: Random;
  readonly policyFor: (domain: string) => FindPolicy;
  /** Why nobody may be a guest in the meetings of a domain, if so: GUEST_DOMAIN_BLOCKED. */
  readonly guestRefusal: (domain: string) => Failure | undefined;
  readonly createGuestAgent: (request: GuestAgentRequest) => SipAgent;
  readonly onDiscovery: (report: DiscoveryReport) => void;
  /** What attaches to a meeting once one is let in: chat, content. */
  readonly onAttending: readonly OnAttending[];
}

/** Who one is in a meeting: what makes a return the same participant, and not a second one. */
export interface Seat {
  /** UUID without braces; names our endpoint in the roster. */
  readonly endpointId: string;
  /** Of a guest; an account has its own. */
  readonly guest?: SipIdentity;
}

export interface JoinInput {
  readonly link: MeetingLink;
  /** UUID without braces, the same for every try of one join: a server that took one whose answer was lost does not seat a second. */
  readonly endpointId: string;
  readonly conferenceKey?: string;
  readonly guestName: string;
  /** The registered agent; undefined goes straight to the organiser's edge. */
  readonly home?: {
    readonly agent: SipAgent;
    readonly displayName: string;
    readonly domain: string;
    readonly server: string;
  };
  readonly view: MeetingView;
  readonly signal: AbortSignal;
  readonly tracer: Tracer;
  /** Comes back to this seat by the way it came, and by no other. */
  readonly again?: Seat;
  /** Told once for an attendance whose way to the meeting is lost, perhaps before the join resolves. */
  readonly onLost: (seat: Seat, failure: Failure) => void;
}

/** What stays open while the meeting lasts. */
export interface Attendance {
  /** Undefined at the door, and once it is over. */
  readonly inside: Inside | undefined;
  /** The network is another, or was away: a guest's own connection is looked at; the account's is looked after by itself. */
  check(gone: readonly string[]): void;
  leave(): Promise<void>;
}

export type JoinResult =
  | { readonly kind: 'attending'; readonly attendance: Attendance }
  | { readonly kind: 'failed'; readonly failure: Failure; readonly canTryGuest: boolean }
  | { readonly kind: 'cancelled' };

/** Runs the join to its end; what it opened is closed unless one attends. */
export function runJoin(deps: JoinDependencies, input: JoinInput): Promise<JoinResult> {
  return new Join(deps, input).run();
}

type Way =
  | Exclude<JoinResult, { kind: 'attending' }>
  | { readonly kind: 'attending'; readonly presence: FocusPresence }
  | { readonly kind: 'refused'; readonly response: SipResponse };

class Join {
  readonly #deps: JoinDependencies;
  readonly #input: JoinInput;

  constructor(deps: JoinDependencies, input: JoinInput) {
    this.#deps = deps;
    this.#input = input;
  }

  async run(): Promise<JoinResult> {
    const { home, again } = this.#input;
    const result = home && !again?.guest ? await this.#throughHome(home) : await this.#asGuest();
    return this.#input.signal.aborted && result.kind === 'failed' ? { kind: 'cancelled' } : result;
  }

  async #throughHome(home: NonNullable<JoinInput['home']>): Promise<JoinResult> {
    const { view, tracer, link, again, endpointId } = this.#input;
    view.begin('asking-home', home.server);
    const seat = { endpointId };
    const way = await this.#enter(home.agent, { displayName: home.displayName, seat });
    if (way.kind !== 'refused') return way.kind === 'attending' ? attending(way.presence) : way;
    const diagnostics = readDiagnostics(way.response);
    const place = { diagnostics, ownDomain: home.domain, organizerDomain: link.organizerDomain };
    const decision = decideGuestFallback({
      status: way.response.status,
      diagnostics,
      fromHomeSide: isFromHomeSide(place),
    });
    // In the own company nobody is a guest: what it refuses is refused.
    const isOwn = home.domain.toLowerCase() === link.organizerDomain.toLowerCase();
    // Nobody comes back as somebody else.
    const mayBeGuest = decision.fallback && !isOwn && !again;
    const failure = joinRefusal(way.response, { server: home.server, at: this.#deps.clock.wall(), asGuest: false });
    view.note('home-refused', { server: home.server, failure });
    tracer.record({
      kind: 'decision',
      text: `Guest join: ${mayBeGuest ? 'yes' : 'no'}; status ${way.response.status}, diagnostics ${diagnostics.map(({ code }) => code).join(' ') || 'none'}; because ${isOwn ? 'own-company' : decision.because}`,
    });
    if (!mayBeGuest) {
      return { kind: 'failed', failure, canTryGuest: !isOwn && decision.offerButton };
    }
    return this.#asGuest(failure);
  }

  async #asGuest(homeFailure?: Failure): Promise<JoinResult> {
    const { view, link, signal, tracer, guestName, again, endpointId } = this.#input;
    const refusal = this.#deps.guestRefusal(link.organizerDomain);
    if (refusal) return { kind: 'failed', failure: refusal, canTryGuest: false };
    if (!again) view.asGuest(homeFailure);
    view.begin('looking-up', link.organizerDomain);
    const found = await this.#deps.finder.find({
      domain: link.organizerDomain,
      purpose: 'guest-join',
      policy: this.#deps.policyFor(link.organizerDomain),
      signal,
      tracer,
      onProgress: (progress) => this.#follow(progress),
    });
    if (!found.ok) return { kind: 'failed', failure: found.failure, canTryGuest: false };
    const server = `${found.value.target.host}:${found.value.target.port}`;
    view.begin('asking-edge', server);
    const { flow } = found.value;
    const agent = this.#deps.createGuestAgent({
      flow,
      ...(again?.guest ? { identity: again.guest } : {}),
      displayName: guestName,
      credentialsFor: (aor) => this.#proveKey(aor, server),
      tracer,
    });
    const seat = { endpointId, guest: agent.identity };
    const way = await this.#enter(agent, { displayName: guestName, seat });
    if (way.kind === 'attending') return attending(way.presence, { agent, flow, wall: this.#deps.clock.wall });
    agent.close();
    if (way.kind !== 'refused') return way;
    const failure = joinRefusal(way.response, { server, at: this.#deps.clock.wall(), asGuest: true });
    return { kind: 'failed', failure, canTryGuest: false };
  }

  /** INVITE, and when accepted the roster. */
  async #enter(agent: SipAgent, { displayName, seat }: { displayName: string; seat: Seat }): Promise<Way> {
    const { link, view, signal, tracer } = this.#input;
    const { clock, random, onAttending } = this.#deps;
    const { focusUri } = link;
    const { endpointId } = seat;
    const onEnd = () => {
      if (agent.identity.anonymous) agent.close();
    };
    const place = { agent, focusUri, ownEndpoint: `{${endpointId}}`, displayName };
    const onLost = (failure: Failure) => this.#input.onLost(seat, failure);
    const presence = new FocusPresence({ ...place, view, clock, random, tracer, onAttending, onLost, onEnd });
    const { listener } = presence;
    const outcome = await joinFocus({ agent, focusUri, displayName, endpointId, listener, signal, random });
    if (outcome.kind !== 'accepted') {
      return outcome.kind === 'failed' ? { ...outcome, canTryGuest: false } : outcome;
    }
    const acceptance = readAcceptance(outcome.response);
    if (typeof acceptance === 'object') {
      await outcome.dialog.end();
      return { kind: 'refused', response: outcome.response };
    }
    presence.start(outcome.dialog, acceptance === 'lobby');
    return { kind: 'attending', presence };
  }

  /** The key of the link; without one the conference id, which servers take by default ([MS-SIPAE] 3.2.4.3). */
  #proveKey(aor: string, server: string): Credentials | undefined {
    const { view, conferenceKey, link } = this.#input;
    view.begin('proving-key', server);
    return { userName: aor.replace(/^sip:/, ''), password: conferenceKey ?? link.conferenceId };
  }

  #follow(progress: FindProgress): void {
    if (progress.kind === 'lookups') this.#deps.onDiscovery(progress.report);
    if (progress.kind === 'connecting') {
      this.#input.view.begin('connecting-edge', `${progress.target.host}:${progress.target.port}`);
    }
  }
}

/** A guest's connection is the meeting's alone: looked after and closed with it. */
interface GuestGround {
  readonly agent: SipAgent;
  readonly flow: Flow;
  readonly wall: () => number;
}

function attending(presence: FocusPresence, guest?: GuestGround): JoinResult {
  const attendance: Attendance = {
    get inside() {
      return presence.inside;
    },
    check(gone) {
      if (!guest) return;
      const { host, localAddress } = guest.flow.facts;
      if (!gone.includes(localAddress)) void presence.check();
      else presence.lost({ code: 'CONNECTION_LOST', server: host, detail: 'its address is gone', at: guest.wall() });
    },
    async leave() {
      await presence.leave();
      guest?.agent.close();
    },
  };
  return { kind: 'attending', attendance };
}
