/**
 * Reads a pcapng file with TCP in raw IP, written from the specifications and from nothing of the writer's: draft-ietf-opsawg-pcapng, RFC 791,
 * RFC 8200, RFC 9293. Whatever is not as they say is a problem.
 */

export interface CapturedPacket {
  readonly at: number;
  readonly from: string;
  readonly to: string;
  readonly flags: string;
  readonly sequence: number;
  readonly acknowledged: number;
  readonly payload: Buffer;
  readonly comment: string | undefined;
}

export interface Capture {
  readonly packets: readonly CapturedPacket[];
  readonly comment: string | undefined;
  readonly problems: readonly string[];
}

interface Block {
  readonly type: number;
  readonly body: Buffer;
}

/** Every block of the file, then every packet, then every stream. */
export function readCapture(bytes: Uint8Array): Capture {
  const problems: string[] = [];
  const blocks = readBlocks(Buffer.from(bytes), problems);
  const [section, described, ...rest] = blocks;
  if (section?.type !== 0x0a0d0d0a || section.body.readUInt32LE(0) !== 0x1a2b3c4d) problems.push('no section header');
  if (section && (section.body.readUInt16LE(4) !== 1 || section.body.readUInt16LE(6) !== 0)) problems.push('version');
  if (described?.type !== 1 || described.body.readUInt16LE(0) !== 101) problems.push('no interface of raw IP');
  const unit = described && optionsOf(described.body.subarray(8), problems).get(9)?.[0];
  const perMs = unit === undefined ? 1000 : 10 ** (unit - 3);
  const packets = rest.flatMap((each) => {
    if (each.type !== 6) problems.push(`block ${each.type}`);
    return each.type === 6 ? [readPacket(each.body, perMs, problems)] : [];
  });
  checkNumbers(packets, problems);
  const comment = section && optionsOf(section.body.subarray(16), problems).get(1)?.toString('utf8');
  return { packets, comment, problems };
}

/** What each side of each connection said, in the order in which they began to speak. */
export function streamsOf(packets: readonly CapturedPacket[]): { readonly way: string; readonly bytes: Buffer }[] {
  const streams = new Map<string, Buffer[]>();
  for (const { from, to, payload } of packets) {
    if (payload.length === 0) continue;
    const way = `${from} > ${to}`;
    streams.set(way, [...(streams.get(way) ?? []), payload]);
  }
  return [...streams].map(([way, parts]) => ({ way, bytes: Buffer.concat(parts) }));
}

function readBlocks(file: Buffer, problems: string[]): Block[] {
  const blocks: Block[] = [];
  for (let at = 0; at < file.length; ) {
    const length = at + 12 <= file.length ? file.readUInt32LE(at + 4) : 0;
    if (length < 12 || length % 4 !== 0 || at + length > file.length) {
      problems.push(`block of ${length} bytes at ${at}`);
      break;
    }
    if (file.readUInt32LE(at + length - 4) !== length) problems.push(`two lengths at ${at}`);
    blocks.push({ type: file.readUInt32LE(at), body: file.subarray(at + 8, at + length - 4) });
    at += length;
  }
  return blocks;
}

function optionsOf(bytes: Buffer, problems: string[]): Map<number, Buffer> {
  const options = new Map<number, Buffer>();
  for (let at = 0; at + 4 <= bytes.length; ) {
    const [code, length] = [bytes.readUInt16LE(at), bytes.readUInt16LE(at + 2)];
    if (code === 0) return options;
    options.set(code, bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length + ((4 - (length % 4)) % 4);
  }
  if (bytes.length > 0) problems.push('options without an end');
  return options;
}

function readPacket(body: Buffer, perMs: number, problems: string[]): CapturedPacket {
  const [high, low, captured, original] = [4, 8, 12, 16].map((at) => body.readUInt32LE(at)) as [
    number,
    number,
    number,
    number,
  ];
  if (body.readUInt32LE(0) !== 0 || captured !== original) problems.push('interface, or a packet cut short');
  const options = optionsOf(body.subarray(20 + captured + ((4 - (captured % 4)) % 4)), problems);
  return {
    ...readIp(body.subarray(20, 20 + captured), problems),
    at: Number((BigInt(high) << 32n) | BigInt(low)) / perMs,
    comment: options.get(1)?.toString('utf8'),
  };
}

function readIp(ip: Buffer, problems: string[]): Omit<CapturedPacket, 'at' | 'comment'> {
  const { head, length, source, target, counted } =
    ip.readUInt8(0) >> 4 === 4 ? readIp4(ip, problems) : readIp6(ip, problems);
  if (length !== ip.length - head) problems.push('length of the packet');
  const tcp = ip.subarray(head);
  if (sum([source, target, counted, tcp]) !== 0xffff) problems.push('sum of the segment');
  const bits = tcp.readUInt8(13);
  return {
    from: `${wordsOf(source)}:${tcp.readUInt16BE(0)}`,
    to: `${wordsOf(target)}:${tcp.readUInt16BE(2)}`,
    flags: `${bits & 2 ? 'S' : ''}${bits & 8 ? 'P' : ''}${bits & 16 ? 'A' : ''}`,
    sequence: tcp.readUInt32BE(4),
    acknowledged: tcp.readUInt32BE(8),
    payload: tcp.subarray((tcp.readUInt8(12) >> 4) * 4),
  };
}

interface IpHead {
  readonly head: number;
  /** Of what follows. */
  readonly length: number;
  readonly source: Buffer;
  readonly target: Buffer;
  /** What the sum of the segment counts besides the addresses. */
  readonly counted: Buffer;
}

function readIp4(ip: Buffer, problems: string[]): IpHead {
  const head = (ip.readUInt8(0) & 15) * 4;
  const length = ip.readUInt16BE(2) - head;
  if (ip.readUInt8(9) !== 6) problems.push('not TCP');
  if (sum([ip.subarray(0, head)]) !== 0xffff) problems.push('sum of the head');
  const counted = Buffer.from([0, 6, length >> 8, length & 255]);
  return { head, length, source: ip.subarray(12, 16), target: ip.subarray(16, 20), counted };
}

function readIp6(ip: Buffer, problems: string[]): IpHead {
  const length = ip.readUInt16BE(4);
  if (ip.readUInt8(0) >> 4 !== 6 || ip.readUInt8(6) !== 6) problems.push('not TCP');
  const counted = Buffer.from([0, 0, length >> 8, length & 255, 0, 0, 0, 6]);
  return { head: 40, length, source: ip.subarray(8, 24), target: ip.subarray(24, 40), counted };
}

/** Each segment begins where the last one of its side ended, and acknowledges what came before. */
function checkNumbers(packets: readonly CapturedPacket[], problems: string[]): void {
  const next = new Map<string, number>();
  packets.forEach(({ from, to, flags, sequence, acknowledged, payload }, at) => {
    const [own, other] = [`${from} > ${to}`, `${to} > ${from}`];
    const expected = next.get(own);
    if (expected === undefined ? !flags.includes('S') : expected !== sequence)
      problems.push(`sequence of packet ${at}`);
    if (flags.includes('A') && acknowledged !== next.get(other)) problems.push(`acknowledgement of packet ${at}`);
    next.set(own, (sequence + payload.length + (flags.includes('S') ? 1 : 0)) >>> 0);
  });
}

/** One's complement over 16-bit words; 0xffff for what bears a right checksum. RFC 1071 */
function sum(parts: readonly Buffer[]): number {
  const bytes = Buffer.concat(parts);
  let total = 0;
  for (let at = 0; at < bytes.length; at += 2) total += (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
  while (total > 0xffff) total = (total % 0x1_0000) + Math.floor(total / 0x1_0000);
  return total;
}

function wordsOf(address: Buffer): string {
  if (address.length === 4) return [...address].join('.');
  return Array.from({ length: 8 }, (_, at) => address.readUInt16BE(at * 2).toString(16)).join(':');
}
