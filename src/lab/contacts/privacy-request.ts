/** What a client asks about who sees how much of it: setContainerMembers, setSubscribers, read. [MS-PRES] 2.2.2.5.2, 2.2.2.6.2 */
import { attr, booleanOf, children, numberOf } from '../../protocol/xml/find.ts';
import type { XmlElement } from '../../protocol/xml/read.ts';
import { rootOf } from '../sip/xml-read.ts';
import type { MembershipWish } from './privacy.ts';

export const CONTAINER_MEMBERS_TYPE = 'application/msrtc-setcontainermembers+xml';
export const SUBSCRIBER_TYPE = 'application/msrtc-presence-setsubscriber+xml';

const MOST_WISHES = 100;
const MEMBER_TYPES: ReadonlySet<string> = new Set([
  'user',
  'domain',
  'sameEnterprise',
  'federated',
  'publicCloud',
  'everyone',
]);

/** The wishes of a setContainerMembers document; undefined when it is none, or a part of it says too little. */
export function readMembershipWishes(text: string): readonly MembershipWish[] | undefined {
  const root = rootOf(text);
  if (root?.local !== 'setContainerMembers') return undefined;
  const wishes: MembershipWish[] = [];
  for (const container of children(root, 'container')) {
    for (const member of children(container, 'member')) {
      const wish = readWish(container, member);
      if (!wish || wishes.length >= MOST_WISHES) return undefined;
      wishes.push(wish);
    }
  }
  return wishes.length > 0 ? wishes : undefined;
}

function readWish(container: XmlElement, member: XmlElement): MembershipWish | undefined {
  const id = numberOf(attr(container, 'id'));
  const version = numberOf(attr(container, 'version'));
  const action = attr(member, 'action');
  const type = attr(member, 'type') ?? '';
  const value = (attr(member, 'value') ?? '').toLowerCase();
  const isNamed = type === 'user' || type === 'domain';
  if (id === undefined || version === undefined || !MEMBER_TYPES.has(type) || isNamed !== (value !== ''))
    return undefined;
  if (action !== 'add' && action !== 'remove') return undefined;
  return { container: id, version, action, member: { type, value } };
}

/** Who is acknowledged; undefined when it is no such request: it takes exactly one person, and says yes. */
export function readAcknowledged(text: string): string | undefined {
  const root = rootOf(text);
  if (root?.local !== 'setSubscribers') return undefined;
  const subscribers = children(root, 'subscriber');
  const [only] = subscribers;
  if (subscribers.length !== 1 || booleanOf(attr(only, 'acknowledged')) !== true) return undefined;
  return attr(only, 'user')?.toLowerCase().replace(/^sip:/, '');
}
