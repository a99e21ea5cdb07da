/** The contact list as the window shows it: groups in order, every contact with a name and at least one group. */
import { isTagged } from '../../../protocol/contacts/contact-extension.ts';
import { natureOf } from '../../../protocol/contacts/group-extension.ts';
import { contactKind } from '../../../protocol/contacts/kind.ts';
import type { ContactList } from '../../../protocol/contacts/merge.ts';
import { bareAddress } from '../../../protocol/contacts/person-uri.ts';
import type { ListedContact, ListedGroup } from '../../../protocol/contacts/read.ts';
import type { Subscriber } from '../../../protocol/contacts/read-privacy.ts';
import type { Standing } from '../../../protocol/contacts/relationship.ts';
import type {
  Contact,
  ContactGroup,
  ContactGroupKind,
  ContactKind,
  NewWatcher,
} from '../../../shared/model/contacts.ts';
import { DELEGATES, othersOf } from './plans.ts';

export interface ContactView {
  readonly groups: readonly ContactGroup[];
  readonly contacts: readonly Contact[];
}

/** What people say of themselves. */
export interface Card {
  readonly name?: string;
  readonly email?: string;
}

/** What is known beside the list itself. */
export interface ViewFacts {
  readonly ownDomain: string;
  /** By uri. */
  readonly cards: ReadonlyMap<string, Card>;
  /** By domain. */
  readonly kinds: ReadonlyMap<string, ContactKind>;
  readonly standingOf: (uri: string, kind: ContactKind) => Standing;
  /** Addresses of who may act for us, on the list or not. */
  readonly delegates: readonly string[];
}

const order: readonly ContactGroupKind[] = ['pinned', 'normal', 'distribution', 'delegates', 'other'];
const rank = (kind: ContactGroupKind) => (kind === 'distribution' ? order.indexOf('normal') : order.indexOf(kind));

/** Favourites first, then the server's order, delegates, other contacts last. An alias beats a person's own name. */
export function viewOf(list: ContactList, facts: ViewFacts): ContactView {
  const others = othersOf(list);
  const delegates = new Set(facts.delegates);
  const known = new Set([...list.groups.keys()].filter((id) => isShown(list.groups.get(id), others)));
  const listed = Array.from(list.contacts.values(), (contact): Contact => {
    const groupIds = groupsOf(contact, known, others);
    const inDelegates = delegates.has(contact.uri) ? [DELEGATES] : [];
    return {
      ...personOf(contact.uri, contact.alias, facts),
      groupIds: [...groupIds, ...inDelegates],
      isTagged: isTagged(contact.extension),
      ...(contact.alias === '' ? {} : { alias: contact.alias }),
    };
  });
  const unlisted = facts.delegates
    .filter((uri) => !list.contacts.has(uri))
    .map(
      (uri): Contact => ({ ...personOf(uri, '', facts), groupIds: [DELEGATES], isTagged: false, isOnlyDelegate: true }),
    );
  return { groups: groupsIn(list, { known, others, delegates, contacts: listed }), contacts: [...listed, ...unlisted] };
}

/** Who added us and waits for an answer. */
export function newWatcher({ uri, name, kind }: Subscriber, facts: ViewFacts): NewWatcher {
  const shown = name || facts.cards.get(uri)?.name || bareAddress(uri);
  return { uri, name: shown, kind: kind ?? contactKind(uri, facts.ownDomain, facts.kinds) };
}

function personOf(uri: string, alias: string, { ownDomain, cards, kinds, standingOf }: ViewFacts) {
  const kind = contactKind(uri, ownDomain, kinds);
  const { relationship, isAutomatic } = standingOf(uri, kind);
  const card = cards.get(uri);
  return {
    uri,
    name: alias || card?.name || bareAddress(uri),
    kind,
    relationship,
    isRelationshipAutomatic: isAutomatic,
    ...(card?.email === undefined ? {} : { email: card.email }),
  };
}

/** A server that names "Other contacts" twice is shown one of them. */
function isShown(group: ListedGroup | undefined, others: string): boolean {
  return group !== undefined && (group.id === others || natureOf(group.name, '').kind !== 'other');
}

/** "Other contacts" are those in no other group, though old servers have everybody in it. [MS-SIP] 3.7.4.4 */
function groupsOf({ groupIds }: ListedContact, known: ReadonlySet<string>, others: string): readonly string[] {
  const ids = groupIds.filter((id) => id !== others && known.has(id));
  return ids.length > 0 ? ids : [others];
}

interface Shown {
  readonly known: ReadonlySet<string>;
  readonly others: string;
  readonly delegates: ReadonlySet<string>;
  readonly contacts: readonly Contact[];
}

/** "Other contacts" is there for whoever is in no group the server named, even when the server forgot it. */
function groupsIn(list: ContactList, { known, others, delegates, contacts }: Shown): readonly ContactGroup[] {
  const groups = [...list.groups.values()].filter(({ id }) => known.has(id)).map(groupOf);
  const isMissing = !known.has(others) && contacts.some(({ groupIds }) => groupIds.includes(others));
  if (isMissing) groups.push({ id: others, name: '~', kind: 'other' });
  if (delegates.size > 0) groups.push({ id: DELEGATES, name: '', kind: 'delegates' });
  return groups.toSorted((one, two) => rank(one.kind) - rank(two.kind));
}

function groupOf({ id, name, externalUri }: ListedGroup): ContactGroup {
  return { id, name, ...natureOf(name, externalUri) };
}
