/** Where calls go beside our own telephones: the rules that the server keeps and follows. [MS-SIPRE] 3.9; protocol notes 9.7 */
import type { Failure } from './failure.ts';

/** A number or a person. */
export interface ForwardAddress {
  readonly kind: 'address';
  /** `sip:user@domain` in lower case, `sip:+1425…@domain;user=phone` for a number. */
  readonly uri: string;
  /** The number as people write it, where it is one. */
  readonly number?: string;
}

export type ForwardTarget =
  | ForwardAddress
  | { readonly kind: 'voicemail' }
  | { readonly kind: 'delegates' }
  | { readonly kind: 'team' };

/** `forward`: our own telephones stay silent. `ring-also`: they ring, and the target with them. */
export type ForwardingMode = 'off' | 'forward' | 'ring-also';

export interface ForwardingRules {
  readonly mode: ForwardingMode;
  /** Absent while off, and where the rules name nobody. */
  readonly to?: ForwardTarget;
  /** Who gets what nobody takes. While calls are forwarded at once there is no such thing. */
  readonly unanswered: { readonly to: ForwardAddress | { readonly kind: 'voicemail' }; readonly afterSeconds: number };
  /** Outside working hours all telephones ring as usual. */
  readonly workHoursOnly: boolean;
}

/**
 * `none`: no server with such rules, or not signed in. `waiting`: the server has not told them. `unreadable`: what stands there is kept as it
 * is, and cannot be changed here.
 */
export interface CallForwardingState {
  readonly state: 'none' | 'waiting' | 'ready' | 'unreadable';
  /** What holds for colleagues. */
  readonly rules: ForwardingRules;
  /** Calls of other groups of people go otherwise: a change makes them the same. */
  readonly differs: boolean;
  /** Another program has all calls refused. */
  readonly blocksAll: boolean;
  /** Who may take calls for us, as the rules or else the contact list name them: `sip:` addresses. */
  readonly delegates: readonly string[];
  /** Who is rung with us when the team is: `sip:` addresses. */
  readonly team: readonly string[];
  readonly failure?: Failure;
}

/** Seconds until a call counts as unanswered. [MS-SIPRE] 2.2.9.5 allows more; nobody waits so long. */
export const ringSeconds = { shortest: 5, longest: 180, usual: 20 } as const;

/** The most people a rule rings. */
export const mostForwardPeople = 50;

/** As everybody's are at first: voicemail takes what nobody does. */
export const noForwarding: ForwardingRules = {
  mode: 'off',
  unanswered: { to: { kind: 'voicemail' }, afterSeconds: ringSeconds.usual },
  workHoursOnly: false,
};

export const forwardingUnknown: CallForwardingState = {
  state: 'none',
  rules: noForwarding,
  differs: false,
  blocksAll: false,
  delegates: [],
  team: [],
};
