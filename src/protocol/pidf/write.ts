/** What we tell a standard server of ourselves. RFC 3863, RFC 4479, RFC 4480 */
import type { Activity, Availability } from '../../shared/model/presence.ts';
import { escapeXml } from '../xml/write-text.ts';
import { ownWords } from './activities.ts';

export interface OwnPidf {
  /** `sip:user@domain`. */
  readonly entity: string;
  /** Letters and digits; the same for all that this endpoint publishes, and no other's. */
  readonly id: string;
  readonly availability: Availability;
  readonly activity?: Activity;
  /** Empty where there is none. */
  readonly note: string;
  /** Where this person is, in words; empty where nothing is said. */
  readonly location: string;
  /** Since when it is so, milliseconds since 1970. */
  readonly since: number;
}

const ofActivity: Partial<Readonly<Record<Activity, string>>> = {
  'in-a-call': 'on-the-phone',
  'in-a-conference': 'on-the-phone',
  'in-a-meeting': 'meeting',
  presenting: 'presentation',
  'out-of-office': 'vacation',
};

const ofWords: Partial<Readonly<Record<Activity, string>>> = { 'off-work': ownWords['off-work'] };

const ofAvailability: Partial<Readonly<Record<Availability, readonly string[]>>> = {
  busy: ['<r:busy/>'],
  'busy-idle': ['<r:busy/>'],
  'do-not-disturb': ['<r:busy/>', `<r:other>${ownWords['do-not-disturb']}</r:other>`],
  'be-right-back': ['<r:away/>', `<r:other>${ownWords['be-right-back']}</r:other>`],
  away: ['<r:away/>'],
};

/** The document of a PUBLISH: one tuple for this endpoint, one person who does what we do. */
export function writePidf({ entity, id, availability, activity, note, location, since }: OwnPidf): string {
  const basic = availability === 'offline' ? 'closed' : 'open';
  const time = new Date(since).toISOString();
  const doing = activity && ofActivity[activity];
  const spoken = activity && ofWords[activity];
  const activities = [
    ...(doing ? [`<r:${doing}/>`] : []),
    ...(ofAvailability[availability] ?? []),
    ...(spoken ? [`<r:other>${spoken}</r:other>`] : []),
  ].join('');
  const isIdle = availability === 'available-idle' || availability === 'busy-idle';
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<presence xmlns="urn:ietf:params:xml:ns:pidf" xmlns:d="urn:ietf:params:xml:ns:pidf:data-model"',
    ` xmlns:r="urn:ietf:params:xml:ns:pidf:rpid" entity="${escapeXml(entity)}">`,
    `<tuple id="t${id}"><status><basic>${basic}</basic></status><timestamp>${time}</timestamp></tuple>`,
    `<d:person id="p${id}">`,
    activities === '' ? '' : `<r:activities>${activities}</r:activities>`,
    location === '' ? '' : `<r:place-type><r:other>${escapeXml(location)}</r:other></r:place-type>`,
    isIdle ? '<r:user-input>idle</r:user-input>' : '',
    note === '' ? '' : `<d:note>${escapeXml(note)}</d:note>`,
    `<d:timestamp>${time}</d:timestamp></d:person></presence>`,
  ].join('');
}
