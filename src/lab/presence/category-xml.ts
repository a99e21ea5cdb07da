/** Presence documents as a server writes them. [MS-PRES] 2.2.2, [MS-SIP] 2.2.4 */

import { attr } from '../../protocol/xml/find.ts';
import type { XmlElement } from '../../protocol/xml/read.ts';
import type { Body, HeaderLine } from '../sip/template.ts';
import { elementXml, xml } from '../sip/xml-text.ts';
import type { LabPerson } from '../topologies/topology.ts';
import type { AggregateState } from './aggregate.ts';
import { contactCards } from './card-xml.ts';
import type { EmptyPlace, Publication, SharedCategory } from './publications.ts';
import { timeText } from './time-text.ts';

export const CATEGORIES_TYPE = 'application/msrtc-event-categories+xml';
export const ROAMING_SELF_TYPE = 'application/vnd-microsoft-roaming-self+xml';
const RLMI_TYPE = 'application/rlmi+xml';

const SIP_2006 = 'http://schemas.microsoft.com/2006/09/sip/';
const XSI = 'http://www.w3.org/2001/XMLSchema-instance';

/** What others may see of somebody. */
export interface PersonState {
  readonly uri: string;
  readonly person: LabPerson | undefined;
  readonly state: AggregateState;
  /** The newest note, '' for none. */
  readonly note: string;
  /** What the person's own endpoints published for colleagues; undefined for somebody the lab simulates. */
  readonly shared?: readonly SharedCategory[] | undefined;
  /** What the person's devices can do, as they published it; undefined likewise. */
  readonly capabilities?: readonly XmlElement[] | undefined;
  /** Wall clock, milliseconds. */
  readonly at: number;
}

/** As dense in markup as what clients publish of their services. */
const FILLER = '<text capture="true" deviceType="computer" preferredDevice="true" render="true"/>';

/** One person's categories: contact card, aggregate state, notes, free and busy times, what the devices can do. */
export function categoriesXml(shown: PersonState, filler = 0): string {
  const categories = [
    contactCards(shown),
    aggregateCategory(shown),
    shown.shared ? shown.shared.map(sharedCategory).join('') : simulatedNote(shown),
    servicesCategory(shown),
    filler > 0
      ? `<category name="filler" instance="0">${FILLER.repeat(Math.ceil(filler / FILLER.length))}</category>`
      : '',
  ].join('');
  return `<categories xmlns="${SIP_2006}categories" uri="${xml(shown.uri)}">${categories}</categories>`;
}

/** One resource of a batched subscription. */
export type ListedResource =
  | {
      readonly kind: 'active';
      readonly shown: PersonState /** Bytes to add that no client knows. */;
      readonly filler?: number;
    }
  /** Somebody of another company: to be subscribed to one by one. */
  | { readonly kind: 'resubscribe'; readonly uri: string }
  | { readonly kind: 'unknown'; readonly uri: string };

/** The list document with one part per person the server knows. RFC 4662 5; [MS-PRES] 3.4.5.1 */
export function batchBody(ownUri: string, resources: readonly ListedResource[], boundary: string): Body {
  const list = `<list xmlns="urn:ietf:params:xml:ns:rlmi" uri="${xml(ownUri)}" version="0" fullState="true">${resources
    .map(resourceElement)
    .join('')}</list>`;
  const parts = resources.flatMap((resource, index) =>
    resource.kind === 'active'
      ? [part(boundary, contentId(index), CATEGORIES_TYPE, categoriesXml(resource.shown, resource.filler))]
      : [],
  );
  return {
    type: `multipart/related; type="${RLMI_TYPE}";start="<resourceList>";boundary="${boundary}"`,
    text: `${part(boundary, 'resourceList', RLMI_TYPE, list)}${parts.join('')}--${boundary}--\r\n`,
  };
}

/** Parts end with an empty line before the boundary: some clients cut that much off. */
function part(boundary: string, id: string, type: string, text: string): string {
  const headers: readonly HeaderLine[] = [
    ['Content-Transfer-Encoding', 'binary'],
    ['Content-ID', `<${id}>`],
    ['Content-Type', type],
  ];
  return [`--${boundary}`, ...headers.map(([name, value]) => `${name}: ${value}`), '', text, '', ''].join('\r\n');
}

function contentId(index: number): string {
  return `resource${index}`;
}

function resourceElement(resource: ListedResource, index: number): string {
  if (resource.kind === 'active') {
    return `<resource uri="${xml(resource.shown.uri)}"><instance id="0" state="active" cid="${contentId(index)}"/></resource>`;
  }
  const state = resource.kind === 'resubscribe' ? 'state="resubscribe"' : 'state="terminated" reason="noresource"';
  return `<resource uri="${xml(resource.uri)}"><instance id="0" ${state}/></resource>`;
}

/** What a person sees of himself: everything published, and the state made of it. */
export interface OwnState extends PersonState {
  readonly publications: readonly Publication[];
  /** What was taken away. */
  readonly emptied: readonly EmptyPlace[];
}

/** The answer to a roaming-self subscription, and, with some of the publications only, to a publish request. */
export function roamingSelfXml(own: OwnState, parts: string): string {
  const categories = [
    ...own.publications.map(publicationElement),
    ...own.emptied.map(emptyElement),
    ownAggregate(own),
  ].join('');
  const element = `<categories xmlns="${SIP_2006}categories" uri="${xml(own.uri)}">${categories}</categories>`;
  return roamingPartsXml(element + parts);
}

/** Parts of what is one's own, such as containers, without publications. */
export function roamingPartsXml(parts: string): string {
  return `<roamingData xmlns="${SIP_2006}roaming-self">${parts}</roamingData>`;
}

function emptyElement({ category, instance, container }: EmptyPlace): string {
  return `<category name="${xml(category)}" instance="${instance}" container="${container}" version="0"/>`;
}

function publicationElement(publication: Publication): string {
  const { category, instance, container, version, expireType, publishedAt, content } = publication;
  return [
    `<category name="${xml(category)}" instance="${instance}" publishTime="${timeText(publishedAt)}" `,
    `container="${container}" version="${version}" expireType="${xml(expireType)}">${elementXml(content)}</category>`,
  ].join('');
}

/** The server's own computation stands in the aggregation containers as instance 1. */
function ownAggregate(own: OwnState): string {
  return [2, 3]
    .map((container) => aggregateCategory(own, ` container="${container}" version="1" expireType="user"`))
    .join('');
}

function aggregateCategory({ state, at }: PersonState, extra = ''): string {
  const { availability, activity, location, device, meetingSubject, meetingLocation, lastActive } = state;
  const since = lastActive === undefined ? '' : ` lastActive="${timeText(lastActive)}"`;
  return [
    `<category name="state" instance="1" publishTime="${timeText(at)}"${extra}>`,
    `<state xmlns="${SIP_2006}state" xmlns:xsi="${XSI}" xsi:type="aggregateState"${since}>`,
    `<availability>${availability}</availability>${activityXml(activity)}`,
    element('endpointLocation', location),
    element('meetingSubject', meetingSubject),
    element('meetingLocation', meetingLocation),
    element('device', device),
    '</state></category>',
  ].join('');
}

function activityXml(activity: AggregateState['activity']): string {
  if (!activity) return '';
  if (activity.isToken) return `<activity token="${xml(activity.text)}"/>`;
  return `<activity><custom LCID="1033">${xml(activity.text)}</custom></activity>`;
}

function element(name: string, text: string | undefined): string {
  return text === undefined || text === '' ? '' : `<${name}>${xml(text)}</${name}>`;
}

/** A category without content takes the note away. */
function simulatedNote({ note, at }: PersonState): string {
  const content =
    note === '' ? '' : `<note xmlns="${SIP_2006}note"><body type="personal" uri="">${xml(note)}</body></note>`;
  return `<category name="note" instance="0" publishTime="${timeText(at)}">${content}</category>`;
}

function sharedCategory({ category, instance, publishedAt, content }: SharedCategory): string {
  const inner = content ? elementXml(content) : '';
  return `<category name="${xml(category)}" instance="${instance}" publishTime="${timeText(publishedAt)}">${inner}</category>`;
}

const EVERYTHING = ['text', 'voice', 'video', 'applicationSharing'];

/** Simulated people have a Windows client, which can do everything; nobody can do anything while offline. */
function servicesCategory({ capabilities, state, uri, at }: PersonState): string {
  const names = capabilities ? capabilities.filter(isOn).map(({ local }) => local) : EVERYTHING;
  const can = state.availability >= 18_000 ? [] : [...new Set(names)];
  const elements = can.map((name) => `<${xml(name)} render="true" capture="true" deviceAvailability="3500"/>`).join('');
  return [
    `<category name="services" instance="0" publishTime="${timeText(at)}"><services xmlns="${SIP_2006}service">`,
    `<service uri="${xml(uri)}"><capabilities>${elements}</capabilities></service></services></category>`,
  ].join('');
}

function isOn(capability: XmlElement): boolean {
  return attr(capability, 'render') === 'true' || attr(capability, 'capture') === 'true';
}
