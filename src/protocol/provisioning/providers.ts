/** Public providers: an XML document within a property of the document. [MS-SIPREGE] 2.2.2.5.12 (mission F16) */
import type { PublicProvider } from '../../shared/model/provisioning.ts';
import { attr, children, textOf } from '../xml/find.ts';
import { readXml, type XmlElement } from '../xml/read.ts';
import type { ProvisionDocument } from './read.ts';

const MOST = 50;
const LONGEST = 256;

export interface ProvidersReading {
  readonly providers: readonly PublicProvider[];
  readonly problem?: string;
}

/** The providers a document names; names without one are passed over. */
export function publicProvidersOf(document: ProvisionDocument): ProvidersReading {
  const group = document.groups.find((each) => each.name.toLowerCase() === 'publicproviders');
  const text = group?.entries.find((each) => each.key.toLowerCase() === 'publicproviders')?.value ?? '';
  if (text === '') return { providers: [] };
  const xml = readXml(text);
  if (!xml.ok) return { providers: [], problem: `publicProviders: ${xml.problem}` };
  return { providers: children(xml.root, 'PublicProvider').slice(0, MOST).flatMap(providerOf) };
}

function providerOf(element: XmlElement): PublicProvider[] {
  const field = (name: string) => (attr(element, name)?.trim() || textOf(element, name))?.slice(0, LONGEST);
  const name = field('Name');
  if (!name) return [];
  const proxy = field('ProxyFqdn');
  const domain = field('NameDecorationDomain');
  const routingDomain = field('NameDecorationRoutingDomain');
  return [
    { name, ...(proxy ? { proxy } : {}), ...(domain ? { domain } : {}), ...(routingDomain ? { routingDomain } : {}) },
  ];
}
