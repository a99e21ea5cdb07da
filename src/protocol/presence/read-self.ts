/** What the server holds of our own publications, and why it refused one. [MS-SIP] 2.2.4, [MS-PRES] 2.2.2.7 */
import type { ContactCard, PresenceNote } from '../../shared/model/presence.ts';
import { at, attr, child, children, numberOf, textOf } from '../xml/find.ts';
import { readXml, type XmlElement, type XmlProblem } from '../xml/read.ts';
import { readCard } from './read-card.ts';
import { readNote } from './read-categories.ts';
import { type ReadState, readState, stateType } from './read-state.ts';
import { readUtc } from './read-time.ts';

export interface HeldPublication {
  readonly category: string;
  readonly instance: number;
  readonly container: number;
  readonly version: number;
  /** Wall clock, milliseconds since 1970. */
  readonly publishedAt?: number;
  /** `machinestate`, `userstate`, …, for the category `state`; else ''. */
  readonly stateType: string;
  readonly state?: ReadState;
  /** Of the categories `note` and `noteHistory`. */
  readonly note?: PresenceNote;
  /** When the note goes by itself, milliseconds since 1970. */
  readonly noteUntil?: number;
  readonly card?: ContactCard;
  /** Nothing stands there (any more). */
  readonly isEmpty: boolean;
}

export interface OwnState {
  /** The server's computation of all our states, in container 2. */
  readonly aggregate?: ReadState;
  /** Without the aggregates. */
  readonly publications: readonly HeldPublication[];
}

export type OwnStateReading =
  | { readonly ok: true; readonly own: OwnState }
  | { readonly ok: false; readonly problem: XmlProblem | 'not-roaming-data' };

const MOST = 1000;
const AGGREGATES: ReadonlySet<string> = new Set(['aggregatestate', 'aggregatemachinestate']);

/** Reads a roaming-self notification or the answer to a publish request. */
export function readOwnState(text: string): OwnStateReading {
  const xml = readXml(text);
  if (!xml.ok) return xml;
  const { root } = xml;
  const categories = root.local === 'categories' ? root : child(root, 'categories');
  if (root.local !== 'roamingData' && root.local !== 'categories') return { ok: false, problem: 'not-roaming-data' };
  const held = children(categories, 'category').slice(0, MOST).flatMap(readHeld);
  const aggregate = held.find((each) => each.stateType === 'aggregatestate' && each.container === 2)?.state;
  const publications = held.filter((each) => !AGGREGATES.has(each.stateType));
  return { ok: true, own: { publications, ...(aggregate ? { aggregate } : {}) } };
}

function readHeld(element: XmlElement): HeldPublication[] {
  const category = attr(element, 'name') ?? '';
  const instance = numberOf(attr(element, 'instance'));
  const container = numberOf(attr(element, 'container'));
  const version = numberOf(attr(element, 'version'));
  if (category === '' || instance === undefined || container === undefined || version === undefined) return [];
  const publishedAt = readUtc(attr(element, 'publishTime'));
  const place = { category, instance, container, version, ...(publishedAt === undefined ? {} : { publishedAt }) };
  return [{ ...place, stateType: '', isEmpty: element.children.length === 0, ...contentOf(category, element) }];
}

type Content = Partial<Pick<HeldPublication, 'stateType' | 'state' | 'note' | 'noteUntil' | 'card'>>;

function contentOf(category: string, element: XmlElement): Content {
  if (category === 'state') {
    const stateElement = child(element, 'state');
    const state = readState(stateElement);
    return { stateType: stateElement ? stateType(stateElement) : '', ...(state ? { state } : {}) };
  }
  if (category === 'note' || category === 'noteHistory') {
    const read = readNote(child(element, 'note'));
    if (!read) return {};
    const { from: _, until: noteUntil, ...note } = read;
    return { note, ...(noteUntil === undefined ? {} : { noteUntil }) };
  }
  const card = category === 'contactCard' ? child(element, 'contactCard') : undefined;
  return card ? { card: readCard(card) } : {};
}

export interface PublishFault {
  /** Such as `Client.BadCall.WrongDelta`. */
  readonly code: string;
  /** Which publications of the request were outdated, counted from 1, and what the server has. */
  readonly conflicts: readonly { readonly index: number; readonly currentVersion: number }[];
}

/** Reads application/msrtc-fault+xml; undefined when it is none. */
export function readPublishFault(text: string): PublishFault | undefined {
  const xml = readXml(text);
  if (!xml.ok) return undefined;
  const fault = xml.root.local.toLowerCase() === 'fault' ? xml.root : at(xml.root, 'Body', 'Fault');
  const code = textOf(fault, 'Faultcode') ?? textOf(fault, 'faultcode');
  if (!fault || code === undefined) return undefined;
  const operations = children(child(fault, 'details') ?? child(fault, 'detail'), 'operation').slice(0, MOST);
  return {
    code: code.slice(0, 200),
    conflicts: operations.flatMap((operation) => {
      const index = numberOf(attr(operation, 'index'));
      const currentVersion = numberOf(attr(operation, 'curVersion'));
      return index === undefined || currentVersion === undefined ? [] : [{ index, currentVersion }];
    }),
  };
}
