/** `sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ`. [MS-CONFBAS] 2.2.1 */
import { readUri } from '../../protocol/sip/uri.ts';
import { bare } from '../sip/incoming.ts';

export interface FocusAddress {
  /** `user@domain`, lower case. */
  readonly organizer: string;
  readonly id: string;
}

/** The meeting a URI names, or undefined when it names none. */
export function readFocusUri(uri: string): FocusAddress | undefined {
  const read = readUri(uri);
  if (read?.kind !== 'sip' || read.user === undefined) return undefined;
  const match = /^app:conf:focus:id:([A-Za-z0-9]{1,64})$/.exec(read.params.get('opaque') ?? '');
  return match?.[1] === undefined ? undefined : { organizer: bare(uri), id: match[1] };
}

/** Whether a URI asks a conference factory or an MCU instead of a focus. */
export function isConferencingUri(uri: string): boolean {
  const read = readUri(uri);
  return read?.kind === 'sip' && (read.params.get('opaque') ?? '').startsWith('app:conf:');
}

/** The focus URI of a meeting. */
export function focusUriOf(organizer: string, id: string): string {
  return `sip:${organizer};gruu;opaque=app:conf:focus:id:${id}`;
}

/** Whether two URIs name the same meeting, however their parameters are ordered. */
export function isSameFocus(a: string, b: string): boolean {
  const one = readFocusUri(a);
  const other = readFocusUri(b);
  return one !== undefined && one.organizer === other?.organizer && one.id === other.id;
}
