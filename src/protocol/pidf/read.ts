/** `application/pidf+xml`: presence as standard servers tell it. RFC 3863, RFC 4479, the activities and idle times of RFC 4480 */
import type { Activity, Availability } from '../../shared/model/presence.ts';
import { readUtc } from '../presence/read-time.ts';
import { child, children, textOf } from '../xml/find.ts';
import { readXml, type XmlElement, type XmlProblem } from '../xml/read.ts';
import { type Engagement, engagementOf, spokenEngagement } from './activities.ts';

export const pidfType = 'application/pidf+xml';

export interface PidfPresence {
  readonly availability: Exclude<Availability, 'unknown'>;
  readonly activity?: Activity;
  /** In their own words. */
  readonly activityText?: string;
  readonly note?: string;
  /** Where they are, as they say it. RFC 4480 3.10 */
  readonly location?: string;
  /** Since when, milliseconds since 1970. */
  readonly since?: number;
  readonly displayName?: string;
}

export type PidfReading =
  | { readonly ok: true; readonly presence: PidfPresence }
  | { readonly ok: false; readonly problem: XmlProblem | 'not-pidf' };

const longest = 128 * 1024;
/** More devices than anybody publishes from. */
const mostParts = 64;
const longestNote = 500;
const longestWords = 100;
/** The stronger beats the weaker: whoever is engaged anywhere is. */
const strength: readonly Availability[] = ['do-not-disturb', 'busy', 'be-right-back', 'away'];

/**
 * Reads one document of at most 128 KB. Somebody is reachable when one of the tuples is open; a document without tuples says that nobody is. Of what
 * several devices say the strongest counts, and idle is only who is so everywhere.
 */
export function readPidf(text: string): PidfReading {
  if (text.length > longest) return { ok: false, problem: 'too-large' };
  const reading = readXml(text);
  if (!reading.ok) return reading;
  const { root } = reading;
  if (root.local !== 'presence') return { ok: false, problem: 'not-pidf' };
  const tuples = children(root, 'tuple').slice(0, mostParts);
  const open = tuples.filter((tuple) => textOf(tuple, 'status', 'basic')?.toLowerCase() !== 'closed');
  const persons = children(root, 'person').slice(0, mostParts);
  // Before RFC 4479 what a person does stood in the tuple or in its status.
  const places = [...persons, ...open.flatMap((tuple) => [tuple, child(tuple, 'status') ?? tuple])];
  return { ok: true, presence: { ...stateOf(open, places), ...wordsOf(root, [...persons, ...tuples]) } };
}

type State = Pick<PidfPresence, 'availability' | 'activity' | 'activityText'>;

function stateOf(open: readonly XmlElement[], places: readonly XmlElement[]): State {
  if (open.length === 0) return { availability: 'offline' };
  const said = places.flatMap((place) => children(place, 'activities')).flatMap((each) => each.children);
  const engaged = said.slice(0, mostParts).flatMap(engagementIn);
  const strongest = engaged.reduce<Engagement | undefined>((best, each) => stronger(best, each), undefined);
  const text = said.map(ownTextOf).find((words) => words !== undefined);
  const words = text === undefined ? {} : { activityText: text };
  if (!strongest) return { availability: isIdle(places) ? 'available-idle' : 'available', ...words };
  const isIdleToo = strongest.availability === 'busy' && isIdle(places);
  return { ...strongest, ...(isIdleToo ? { availability: 'busy-idle' } : {}), ...words };
}

function engagementIn(element: XmlElement): readonly Engagement[] {
  const meant = element.local === 'other' ? spokenEngagement(element.text) : engagementOf(element.local);
  return meant ? [meant] : [];
}

/** At the same strength the one that says what is done. */
function stronger(best: Engagement | undefined, each: Engagement): Engagement {
  if (!best) return each;
  const by = strength.indexOf(best.availability) - strength.indexOf(each.availability);
  return by > 0 || (by === 0 && !best.activity) ? each : best;
}

function ownTextOf(element: XmlElement): string | undefined {
  if (element.local !== 'other') return undefined;
  const text = textOf(element)?.slice(0, longestWords);
  return text === undefined || spokenEngagement(text) ? undefined : text;
}

function isIdle(places: readonly XmlElement[]): boolean {
  const inputs = places.flatMap((place) => children(place, 'user-input'));
  return inputs.length > 0 && inputs.every((input) => textOf(input)?.toLowerCase() === 'idle');
}

/** The note of the person beats that of a device, and that the one of the document. */
function wordsOf(root: XmlElement, parts: readonly XmlElement[]): Partial<PidfPresence> {
  const places = [...parts, root];
  const note = places.map((place) => textOf(place, 'note')).find((text) => text !== undefined);
  const times = parts.flatMap((part) => readUtc(textOf(part, 'timestamp')) ?? []);
  const location = parts.map((part) => textOf(part, 'place-type', 'other')).find((text) => text !== undefined);
  // RFC 4482
  const displayName = places.map((place) => textOf(place, 'display-name')).find((text) => text !== undefined);
  return {
    ...(note === undefined ? {} : { note: note.slice(0, longestNote) }),
    ...(location === undefined ? {} : { location: location.slice(0, longestWords) }),
    ...(times.length === 0 ? {} : { since: Math.max(...times) }),
    ...(displayName === undefined ? {} : { displayName: displayName.slice(0, longestWords) }),
  };
}
