/** Presence categories: state, note, contact card of one person. [MS-PRES] 2.2.2, protocol notes 5.5, 5.6 */
import { addressOf } from '../sip/uri.ts';
import { attr, child, children, numberOf, textOf } from '../xml/find.ts';
import type { XmlElement } from '../xml/read.ts';

/** What one document says about one person; an absent field says nothing, null says that it is gone. */
export interface PersonUpdate {
  readonly uri: string;
  readonly value?: number | null;
  /** Token such as `in-a-meeting`, or the person's own words. */
  readonly activity?: string | null;
  readonly note?: string | null;
  readonly displayName?: string;
  readonly title?: string;
}

const MOST_CATEGORIES = 500;
const LARGEST_VALUE = 20_000;
const LONGEST_TEXT = 500;

/** Reads a `categories` element; undefined when it names nobody. */
export function readPerson(categories: XmlElement): PersonUpdate | undefined {
  const owner = attr(categories, 'uri')?.trim() ?? '';
  if (owner === '') return undefined;
  const named = (name: string) =>
    children(categories, 'category')
      .slice(0, MOST_CATEGORIES)
      .filter((category) => attr(category, 'name') === name);
  const uri = addressOf(/^(?:sips?|tel):/i.test(owner) ? owner : `sip:${owner}`);
  return { uri, ...readState(named('state')), ...readNote(named('note')), ...readCard(named('contactCard')) };
}

/** The server's aggregate where there is one; a category without content takes the state away. */
function readState(categories: readonly XmlElement[]): Pick<PersonUpdate, 'value' | 'activity'> {
  if (categories.length === 0) return {};
  const states = categories.flatMap((category) => child(category, 'state') ?? []);
  const state = states.find((each) => stateType(each) === 'aggregatestate') ?? states[0];
  const value = availabilityIn(state);
  if (value === undefined) return { value: null, activity: null };
  const activity = child(state, 'activity');
  const words = attr(activity, 'token') ?? textOf(activity, 'custom');
  return { value, activity: words?.trim().slice(0, LONGEST_TEXT) || null };
}

/** `xsi:type`, with or without a prefix of its own, lower case. */
export function stateType(state: XmlElement): string {
  return (attr(state, 'type') ?? '').split(':').at(-1)?.toLowerCase() ?? '';
}

/** 0 to 20,000; undefined for anything else. */
export function availabilityIn(state: XmlElement | undefined): number | undefined {
  const value = numberOf(textOf(state, 'availability'));
  return value !== undefined && value <= LARGEST_VALUE ? value : undefined;
}

/** An out-of-office note beats a personal one, as in the clients people know. */
function readNote(categories: readonly XmlElement[]): Pick<PersonUpdate, 'note'> {
  if (categories.length === 0) return {};
  const bodies = categories.flatMap((category) => children(child(category, 'note'), 'body'));
  const isOutOfOffice = (body: XmlElement) => attr(body, 'type')?.toLowerCase() === 'oof';
  const body = bodies.find((each) => isOutOfOffice(each) && each.text.trim() !== '') ?? bodies[0];
  return { note: body?.text.trim().slice(0, LONGEST_TEXT) || null };
}

function readCard(categories: readonly XmlElement[]): Pick<PersonUpdate, 'displayName' | 'title'> {
  const cards = categories.flatMap((category) => child(category, 'contactCard') ?? []);
  const first = (...path: string[]) => cards.flatMap((card) => textOf(card, ...path) ?? [])[0]?.slice(0, LONGEST_TEXT);
  const displayName = first('identity', 'name', 'displayName');
  const title = first('title');
  return { ...(displayName ? { displayName } : {}), ...(title ? { title } : {}) };
}
