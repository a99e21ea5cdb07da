/** Asking for people's presence and publishing our own. [MS-PRES] 2.2.2.1, 2.2.2.3; protocol notes 5.4, 5.5 */
import { escapeXml } from '../xml/write-text.ts';

export const batchContentType = 'application/msrtc-adrl-categorylist+xml';
export const publishContentType = 'application/msrtc-category-publish+xml';
export const presenceAccept =
  'application/msrtc-event-categories+xml, application/xpidf+xml, text/xml+msrtc.pidf, application/pidf+xml, application/rlmi+xml, multipart/related';

const SIP_2006 = 'http://schemas.microsoft.com/2006/09/sip/';
const CATEGORIES = ['contactCard', 'note', 'state'];

/** The body that subscribes to the people of one list; `actionId` is any number. */
export function writeBatch(ownUri: string, uris: readonly string[], actionId: string): string {
  const resources = uris.map((uri) => `<resource uri="${escapeXml(uri)}"/>`).join('');
  const categories = CATEGORIES.map((name) => `<category name="${name}"/>`).join('');
  return [
    `<batchSub xmlns="http://schemas.microsoft.com/2006/01/sip/batch-subscribe" uri="${escapeXml(ownUri)}" name="">`,
    `<action name="subscribe" id="${escapeXml(actionId)}"><adhocList>${resources}</adhocList>`,
    `<categoryList xmlns="${SIP_2006}categorylist">${categories}</categoryList></action></batchSub>`,
  ].join('');
}

export interface StatePublication {
  readonly type: 'machineState' | 'userState';
  /** Stable per endpoint; see `machineInstance` and `userInstance`. */
  readonly instance: number;
  readonly container: number;
  /** Of the publication it replaces, 0 for none. */
  readonly version: number;
  /** Absent takes the publication away. */
  readonly availability?: number;
}

/** The body of a publish request, one publication after the other: answers count them from 1. */
export function writePublish(ownUri: string, publications: readonly StatePublication[]): string {
  return [
    `<publish xmlns="${SIP_2006}rich-presence"><publications uri="${escapeXml(ownUri)}">`,
    ...publications.map(publicationElement),
    '</publications></publish>',
  ].join('');
}

function publicationElement(publication: StatePublication): string {
  const { type, instance, container, version, availability } = publication;
  const isManual = type === 'userState';
  const open =
    `<publication categoryName="state" instance="${instance}" container="${container}" version="${version}" ` +
    `expireType="${isManual ? 'static' : 'endpoint'}"`;
  if (availability === undefined) return `${open} expires="0"/>`;
  return [
    `${open}><state xmlns="${SIP_2006}state" manual="${isManual}" `,
    `xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="${type}">`,
    `<availability>${availability}</availability>${isManual ? '' : '<endpointLocation/>'}</state></publication>`,
  ].join('');
}

/** Containers that feed the aggregate. */
export const stateContainers = [2, 3] as const;

/** The manual state has one instance for all endpoints. */
export const userInstance = 0x20000000;

/** The machine state's instance, from the first eight hex digits of the epid. */
export function machineInstance(epid: string): number {
  const digits = /^[0-9a-f]{8}/i.exec(epid)?.[0] ?? '0';
  return ((Number.parseInt(digits, 16) >>> 4) | 0x30000000) >>> 0;
}

/** The body that subscribes to our own publications. */
export const roamingSelfBody =
  '<roamingList xmlns="http://schemas.microsoft.com/2006/09/sip/roaming-self"><roaming type="categories"/></roamingList>';
export const roamingSelfContentType = 'application/vnd-microsoft-roaming-self+xml';
