/** What asks somebody to come to a meeting. Protocol notes 11.2 */
import { escapeXml } from '../xml/write-text.ts';

/** An invitation to a meeting where people write to each other. */
export function writeConferenceInvite({ focusUri, subject = '' }: { focusUri: string; subject?: string }): string {
  return (
    '<Conferencing version="2.0">' +
    `<focus-uri>${escapeXml(focusUri)}</focus-uri>` +
    `<subject>${escapeXml(subject)}</subject>` +
    '<im available="true"><first-im/></im>' +
    '</Conferencing>'
  );
}
