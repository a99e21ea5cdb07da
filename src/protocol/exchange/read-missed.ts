/** Missed calls and conversations and recorded messages, as the mailbox keeps them. [MS-OXOUM] 2.2.2.1, protocol notes 12.4 */
import type { MissedItem, MissedKind } from '../../shared/model/voicemail.ts';
import { readUri } from '../sip/uri.ts';
import { at, attr, booleanOf, child, textOf } from '../xml/find.ts';
import type { XmlElement } from '../xml/read.ts';
import { propertyOf } from './properties.ts';
import { readTime } from './time.ts';
import { mostMissed, senderTag, telephoneTag } from './write-missed.ts';

export type FoundMissed = MissedItem & { readonly source: 'exchange' };

const longestId = 512;
const longestWords = 255;

/** The items in one message of FindItem, in its order, at most 100. What is of no class we asked for is passed over. */
export function readMissed(message: XmlElement): FoundMissed[] {
  const items = at(message, 'RootFolder', 'Items')?.children ?? [];
  return items.slice(0, mostMissed).flatMap((item) => readItem(item) ?? []);
}

/** The id of the first folder that FindFolder found; undefined when there is none. */
export function readFolderId(message: XmlElement): string | undefined {
  const folder = at(message, 'RootFolder', 'Folders')?.children[0];
  const id = attr(child(folder, 'FolderId'), 'Id') ?? '';
  return id !== '' && id.length <= longestId ? id : undefined;
}

function readItem(item: XmlElement): FoundMissed | undefined {
  const id = attr(child(item, 'ItemId'), 'Id') ?? '';
  const at = readTime(textOf(item, 'DateTimeReceived'));
  const kind = kindOf(textOf(item, 'ItemClass') ?? '');
  if (id === '' || id.length > longestId || at === undefined || kind === undefined) return undefined;
  const mailbox = child(child(item, 'From'), 'Mailbox');
  const uri = telephoneOf(item) ?? addressIn(propertyOf(item, { tag: senderTag })) ?? addressOf(mailbox);
  return {
    id,
    kind,
    from: { ...(uri === undefined ? {} : { uri }), name: words(textOf(mailbox, 'Name')) },
    at,
    subject: words(textOf(item, 'Subject')),
    isUnread: !(booleanOf(textOf(item, 'IsRead')) ?? false),
    source: 'exchange',
  };
}

function kindOf(itemClass: string): MissedKind | undefined {
  const name = itemClass.toLowerCase();
  if (name.includes('.microsoft.voicemail')) return 'voicemail';
  if (name.startsWith('ipm.note.microsoft.missed.voice')) return 'call';
  return name.startsWith('ipm.note.microsoft.missed') ? 'im' : undefined;
}

/** Only a whole number can be called back; an extension means nothing without its dial plan. */
function telephoneOf(item: XmlElement): string | undefined {
  const number = (propertyOf(item, { tag: telephoneTag }) ?? '').replace(/[\s().-]/g, '');
  return /^\+\d{3,20}$/.test(number) ? `tel:${number}` : undefined;
}

/** Exchange's own form of address (`EX`) names nobody to us. */
function addressOf(mailbox: XmlElement | undefined): string | undefined {
  const type = textOf(mailbox, 'RoutingType') ?? 'SMTP';
  return type.toUpperCase() === 'SMTP' ? addressIn(textOf(mailbox, 'EmailAddress')) : undefined;
}

/** A mail address, taken for the address of the same person. */
function addressIn(text: string | undefined): string | undefined {
  const address = (text ?? '').toLowerCase();
  const uri = address.length <= 320 ? readUri(`sip:${address}`) : undefined;
  return uri?.kind === 'sip' && uri.user && uri.params.size === 0 ? `sip:${address}` : undefined;
}

function words(text: string | undefined): string {
  return (text ?? '').replace(/\s+/g, ' ').slice(0, longestWords);
}
