/** What the server holds of our own publications, and why it refused one. [MS-SIP] 2.2.4, [MS-PRES] 2.2.2.7 */
import { at, attr, child, children, numberOf, textOf } from '../xml/find.ts';
import { readXml, type XmlElement, type XmlProblem } from '../xml/read.ts';
import { availabilityIn, stateType } from './read-categories.ts';

export interface HeldPublication {
  readonly category: string;
  readonly instance: number;
  readonly container: number;
  readonly version: number;
  /** `machinestate`, `userstate`, …, for the category `state`; else ''. */
  readonly stateType: string;
  readonly value?: number;
}

export interface OwnState {
  /** The server's computation of all our states, in container 2. */
  readonly aggregate?: number;
  readonly publications: readonly HeldPublication[];
}

export type OwnStateReading =
  | { readonly ok: true; readonly own: OwnState }
  | { readonly ok: false; readonly problem: XmlProblem | 'not-roaming-data' };

const MOST = 1000;

/** Reads a roaming-self notification or the answer to a publish request. */
export function readOwnState(text: string): OwnStateReading {
  const xml = readXml(text);
  if (!xml.ok) return xml;
  const { root } = xml;
  const categories = root.local === 'categories' ? root : child(root, 'categories');
  if (root.local !== 'roamingData' && root.local !== 'categories') return { ok: false, problem: 'not-roaming-data' };
  const held = children(categories, 'category').slice(0, MOST).flatMap(readHeld);
  const aggregate = held.find((each) => each.stateType === 'aggregatestate' && each.container === 2)?.value;
  const publications = held.filter((each) => each.stateType !== 'aggregatestate');
  return { ok: true, own: { publications, ...(aggregate === undefined ? {} : { aggregate }) } };
}

function readHeld(element: XmlElement): HeldPublication[] {
  const category = attr(element, 'name') ?? '';
  const instance = numberOf(attr(element, 'instance'));
  const container = numberOf(attr(element, 'container'));
  const version = numberOf(attr(element, 'version'));
  if (category === '' || instance === undefined || container === undefined || version === undefined) return [];
  const state = category === 'state' ? child(element, 'state') : undefined;
  const value = availabilityIn(state);
  const type = state ? stateType(state) : '';
  return [{ category, instance, container, version, stateType: type, ...(value === undefined ? {} : { value }) }];
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
