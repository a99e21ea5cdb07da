/** What a presenter may change about a running meeting. [MS-CONFBAS] 2.2.2.3, [MS-CONFPRO] 2.2.1.2 */
import type { AdmissionPolicy, MeetingPolicy } from '../topologies/meeting-words.ts';
import type { MeetingPlan } from '../topologies/topology.ts';
import type { AuthMethod } from './admission.ts';
import type { Role } from './seat.ts';

/** The bits of `autopromote`: who comes in as a presenter. */
export const PROMOTE_COMPANY = 0x8000;
export const PROMOTE_EVERYONE = 0x8000_0000;

export interface MeetingRules {
  readonly title: string;
  readonly policy: AdmissionPolicy;
  readonly isLocked: boolean;
  readonly lobbyForGuests: boolean;
  /** Callers by phone do not wait; told to clients, since the lab has no phones. */
  readonly pstnLobbyBypass: boolean;
  /** A sum of the bits above. */
  readonly autopromote: number;
  /** Names are said aloud when people come and go. */
  readonly announces: boolean;
  readonly attendeesMayChat: boolean;
  /** The meeting hears no attendee; whoever comes is muted as well. */
  readonly attendeesMuted: boolean;
  /** Attendees may unmute themselves. */
  readonly attendeesMayUnmute: boolean;
  /** Seats, the lobby's among them; whoever comes later is told that the meeting is full. */
  readonly mostSeats: number;
  /** `user@domain`; undefined when the whole company is invited. */
  readonly invited: readonly string[] | undefined;
  /** False: nobody but the organiser comes in yet. */
  readonly isOpen: boolean;
  /** How long somebody may wait in the lobby (protocol 7.8). */
  readonly lobbyMs: number;
  /** How long guests may be among themselves (mission I15). */
  readonly graceMs: number;
}

const LOBBY_MS = 15 * 60_000;
const GRACE_MS = 90 * 60_000;
const MOST_SEATS = 2000;

/** The rules a meeting begins with. */
export function firstRules(plan: MeetingPlan): MeetingRules {
  const { policy } = plan;
  return {
    title: plan.title,
    policy: policy === 'locked' ? 'closedAuthenticated' : policy,
    isLocked: plan.isLocked ?? policy === 'locked',
    lobbyForGuests: plan.lobbyForGuests,
    pstnLobbyBypass: plan.pstnLobbyBypass ?? false,
    autopromote: plan.autopromote ?? 0,
    announces: plan.announces ?? false,
    attendeesMayChat: true,
    attendeesMuted: false,
    attendeesMayUnmute: true,
    mostSeats: MOST_SEATS,
    invited: plan.invited,
    isOpen: plan.isOpen ?? true,
    lobbyMs: LOBBY_MS,
    graceMs: GRACE_MS,
  };
}

/** The rules with one of the four policies: `locked` keeps the policy behind the lock. */
export function withPolicy(policy: MeetingPolicy): Partial<MeetingRules> {
  return policy === 'locked' ? { isLocked: true } : { policy, isLocked: false };
}

/** The role `autopromote` gives to somebody who comes in. */
export function promotedRole(autopromote: number, authMethod: AuthMethod): Role {
  if ((autopromote & PROMOTE_EVERYONE) !== 0) return 'presenter';
  return authMethod === 'enterprise' && (autopromote & PROMOTE_COMPANY) !== 0 ? 'presenter' : 'attendee';
}
