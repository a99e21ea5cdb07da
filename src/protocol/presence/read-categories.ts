/** Presence categories of one person, each instance with what orders it. [MS-PRES] 2.2.2, protocol notes 5.5, 5.6 */
import type { Capabilities, ContactCard, PresenceNote } from '../../shared/model/presence.ts';
import { addressOf } from '../sip/uri.ts';
import { attr, child, children, numberOf } from '../xml/find.ts';
import type { XmlElement } from '../xml/read.ts';
import { type BusySlots, readBusySlots } from './free-busy.ts';
import { readCard } from './read-card.ts';
import { readServices } from './read-services.ts';
import { type ReadState, readState } from './read-state.ts';
import { readUtc } from './read-time.ts';

/** Which instance of a category, and which of two that say different things is the later. */
export interface CategoryPlace {
  /** Absent: all instances of that category. */
  readonly instance?: number;
  readonly version?: number;
  /** Milliseconds since 1970. */
  readonly publishedAt?: number;
}

/** A note with the time it is meant for, where it names one; milliseconds since 1970. */
export interface TimedNote extends PresenceNote {
  readonly from?: number;
  readonly until?: number;
}

/** null: it is taken away. */
type CategoryContent =
  | { readonly name: 'state'; readonly content: ReadState | null }
  | { readonly name: 'note'; readonly content: TimedNote | null }
  | { readonly name: 'contactCard'; readonly content: ContactCard | null }
  | { readonly name: 'services'; readonly content: Capabilities | null }
  | { readonly name: 'calendarData'; readonly content: BusySlots | null };

/** What one category element says. */
export type CategoryUpdate = CategoryPlace & CategoryContent;

/** What one document says about one person; a category it does not name stays as it was. */
export interface PersonUpdate {
  readonly uri: string;
  readonly categories: readonly CategoryUpdate[];
}

const MOST_CATEGORIES = 500;
const LONGEST_NOTE = 500;

/** Reads a `categories` element, categories nobody knows passed over; undefined when it names nobody. */
export function readPerson(categories: XmlElement): PersonUpdate | undefined {
  const owner = attr(categories, 'uri')?.trim() ?? '';
  if (owner === '') return undefined;
  const uri = addressOf(/^(?:sips?|tel):/i.test(owner) ? owner : `sip:${owner}`);
  const elements = children(categories, 'category').slice(0, MOST_CATEGORIES);
  return { uri, categories: elements.flatMap(readCategory) };
}

function readCategory(element: XmlElement): CategoryUpdate[] {
  const content = readContent(element);
  return content ? [Object.assign(content, placeOf(element))] : [];
}

/** Undefined for a category that nobody knows. */
function readContent(element: XmlElement): CategoryContent | undefined {
  const name = attr(element, 'name');
  switch (name) {
    case 'state':
      return { name, content: readState(child(element, name)) ?? null };
    case 'note':
      return { name, content: readNote(child(element, name)) ?? null };
    case 'contactCard': {
      const card = child(element, name);
      return { name, content: card ? readCard(card) : null };
    }
    case 'services': {
      const services = child(element, name);
      return { name, content: services ? readServices(services) : null };
    }
    case 'calendarData': {
      const data = child(element, name);
      return { name, content: (data && readBusySlots(data)) ?? null };
    }
    default:
      return undefined;
  }
}

function placeOf(element: XmlElement): CategoryPlace {
  const place: { -readonly [K in keyof CategoryPlace]: CategoryPlace[K] } = {};
  const instance = numberOf(attr(element, 'instance'));
  const version = numberOf(attr(element, 'version'));
  const publishedAt = readUtc(attr(element, 'publishTime'));
  if (instance !== undefined) place.instance = instance;
  if (version !== undefined) place.version = version;
  if (publishedAt !== undefined) place.publishedAt = publishedAt;
  return place;
}

/** Reads a `note` element; of several bodies the one for an absence, as in the clients people know. Undefined when it says nothing. */
export function readNote(note: XmlElement | undefined): TimedNote | undefined {
  const bodies = children(note, 'body').filter((body) => body.text.trim() !== '');
  const isOutOfOffice = (body: XmlElement) => attr(body, 'type')?.toLowerCase() === 'oof';
  const body = bodies.find(isOutOfOffice) ?? bodies[0];
  if (!body) return undefined;
  const from = readUtc(attr(body, 'startTime'));
  const until = readUtc(attr(body, 'endTime'));
  return {
    text: body.text.trim().slice(0, LONGEST_NOTE),
    kind: isOutOfOffice(body) ? 'out-of-office' : 'personal',
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
  };
}
