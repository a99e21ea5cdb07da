/** An INVITE that asks somebody to come to a meeting: application/ms-conf-invite+xml. [MS-CONFBAS]; protocol notes 11.2 */
import { type FocusUri, readFocusUri } from '../links/focus-uri.ts';
import { oneLine } from '../text/one-line.ts';
import { textOf } from '../xml/find.ts';
import { readXml } from '../xml/read.ts';

/** The type of such a body, lower case. */
export const conferenceInviteType = 'application/ms-conf-invite+xml';

export interface ConferenceInvite {
  readonly focus: FocusUri;
  readonly subject?: string;
}

const LONGEST = 64 * 1024;
const LONGEST_URI = 1024;
const LONGEST_SUBJECT = 256;

/** Undefined for any other document, and for one that names no meeting. Never throws. */
export function readConferenceInvite(text: string): ConferenceInvite | undefined {
  const reading = text.length > LONGEST ? undefined : readXml(text);
  if (!reading?.ok || reading.root.local.toLowerCase() !== 'conferencing') return undefined;
  const uri = textOf(reading.root, 'focus-uri') ?? '';
  const focus = uri.length > LONGEST_URI ? undefined : readFocusUri(uri);
  const subject = oneLine(textOf(reading.root, 'subject') ?? '', LONGEST_SUBJECT);
  return focus && { focus, ...(subject ? { subject } : {}) };
}
