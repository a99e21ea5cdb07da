/**
 * One flight of a TLS handshake up to 1.2, as gssapi-data carries it: told apart by its records, so that nobody has to wait for
 * more. Nothing is decrypted here. RFC 2246 6, 7; RFC 5246 7.3
 */
import { joinBytes } from './bytes.ts';

export type TlsFlight =
  /** Plain handshake messages, whole, and which ones: 1 ClientHello, 2 ServerHello, 14 ServerHelloDone, … RFC 5246 7.4 */
  | { readonly kind: 'plain'; readonly messages: readonly number[] }
  /** Ends with ChangeCipherSpec and what is encrypted from there on, which is Finished. */
  | { readonly kind: 'finished' }
  /** The other side gives up. Undefined where the alert is encrypted. RFC 5246 7.2 */
  | { readonly kind: 'alert'; readonly description: number | undefined }
  | { readonly kind: 'broken'; readonly problem: 'the TLS flight is cut short' | 'the TLS flight is none' };

export const TLS_MESSAGE = { clientHello: 1, serverHello: 2, serverHelloDone: 14 } as const;

const RECORD = { changeCipherSpec: 20, alert: 21, handshake: 22 } as const;
const HEAD_BYTES = 5;
/** A record's fragment with all that encryption may add. RFC 5246 6.2.3 */
const MAX_FRAGMENT = 16_384 + 2048;
const MAX_RECORDS = 256;

interface TlsRecord {
  readonly type: number;
  readonly fragment: Uint8Array;
}

/** Reads one flight whole; half a record or half a message makes it broken. */
export function readTlsFlight(bytes: Uint8Array): TlsFlight {
  const records = splitRecords(bytes);
  if ('kind' in records) return records;
  const change = records.findIndex(({ type }) => type === RECORD.changeCipherSpec);
  const alert = records.findIndex(({ type }) => type === RECORD.alert);
  if (alert >= 0) {
    const isSealed = change >= 0 && change < alert;
    return { kind: 'alert', description: isSealed ? undefined : records[alert]?.fragment[1] };
  }
  const plain = change < 0 ? records : records.slice(0, change);
  const messages = messagesIn(plain.map(({ fragment }) => fragment));
  if (!messages) return broken('the TLS flight is cut short');
  if (change < 0) return { kind: 'plain', messages };
  const sealed = records.slice(change + 1);
  if (sealed.length === 0) return broken('the TLS flight is cut short');
  return sealed.every(({ type }) => type === RECORD.handshake)
    ? { kind: 'finished' }
    : broken('the TLS flight is none');
}

function broken(problem: 'the TLS flight is cut short' | 'the TLS flight is none'): TlsFlight {
  return { kind: 'broken', problem };
}

function splitRecords(bytes: Uint8Array): readonly TlsRecord[] | TlsFlight {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const records: TlsRecord[] = [];
  for (let at = 0; at < bytes.length; ) {
    const type = view.getUint8(at);
    if (type < RECORD.changeCipherSpec || type > RECORD.handshake) return broken('the TLS flight is none');
    if (at + HEAD_BYTES > bytes.length) return broken('the TLS flight is cut short');
    const length = view.getUint16(at + 3);
    if (view.getUint8(at + 1) !== 3 || length > MAX_FRAGMENT || records.length === MAX_RECORDS) {
      return broken('the TLS flight is none');
    }
    const from = at + HEAD_BYTES;
    if (from + length > bytes.length) return broken('the TLS flight is cut short');
    records.push({ type, fragment: bytes.subarray(from, from + length) });
    at = from + length;
  }
  return records.length === 0 ? broken('the TLS flight is cut short') : records;
}

/** The types of the messages that fragments hold together; undefined when the last one is not whole. */
function messagesIn(fragments: readonly Uint8Array[]): number[] | undefined {
  const bytes = joinBytes(...fragments);
  const messages: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    const [type = 0, high = 0, middle = 0, low = 0] = bytes.subarray(at, at + 4);
    messages.push(type);
    at += 4 + high * 65_536 + middle * 256 + low;
    if (at > bytes.length) return undefined;
  }
  return messages;
}
