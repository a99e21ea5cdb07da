/** The request that joins a focus. [MS-CONFBAS] 2.2.3 */
import { escapeXml } from '../xml/write-text.ts';
import { writeC3pRequest } from './write-envelope.ts';

export interface AddUserRequest {
  readonly focusUri: string;
  /** Who joins, as in From: `sip:user@domain`. */
  readonly userUri: string;
  /** Shown in the roster; left out when blank. */
  readonly displayName: string;
  /** A number of up to ten digits, new per request; the answer repeats it. */
  readonly requestId: string;
  /** UUID without braces, new per join; names our endpoint in the roster. */
  readonly endpointId: string;
}

/** The body of the INVITE that joins a Focus as an attendee that can wait in the lobby. [MS-CONFBAS] 2.2.3.4 */
export function writeAddUser(request: AddUserRequest): string {
  const focus = escapeXml(request.focusUri);
  const user = escapeXml(request.userUri);
  const name = request.displayName.trim();
  const displayText = name === '' ? '' : `<ci:display-text>${escapeXml(name)}</ci:display-text>`;
  const clientInfo = [
    '<clientInfo xmlns="http://schemas.microsoft.com/rtc/2005/08/confinfoextensions">',
    '<cis:separator xmlns:cis="urn:ietf:params:xml:ns:conference-info-separator"/>',
    '<lobby-capable>true</lobby-capable></clientInfo>',
  ].join('');
  const command = [
    `<addUser><conferenceKeys confEntity="${focus}"/>`,
    `<ci:user xmlns:ci="urn:ietf:params:xml:ns:conference-info" entity="${user}">${displayText}`,
    `<ci:roles><ci:entry>attendee</ci:entry></ci:roles>${clientInfo}`,
    `<ci:endpoint entity="{${escapeXml(request.endpointId)}}" `,
    'xmlns:msci="http://schemas.microsoft.com/rtc/2005/08/confinfoextensions"/>',
    '</ci:user></addUser>',
  ].join('');
  const { focusUri: to, userUri: from, requestId } = request;
  return writeC3pRequest({ to, from, requestId }, command);
}
