/** Which of our containers somebody is in, and what has to change to put him into another. [MS-PRES] 2.2.2.5 */
import type { ContactKind, Relationship } from '../../shared/model/contacts.ts';
import { domainOf } from './kind.ts';
import { bareAddress } from './person-uri.ts';
import type { Container, ContainerMember } from './read-privacy.ts';

/** Containers with a meaning to people, the most severe first: who is in several is in the first of these. */
const RELATIONSHIPS: readonly (readonly [id: number, relationship: Relationship])[] = [
  [32_000, 'blocked'],
  [400, 'friends'],
  [300, 'workgroup'],
  [200, 'colleague'],
  [100, 'external'],
];

const NETWORKS: Readonly<Record<ContactKind, ContainerMember['type']>> = {
  'same-enterprise': 'sameEnterprise',
  federated: 'federated',
  xmpp: 'federated',
  public: 'publicCloud',
};

export interface Standing {
  readonly relationship: Relationship;
  /** Nobody chose it for this person. */
  readonly isAutomatic: boolean;
}

/**
 * Tells what somebody is to us: named by address, else by domain, else by where he is at home, else as everybody. A server
 * that has not told yet leaves what Microsoft's servers begin with: colleagues and external contacts.
 */
export function standingsIn(containers: Iterable<Container>): (uri: string, kind: ContactKind) => Standing {
  const byMember = new Map<string, Relationship>();
  const known = [...containers];
  // The most severe comes last and stays.
  for (const [id, relationship] of RELATIONSHIPS.toReversed()) {
    for (const container of known.filter((each) => each.id === id)) {
      for (const { type, value } of container.members) byMember.set(`${type} ${value}`, relationship);
    }
  }
  return (uri, kind) => {
    const chosen = byMember.get(`user ${bareAddress(uri)}`);
    if (chosen) return { relationship: chosen, isAutomatic: false };
    const relationship =
      byMember.get(`domain ${domainOf(uri)}`) ?? byMember.get(`${NETWORKS[kind]} `) ?? byMember.get('everyone ');
    return { relationship: relationship ?? (kind === 'same-enterprise' ? 'colleague' : 'external'), isAutomatic: true };
  };
}

function holds({ members }: Container, { type, value }: ContainerMember): boolean {
  return members.some((member) => member.type === type && member.value === value);
}

/** One container's part of a change; the version is the one the server has. */
export interface MemberChange {
  readonly container: number;
  readonly version: number;
  readonly action: 'add' | 'remove';
  /** `user@domain`, lower case. */
  readonly user: string;
}

/** What takes somebody from where he is to where he shall be; empty when he is there. */
export function memberChanges(
  containers: Iterable<Container>,
  uri: string,
  to: Relationship | 'automatic',
): readonly MemberChange[] {
  const known = new Map(Array.from(containers, (container) => [container.id, container]));
  const user = bareAddress(uri);
  return RELATIONSHIPS.flatMap(([id, relationship]): MemberChange[] => {
    const container = known.get(id);
    const isIn = container !== undefined && holds(container, { type: 'user', value: user });
    const isWanted = relationship === to;
    if (isIn === isWanted) return [];
    return [{ container: id, version: container?.version ?? 0, action: isWanted ? 'add' : 'remove', user }];
  });
}
