/** Who comes straight in, who waits in the lobby, who is sent away (protocol 7.8, mission O2). */
import type { MeetingPolicy } from '../topologies/topology.ts';

/** How a participant proved who he is, in the roster's own words. */
export type AuthMethod = 'enterprise' | 'federated' | 'anonymous';

export interface Entrant {
  readonly authMethod: AuthMethod;
  readonly isOrganizer: boolean;
  /** The client announced `lobby-capable`; others cannot be made to wait. */
  readonly lobbyCapable: boolean;
}

export interface Door {
  readonly policy: MeetingPolicy;
  /** Guests wait although the policy lets anonymous people in. */
  readonly lobbyForGuests: boolean;
}

/** What happens to somebody at the door. */
export function admission(door: Door, entrant: Entrant): 'in' | 'lobby' | 'refused' {
  if (entrant.isOrganizer || mayEnter(door, entrant.authMethod)) return 'in';
  return entrant.lobbyCapable ? 'lobby' : 'refused';
}

function mayEnter(door: Door, authMethod: AuthMethod): boolean {
  switch (door.policy) {
    case 'locked':
      return false;
    case 'closedAuthenticated':
      return authMethod === 'enterprise';
    case 'openAuthenticated':
      return authMethod !== 'anonymous';
    case 'anonymous':
      return authMethod !== 'anonymous' || !door.lobbyForGuests;
  }
}
