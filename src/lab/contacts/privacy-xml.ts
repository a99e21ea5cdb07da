/** The parts of roaming-self beside publications, as a server writes them. [MS-PRES] 2.2.2.5.1, 2.2.2.6.1, 2.2.2.10.1 */
import { xml } from '../sip/xml-text.ts';
import type { Container, PrivacyNews, Watcher } from './privacy.ts';

const SIP_2006 = 'http://schemas.microsoft.com/2006/09/sip/';
const DELEGATES = 'http://schemas.microsoft.com/2007/09/sip/delegates';

export type RoamingPart = 'containers' | 'subscribers' | 'delegates';

/** What the news say of the parts somebody asked for; '' when that is nothing. */
export function privacyXml(news: PrivacyNews, delegatesVersion: number, asked: ReadonlySet<RoamingPart>): string {
  const parts: string[] = [];
  if (news.containers && asked.has('containers')) {
    const containers = news.containers.map(containerElement).join('');
    parts.push(`<containers xmlns="${SIP_2006}containers">${containers}</containers>`);
  }
  if (news.watchers && asked.has('subscribers')) {
    const subscribers = news.watchers.map(subscriberElement).join('');
    parts.push(`<subscribers xmlns="${SIP_2006}presence-subscribers">${subscribers}</subscribers>`);
  }
  if (news.delegates && asked.has('delegates')) {
    const delegates = news.delegates.map(delegateElement).join('');
    parts.push(`<delegates xmlns="${DELEGATES}" version="${delegatesVersion}">${delegates}</delegates>`);
  }
  return parts.join('');
}

function containerElement({ id, version, members }: Container): string {
  const elements = members.map(({ type, value }) => {
    const named = value === '' ? '' : ` value="${xml(value)}"`;
    return `<member type="${xml(type)}"${named}/>`;
  });
  return `<container id="${id}" version="${version}">${elements.join('')}</container>`;
}

function subscriberElement({ address, displayName, network, isAcknowledged }: Watcher): string {
  return `<subscriber user="${xml(address)}" displayName="${xml(displayName)}" acknowledged="${isAcknowledged}" type="${network}"/>`;
}

function delegateElement(address: string): string {
  return `<delegate uri="${xml(address)}" publish="false" redelegate="false"/>`;
}
