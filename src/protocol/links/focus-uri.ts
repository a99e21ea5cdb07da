/** The address of a meeting: `sip:user@domain;gruu;opaque=app:conf:focus:id:ID`. [MS-CONFBAS] 2.2.1 */
import { readDomain } from '../discovery/address.ts';
import { readUri } from '../sip/uri.ts';

export interface FocusUri {
  /** Written anew from its parts: scheme, organiser and domain in lower case, the id as given. */
  readonly focusUri: string;
  /** `user@domain` */
  readonly organizer: string;
  readonly organizerDomain: string;
  readonly conferenceId: string;
}

const USER = /^[\w\-.!~*'()&=+$]{1,128}$/;
/** Servers write 8 to 32 letters and digits; some clients generate GUIDs. */
const ID = /^[A-Za-z0-9-]{4,64}$/;
const OPAQUE = /^app:conf:focus:id:(.*)$/i;

/** Reads a SIP URI of the Focus form, parameters in any order and case; undefined for every other text. */
export function readFocusUri(text: string): FocusUri | undefined {
  const uri = readUri(text);
  if (uri?.kind !== 'sip' || uri.password !== undefined || uri.port !== undefined) return undefined;
  const id = OPAQUE.exec(uri.params.get('opaque') ?? '')?.[1];
  if (id === undefined || !uri.params.has('gruu')) return undefined;
  return composeFocusUri(`${uri.user ?? ''}@${uri.host}`, id);
}

/** The Focus of an organiser's meeting by its id; undefined when the organiser is no address or the id none. */
export function composeFocusUri(organizer: string, conferenceId: string): FocusUri | undefined {
  const at = organizer.lastIndexOf('@');
  const user = organizer.slice(0, at).toLowerCase();
  const organizerDomain = readDomain(organizer.slice(at + 1), (domain) => domain);
  if (at < 0 || organizerDomain === undefined || !USER.test(user) || !ID.test(conferenceId)) return undefined;
  const address = `${user}@${organizerDomain}`;
  const focusUri = `sip:${address};gruu;opaque=app:conf:focus:id:${conferenceId}`;
  return { focusUri, organizer: address, organizerDomain, conferenceId };
}
