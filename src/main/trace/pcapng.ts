/**
 * The SIP of a trace as a capture file, so that the packet readers people have can open it: decrypted and redacted, in TCP packets made up around
 * what was recorded. pcapng (draft-ietf-opsawg-pcapng 4.1 to 4.3), RFC 791, RFC 8200, RFC 9293
 */
import type { TraceEntry } from '../../shared/model/trace.ts';
import { block, type Option, packetBlock, text } from './pcapng-blocks.ts';
import { readPlace, segment, type TcpEnd, type TcpFlags } from './tcp-packet.ts';

type SipEntry = Extract<TraceEntry, { kind: 'sip' }>;

/** Raw IP: no link layer is made up. */
const LINKTYPE_RAW = 101;
/** What fits in an Ethernet frame: readers put segments together as they do with any capture. */
const SEGMENT_BYTES = 1440;
/** Of those that systems give to whoever connects. RFC 6335 6 */
const FIRST_FREE_PORT = 49_152;
/** Of plain SIP: a reader would look for TLS on the port that was really used. The packet's comment has that one. */
const SHOWN_PORT = 5060;

const ABOUT =
  'Made from a trace: decrypted and redacted. Addresses, times and messages were recorded; TCP around them is made up, and every server port is shown as 5060.';

/** Every message of the entries, oldest first, each connection as a stream of its own. */
export function pcapngOf(entries: readonly TraceEntry[]): Uint8Array {
  const streams = new Map<string, Stream>();
  const taken = new Set<string>();
  const blocks = [sectionHeader(), interfaceDescription()];
  for (const entry of entries) {
    if (entry.kind !== 'sip') continue;
    const key = `${entry.local} ${entry.peer}`;
    const stream = streams.get(key) ?? new Stream(entry, taken);
    if (!streams.has(key)) blocks.push(...stream.handshake(entry.at));
    streams.set(key, stream);
    blocks.push(...stream.message(entry));
  }
  return joined(blocks);
}

class Stream {
  readonly #ours: TcpEnd;
  readonly #theirs: TcpEnd;

  /** `taken` has the ends of the streams before: two that would look like one connection get another port on our side. */
  constructor({ local, peer }: SipEntry, taken: Set<string>) {
    const [ours, theirs] = endsOf(local, peer);
    let { port } = ours;
    const wayOf = () => `${ours.address.join()} ${port} ${theirs.address.join()}`;
    // Behind the last port comes the first free one again: there are more of them than connections in a trace.
    while (port === 0 || taken.has(wayOf()))
      port = port < FIRST_FREE_PORT || port >= 65_535 ? FIRST_FREE_PORT : port + 1;
    taken.add(wayOf());
    this.#ours = { address: ours.address, port, next: 1000 };
    this.#theirs = { address: theirs.address, port: SHOWN_PORT, next: 2000 };
  }

  handshake(at: number): Uint8Array[] {
    const [ours, theirs] = [this.#ours, this.#theirs];
    const syn = segment(ours, theirs, { flags: { syn: true } });
    ours.next += 1;
    const answer = segment(theirs, ours, { flags: { syn: true, ack: true } });
    theirs.next += 1;
    const done = segment(ours, theirs, { flags: { ack: true } });
    return [syn, answer, done].map((packet) => packetBlock(at, packet, []));
  }

  /** In as many segments as it takes, and the acknowledgement of the other side. */
  message(entry: SipEntry): Uint8Array[] {
    const [from, to] = entry.direction === 'sent' ? [this.#ours, this.#theirs] : [this.#theirs, this.#ours];
    const bytes = Buffer.from(withRealLength(entry.text), 'utf8');
    const blocks: Uint8Array[] = [];
    for (let at = 0; at < bytes.length; at += SEGMENT_BYTES) {
      const payload = bytes.subarray(at, at + SEGMENT_BYTES);
      const flags: TcpFlags = { ack: true, psh: at + SEGMENT_BYTES >= bytes.length };
      const comment = at === 0 ? [text(1, commentOf(entry))] : [];
      blocks.push(packetBlock(entry.at, segment(from, to, { flags, payload }), comment));
      from.next = (from.next + payload.length) >>> 0;
    }
    blocks.push(packetBlock(entry.at, segment(to, from, { flags: { ack: true } }), []));
    return blocks;
  }
}

/** Both of one family; what cannot be read becomes an address of documentation. */
function endsOf(local: string, peer: string) {
  const [ours, theirs] = [readPlace(local, 0), readPlace(peer, 1)];
  if (ours.address.length === theirs.address.length) return [ours, theirs] as const;
  return [{ ...readPlace('', 0), port: ours.port }, readPlace('', 1)] as const;
}

function commentOf({ correlation, local, peer, bytes }: SipEntry): string {
  return `${correlation}: ${local} with ${peer}, ${bytes} bytes on the wire`;
}

/** A body that was redacted is shorter than its header says, and a reader would wait for the rest. */
function withRealLength(message: string): string {
  const end = message.indexOf('\r\n\r\n');
  if (end < 0) return `${message}\r\n\r\n`;
  const length = Buffer.byteLength(message.slice(end + 4), 'utf8');
  const head = message.slice(0, end).replace(/^(content-length|l)([ \t]*:[ \t]*)\d+/im, `$1$2${length}`);
  return `${head}${message.slice(end)}`;
}

function sectionHeader(): Uint8Array {
  const body = Buffer.alloc(16);
  body.writeUInt32LE(0x1a2b3c4d, 0);
  body.writeUInt16LE(1, 4);
  body.writeUInt16LE(0, 6);
  // The length of the section is not said.
  body.writeBigInt64LE(-1n, 8);
  return block(0x0a0d0d0a, body, [text(1, ABOUT), text(4, 'Offhook')]);
}

function interfaceDescription(): Uint8Array {
  const body = Buffer.alloc(8);
  body.writeUInt16LE(LINKTYPE_RAW, 0);
  const milliseconds: Option = { code: 9, value: Uint8Array.of(3) };
  return block(1, body, [text(2, 'trace'), milliseconds]);
}

function joined(blocks: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(blocks);
}
