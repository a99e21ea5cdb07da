/** Waiting messages by count: RFC 3842 5 in a notification, [MS-PRES] 2.2.2.7.11 in the own presence. */
import { attr, booleanOf, numberOf } from '../xml/find.ts';
import { readXml, type XmlElement } from '../xml/read.ts';

export interface WaitingMessages {
  readonly unread: number;
  readonly read: number;
  /** Among the unread ones. */
  readonly urgentUnread: number;
  /** Whose mailbox. */
  readonly account?: string;
}

export const messageSummaryType = 'application/simple-message-summary';

const longest = 8192;
const mostLines = 64;
/** More than a mailbox holds; a larger number is no count. */
const mostMessages = 1_000_000;
const WAITING: ReadonlyMap<string, boolean> = new Map([
  ['yes', true],
  ['no', false],
]);
const COUNTS = /^(\d{1,10})[ \t]*\/[ \t]*(\d{1,10})(?:[ \t]*\([ \t]*(\d{1,10})[ \t]*\/[ \t]*(\d{1,10})[ \t]*\))?$/;

/** Messages of other kinds than voice. RFC 3842 5.2, RFC 3458 */
const OTHERS = ['fax-message', 'pager-message', 'multimedia-message', 'text-message'];

/**
 * Reads a message summary; undefined when it does not say whether messages wait. Without a voice line, or with one that cannot be read,
 * `Messages-Waiting: yes` means at least one, unless it is another kind of message that is said to wait.
 */
export function readMessageSummary(text: string): WaitingMessages | undefined {
  if (text.length > longest) return undefined;
  const lines = new Map(
    text
      .split(/\r?\n/, mostLines)
      .flatMap((line) => lineOf(line))
      .reverse(),
  );
  const waiting = WAITING.get((lines.get('messages-waiting') ?? '').toLowerCase());
  if (waiting === undefined) return undefined;
  const account = lines.get('message-account');
  const whose = account !== undefined && account.length <= 320 ? { account } : {};
  const counts = COUNTS.exec(lines.get('voice-message') ?? '');
  const [unread = 0, read = 0, urgent = 0] = (counts ?? []).slice(1, 4).map((digits) => Number(digits ?? 0));
  if (!counts || unread > mostMessages || read > mostMessages) {
    const isOther =
      !lines.has('voice-message') && OTHERS.some((name) => Number.parseInt(lines.get(name) ?? '', 10) > 0);
    return { unread: waiting && !isOther ? 1 : 0, read: 0, urgentUnread: 0, ...whose };
  }
  // The counts are more exact than the word beside them.
  return { unread, read, urgentUnread: Math.min(urgent, unread), ...whose };
}

/** The first of several lines of one name counts, so the map is filled from the end. */
function lineOf(line: string): [name: string, value: string][] {
  const colon = line.indexOf(':');
  return colon > 0 ? [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]] : [];
}

/**
 * Reads the category `mwi` out of what the own presence brought: a whole document, or the category alone. Undefined when it is not in it;
 * a category without content says that nothing waits.
 */
export function readWaitingCategory(xml: string): WaitingMessages | undefined {
  // Own presence comes often, and mostly without it.
  if (!xml.includes('mwi')) return undefined;
  const reading = readXml(xml);
  return reading.ok ? findIn(reading.root) : undefined;
}

function findIn(root: XmlElement): WaitingMessages | undefined {
  const waiting = [root];
  // The document is bounded by its reader, and each element is looked at once.
  for (let element = waiting.pop(); element; element = waiting.pop()) {
    if (element.local === 'mwi') return fromElement(element);
    const isEmpty = element.local === 'category' && attr(element, 'name') === 'mwi' && element.children.length === 0;
    if (isEmpty) return { unread: 0, read: 0, urgentUnread: 0 };
    for (const inner of element.children) waiting.push(inner);
  }
  return undefined;
}

function fromElement(element: XmlElement): WaitingMessages | undefined {
  const waiting = booleanOf(attr(element, 'messageWaiting'));
  const unread = numberOf(attr(element, 'unreadVoiceMailCount'));
  const read = numberOf(attr(element, 'readVoiceMailCount')) ?? 0;
  if (waiting === undefined && unread === undefined) return undefined;
  const isSound = (unread ?? 0) <= mostMessages && read <= mostMessages;
  return {
    unread: isSound && unread !== undefined ? unread : waiting ? 1 : 0,
    read: isSound ? read : 0,
    urgentUnread: 0,
  };
}
