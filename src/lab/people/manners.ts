/** How simulated people take instant messages while they are signed in nowhere. */
import type { Answer } from '../sip/template.ts';

export const manners = [
  /** Takes the conversation and says back what is said. */
  'echo',
  /** The same, but types for three seconds first. */
  'slow',
  /** Is asked and says no. */
  'declines',
  /** Is signed in nowhere; the server says why it cannot go on. */
  'absent',
  'busy',
  'do-not-disturb',
  /** Rings until the caller gives up. */
  'rings',
  /** Takes the conversation and never answers a message. */
  'silent',
  /** The company's filter lets no message through. */
  'blocked',
  /** An old program: shows plain text alone. */
  'plain',
  /** Loses the session once, after it has begun, and echoes from then on. */
  'forgetful',
  /** Loses every session as soon as somebody writes. */
  'amnesiac',
] as const;

export type Manner = (typeof manners)[number];

const absent: Answer = {
  status: 480,
  reason: 'Temporarily Unavailable',
  headers: [
    [
      'ms-diagnostics',
      '13001;reason="The routing rules did not result in a suitable final response and no further routing is enabled"',
    ],
  ],
};

/** What the manner answers to an invitation instead of taking it; undefined when it takes it. */
export function refusalOf(manner: Manner): Answer | undefined {
  switch (manner) {
    case 'declines':
      return {
        status: 603,
        reason: 'Decline',
        headers: [['ms-client-diagnostics', '51004;reason="Action initiated by user";UserAction="Reject"']],
      };
    case 'absent':
      return absent;
    case 'busy':
      return { status: 486, reason: 'Busy Here' };
    case 'do-not-disturb':
      return {
        status: 480,
        reason: 'Temporarily Unavailable',
        headers: [['Warning', '391 lcs.microsoft.com "Do not disturb"']],
      };
    default:
      return undefined;
  }
}

/** What the manner answers to a message; undefined for no answer at all. */
export function answerToMessage(manner: Manner, contentType: string): Answer | undefined {
  if (manner === 'silent') return undefined;
  if (manner === 'blocked') {
    const warning = '309 lcs.microsoft.com "Message contents not allowed by policy"';
    return { status: 606, reason: 'Not Acceptable', headers: [['Warning', warning]] };
  }
  if (manner === 'plain' && contentType !== 'text/plain') return { status: 415, reason: 'Unsupported Media Type' };
  return { status: 200, reason: 'OK' };
}
