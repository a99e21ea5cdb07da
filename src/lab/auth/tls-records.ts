/** TLS as bytes inside gssapi-data: where a flight ends, and how old clients want it cut into records. RFC 5246 6.2 */

const HEAD_BYTES = 5;
const LARGEST_RECORD = 16_384;
const CHANGE_CIPHER_SPEC = 20;
const ALERT = 21;
const HANDSHAKE = 22;
const SERVER_HELLO_DONE = 14;
const CLIENT_HELLO = 1;

interface TlsRecord {
  readonly type: number;
  readonly bytes: Buffer;
  readonly body: Buffer;
}

/** The whole records at the start, and whether that was everything. */
function recordsIn(flight: Buffer): { records: TlsRecord[]; isWhole: boolean } {
  const records: TlsRecord[] = [];
  let at = 0;
  while (at + HEAD_BYTES <= flight.length) {
    const end = at + HEAD_BYTES + flight.readUInt16BE(at + 3);
    if (end > flight.length) break;
    records.push({
      type: flight[at] ?? 0,
      bytes: flight.subarray(at, end),
      body: flight.subarray(at + HEAD_BYTES, end),
    });
    at = end;
  }
  return { records, isWhole: at === flight.length };
}

/** What a server has written so far: nothing it would wait after yet, its hello, its Finished, or an alert. */
export type ServerFlight = 'open' | 'hello' | 'finished' | 'alert';

/** The hello ends with ServerHelloDone, the handshake with the Finished that follows ChangeCipherSpec. */
export function serverFlight(flight: Buffer): ServerFlight {
  const { records, isWhole } = recordsIn(flight);
  if (!isWhole) return 'open';
  if (records.some(({ type }) => type === ALERT)) return 'alert';
  if (hasFinished(records)) return 'finished';
  return messageTypes(records).includes(SERVER_HELLO_DONE) ? 'hello' : 'open';
}

/** Whether a client's flight can be answered: whole records that hold a ClientHello, or end with a Finished, or an alert. */
export function isClientFlightComplete(flight: Buffer): boolean {
  const { records, isWhole } = recordsIn(flight);
  if (!isWhole || records.length === 0) return false;
  if (hasFinished(records) || records.some(({ type }) => type === ALERT)) return true;
  return messageTypes(records).includes(CLIENT_HELLO);
}

/** Behind ChangeCipherSpec everything is encrypted: the one handshake record there is Finished. */
function hasFinished(records: readonly TlsRecord[]): boolean {
  const specAt = records.findIndex(({ type }) => type === CHANGE_CIPHER_SPEC);
  return specAt >= 0 && records.slice(specAt + 1).some(({ type }) => type === HANDSHAKE);
}

/** Types of the plain handshake messages, which may share a record or fill several. RFC 5246 7.4 */
function messageTypes(records: readonly TlsRecord[]): number[] {
  const plain = Buffer.concat(records.filter(({ type }) => type === HANDSHAKE).map(({ body }) => body));
  const types: number[] = [];
  for (let at = 0; at + 4 <= plain.length; ) {
    const end = at + 4 + plain.readUIntBE(at + 1, 3);
    if (end <= plain.length) types.push(plain[at] ?? 0);
    at = end;
  }
  return types;
}

/**
 * Puts the plain handshake messages that lead a flight into as few records as they fit in: some clients stop reading at a
 * ServerHelloDone that has a record of its own. The handshake's hash does not cover record heads.
 */
export function mergeHandshakeRecords(flight: Buffer): Buffer {
  const { records } = recordsIn(flight);
  const foreignAt = records.findIndex(({ type }) => type !== HANDSHAKE);
  const leading = foreignAt < 0 ? records : records.slice(0, foreignAt);
  const [first] = leading;
  if (!first || leading.length < 2) return flight;
  const rest = flight.subarray(leading.reduce((sum, { bytes }) => sum + bytes.length, 0));
  const body = Buffer.concat(leading.map((record) => record.body));
  const merged: Buffer[] = [];
  for (let at = 0; at < body.length; at += LARGEST_RECORD) {
    const part = body.subarray(at, at + LARGEST_RECORD);
    const head = Buffer.from(first.bytes.subarray(0, HEAD_BYTES));
    head.writeUInt16BE(part.length, 3);
    merged.push(head, part);
  }
  return Buffer.concat([...merged, rest]);
}
