import type { Failure } from './failure.ts';

export type ContactKind = 'same-enterprise' | 'federated' | 'public';

export interface Contact {
  /** `sip:user@domain`, lower case. */
  readonly uri: string;
  readonly name: string;
  readonly groupIds: readonly string[];
  readonly kind: ContactKind;
}

export interface ContactGroup {
  readonly id: string;
  /** `~` is the server's own name for "Other contacts". */
  readonly name: string;
}

export interface ContactsState {
  readonly state: 'empty' | 'loading' | 'ready' | 'failed' | 'offline';
  readonly groups: readonly ContactGroup[];
  readonly contacts: readonly Contact[];
  readonly failure?: Failure;
  /** Wall clock of the last list from the server. */
  readonly updatedAt?: number;
}

/** Shown state, by range and never by equality: [MS-PRES] 3.7.5.5. */
export type Availability =
  | 'available'
  | 'available-idle'
  | 'busy'
  | 'busy-idle'
  | 'do-not-disturb'
  | 'be-right-back'
  | 'away'
  | 'offline'
  | 'unknown';

export interface Presence {
  readonly availability: Availability;
  /** The number the server sent. */
  readonly value?: number;
  readonly activity?: string;
  readonly note?: string;
  readonly displayName?: string;
  readonly title?: string;
  /** Why nothing is known: refused, domain not found, offline. */
  readonly unknownBecause?: 'not-asked' | 'refused' | 'domain-not-found' | 'not-federated' | 'signed-out';
}

export interface OwnPresence {
  /** What was published and accepted, as a number; undefined before the first acceptance. */
  readonly published?: number;
  readonly availability: Availability;
  readonly manual: boolean;
}
