/** FindItem, FindFolder, GetItem and UpdateItem over one mailbox. [MS-OXWSSRCH] 3.1.4, [MS-OXWSCORE] 3.1.4 */
import { at, attr, child, textOf } from '../../protocol/xml/find.ts';
import type { XmlElement } from '../../protocol/xml/read.ts';
import { xml } from '../sip/xml-text.ts';
import { failure, listAnswer, type Refusal, success } from './answers.ts';
import { itemXml } from './item-xml.ts';
import { type CalendarEntry, historyFolderId, type Mailbox, type MailEntry } from './mailbox.ts';
import { fieldsSince2013, foldersSince2013, knownFields } from './request-shapes.ts';
import type { ExchangeVersion } from './settings.ts';

export interface Asked {
  readonly call: XmlElement;
  readonly mailbox: Mailbox;
  readonly version: ExchangeVersion;
}

/** A request whose schema is right and whose meaning is not. */
export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(code: string, text: string) {
    super(text);
    this.refusal = { code, text };
  }
}

/** Without a view. */
const MOST_ENTRIES = 1000;
const MOST_DAYS = 730;
const DAY = 24 * 60 * 60_000;
const notFound: Refusal = { code: 'ErrorItemNotFound', text: 'The specified object was not found in the store.' };
const noFolder: Refusal = {
  code: 'ErrorFolderNotFound',
  text: 'The specified folder could not be found in the store.',
};

/** One message per folder. Throws Refused. */
export function findItem(asked: Asked): string {
  const { call } = asked;
  const fields = fieldsOf(asked);
  const folders = child(call, 'ParentFolderIds')?.children ?? [];
  const view = child(call, 'CalendarView');
  const messages = folders.map((folder) => {
    const name = folderName(folder, asked);
    if (name === undefined) return failure('FindItem', noFolder);
    const page = view
      ? pageOf(inCalendar(name, view, asked), view)
      : pageOf(inFolder(name, asked), child(call, 'IndexedPageItemView'));
    return success('FindItem', rootFolder(page, fields));
  });
  return listAnswer('FindItem', messages);
}

/** Only folders below the mailbox's root. */
export function findFolder({ call, mailbox }: Asked): string {
  const wanted = constantOf(at(call, 'Restriction'))?.toLowerCase();
  const isWanted = wanted === undefined || wanted === 'conversation history';
  const folder = `<t:Folder><t:FolderId Id="${xml(historyFolderId(mailbox.owner))}" ChangeKey="AQAAAA=="/></t:Folder>`;
  const content = `<m:RootFolder TotalItemsInView="${isWanted ? 1 : 0}" IncludesLastItemInRange="true"><t:Folders>${isWanted ? folder : ''}</t:Folders></m:RootFolder>`;
  return listAnswer('FindFolder', [success('FindFolder', content)]);
}

export function getItem(asked: Asked): string {
  const fields = fieldsOf(asked);
  const ids = child(asked.call, 'ItemIds')?.children ?? [];
  const messages = ids.map((id) => {
    const entry = asked.mailbox.entry(attr(id, 'Id') ?? '');
    return entry ? success('GetItem', `<m:Items>${itemXml(entry, fields)}</m:Items>`) : failure('GetItem', notFound);
  });
  return listAnswer('GetItem', messages);
}

/** Knows one change: that a mail was read, or not. */
export function updateItem({ call, mailbox }: Asked): string {
  const changes = child(call, 'ItemChanges')?.children ?? [];
  const messages = changes.map((change) => {
    const entry = mailbox.entry(attr(child(change, 'ItemId'), 'Id') ?? '');
    if (!entry || 'plan' in entry) return failure('UpdateItem', notFound);
    for (const field of child(change, 'Updates')?.children ?? []) {
      if (attr(child(field, 'FieldURI'), 'FieldURI') !== 'message:IsRead')
        throw new Refused('ErrorInvalidPropertySet', 'Only message:IsRead can be set.');
      entry.isRead = textOf(field, 'Message', 'IsRead') === 'true';
    }
    const item = `<m:Items><t:Message><t:ItemId Id="${xml(entry.id)}" ChangeKey="DwAAABYAAAD"/></t:Message></m:Items>`;
    return success('UpdateItem', `${item}<m:ConflictResults><t:Count>0</t:Count></m:ConflictResults>`);
  });
  return listAnswer('UpdateItem', messages);
}

function fieldsOf({ call, version }: Asked): readonly XmlElement[] {
  const fields = at(call, 'ItemShape', 'AdditionalProperties')?.children ?? [];
  for (const field of fields) {
    const name = attr(field, 'FieldURI');
    const isKnown =
      name === undefined || knownFields.has(name) || (version === 'Exchange2013' && fieldsSince2013.has(name));
    if (!isKnown) throw new Refused('ErrorInvalidPropertyRequest', `The property ${name} is unknown to ${version}.`);
  }
  return fields;
}

function folderName(folder: XmlElement, { mailbox, version }: Asked): string | undefined {
  const id = attr(folder, 'Id') ?? '';
  if (folder.local === 'FolderId') return id === historyFolderId(mailbox.owner) ? 'conversationhistory' : undefined;
  if (version !== 'Exchange2013' && foldersSince2013.has(id)) {
    throw new Refused('ErrorInvalidServerVersion', `The folder ${id} is unknown to ${version}.`);
  }
  return ['calendar', 'inbox', 'conversationhistory'].includes(id) ? id : undefined;
}

function inCalendar(name: string, view: XmlElement, { call, mailbox }: Asked): readonly CalendarEntry[] {
  if (name !== 'calendar')
    throw new Refused('ErrorCalendarFolderIsInvalidForCalendarView', 'This folder is no calendar.');
  if (child(call, 'Restriction'))
    throw new Refused('ErrorRestrictionTooComplex', 'A calendar view takes no restriction.');
  const from = Date.parse(attr(view, 'StartDate') ?? '');
  const to = Date.parse(attr(view, 'EndDate') ?? '');
  if (!(to >= from))
    throw new Refused('ErrorCalendarEndDateIsEarlierThanStartDate', 'EndDate is earlier than StartDate.');
  if (to - from > MOST_DAYS * DAY)
    throw new Refused('ErrorCalendarViewRangeTooBig', 'The view spans more than two years.');
  return mailbox.calendar.filter(({ startsAt, endsAt }) => startsAt < to && endsAt >= from);
}

function inFolder(name: string, { call, mailbox }: Asked): readonly (CalendarEntry | MailEntry)[] {
  if (name === 'calendar') return mailbox.calendar;
  const condition = child(call, 'Restriction')?.children[0];
  const newestFirst = mailbox.mail.filter((entry) => entry.folder === name && fits(entry, condition));
  const order = at(call, 'SortOrder', 'FieldOrder');
  const isByTime = attr(child(order, 'FieldURI'), 'FieldURI') === 'item:DateTimeReceived';
  return isByTime && attr(order, 'Order') === 'Ascending' ? newestFirst.reverse() : newestFirst;
}

/** What goes out of all that was found, and what is said of the rest. [MS-OXWSSRCH] 2.2.4.16, 2.2.4.11 */
interface Page {
  readonly entries: readonly (CalendarEntry | MailEntry)[];
  /** Attributes of the folder. */
  readonly told: string;
}

/** A view without `Offset`, as that of a calendar, begins at the beginning; one from the end goes backwards. */
function pageOf(found: Page['entries'], view: XmlElement | undefined): Page {
  const total = found.length;
  const most = Number(attr(view, 'MaxEntriesReturned') ?? MOST_ENTRIES);
  const offset = Math.min(Number(attr(view, 'Offset') ?? 0), total);
  const isBackwards = attr(view, 'BasePoint') === 'End';
  const start = isBackwards ? Math.max(0, total - offset - most) : offset;
  const end = isBackwards ? total - offset : Math.min(total, offset + most);
  const next = isBackwards ? total - start : end;
  const paging = view?.local === 'IndexedPageItemView' ? `IndexedPagingOffset="${next}" ` : '';
  const told = `${paging}TotalItemsInView="${total}" IncludesLastItemInRange="${next >= total}"`;
  return { entries: found.slice(start, end), told };
}

function fits(entry: MailEntry, condition: XmlElement | undefined): boolean {
  if (!condition) return true;
  if (condition.local === 'Or') return condition.children.some((each) => fits(entry, each));
  const wanted = (constantOf(condition) ?? '').toLowerCase();
  const value = { 'item:ItemClass': entry.itemClass, 'item:Subject': entry.subject }[
    attr(child(condition, 'FieldURI'), 'FieldURI') ?? ''
  ];
  if (value === undefined)
    throw new Refused('ErrorUnsupportedPathForQuery', 'Only class and subject can be searched here.');
  if (condition.local === 'IsEqualTo') return value.toLowerCase() === wanted;
  return attr(condition, 'ContainmentMode') === 'Prefixed'
    ? value.toLowerCase().startsWith(wanted)
    : value.toLowerCase().includes(wanted);
}

function constantOf(element: XmlElement | undefined): string | undefined {
  if (!element) return undefined;
  if (element.local === 'Constant') return attr(element, 'Value');
  for (const inner of element.children) {
    const value = constantOf(inner);
    if (value !== undefined) return value;
  }
  return undefined;
}

function rootFolder({ entries, told }: Page, fields: readonly XmlElement[]): string {
  const items = entries.map((entry) => itemXml(entry, fields)).join('');
  return `<m:RootFolder ${told}><t:Items>${items}</t:Items></m:RootFolder>`;
}
