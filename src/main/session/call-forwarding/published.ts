/** The routing rules as the server holds them for each group of people, and what they say together. Protocol notes 9.7 */
import { heldRouting, type Routing, type RoutingProblem, readRouting } from '../../../protocol/routing/read.ts';
import { blocksAll, peopleIn, rulesOf } from '../../../protocol/routing/rules.ts';
import { editRouting, emptyRouting, type RoutingEdit, writeRouting } from '../../../protocol/routing/write.ts';
import { readXml, type XmlElement } from '../../../protocol/xml/read.ts';
import { type ForwardingRules, mostForwardPeople } from '../../../shared/model/call-forwarding.ts';

/** What is to stand in one place. */
export interface RoutingWish {
  readonly category: 'routing';
  readonly instance: number;
  readonly container: number;
  readonly lifetime: 'static';
  readonly content: string;
}

/** The document as it will stand once the server has taken the wishes. */
export interface RoutingChange {
  readonly wishes: readonly RoutingWish[];
  readonly after: ReadonlyMap<number, XmlElement>;
  /** By container: what it was made from. */
  readonly from: ReadonlyMap<number, number>;
}

export interface PublishedRules {
  readonly rules: ForwardingRules;
  readonly differs: boolean;
  readonly blocksAll: boolean;
  readonly delegates: readonly string[];
  readonly team: readonly string[];
}

/** Default, external contacts, colleagues, workgroup, friends: whose calls the rules are for. Who is blocked has rules of another kind. */
const CONTAINERS = [0, 100, 200, 300, 400] as const;
/** Colleagues first: what holds for them is shown. */
const SHOWN = [200, 300, 400, 100, 0] as const;
/** Where clients keep the general rules; others, such as who breaks through, stand beside them and are no business of ours. */
const GENERAL = 0;
const MOST_INSTANCES = 20;

export class PublishedRouting {
  /** Of the general rules, by container. */
  readonly #versions = new Map<number, number>();
  /** By container, then instance. */
  readonly #held = new Map<number, Map<number, XmlElement>>();

  /** Takes the text of a roaming-self notification; false when it tells nothing of publications. */
  learn(text: string): boolean {
    const xml = readXml(text);
    if (!xml.ok || (xml.root.local !== 'roamingData' && xml.root.local !== 'categories')) return false;
    const tells = xml.root.local === 'categories' || xml.root.children.some(({ local }) => local === 'categories');
    for (const { container, instance, version, element } of heldRouting(xml.root)) {
      this.#put(container, instance, element);
      if (instance === GENERAL) this.#versions.set(container, element ? version : 0);
    }
    return tells;
  }

  /** What stands after a change was accepted. */
  accept({ after, from }: RoutingChange): void {
    for (const [container, element] of after) {
      this.#put(container, GENERAL, element);
      this.#versions.set(container, (from.get(container) ?? 0) + 1);
    }
  }

  /** Whether the server has told of anything that the change was not made from; what was ours and comes late is no such thing. */
  isNewerThan({ from }: RoutingChange): boolean {
    return [...from].some(([container, version]) => {
      const now = this.#versions.get(container) ?? 0;
      return now > version || (now === 0 && version > 0);
    });
  }

  /** What holds; the first problem where one of the documents cannot be read. */
  read(): PublishedRules | RoutingProblem {
    const read: Routing[] = [];
    for (const container of SHOWN) {
      const element = this.#held.get(container)?.get(GENERAL);
      const reading = element && readRouting(element);
      if (reading && !reading.ok) return reading.problem;
      if (reading) read.push(reading.routing);
    }
    const [shown = nothing] = read;
    const beside = this.#beside();
    const people = (list: string) =>
      [...new Set([shown, ...beside].flatMap((each) => peopleIn(each, list, mostForwardPeople)))].slice(
        0,
        mostForwardPeople,
      );
    return {
      rules: rulesOf(shown),
      differs: new Set(read.map((each) => JSON.stringify([rulesOf(each), blocksAll(each)]))).size > 1,
      blocksAll: blocksAll(shown),
      delegates: people('delegates'),
      team: people('team'),
    };
  }

  /** The same change for everybody's calls, each in the document that stands for them; undefined where one cannot be read. */
  change(editOf: (routing: Routing) => RoutingEdit): RoutingChange | undefined {
    const shown = SHOWN.map((container) => this.#held.get(container)?.get(GENERAL)).find((each) => each !== undefined);
    const wishes: RoutingWish[] = [];
    const after = new Map<number, XmlElement>();
    for (const container of CONTAINERS) {
      const reading = readRouting(this.#held.get(container)?.get(GENERAL) ?? shown ?? emptyRouting);
      if (!reading.ok) return undefined;
      const { routing } = reading;
      const edit = editOf(routing);
      const content = writeRouting(routing.source, edit);
      wishes.push({ category: 'routing', instance: GENERAL, container, lifetime: 'static', content });
      after.set(container, editRouting(routing.source, edit));
    }
    const from = new Map(CONTAINERS.map((container) => [container, this.#versions.get(container) ?? 0]));
    return { wishes, after, from };
  }

  /** What stands beside the general rules for colleagues, as far as it can be read. */
  #beside(): readonly Routing[] {
    return SHOWN.flatMap((container) => [...(this.#held.get(container) ?? [])])
      .filter(([instance]) => instance !== GENERAL)
      .flatMap(([, element]) => {
        const reading = readRouting(element);
        return reading.ok ? [reading.routing] : [];
      });
  }

  #put(container: number, instance: number, element: XmlElement | undefined): void {
    const instances = this.#held.get(container) ?? new Map<number, XmlElement>();
    if (!element) instances.delete(instance);
    else if (instances.has(instance) || instances.size < MOST_INSTANCES) instances.set(instance, element);
    if ((CONTAINERS as readonly number[]).includes(container)) this.#held.set(container, instances);
  }
}

const nothing: Routing = { flags: [], waits: new Map(), lists: new Map(), source: emptyRouting };
