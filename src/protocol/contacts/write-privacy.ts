/** Who may see how much of us, and that we know who added us: bodies of a SERVICE to ourselves. [MS-PRES] 2.2.2.5, 2.2.2.6.2 */
import { escapeXml } from '../xml/write-text.ts';
import type { MemberChange } from './relationship.ts';

export const containerMembersContentType = 'application/msrtc-setcontainermembers+xml';
export const subscribersContentType = 'application/msrtc-presence-setsubscriber+xml';

const SIP_2006 = 'http://schemas.microsoft.com/2006/09/sip/';

/** All or nothing: one outdated version refuses the whole request. */
export function writeMemberChanges(changes: readonly MemberChange[]): string {
  const containers = changes.map(
    ({ container, version, action, user }) =>
      `<container id="${container}" version="${version}"><member action="${action}" type="user" value="${escapeXml(user)}"/></container>`,
  );
  return `<setContainerMembers xmlns="${SIP_2006}container-management">${containers.join('')}</setContainerMembers>`;
}

/** Acknowledges one person; several at a time are not allowed. `user` is `user@domain`. */
export function writeAcknowledgement(user: string): string {
  const subscriber = `<subscriber user="${escapeXml(user)}" acknowledged="true"/>`;
  return `<setSubscribers xmlns="${SIP_2006}presence-subscribers">${subscriber}</setSubscribers>`;
}
