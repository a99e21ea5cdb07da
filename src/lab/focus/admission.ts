/** Who comes straight in, who waits in the lobby, who is sent away (protocol 7.8, mission O2). */
import type { AdmissionPolicy } from '../topologies/meeting-words.ts';

/** How a participant proved who he is, in the roster's own words. */
export type AuthMethod = 'enterprise' | 'federated' | 'anonymous';

export interface Entrant {
  readonly authMethod: AuthMethod;
  /** The organiser, or somebody who was made a presenter before. */
  readonly isLeader: boolean;
  /** On the organiser's list, or nobody made one. */
  readonly isInvited: boolean;
  /** The client announced `lobby-capable`; others cannot be made to wait. */
  readonly lobbyCapable: boolean;
}

export interface Door {
  readonly policy: AdmissionPolicy;
  /** Everybody but leaders waits, whatever the policy. */
  readonly isLocked: boolean;
  /** Guests wait although the policy lets anonymous people in. */
  readonly lobbyForGuests: boolean;
}

/** What happens to somebody at the door. */
export function admission(door: Door, entrant: Entrant): 'in' | 'lobby' | 'refused' {
  if (entrant.isLeader || (!door.isLocked && mayEnter(door, entrant))) return 'in';
  return entrant.lobbyCapable ? 'lobby' : 'refused';
}

function mayEnter(door: Door, { authMethod, isInvited }: Entrant): boolean {
  switch (door.policy) {
    case 'closedAuthenticated':
      return authMethod === 'enterprise' && isInvited;
    case 'openAuthenticated':
      return authMethod !== 'anonymous';
    case 'anonymous':
      return authMethod !== 'anonymous' || !door.lobbyForGuests;
  }
}
