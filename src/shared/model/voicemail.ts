/** Messages that wait: voicemail by counts, and conversations that nobody took (mission F21, F22). */

export interface VoicemailState {
  /** 'unknown': no server has said anything since signing in. */
  readonly state: 'unknown' | 'ready';
  readonly unread: number;
  readonly read: number;
  /** Among the unread ones. */
  readonly urgentUnread: number;
  /** Whose mailbox, as the server names it: `sip:karen@contoso.com`. */
  readonly account?: string;
  /** How it was told: a `message-summary` notification, or the category `mwi` of the own presence. */
  readonly source?: 'mwi' | 'presence';
}

export type MissedKind = 'im' | 'call' | 'voicemail';

export interface MissedItem {
  readonly id: string;
  readonly kind: MissedKind;
  /** `uri` is `sip:user@domain` or `tel:+…`; the name is empty when none is known. */
  readonly from: { readonly uri?: string; readonly name: string };
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly subject: string;
  readonly isUnread: boolean;
  /** Read from the mailbox, or seen here. */
  readonly source: 'exchange' | 'local';
}

export interface MissedState {
  /** Newest first; at most 200. */
  readonly items: readonly MissedItem[];
  readonly unread: number;
}

/** Before any server has spoken. */
export const noVoicemail: VoicemailState = { state: 'unknown', unread: 0, read: 0, urgentUnread: 0 };

/** Nothing missed. */
export const nothingMissed: MissedState = { items: [], unread: 0 };
