/** Plays the malice of servers that speak in packets: those that go out in the place of one answer. RFC 1035 4.1, [MS-TURN] 2.2.1 */
import type { DnsMalice, RelayMalice } from './malice.ts';

const HEAD = 12;
const RESPONSE = 0x8400;
const TRUNCATED = 0x0200;
const IN_A = Buffer.from('00010001', 'hex');
const IN_SRV = Buffer.from('00210001', 'hex');

interface Asked {
  /** The client's packet, and the true answer to it. */
  readonly query: Buffer;
  readonly answer: Buffer;
  readonly isTcp: boolean;
}

const spoils: Readonly<Record<DnsMalice, (asked: Asked) => readonly Buffer[]>> = {
  garbage: ({ query }) => [Buffer.concat([query.subarray(0, 2), Buffer.from('f0ff'.repeat(200), 'hex')])],
  'name-loop': ({ query }) => {
    const at = questionEnd(query);
    const self = pointer(at);
    const loop = Buffer.concat([pointer(at + 2), self]);
    return [packet(query, 1, Buffer.concat([self, IN_A, Buffer.alloc(4), Buffer.from('0004', 'hex'), loop]))];
  },
  counts: ({ answer }) => [withWords(answer, { 6: 0xffff, 8: 0xffff, 10: 0xffff })],
  cut: ({ answer }) => [answer.subarray(0, Math.max(HEAD + 1, answer.length - 5))],
  large: ({ query, isTcp }) => [isTcp ? large(query) : packet(query, 0, Buffer.alloc(0), RESPONSE | TRUNCATED)],
  twice: ({ answer }) => [answer, answer],
  'other-id': ({ answer }) => [withWords(answer, { 0: answer.readUInt16BE(0) ^ 0x5555, 2: RESPONSE | 3 }), answer],
  'other-question': ({ query, answer }) => [otherQuestion(query), answer],
};

/** The packets to send, in order. */
export function spoiledPackets(
  malice: DnsMalice,
  query: Uint8Array,
  answer: Uint8Array,
  isTcp: boolean,
): readonly Buffer[] {
  return spoils[malice]({ query: Buffer.from(query), answer: Buffer.from(answer), isTcp });
}

const relaySpoils: Readonly<Record<RelayMalice, (answer: Buffer) => readonly Buffer[]>> = {
  'relay-garbage': (answer) => [Buffer.from(answer.map((byte, at) => (at < 4 ? byte : byte ^ 0xa5)))],
  'relay-huge': (answer) => [Buffer.concat([withWords(answer, { 2: 60_000 }), Buffer.alloc(60_000)])],
  'relay-length': (answer) => [
    withWords(answer, { 2: 0xfffc }),
    withWords(answer, { 2: 3 }),
    withWords(answer, { 22: 0xffff }),
  ],
  'relay-other-transaction': (answer) => [otherTransaction(answer)],
  'relay-twice': (answer) => [answer, answer],
  'relay-unasked': (answer) => [withWords(otherTransaction(answer), { 0: 0x0115 }), otherTransaction(answer), answer],
};

/** The packets a media relay sends for one; the packet itself where the malice is another server's. */
export function spoiledRelayPackets(malice: string | undefined, answer: Buffer): readonly Buffer[] {
  const isKnown = malice !== undefined && Object.hasOwn(relaySpoils, malice) && answer.length >= 24;
  return isKnown ? relaySpoils[malice as RelayMalice](answer) : [answer];
}

/** The number of the transaction stands behind type, length and cookie. */
function otherTransaction(answer: Buffer): Buffer {
  return Buffer.from(answer.map((byte, at) => (at >= 8 && at < 20 ? byte ^ 0x55 : byte)));
}

function packet(query: Buffer, count: number, records: Buffer, flags = RESPONSE): Buffer {
  const head = withWords(query.subarray(0, questionEnd(query)), { 2: flags, 6: count, 8: 0, 10: 0 });
  return Buffer.concat([head, records]);
}

/** SRV records to the edge of what a length can say, all of one host. */
function large(query: Buffer): Buffer {
  const record = Buffer.concat([
    pointer(HEAD),
    IN_SRV,
    Buffer.alloc(4),
    Buffer.from('0008', 'hex'),
    Buffer.alloc(6),
    pointer(HEAD),
  ]);
  const count = Math.floor((0xffff - questionEnd(query)) / record.length);
  return packet(query, count, Buffer.concat(Array<Buffer>(count).fill(record)));
}

/** A denial with the right number, for a name nobody asked. */
function otherQuestion(query: Buffer): Buffer {
  const changed = Buffer.from(withWords(query.subarray(0, questionEnd(query)), { 2: RESPONSE | 3, 8: 0, 10: 0 }));
  changed[HEAD + 1] = (changed[HEAD + 1] ?? 0) ^ 1;
  return changed;
}

function withWords(bytes: Buffer, words: Readonly<Record<number, number>>): Buffer {
  const changed = Buffer.from(bytes);
  for (const [at, word] of Object.entries(words)) changed.writeUInt16BE(word, Number(at));
  return changed;
}

function pointer(at: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(0xc000 | at, 0);
  return bytes;
}

/** Behind the one question. */
function questionEnd(query: Buffer): number {
  let at = HEAD;
  while ((query[at] ?? 0) > 0) at += (query[at] ?? 0) + 1;
  return Math.min(at + 5, query.length);
}
