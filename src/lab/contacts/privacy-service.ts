/** Who may see how much of whom at one company: asked and changed by SERVICE, told by roaming-self. [MS-PRES] 3.4.5.3 */
import { attr, child, children } from '../../protocol/xml/find.ts';
import type { LabWatcher } from '../api.ts';
import { conflictXml, FAULT_TYPE } from '../presence/publish-request.ts';
import type { Exchange } from '../sip/exchange.ts';
import { bare } from '../sip/incoming.ts';
import { rootOf } from '../sip/xml-read.ts';
import type { Company, LabPerson } from '../topologies/topology.ts';
import { Privacy } from './privacy.ts';
import { readAcknowledged, readMembershipWishes } from './privacy-request.ts';
import { privacyXml, type RoamingPart } from './privacy-xml.ts';

/** What of a roaming-self subscription is told here. */
export interface PrivacyFeed {
  /** All parts the client asked for. */
  full(): string;
  /** Calls back with what changed of them; the returned function ends that. */
  watch(tell: (parts: string) => void): () => void;
}

export class PrivacyService {
  readonly #domain: string;
  readonly #people = new Map<string, Privacy>();

  constructor(company: Company) {
    this.#domain = company.domain;
    for (const { owner, delegates } of company.contactLists) {
      if (delegates) this.#people.set(owner.toLowerCase(), new Privacy(delegates));
    }
  }

  /** One person's, as everybody's is at first. */
  of(owner: string): Privacy {
    const key = owner.toLowerCase();
    const privacy = this.#people.get(key) ?? new Privacy();
    this.#people.set(key, privacy);
    return privacy;
  }

  /** Somebody adds one of the company's people to his contacts, which that person is told. */
  introduceTo(address: string, { address: from, displayName }: LabWatcher): void {
    const isColleague = from.toLowerCase().endsWith(`@${this.#domain}`);
    this.of(address).introduce({ address: from, displayName, network: isColleague ? 'sameEnterprise' : 'federated' });
  }

  /**
   * The same for everybody here whom a subscription names with a `context`: that is how clients ask for the presence of someone
   * just added. [MS-PRES] 2.2.2.1, 2.2.2.6
   */
  introduceFrom({ incoming }: Exchange, person: LabPerson): void {
    const own = introduced(incoming.text).filter((address) => address.endsWith(`@${this.#domain}`));
    for (const address of own) this.introduceTo(address, person);
  }

  /** What the client that subscribes to roaming-self gets beside its publications: the parts its body names. */
  feedFor({ incoming }: Exchange): PrivacyFeed {
    const privacy = this.of(incoming.from.address);
    const asked = askedParts(incoming.text);
    return {
      full: () => privacyXml(privacy.all(), privacy.delegatesVersion, asked),
      watch: (tell) =>
        privacy.onNews((news) => {
          const parts = privacyXml(news, privacy.delegatesVersion, asked);
          if (parts !== '') tell(parts);
        }),
    };
  }

  /** Answers setContainerMembers: 200, 409 naming the versions that are outdated, 413, or 400. The news comes after the answer. */
  changeMembers(exchange: Exchange): void {
    const wishes = readMembershipWishes(exchange.incoming.text);
    if (!wishes) {
      exchange.answer(unreadable);
      return;
    }
    const result = this.of(exchange.incoming.from.address).change(wishes, () => exchange.answer(fine));
    if (result === 'too-many') exchange.answer(tooMuch);
    else if (result !== 'done') {
      exchange.answer({ status: 409, reason: 'Conflict', body: { type: FAULT_TYPE, text: conflictXml(result) } });
    }
  }

  /** Answers setSubscribers: 200, 404 for somebody who never asked, or 400. The news comes after the answer. */
  acknowledge(exchange: Exchange): void {
    const address = readAcknowledged(exchange.incoming.text);
    if (address === undefined) {
      exchange.answer(unreadable);
      return;
    }
    const isKnown = this.of(exchange.incoming.from.address).acknowledge(address, () => exchange.answer(fine));
    if (!isKnown) exchange.answer({ status: 404, reason: 'Not Found' });
  }
}

const fine = { status: 200, reason: 'OK' } as const;
const unreadable = {
  status: 400,
  reason: 'Bad Request',
  headers: [['ms-diagnostics', '4001;reason="XML parse failure"']],
} as const;
const tooMuch = {
  status: 413,
  reason: 'Request Entity Too Large',
  headers: [['ms-diagnostics', '4008;reason="Input data too large"']],
} as const;

const MOST_INTRODUCED = 100;
const PARTS: readonly RoamingPart[] = ['containers', 'subscribers', 'delegates'];

/** A client that names no part gets what the oldest clients knew. */
function askedParts(body: string): ReadonlySet<RoamingPart> {
  const root = rootOf(body);
  if (root?.local !== 'roamingList') return new Set(['containers', 'subscribers']);
  const named = children(root, 'roaming').map((element) => attr(element, 'type'));
  return new Set(PARTS.filter((part) => named.includes(part)));
}

/** The addresses a subscription names with a `context`. */
function introduced(body: string): readonly string[] {
  const root = rootOf(body);
  if (root?.local !== 'batchSub') return [];
  return children(root, 'action')
    .flatMap((action) => children(action, 'adhocList'))
    .flatMap((list) => children(list, 'resource'))
    .filter((resource) => child(resource, 'context') !== undefined)
    .map((resource) => bare(attr(resource, 'uri') ?? ''))
    .slice(0, MOST_INTRODUCED);
}
