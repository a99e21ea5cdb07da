/** What a focus's word for a failure comes down to. The set is open and its spelling differs between documents. [MS-CONFBAS] 6.3.2 */

export type C3pReasonKind =
  /** One has not the role, or the meeting's rules forbid it. */
  | 'not-allowed'
  /** Whom the command names is not there (any more). */
  | 'person-gone'
  /** They were called and did not come. */
  | 'unanswered'
  | 'conference-gone'
  | 'full'
  | 'locked'
  /** Somebody else was quicker: it is so already. */
  | 'already-so'
  /** The server or a part of the meeting cannot now, or took too long. */
  | 'busy'
  | 'not-supported'
  | 'other';

const KINDS: readonly (readonly [RegExp, C3pReasonKind])[] = [
  [/^(?:unauthorized|forbidden|notauthorized|accessdenied)$/, 'not-allowed'],
  [/^(?:user|endpoint|media)(?:notexist|unknown|removed)$/, 'person-gone'],
  [/^user(?:declined|busy|notanswered|denied)$/, 'unanswered'],
  [/^conferencenotexist$/, 'conference-gone'],
  [/^(?:maximummeetingsizeexceeded|conferencefull)$/, 'full'],
  [/^(?:conference)?locked$/, 'locked'],
  [/^(?:already[a-z]*|userexists)$/, 'already-so'],
  [/^(?:serverbusy|timeout|requestcancelled)$/, 'busy'],
  [/^(?:notsupported|mcutypenotavailable|unknownmcutype|medianotsupported)$/, 'not-supported'],
];

/** The kind of a reason, in whatever case and with "doesn't", "doesnt" or "does not". */
export function kindOfReason(reason: string): C3pReasonKind {
  const word = reason
    .toLowerCase()
    .replace(/[^a-z]/g, '')
    .replace(/does(?:not|nt)/, 'not');
  return KINDS.find(([pattern]) => pattern.test(word))?.[1] ?? 'other';
}
