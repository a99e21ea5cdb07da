/** Address book web query, expansion of groups, and photos, for whoever shows a ticket. [MS-DLX] 3.1.4, [MS-ABS] */
import { child, textOf } from '../../protocol/xml/find.ts';
import type { XmlElement } from '../../protocol/xml/read.ts';
import { xml } from '../sip/xml-text.ts';
import type { AddressBookPeople, BookEntry, BookGroup } from './address-book-people.ts';
import { photoOf } from './address-book-photos.ts';
import { PATHS } from './addresses.ts';
import { notFound, plainPage, type WebAnswer, type WebRequest } from './http.ts';
import { type Refusal, readCall, soapAnswer, soapFault } from './soap.ts';
import type { WebTickets } from './web-tickets.ts';
import { judgeBearer, judgeTicket } from './ws-security.ts';

export interface AddressBookPlan {
  readonly people: AddressBookPeople;
  readonly tickets: WebTickets;
  /** Milliseconds since 1970, by the server's clock. */
  readonly now: number;
}

const SPACE = 'DistributionListExpander';
const MOST_RESULTS = 100;
const MOST_MEMBERS = 100;

/** Answers one call of the service. */
export function answerAddressBook(plan: AddressBookPlan, body: string): WebAnswer {
  const soap = readCall(body);
  if (!soap) return refused('Not a call.');
  const verdict = judgeBearer(plan.tickets, { header: soap.header, body }, plan.now);
  if (!verdict.ok) return soapFault(verdict.refusal);
  const { call } = soap;
  if (call.ns !== SPACE) return refused(`A call of another service: ${call.ns.slice(0, 80)}`);
  if (call.local === 'SearchAbEntry') return search(plan.people, call);
  if (call.local === 'QueryDLMembers') return expand(plan.people, call);
  return refused(`No such operation: ${call.local.slice(0, 80)}`);
}

/** A picture below the address book files, by a ticket in the header. */
export function answerPhoto({ people, tickets, now }: AddressBookPlan, request: WebRequest): WebAnswer {
  if (request.method !== 'GET') return { ...notFound(), status: 405 };
  const value = String(request.headers['x-ms-webticket'] ?? '');
  const ticket = /^opaque=([A-Za-z0-9+/=]{1,16000})$/.exec(value)?.[1] ?? '';
  if (!judgeTicket(tickets, Buffer.from(ticket, 'base64').toString('utf8'), now).ok) return plainPage(401, 'No ticket');
  const name = request.path.slice(`${PATHS.addressBookFiles}/photos/`.length);
  const entry = people.entries().find((each) => each.hasPhoto && photoName(each) === name);
  if (!entry) return notFound();
  return { status: 200, contentType: 'image/png', body: '', bytes: photoOf(entry.name) };
}

const COLUMNS: Readonly<Record<string, (entry: BookEntry) => string>> = {
  givenname: ({ givenName }) => givenName,
  sn: ({ surname }) => surname,
  displayname: ({ name }) => name,
  mail: ({ mail }) => mail,
  mailnickname: ({ mail }) => mail.split('@', 1)[0] ?? '',
  'msrtcsip-primaryuseraddress': ({ address }) => (address === undefined ? '' : `sip:${address}`),
  telephonenumber: ({ phone }) => phone,
};

function search(people: AddressBookPeople, call: XmlElement): WebAnswer {
  const request = child(call, 'AbEntryRequest');
  const wanted = (textOf(request, 'BasicSearch', 'Value') ?? '')
    .toLowerCase()
    .replace(/^(?=\+?\d[\d\s().-]*$).*$/, digitsOf);
  const columns = (textOf(request, 'BasicSearch', 'SearchList') ?? '').toLowerCase().split(',');
  if (wanted === '') return refused('Nothing to look for.');
  const most = Math.min(
    Number(textOf(request, 'Metadata', 'MaxResultNum') ?? MOST_RESULTS) || MOST_RESULTS,
    MOST_RESULTS,
  );
  const known = columns.flatMap((name) => (Object.hasOwn(COLUMNS, name.trim()) ? (COLUMNS[name.trim()] ?? []) : []));
  const begins = (entry: BookEntry) => known.some((column) => beginsSo(column(entry), wanted));
  const found = people.entries().filter(begins).slice(0, most);
  const groups = columns.includes('displayname') ? people.groups().filter(({ name }) => beginsSo(name, wanted)) : [];
  const items = [...groups.map(groupXml), ...found.map(entryXml)].slice(0, most);
  return result('SearchAbEntry', `<Items>${items.join('')}</Items>`);
}

function digitsOf(text: string): string {
  return text.replace(/[^\d+]/g, '');
}

function beginsSo(value: string, wanted: string): boolean {
  const text = value.toLowerCase();
  return text !== '' && (text.startsWith(wanted) || text.replace(/^sip:/, '').startsWith(wanted));
}

function expand(people: AddressBookPeople, call: XmlElement): WebAnswer {
  const wanted = (textOf(call, 'groupMailAddress') ?? '').toLowerCase();
  const group = people.groups().find(({ mail }) => mail === wanted);
  if (!group) return result('QueryDLMembers', '<StatusCode>NotFound</StatusCode>');
  const members = group.members.slice(0, MOST_MEMBERS);
  const more = group.members.length > members.length;
  const status = `<StatusCode>Success</StatusCode><MoreAvailable>${more}</MoreAvailable>`;
  return result('QueryDLMembers', `${status}<Members>${members.map(entryXml).join('')}</Members>`);
}

function result(operation: string, content: string): WebAnswer {
  return soapAnswer(
    `<${operation}Response xmlns="${SPACE}"><${operation}Result>${content}</${operation}Result></${operation}Response>`,
  );
}

/** Names in lower case, as newer servers have them. */
function entryXml(entry: BookEntry): string {
  const { name, address, mail, title, department, phone, hasPhoto } = entry;
  const photo = hasPhoto ? { photorelpath: `photos/${photoName(entry)}`, photohash: `lab-${name.length}` } : {};
  return attributesXml({
    displayname: name,
    ...(address === undefined ? {} : { 'msrtcsip-primaryuseraddress': `sip:${address}` }),
    mail,
    title,
    department,
    telephonenumber: phone,
    ...photo,
  });
}

function groupXml({ name, mail }: BookGroup): string {
  return attributesXml({ displayname: name, mail, grouptype: '8' });
}

function attributesXml(fields: Readonly<Record<string, string>>): string {
  const attributes = Object.entries(fields).filter(([, value]) => value !== '');
  const written = attributes.map(
    ([name, value]) => `<Attribute><Name>${name}</Name><Value>${xml(value)}</Value></Attribute>`,
  );
  return `<AbEntry><Attributes>${written.join('')}</Attributes></AbEntry>`;
}

function photoName({ mail }: BookEntry): string {
  return `${mail.replace(/[^a-z0-9]/g, '-')}.png`;
}

function refused(reason: string): WebAnswer {
  const refusal: Refusal = { code: 'soap:Client', errorId: 28_000, reason };
  return soapFault(refusal);
}
