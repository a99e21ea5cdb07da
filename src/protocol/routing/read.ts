/** The rules by which a server sends calls on, as a person's clients publish them. [MS-SIPRE] 2.2.9, 3.9; protocol notes 9.7 */
import { attr, child, children, numberOf } from '../xml/find.ts';
import type { XmlElement } from '../xml/read.ts';

/** Either an address or an application such as `voicemail`. */
export type RoutingTarget =
  | { readonly kind: 'uri'; readonly uri: string }
  | { readonly kind: 'application'; readonly application: string };

/** What a document says, known or not; names are kept as they are written. */
export interface Routing {
  readonly flags: readonly string[];
  /** Seconds by name, such as `total`. */
  readonly waits: ReadonlyMap<string, number>;
  readonly lists: ReadonlyMap<string, readonly RoutingTarget[]>;
  /** The whole of it: a change keeps what it does not name. */
  readonly source: XmlElement;
}

export type RoutingProblem =
  | 'not-routing'
  | 'other-rules'
  | 'no-preamble'
  | 'twice-the-same'
  | 'wait-without-seconds'
  | 'target-without-place'
  | 'too-much';

export type RoutingReading =
  | { readonly ok: true; readonly routing: Routing }
  | { readonly ok: false; readonly problem: RoutingProblem };

/** The flags element that servers go by; others they pass over. [MS-SIPRE] 3.9.5.1.2 */
export const clientFlags = 'clientflags';
/** The rules' name, which tells servers how to follow them. */
export const rulesName = 'rtcdefault';

const MOST_CHILDREN = 100;
const MOST_TARGETS = 200;
const MOST_FLAGS = 100;
const LONGEST = 1000;

/**
 * Reads the element of the category `routing`. What servers would not follow is refused ([MS-SIPRE] 3.9: the same name twice), and
 * so is what no person writes; unknown flags, waits, lists, elements and attributes are fine.
 */
export function readRouting(element: XmlElement): RoutingReading {
  if (element.local !== 'routing') return refused('not-routing');
  if ((attr(element, 'name') ?? rulesName).toLowerCase() !== rulesName) return refused('other-rules');
  const preamble = child(element, 'preamble');
  if (!preamble) return refused('no-preamble');
  if (preamble.children.length > MOST_CHILDREN) return refused('too-much');
  if (hasDoubles(preamble)) return refused('twice-the-same');
  const flags = readFlags(preamble);
  const waits = readWaits(preamble);
  const lists = readLists(preamble);
  if (typeof flags === 'string') return refused(flags);
  if (typeof waits === 'string') return refused(waits);
  if (typeof lists === 'string') return refused(lists);
  return { ok: true, routing: { flags, waits, lists, source: element } };
}

function refused(problem: RoutingProblem): RoutingReading {
  return { ok: false, problem };
}

function hasDoubles(preamble: XmlElement): boolean {
  const names = preamble.children
    .filter(({ local }) => local === 'flags' || local === 'wait' || local === 'list')
    .map((each) => `${each.local} ${nameOf(each)}`);
  return new Set(names).size < names.length;
}

function readFlags(preamble: XmlElement): readonly string[] | RoutingProblem {
  const value = attr(
    children(preamble, 'flags').find((each) => nameOf(each) === clientFlags),
    'value',
  );
  if ((value?.length ?? 0) > LONGEST) return 'too-much';
  const flags = (value ?? '').split(/\s+/).filter((flag) => flag !== '');
  return flags.length > MOST_FLAGS ? 'too-much' : flags;
}

function readWaits(preamble: XmlElement): ReadonlyMap<string, number> | RoutingProblem {
  const waits = new Map<string, number>();
  for (const element of children(preamble, 'wait')) {
    const seconds = numberOf(attr(element, 'seconds'));
    if (seconds === undefined) return 'wait-without-seconds';
    waits.set(nameOf(element), seconds);
  }
  return waits;
}

function readLists(preamble: XmlElement): ReadonlyMap<string, readonly RoutingTarget[]> | RoutingProblem {
  const lists = new Map<string, readonly RoutingTarget[]>();
  for (const element of children(preamble, 'list')) {
    const targets = children(element, 'target').map(readTarget);
    if (targets.length > MOST_TARGETS || targets.includes('too-much')) return 'too-much';
    if (targets.includes('target-without-place')) return 'target-without-place';
    lists.set(
      nameOf(element),
      targets.filter((target) => typeof target !== 'string'),
    );
  }
  return lists;
}

function readTarget(element: XmlElement): RoutingTarget | 'target-without-place' | 'too-much' {
  const uri = attr(element, 'uri')?.trim() ?? '';
  const application = attr(element, 'application')?.trim() ?? '';
  if (uri.length > LONGEST || application.length > LONGEST) return 'too-much';
  if (uri !== '') return { kind: 'uri', uri };
  return application === '' ? 'target-without-place' : { kind: 'application', application };
}

/** By which servers tell them apart. */
export function nameOf(element: XmlElement): string {
  return (attr(element, 'name') ?? '').trim();
}

export interface HeldRouting {
  readonly instance: number;
  readonly container: number;
  /** Grows with each publication; 0 where the server does not say. */
  readonly version: number;
  /** Undefined where nothing stands (any more). */
  readonly element: XmlElement | undefined;
}

const MOST_HELD = 200;

/** The routing publications of a roaming-self document's root; others are passed over. */
export function heldRouting(root: XmlElement): readonly HeldRouting[] {
  const categories = root.local === 'categories' ? root : child(root, 'categories');
  return children(categories, 'category')
    .filter((element) => attr(element, 'name') === 'routing')
    .slice(0, MOST_HELD)
    .flatMap((element) => {
      const instance = numberOf(attr(element, 'instance'));
      const container = numberOf(attr(element, 'container'));
      if (instance === undefined || container === undefined) return [];
      const version = numberOf(attr(element, 'version')) ?? 0;
      return [{ instance, container, version, element: element.children[0] }];
    });
}
