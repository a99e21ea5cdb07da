/** Asking for people's presence and publishing our own. [MS-PRES] 2.2.2.1, 2.2.2.3; protocol notes 5.4, 5.5 */
import { escapeXml } from '../xml/write-text.ts';

export const batchContentType = 'application/msrtc-adrl-categorylist+xml';
export const publishContentType = 'application/msrtc-category-publish+xml';
export const presenceAccept =
  'application/msrtc-event-categories+xml, application/xpidf+xml, text/xml+msrtc.pidf, application/pidf+xml, application/rlmi+xml, multipart/related';

const SIP_2006 = 'http://schemas.microsoft.com/2006/09/sip/';
const CATEGORIES = ['calendarData', 'contactCard', 'note', 'services', 'state'];

/**
 * The body that subscribes to the people of one list; `actionId` is any number. Those who are `introduced` hear from their
 * server that we added them. [MS-PRES] 2.2.2.6
 */
export function writeBatch(
  ownUri: string,
  uris: readonly string[],
  actionId: string,
  introduced: ReadonlySet<string> = new Set(),
): string {
  const resources = uris
    .map((uri) => `<resource uri="${escapeXml(uri)}"${introduced.has(uri) ? '><context/></resource>' : '/>'}`)
    .join('');
  const categories = CATEGORIES.map((name) => `<category name="${name}"/>`).join('');
  return [
    `<batchSub xmlns="http://schemas.microsoft.com/2006/01/sip/batch-subscribe" uri="${escapeXml(ownUri)}" name="">`,
    `<action name="subscribe" id="${escapeXml(actionId)}"><adhocList>${resources}</adhocList>`,
    `<categoryList xmlns="${SIP_2006}categorylist">${categories}</categoryList></action></batchSub>`,
  ].join('');
}

/** When the server forgets a publication: with the endpoint, never by itself, or after a time. */
export type Lifetime = 'endpoint' | 'static' | { readonly seconds: number };

/** What stands in one place: a category, its instance, and the container that says who may see it. */
export interface Publication {
  readonly category: string;
  readonly instance: number;
  readonly container: number;
  readonly lifetime: Lifetime;
  /** The category's own element, as XML; absent takes the publication away. */
  readonly content?: string;
}

/** A publication with the version it replaces, 0 for none. */
export interface VersionedPublication extends Publication {
  readonly version: number;
}

/** The body of a publish request, one publication after the other: answers count them from 1. */
export function writePublish(ownUri: string, publications: readonly VersionedPublication[]): string {
  return [
    `<publish xmlns="${SIP_2006}rich-presence"><publications uri="${escapeXml(ownUri)}">`,
    ...publications.map(publicationElement),
    '</publications></publish>',
  ].join('');
}

function publicationElement(publication: VersionedPublication): string {
  const { category, instance, container, version, lifetime, content } = publication;
  const type = typeof lifetime === 'string' ? lifetime : 'time';
  const open =
    `<publication categoryName="${escapeXml(category)}" instance="${instance}" container="${container}" ` +
    `version="${version}" expireType="${type}"`;
  if (content === undefined) return `${open} expires="0"/>`;
  const expires = typeof lifetime === 'string' ? '' : ` expires="${lifetime.seconds}"`;
  return `${open}${expires}>${content}</publication>`;
}

/** The body that subscribes to all that is ours: publications, who may see them, who added us, who acts for us. */
export const roamingSelfBody =
  '<roamingList xmlns="http://schemas.microsoft.com/2006/09/sip/roaming-self"><roaming type="categories"/>' +
  '<roaming type="containers"/><roaming type="subscribers"/><roaming type="delegates"/></roamingList>';
export const roamingSelfContentType = 'application/vnd-microsoft-roaming-self+xml';
