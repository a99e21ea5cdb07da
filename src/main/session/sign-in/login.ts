/** One sign-in from the click to the end: who, with what, and how it stands. */
import type { Clock } from '../../../shared/clock.ts';
import type { AccountFacts } from '../../../shared/model/account.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import type { Journey } from '../../../shared/model/journey.ts';
import type { Settings } from '../../../shared/model/settings.ts';
import type { FindPolicy } from '../../discovery/finder.ts';
import type { SipAgent } from '../../sip/agent.ts';
import type { Tracer } from '../../trace/tracer.ts';
import type { Comeback } from '../comeback.ts';
import { policyFor } from './attempt.ts';
import type { Claim } from './mismatch.ts';
import { RestingPlaces } from './resting-places.ts';
import type { RegisteredSession, SignInAddress, SignInInput } from './sign-in-api.ts';
import { Steadiness } from './steadiness.ts';

export interface Login {
  readonly input: SignInInput;
  readonly address: SignInAddress;
  /** Undefined with the desktop's own sign-in. */
  readonly password: string | undefined;
  readonly controller: AbortController;
  readonly tracer: Tracer;
  /** As the server speaks, once it has registered us. */
  dialect?: SipAgent['dialect'];
  session?: RegisteredSession & { readonly end: AbortController };
  /** While the registration is away, or beside one of which nobody knows whether it stands. */
  comeback?: Comeback;
  /** What the diagnostics showed before something was tried beside a registration. */
  journeyBefore?: Journey | null;
  /** Servers that took a connection and did not serve, `address:port`. */
  readonly badPlaces: Set<string>;
  readonly resting: RestingPlaces;
  readonly steadiness: Steadiness;
}

/** One that has asked no server yet. */
export function newLogin(clock: Clock, given: Pick<Login, 'input' | 'address' | 'password' | 'tracer'>): Login {
  const controller = new AbortController();
  return {
    ...given,
    controller,
    badPlaces: new Set(),
    resting: new RestingPlaces(clock),
    steadiness: new Steadiness(clock),
  };
}

/** On other ground: who did not answer may have been out of our reach, and who asked for a pause may be another. */
export function forgetServers({ badPlaces, resting, steadiness }: Login): void {
  badPlaces.clear();
  resting.clear();
  steadiness.forget();
}

/** The settings, over them what was typed for this sign-in alone. Servers typed by hand are a person's own, so the lab has none. */
export function policyOf({ address: { domain }, input }: Login, settings: Settings, isOwn: boolean): FindPolicy {
  const manualServers = input.servers ?? settings.manualServers;
  const policy = policyFor({ ...settings, manualServers }, domain, isOwn);
  return { ...policy, trustedNames: [...policy.trustedNames, ...(input.trust ?? [])] };
}

/** Who is to be signed in, and by what. */
export function claimOf({ address: { address }, input, password }: Login): Claim {
  return { address, userName: input.userName || address, password };
}

/** Why a registration is lost with the addresses that are gone; undefined where it stands on none of them. */
export function lostWith({ local, server }: AccountFacts, gone: readonly string[], at: number): Failure | undefined {
  if (!gone.includes(local.slice(0, local.lastIndexOf(':')))) return undefined;
  return { code: 'CONNECTION_LOST', server, detail: 'the address it stood on is gone', at };
}

/** Of a registration that was asked whether it stands. */
export function silenceOf({ server }: AccountFacts, at: number): Failure {
  return { code: 'SIP_TIMEOUT', server, detail: 'no answer to REGISTER', at };
}
