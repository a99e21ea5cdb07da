/** `sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ`. [MS-CONFBAS] 2.2.1 */

import { readUri } from '../../protocol/sip/uri.ts';
import { bare } from '../sip/incoming.ts';
import type { MeetingPartName } from '../topologies/meeting-words.ts';

export interface FocusAddress {
  /** `user@domain`, lower case. */
  readonly organizer: string;
  readonly id: string;
}

/** A meeting and which part of it is meant. */
export interface MeetingAddress extends FocusAddress {
  readonly part: 'focus' | MeetingPartName;
}

const parts: readonly MeetingAddress['part'][] = ['focus', 'chat', 'meeting', 'audio-video', 'applicationsharing'];

/** The meeting a URI names, by its focus or by one of its MCUs; undefined when it names none. */
export function readMeetingUri(uri: string): MeetingAddress | undefined {
  const match = /^app:conf:([a-z-]{1,32}):id:([A-Za-z0-9]{1,64})$/.exec(opaqueOf(uri) ?? '');
  const part = parts.find((each) => each === match?.[1]);
  return part === undefined || match?.[2] === undefined ? undefined : { organizer: bare(uri), id: match[2], part };
}

/** The meeting a focus URI names, or undefined. */
export function readFocusUri(uri: string): FocusAddress | undefined {
  const read = readMeetingUri(uri);
  return read?.part === 'focus' ? read : undefined;
}

/** Whose focus factory a URI names, `user@domain`; undefined when it names none. */
export function readFactoryUri(uri: string): string | undefined {
  return opaqueOf(uri) === 'app:conf:focusfactory' ? bare(uri) : undefined;
}

/** Whether a URI asks a conference factory or an MCU instead of a focus. */
export function isConferencingUri(uri: string): boolean {
  return opaqueOf(uri)?.startsWith('app:conf:') ?? false;
}

function opaqueOf(uri: string): string | undefined {
  const read = readUri(uri);
  return read?.kind === 'sip' && read.user !== undefined ? read.params.get('opaque') : undefined;
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

/** The URI of one meeting's MCU, as the focus URI of the meeting with another part. */
export function mcuUriOf(focusUri: string, purpose: MeetingPartName): string {
  return focusUri.replace('opaque=app:conf:focus:', `opaque=app:conf:${purpose}:`);
}
