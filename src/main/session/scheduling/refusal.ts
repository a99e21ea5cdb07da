/** What the focus factory's refusals are called: few codes, and one word of ours per sentence. [MS-CONFPRO] 2.2.3 */
import type { Failure } from '../../../shared/model/failure.ts';

/** `data.reason` of SCHEDULING_REFUSED. */
type Reason =
  | 'forbidden'
  | 'exists'
  | 'too-many'
  | 'too-many-people'
  | 'time'
  | 'access'
  | 'presenters'
  | 'phones'
  | 'content'
  | 'standing'
  | 'too-large'
  | 'busy'
  | 'malformed'
  | 'other';

/**
 * The server's words without case and anything but letters. Only `otherFailure` is certain; the others are named after the constants of
 * Microsoft's own libraries, so each form a server might write is listed.
 */
const WORDS: Readonly<Record<string, Reason>> = {
  forbidden: 'forbidden',
  unauthorized: 'forbidden',
  notauthorized: 'forbidden',
  conferenceexists: 'exists',
  conferencealreadyexists: 'exists',
  maxconferencesexceeded: 'too-many',
  maximumconferencesexceeded: 'too-many',
  maximummeetingsizeexceeded: 'too-many-people',
  maxmeetingsizeexceeded: 'too-many-people',
  invalidexpirytime: 'time',
  invalidadmissionpolicy: 'access',
  anonymoususersnotallowed: 'access',
  anonymousnotallowed: 'access',
  invalidautomaticpromotevalue: 'presenters',
  pstnlobbybypassnotallowed: 'phones',
  mcutypenotavailable: 'content',
  unknownmcutype: 'content',
  invalidstaticmeetingrequest: 'standing',
  staticflagdoesnotmatch: 'standing',
  maximumstaticmeetingsexceeded: 'standing',
  requesttoolarge: 'too-large',
  notificationdatatoolarge: 'too-large',
  entitysettingstoolarge: 'too-large',
  organizerroamingdatatoolarge: 'too-large',
  serverbusy: 'busy',
  timeout: 'busy',
  requestmalformed: 'malformed',
  invaliduserentity: 'malformed',
  invalidconferenceid: 'malformed',
};

const GONE: ReadonlySet<string> = new Set(['conferencedoesnotexist', 'conferencedoesntexist', 'conferencenotfound']);

/** Code and data for a refusal: the server's word where it gave one, else the status of the SIP answer. */
export function refusedBy(word: string | undefined, status: number): Pick<Failure, 'code' | 'data' | 'detail'> {
  const key = word?.toLowerCase().replace(/[^a-z]/g, '') ?? '';
  const detail = word === undefined ? {} : { detail: word };
  if (GONE.has(key)) return { code: 'OWN_MEETING_GONE', ...detail };
  const known = Object.hasOwn(WORDS, key) ? WORDS[key] : undefined;
  if (known) return { code: 'SCHEDULING_REFUSED', data: { reason: known }, ...detail };
  if (status === 403) return { code: 'SCHEDULING_REFUSED', data: { reason: 'forbidden' }, ...detail };
  // No such address, no such method, or nobody behind it: this company sets no meetings up.
  const isAbsent = [404, 405, 408, 410, 480, 489, 501].includes(status) || status >= 502;
  if (isAbsent) return { code: 'SCHEDULING_UNAVAILABLE', ...detail };
  return { code: 'SCHEDULING_REFUSED', data: { reason: 'other' }, ...detail };
}

/** Whether the refusal is of this kind. */
export function isRefusal({ code, data }: Failure, reason: Reason): boolean {
  return code === 'SCHEDULING_REFUSED' && data?.reason === reason;
}
