/** The company's dial plan, asked for after sign-in and used from then on. [MS-SIPRE] 7 (mission F11, F17, 1.G) */
import { compileDialPlan, type DialPlan, normaliseNumber } from '../../../protocol/dial-plan/normalise.ts';
import { readLocationProfile } from '../../../protocol/dial-plan/read.ts';
import { readDiagnostics } from '../../../protocol/ms/diagnostics.ts';
import { decodeUtf8 } from '../../../protocol/sip/text.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { DialPlanState, DialResult } from '../../../shared/model/dial-plan.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import { serverFacts } from '../../../shared/model/server-facts.ts';
import { done, failed, type Outcome } from '../../../shared/outcome.ts';
import type { Answer, SipAgent } from '../../sip/agent.ts';
import type { StateStore } from '../../store/state.ts';
import type { Tracer } from '../../trace/tracer.ts';

export interface DialPlanDependencies {
  readonly state: StateStore;
  readonly tracer: Tracer;
  readonly clock: Clock;
}

export interface DialPlanService {
  /**
   * Asks for the profile and makes it the active plan. Failures: DIAL_PLAN_UNREADABLE, DIAL_PLAN_UNAVAILABLE; the plan
   * active before stays active.
   */
  start(agent: SipAgent, ownUri: string, signal: AbortSignal): Promise<Outcome<void>>;
  /** A server without dial plans: numbers are called as they are typed, at the own domain. */
  goWithout(ownUri: string): void;
  /** Asks again. Failures: those of start(), NOT_SIGNED_IN. */
  refresh(): Promise<Outcome<void>>;
  /** What a typed number would dial, and by which rule: the one way every number goes before it is dialled. */
  tryNumber(typed: string): DialResult;
  /** Puts the plan away: another account, or nobody. */
  forget(): void;
}

const ACCEPT = 'application/ms-location-profile-definition+xml';

/** Builds the service; nothing happens before start(). */
export function createDialPlanService(deps: DialPlanDependencies): DialPlanService {
  const { state, tracer, clock } = deps;
  let plan: DialPlan | undefined;
  let owner = '';
  let isPlain = false;
  let newest = 0;
  let again: (() => Promise<Outcome<void>>) | undefined;

  function forget(): void {
    plan = undefined;
    owner = '';
    isPlain = false;
    again = undefined;
    newest += 1;
    state.set('dialPlan', { state: 'none', rules: [] });
  }

  function fail(failure: Failure): Outcome<void> {
    tracer.record({ kind: 'failure', code: failure.code, text: failure.detail ?? '' });
    state.set('dialPlan', { state: 'failed', ...factsOf(plan), failure });
    return failed(failure);
  }

  async function start(agent: SipAgent, ownUri: string, signal: AbortSignal): Promise<Outcome<void>> {
    if (ownUri !== owner || isPlain) forget();
    owner = ownUri;
    newest += 1;
    const own = newest;
    again = () => start(agent, ownUri, signal);
    state.set('dialPlan', { state: 'loading', ...factsOf(plan) });
    const uri = `${ownUri};gruu;opaque=app:locationprofile:get;default`;
    const answer = await agent.request('SERVICE', { uri, headers: [['Accept', ACCEPT]], signal });
    // Another account, or another connection, was faster.
    if (own !== newest) return failed({ code: 'DIAL_PLAN_UNAVAILABLE', detail: 'given up', at: clock.wall() });
    const profile = readAnswer(answer, clock.wall());
    if (!profile.ok) return fail(profile.failure);
    plan = compileDialPlan(profile.value);
    state.set('dialPlan', { state: 'active', ...factsOf(plan) });
    return done(undefined);
  }

  return {
    start,
    goWithout(ownUri) {
      forget();
      owner = ownUri;
      isPlain = true;
    },
    forget,
    refresh: () => again?.() ?? Promise.resolve(failed({ code: 'NOT_SIGNED_IN', at: clock.wall() })),
    tryNumber: (typed) => {
      const { provisioning, dialPlan } = state.get();
      return normaliseNumber(plan, typed, {
        domain: owner === '' ? undefined : owner.slice(owner.lastIndexOf('@') + 1),
        emergencyNumbers: serverFacts(provisioning).emergencyNumbers,
        isPlanComing: dialPlan.state === 'loading' && plan === undefined,
        isPlain,
      });
    },
  };
}

function readAnswer(answer: Answer, at: number) {
  if (!answer.ok) {
    const { failure } = answer;
    return failed({ ...failure, code: 'DIAL_PLAN_UNAVAILABLE', detail: failure.detail ?? failure.code });
  }
  const response = answer.value;
  if (response.status >= 300) {
    const sip = { status: response.status, reason: response.reason };
    return failed({ code: 'DIAL_PLAN_UNAVAILABLE', sip, diagnostics: readDiagnostics(response), at });
  }
  const reading = readLocationProfile(decodeUtf8(response.body));
  if (reading.ok) return done(reading.profile);
  return failed({ code: 'DIAL_PLAN_UNREADABLE', detail: reading.problem, at });
}

function factsOf(plan: DialPlan | undefined): Omit<DialPlanState, 'state'> {
  if (!plan) return { rules: [] };
  const { patterns: _, ...facts } = plan;
  return facts;
}
