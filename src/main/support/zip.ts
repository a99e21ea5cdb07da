/** A zip file in memory: names, dates and deflated content, nothing else. APPNOTE.TXT 4.3 */
import { crc32, deflateRawSync } from 'node:zlib';

const signatures = { file: 0x04034b50, entry: 0x02014b50, end: 0x06054b50 } as const;
/** Deflate, and names in UTF-8: versions and flags that every reader has known since 2006. */
const [version, utf8, deflate] = [20, 0x0800, 8];

export interface ZipEntry {
  readonly name: string;
  readonly content: string;
}

/** The bytes of a zip with these files, all dated `wall` in UTC. Together they must stay below 4 GB. */
export function zipOf(entries: readonly ZipEntry[], wall: number): Uint8Array {
  const stamp = dosTime(wall);
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of entries) {
    const label = Buffer.from(name, 'utf8');
    const raw = Buffer.from(content, 'utf8');
    const packed = deflateRawSync(raw);
    const facts = factsOf({ stamp, crc: crc32(raw), packed: packed.length, raw: raw.length, label: label.length });
    const local = Buffer.concat([uint32(signatures.file), facts, label, packed]);
    // Made by, before those facts; then no comment, disk 0, no attributes, and where the file begins.
    directory.push(
      Buffer.concat([uint32(signatures.entry), uint16(version), facts, Buffer.alloc(10), uint32(offset), label]),
    );
    parts.push(local);
    offset += local.length;
  }
  const entriesBytes = Buffer.concat(directory);
  const end = Buffer.concat([
    uint32(signatures.end),
    Buffer.alloc(4),
    uint16(entries.length),
    uint16(entries.length),
    uint32(entriesBytes.length),
    uint32(offset),
    uint16(0),
  ]);
  return Buffer.concat([...parts, entriesBytes, end]);
}

interface Facts {
  readonly stamp: number;
  readonly crc: number;
  readonly packed: number;
  readonly raw: number;
  readonly label: number;
}

/** What stands alike before the file and in the directory. APPNOTE.TXT 4.3.7 */
function factsOf({ stamp, crc, packed, raw, label }: Facts): Buffer {
  return Buffer.concat([
    uint16(version),
    uint16(utf8),
    uint16(deflate),
    uint32(stamp),
    uint32(crc),
    uint32(packed),
    uint32(raw),
    uint16(label),
    uint16(0),
  ]);
}

const [firstDate, lastDate] = [Date.UTC(1980, 0, 1), Date.UTC(2107, 11, 31)];

/** Date and time in the form of MS-DOS, which knows those from 1980 to 2107: the date in the upper half, seconds halved. */
function dosTime(wall: number): number {
  const at = new Date(Math.min(Math.max(wall, firstDate), lastDate));
  const day = ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate();
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1);
  return ((day << 16) | time) >>> 0;
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
