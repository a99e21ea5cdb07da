/** Presence documents as a server writes them. [MS-PRES] 2.2.2, [MS-SIP] 2.2.4 */
import type { Body, HeaderLine } from '../sip/template.ts';
import { elementXml, xml } from '../sip/xml-text.ts';
import type { LabPerson } from '../topologies/topology.ts';
import type { AggregateState } from './aggregate.ts';
import type { Publication } from './publications.ts';

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
  readonly note: string;
  /** Wall clock, milliseconds. */
  readonly at: number;
}

/** One person's categories: contact card, aggregate state, note. */
export function categoriesXml(shown: PersonState): string {
  const categories = [contactCard(shown), aggregateCategory(shown), noteCategory(shown)].join('');
  return `<categories xmlns="${SIP_2006}categories" uri="${xml(shown.uri)}">${categories}</categories>`;
}

/** One resource of a batched subscription. */
export type ListedResource =
  | { readonly kind: 'active'; readonly shown: PersonState }
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
      ? [part(boundary, contentId(index), CATEGORIES_TYPE, categoriesXml(resource.shown))]
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
}

/** The answer to a roaming-self subscription, and, with some of the publications only, to a publish request. */
export function roamingSelfXml(own: OwnState, withContainers: boolean): string {
  const categories = [...own.publications.map(publicationElement), ownAggregate(own)].join('');
  const containers = withContainers ? containersElement() : '';
  return [
    `<roamingData xmlns="${SIP_2006}roaming-self">`,
    `<categories xmlns="${SIP_2006}categories" uri="${xml(own.uri)}">${categories}</categories>`,
    containers,
    withContainers ? `<subscribers xmlns="${SIP_2006}presence-subscribers"/>` : '',
    '</roamingData>',
  ].join('');
}

/** Colleagues and federated partners are members from the start (protocol 5.3). */
function containersElement(): string {
  const member = new Map([
    [100, '<member type="federated"/>'],
    [200, '<member type="sameEnterprise"/>'],
  ]);
  const ids = [0, 1, 2, 3, 100, 200, 300, 400, 32_000];
  const containers = ids.map((id) => `<container id="${id}" version="1">${member.get(id) ?? ''}</container>`).join('');
  return `<containers xmlns="${SIP_2006}containers">${containers}</containers>`;
}

function publicationElement(publication: Publication): string {
  const { category, instance, container, version, expireType, publishedAt, content } = publication;
  return [
    `<category name="${xml(category)}" instance="${instance}" publishTime="${timeText(publishedAt)}" `,
    `container="${container}" version="${version}" expireType="${xml(expireType)}">${elementXml(content)}</category>`,
  ].join('');
}

/** The server's own computation stands in container 2 as instance 1. */
function ownAggregate(own: OwnState): string {
  return aggregateCategory(own, ' container="2" version="1" expireType="user"');
}

function aggregateCategory({ state, at }: PersonState, extra = ''): string {
  const activity = state.activity === undefined ? '' : `<activity token="${xml(state.activity)}"/>`;
  return [
    `<category name="state" instance="1" publishTime="${timeText(at)}"${extra}>`,
    `<state xmlns="${SIP_2006}state" xmlns:xsi="${XSI}" xsi:type="aggregateState">`,
    `<availability>${state.availability}</availability>${activity}</state></category>`,
  ].join('');
}

function contactCard({ uri, person, at }: PersonState): string {
  const name = person?.displayName ?? uri.replace(/^sip:/, '');
  const title = person?.title === undefined ? '' : `<title>${xml(person.title)}</title>`;
  const phone = person?.phone === undefined ? '' : `<phone type="work"><uri>tel:${xml(person.phone)}</uri></phone>`;
  return [
    `<category name="contactCard" instance="0" publishTime="${timeText(at)}">`,
    `<contactCard xmlns="${SIP_2006}contactcard"><identity><name><displayName>${xml(name)}</displayName></name>`,
    `<email>${xml(uri.replace(/^sip:/, ''))}</email></identity>${title}${phone}</contactCard></category>`,
  ].join('');
}

/** A category without content takes the note away. */
function noteCategory({ note, at }: PersonState): string {
  const content =
    note === '' ? '' : `<note xmlns="${SIP_2006}note"><body type="personal" uri="">${xml(note)}</body></note>`;
  return `<category name="note" instance="0" publishTime="${timeText(at)}">${content}</category>`;
}

/** `2026-11-20T09:00:00.000`, UTC without a zone, as the servers write it. */
function timeText(wall: number): string {
  return new Date(wall).toISOString().replace('Z', '');
}
