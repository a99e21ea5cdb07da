/**
 * What roaming-self tells beside our own publications: who may see how much of us, who added us, who may act for us.
 * [MS-PRES] 2.2.2.5, 2.2.2.6.1, 2.2.2.10.1; protocol notes 5.3
 */
import type { ContactKind } from '../../shared/model/contacts.ts';
import { attr, booleanOf, child, children, numberOf } from '../xml/find.ts';
import { readXml, type XmlElement, type XmlProblem } from '../xml/read.ts';
import { kindOfNetwork } from './kind.ts';
import { personUri } from './person-uri.ts';

export interface ContainerMember {
  /** `user` and `domain` have a value: `user@domain` or a domain, lower case. */
  readonly type: 'user' | 'domain' | 'sameEnterprise' | 'federated' | 'publicCloud' | 'everyone';
  readonly value: string;
}

export interface Container {
  readonly id: number;
  readonly version: number;
  readonly members: readonly ContainerMember[];
}

export interface Subscriber {
  /** `sip:user@domain`, lower case. */
  readonly uri: string;
  /** '' when the server does not say. */
  readonly name: string;
  readonly isAcknowledged: boolean;
  /** What the server says of where this person is at home. */
  readonly kind?: ContactKind;
}

/** A part that the document does not mention is absent: it is as it was. */
export interface PrivacyNews {
  /** Each as a whole. */
  readonly containers?: readonly Container[];
  /** Those that are new or changed. */
  readonly subscribers?: readonly Subscriber[];
  /** All of them: addresses of who may act for us. */
  readonly delegates?: readonly string[];
}

export type PrivacyReading =
  | { readonly ok: true; readonly news: PrivacyNews }
  | { readonly ok: false; readonly problem: XmlProblem | 'not-roaming-data' };

const MOST_CONTAINERS = 64;
const MOST_MEMBERS = 5000;
const MOST_PEOPLE = 1000;
const LONGEST_NAME = 256;
const MEMBER_TYPES = ['user', 'domain', 'sameEnterprise', 'federated', 'publicCloud', 'everyone'] as const;

/** Reads a roaming-self notification. Entries without id, version or address are left out. */
export function readPrivacy(text: string): PrivacyReading {
  const xml = readXml(text);
  if (!xml.ok) return xml;
  if (xml.root.local !== 'roamingData') return { ok: false, problem: 'not-roaming-data' };
  const containers = child(xml.root, 'containers');
  const subscribers = child(xml.root, 'subscribers');
  const delegates = child(xml.root, 'delegates');
  return {
    ok: true,
    news: {
      ...(containers ? { containers: some(containers, 'container', MOST_CONTAINERS).flatMap(readContainer) } : {}),
      ...(subscribers ? { subscribers: some(subscribers, 'subscriber', MOST_PEOPLE).flatMap(readSubscriber) } : {}),
      ...(delegates ? { delegates: [...new Set(some(delegates, 'delegate', MOST_PEOPLE).flatMap(readDelegate))] } : {}),
    },
  };
}

function some(parent: XmlElement, local: string, most: number): readonly XmlElement[] {
  return children(parent, local).slice(0, most);
}

function readContainer(element: XmlElement): Container[] {
  const id = numberOf(attr(element, 'id'));
  const version = numberOf(attr(element, 'version'));
  if (id === undefined || version === undefined) return [];
  return [{ id, version, members: some(element, 'member', MOST_MEMBERS).flatMap(readMember) }];
}

function readMember(element: XmlElement): ContainerMember[] {
  const type = MEMBER_TYPES.find((known) => known === attr(element, 'type'));
  const value = (attr(element, 'value') ?? '')
    .trim()
    .replace(/^sips?:/i, '')
    .toLowerCase();
  const isNamed = type === 'user' || type === 'domain';
  if (type === undefined || (isNamed && value === '')) return [];
  return [{ type, value: isNamed ? value : '' }];
}

function readSubscriber(element: XmlElement): Subscriber[] {
  const uri = personUri(attr(element, 'user') ?? '');
  if (uri === undefined) return [];
  const name = (attr(element, 'displayName') ?? '').trim().slice(0, LONGEST_NAME);
  const kind = kindOfNetwork(attr(element, 'type'));
  const isAcknowledged = booleanOf(attr(element, 'acknowledged')) ?? false;
  return [{ uri, name, isAcknowledged, ...(kind ? { kind } : {}) }];
}

function readDelegate(element: XmlElement): string[] {
  const uri = personUri(attr(element, 'uri') ?? '');
  return uri === undefined ? [] : [uri];
}
