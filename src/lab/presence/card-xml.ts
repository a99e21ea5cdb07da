/** Contact cards in the parts a server publishes them in. [MS-PRES] 2.2.2.6.1, [LYNCDOC] contactCard instances */
import { createHash } from 'node:crypto';
import { xml } from '../sip/xml-text.ts';
import type { LabPerson } from '../topologies/topology.ts';
import { timeText } from './time-text.ts';

const CARD = 'http://schemas.microsoft.com/2006/09/sip/contactcard';

interface CardOwner {
  readonly uri: string;
  readonly person: LabPerson | undefined;
  /** Wall clock, milliseconds. */
  readonly at: number;
}

/** Identity, numbers of the person's own, what the directory knows, photo: an instance each. */
export function contactCards({ uri, person, at }: CardOwner): string {
  const address = uri.replace(/^sip:/, '');
  const card = (instance: number, content: string) =>
    `<category name="contactCard" instance="${instance}" publishTime="${timeText(at)}">` +
    `<contactCard xmlns="${CARD}">${content}</contactCard></category>`;
  const name = person?.displayName ?? address;
  const identity = `<identity><name><displayName>${xml(name)}</displayName></name><email>${xml(address)}</email></identity>`;
  if (!person) return card(0, identity);
  const { title, company, department, office, phone, mobile } = person;
  const directory = [
    element('title', title),
    element('office', office),
    element('company', company),
    element('department', department),
    phoneElement('work', phone),
  ];
  const photo = person.hasPhoto ? `<photo type="enterprise"><hash>${hashOf(address)}</hash></photo>` : '';
  return [
    card(0, identity),
    ...(mobile ? [card(1, phoneElement('mobile', mobile))] : []),
    card(3, directory.join('')),
    ...(photo ? [card(6, photo)] : []),
  ].join('');
}

function element(name: string, text: string | undefined): string {
  return text === undefined ? '' : `<${name}>${xml(text)}</${name}>`;
}

function phoneElement(type: string, number: string | undefined): string {
  if (number === undefined) return '';
  return `<phone type="${type}"><uri>tel:${xml(number)}</uri><displayString>${xml(number)}</displayString></phone>`;
}

function hashOf(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}
