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
import type { Credentials, SipAgent } from '../../sip/agent.ts';
import { uuidFrom } from '../../sip/identity.ts';
import type { Tracer } from '../../trace/tracer.ts';
import { joinFocus, joinRefusal, readAcceptance } from './focus-join.ts';
import type { OnAttending } from './focus-line.ts';
import type { MeetingView } from './meeting-view.ts';
import { FocusPresence, type Inside } from './presence-in-focus.ts';

export interface GuestAgentRequest {
  readonly flow: Flow;
  readonly displayName: string;
  readonly credentialsFor: (aor: string) => Credentials | undefined;
  readonly tracer: Tracer;
}

export interface JoinDependencies {
  readonly finder: ServerFinder;
  readonly clock: Clock;
  readonly random: Random;
  readonly policyFor: (domain: string) => FindPolicy;
  readonly createGuestAgent: (request: GuestAgentRequest) => SipAgent;
  readonly onDiscovery: (report: DiscoveryReport) => void;
  /** What attaches to a meeting once one is let in: chat, content. */
  readonly onAttending: readonly OnAttending[];
}

export interface JoinInput {
  readonly link: MeetingLink;
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
}

/** What stays open while the meeting lasts. */
export interface Attendance {
  /** Undefined at the door, and once it is over. */
  readonly inside: Inside | undefined;
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

type Way = JoinResult | { readonly kind: 'refused'; readonly response: SipResponse };

class Join {
  readonly #deps: JoinDependencies;
  readonly #input: JoinInput;

  constructor(deps: JoinDependencies, input: JoinInput) {
    this.#deps = deps;
    this.#input = input;
  }

  async run(): Promise<JoinResult> {
    const { home } = this.#input;
    const result = home ? await this.#throughHome(home) : await this.#asGuest();
    return this.#input.signal.aborted && result.kind === 'failed' ? { kind: 'cancelled' } : result;
  }

  async #throughHome(home: NonNullable<JoinInput['home']>): Promise<JoinResult> {
    const { view, tracer, link } = this.#input;
    view.begin('asking-home', home.server);
    const way = await this.#enter(home.agent, home.displayName);
    if (way.kind !== 'refused') return way;
    const diagnostics = readDiagnostics(way.response);
    const place = { diagnostics, ownDomain: home.domain, organizerDomain: link.organizerDomain };
    const decision = decideGuestFallback({
      status: way.response.status,
      diagnostics,
      fromHomeSide: isFromHomeSide(place),
    });
    // In the own company nobody is a guest: what it refuses is refused.
    const isOwn = home.domain.toLowerCase() === link.organizerDomain.toLowerCase();
    const failure = joinRefusal(way.response, { server: home.server, at: this.#deps.clock.wall(), asGuest: false });
    view.note('home-refused', { server: home.server, failure });
    tracer.record({
      kind: 'decision',
      text: `Guest join: ${decision.fallback && !isOwn ? 'yes' : 'no'}; status ${way.response.status}, diagnostics ${diagnostics.map(({ code }) => code).join(' ') || 'none'}; because ${isOwn ? 'own-company' : decision.because}`,
    });
    if (isOwn || !decision.fallback) {
      return { kind: 'failed', failure, canTryGuest: !isOwn && decision.offerButton };
    }
    return this.#asGuest(failure);
  }

  async #asGuest(homeFailure?: Failure): Promise<JoinResult> {
    const { view, link, signal, tracer, guestName } = this.#input;
    view.asGuest(homeFailure);
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
    const agent = this.#deps.createGuestAgent({
      flow: found.value.flow,
      displayName: guestName,
      credentialsFor: (aor) => this.#proveKey(aor, server),
      tracer,
    });
    const way = await this.#enter(agent, guestName);
    if (way.kind === 'attending') return { kind: 'attending', attendance: closing(way.attendance, agent) };
    agent.close();
    if (way.kind !== 'refused') return way;
    const failure = joinRefusal(way.response, { server, at: this.#deps.clock.wall(), asGuest: true });
    return { kind: 'failed', failure, canTryGuest: false };
  }

  /** INVITE, and when accepted the roster. */
  async #enter(agent: SipAgent, displayName: string): Promise<Way> {
    const { link, view, signal, tracer } = this.#input;
    const { clock, random, onAttending } = this.#deps;
    const { focusUri } = link;
    const endpointId = uuidFrom(random.bytes(16));
    const onEnd = () => {
      if (agent.identity.anonymous) agent.close();
    };
    const place = { agent, focusUri, ownEndpoint: `{${endpointId}}`, displayName };
    const presence = new FocusPresence({ ...place, view, clock, random, tracer, onAttending, onEnd });
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
    return { kind: 'attending', attendance: presence };
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

function closing(attendance: Attendance, agent: SipAgent): Attendance {
  return {
    get inside() {
      return attendance.inside;
    },
    async leave() {
      await attendance.leave();
      agent.close();
    },
  };
}
