/** What became of a message in a meeting's chat, recipient by recipient: application/ms-imdn+xml. [MS-CONFIM] 6.2 */
import type { Diagnostic } from '../../shared/model/failure.ts';
import { readDiagnostic } from '../ms/diagnostics.ts';
import { addressOf } from '../sip/uri.ts';
import { children, numberOf, textOf } from '../xml/find.ts';
import { readXml, type XmlElement } from '../xml/read.ts';

/** The type of such a report, lower case. */
export const deliveryType = 'application/ms-imdn+xml';

/** One who did not get the message. */
export interface Miss {
  /** `sip:user@domain`, lower case. */
  readonly uri: string;
  readonly status: number;
  readonly diagnostic?: Diagnostic;
}

export interface DeliveryReport {
  /** As the chat's server named it when it took the message (`Message-Id`). */
  readonly messageId: string;
  /** At most 100, each address once. */
  readonly misses: readonly Miss[];
  /** More than those did not get it. */
  readonly more: number;
}

const LONGEST = 256 * 1024;
const LONGEST_ID = 64;
const LONGEST_URI = 1024;
const MOST = 100;

/** Undefined for any other document. Whoever is not named, or with a status below 300, has the message. */
export function readDelivery(text: string): DeliveryReport | undefined {
  const reading = text.length > LONGEST ? undefined : readXml(text);
  if (!reading?.ok || reading.root.local !== 'imdn') return undefined;
  const messageId = textOf(reading.root, 'message-id');
  if (messageId === undefined || messageId.length > LONGEST_ID) return undefined;
  const misses = new Map<string, Miss>();
  for (const recipient of children(reading.root, 'recipient')) {
    const miss = readMiss(recipient);
    if (miss && !misses.has(miss.uri)) misses.set(miss.uri, miss);
  }
  const all = [...misses.values()];
  return { messageId, misses: all.slice(0, MOST), more: Math.max(0, all.length - MOST) };
}

function readMiss(recipient: XmlElement): Miss | undefined {
  const status = numberOf(textOf(recipient, 'status')) ?? 0;
  const uri = addressIn(recipient.attributes.find(({ local }) => local === 'uri')?.value ?? '');
  if (uri === undefined || status < 300 || status > 699) return undefined;
  const entry = children(recipient, 'entry').find((each) => textOf(each, 'key')?.toLowerCase() === 'ms-diagnostics');
  const diagnostic = entry && readDiagnostic(textOf(entry, 'value') ?? '');
  return { uri, status, ...(diagnostic ? { diagnostic } : {}) };
}

/** Servers write the address in angle brackets, with its endpoint, and with blanks before the parameters. */
function addressIn(value: string): string | undefined {
  if (value.length > LONGEST_URI) return undefined;
  const address = addressOf(value.replace(/[<>\s]+/g, ''));
  return address === '' ? undefined : address;
}
