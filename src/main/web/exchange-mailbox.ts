/** What is asked of a mailbox, each question with its reading. All fail as `Exchange.ask` does, and with EXCHANGE_UNREADABLE for an answer without what was asked for. */
import type { SchemaVersion } from '../../protocol/exchange/namespaces.ts';
import { type Availability, readAvailability } from '../../protocol/exchange/read-availability.ts';
import { type FoundMeeting, readJoinLinks, readMeetings } from '../../protocol/exchange/read-calendar.ts';
import { type FoundMissed, readFolderId, readMissed } from '../../protocol/exchange/read-missed.ts';
import { type OutOfOfficeSettings, readOutOfOffice } from '../../protocol/exchange/read-out-of-office.ts';
import { readContacts, readPhoto, type StoredContacts } from '../../protocol/exchange/read-people.ts';
import { writeAvailability, writeOutOfOffice } from '../../protocol/exchange/write-availability.ts';
import { type TimeSpan, writeFindMeetings, writeGetBodies } from '../../protocol/exchange/write-calendar.ts';
import {
  type FolderPlace,
  writeFindFolder,
  writeFindMissed,
  writeMarkRead,
} from '../../protocol/exchange/write-missed.ts';
import { type PhotoSize, writeGetContacts, writeGetPhoto } from '../../protocol/exchange/write-people.ts';
import type { XmlElement } from '../../protocol/xml/read.ts';
import { done, failed, type Outcome } from '../../shared/outcome.ts';
import type { Exchange, Question } from './exchange.ts';

/** Texts of invitations may be long: few at a time keep the answer below what is read at all. */
const bodiesAtOnce = 5;
const mostAtOnce = 100;
/** How clients name the folder; servers before 2013 know it by no other name. */
const historyFolder = 'Conversation History';

/** The meetings that touch a span of time, by start. */
export function findMeetings(exchange: Exchange, span: TimeSpan): Promise<Outcome<FoundMeeting[]>> {
  return one(exchange, (version) => writeFindMeetings(span, version), readMeetings);
}

/** Ways into meetings by what their invitations say, by id; what cannot be read is left out. */
export async function findJoinLinks(exchange: Exchange, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const links = new Map<string, string>();
  for (let from = 0; from < ids.length; from += bodiesAtOnce) {
    const some = ids.slice(from, from + bodiesAtOnce);
    const answer = await exchange.ask(() => writeGetBodies(some));
    if (answer.ok) for (const [id, link] of readJoinLinks(answer.value)) links.set(id, link);
  }
  return links;
}

/** When the owner is busy. */
export function findAvailability(exchange: Exchange, span: TimeSpan): Promise<Outcome<Availability>> {
  return one(exchange, () => writeAvailability(exchange.address, span), readAvailability);
}

/** The owner's replies while away. */
export function findOutOfOffice(exchange: Exchange): Promise<Outcome<OutOfOfficeSettings>> {
  return one(exchange, () => writeOutOfOffice(exchange.address), readOutOfOffice);
}

/** What was missed, newest first: in the inbox, and in the folder of past conversations where there is one. */
export async function findMissed(exchange: Exchange): Promise<Outcome<FoundMissed[]>> {
  let used: SchemaVersion | undefined;
  const question: Question = (version) => {
    used = version;
    const isNew = version === 'Exchange2013';
    return isNew
      ? writeFindMissed([{ name: 'inbox' }, { name: 'conversationhistory' }])
      : writeFindFolder(historyFolder);
  };
  const answer = await exchange.ask(question);
  if (!answer.ok) return answer;
  if (used === 'Exchange2013') return missedIn(exchange, answer.value);
  const id = answer.value.map(readFolderId).find((each) => each !== undefined);
  const folders: readonly FolderPlace[] = [{ name: 'inbox' }, ...(id === undefined ? [] : [{ id }])];
  const items = await exchange.ask(() => writeFindMissed(folders));
  return items.ok ? missedIn(exchange, items.value) : items;
}

/** The inbox must be there; the other folder is made when it is first needed. */
function missedIn(exchange: Exchange, messages: readonly XmlElement[]): Outcome<FoundMissed[]> {
  const [inbox] = messages;
  const failure = inbox && exchange.problemIn(inbox);
  if (failure) return failed(failure);
  const items = messages.filter((message) => !exchange.problemIn(message)).flatMap(readMissed);
  const known = new Map(items.map((item) => [item.id, item]));
  return done([...known.values()].sort((one, other) => other.at - one.at));
}

/** Marks items as read in the mailbox. */
export async function markRead(exchange: Exchange, ids: readonly string[]): Promise<Outcome<void>> {
  for (let from = 0; from < ids.length; from += mostAtOnce) {
    const answer = await exchange.ask(() => writeMarkRead(ids.slice(from, from + mostAtOnce)));
    if (!answer.ok) return answer;
    const failure = answer.value.map((message) => exchange.problemIn(message)).find((each) => each !== undefined);
    if (failure) return failed(failure);
  }
  return done(undefined);
}

/** Somebody's photo as base64. EXCHANGE_REFUSED from servers before 2013, and where there is none. */
export function findPhoto(exchange: Exchange, address: string, size: PhotoSize): Promise<Outcome<string>> {
  return one(
    exchange,
    since2013(() => writeGetPhoto(address, size)),
    readPhoto,
  );
}

/** A contact list that was moved to Exchange. EXCHANGE_REFUSED from servers before 2013. */
export function findContacts(exchange: Exchange): Promise<Outcome<StoredContacts>> {
  return one(exchange, since2013(writeGetContacts), readContacts);
}

function since2013(write: () => string): Question {
  return (version) => (version === 'Exchange2013' ? write() : undefined);
}

async function one<T>(
  exchange: Exchange,
  question: Question,
  read: (message: XmlElement) => T | undefined,
): Promise<Outcome<T>> {
  const answer = await exchange.ask(question);
  if (!answer.ok) return answer;
  const [message] = answer.value;
  const failure = message && exchange.problemIn(message);
  if (failure) return failed(failure);
  const value = message && read(message);
  return value === undefined ? failed(exchange.unreadable('an answer to something else')) : done(value);
}
