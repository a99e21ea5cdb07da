/** How the simulated parties take a call, by what their names say. */
import type { LabMediaOptions } from '../media/lab-media.ts';
import type { Answer } from '../sip/template.ts';

/** What somebody hears who calls. */
export type PartySound = 'echo' | 'music' | 'tone' | 'announcement' | 'voicemail' | 'silence';

export interface PartyPlan {
  readonly sound: PartySound;
  /** `early` sends sound before it answers; `forks` rings in two places, of which one answers; `never` rings until the caller gives up. */
  readonly answers: 'at-once' | 'after-ringing' | 'early' | 'early-only' | 'forks' | 'never';
  /** In place of answering, after ringing once. */
  readonly refusal?: Answer;
  readonly security?: LabMediaOptions['security'];
  readonly ice?: LabMediaOptions['ice'];
  /** What it does once both talk. */
  readonly afterwards?: 'holds' | 'transfers' | 'hangs-up';
}

const BUSY: Answer = { status: 486, reason: 'Busy Here' };
const DECLINED: Answer = {
  status: 603,
  reason: 'Decline',
  headers: [['ms-client-diagnostics', '51004;reason="Action initiated by user";UserAction="Reject"']],
};

/** Somebody ordinary: rings a while, then talks. */
export const ordinary: PartyPlan = { sound: 'music', answers: 'after-ringing' };

/** By the user part of the address, at contoso.com. */
export const partyPlans: Readonly<Record<string, PartyPlan>> = {
  echo: { sound: 'echo', answers: 'at-once' },
  music: { sound: 'music', answers: 'at-once' },
  tone: { sound: 'tone', answers: 'at-once' },
  busy: { sound: 'silence', answers: 'never', refusal: BUSY },
  never: { sound: 'silence', answers: 'never' },
  slow: { sound: 'echo', answers: 'early' },
  declining: { sound: 'silence', answers: 'never', refusal: DECLINED },
  forking: { sound: 'tone', answers: 'forks' },
  voicemail: { sound: 'voicemail', answers: 'at-once' },
  sdesonly: { sound: 'echo', answers: 'at-once', security: 'sdes', ice: 'none' },
  dtlsonly: { sound: 'echo', answers: 'at-once', security: 'dtls' },
  plainonly: { sound: 'echo', answers: 'at-once', security: 'plain', ice: 'none' },
  oldice: { sound: 'echo', answers: 'at-once', security: 'sdes', ice: 'microsoft' },
  reinvites: { sound: 'music', answers: 'at-once', afterwards: 'holds' },
  transfers: { sound: 'music', answers: 'at-once', afterwards: 'transfers' },
};

/** What a tester may make of anybody's telephone. */
export const phoneManners = {
  answers: ordinary,
  'answers-at-once': { sound: 'music', answers: 'at-once' },
  echo: { sound: 'echo', answers: 'after-ringing' },
  ignores: { sound: 'silence', answers: 'never' },
  busy: { sound: 'silence', answers: 'never', refusal: BUSY },
  declines: { sound: 'silence', answers: 'never', refusal: DECLINED },
  'hangs-up': { sound: 'music', answers: 'at-once', afterwards: 'hangs-up' },
} as const satisfies Readonly<Record<string, PartyPlan>>;

export type PhoneManner = keyof typeof phoneManners;
