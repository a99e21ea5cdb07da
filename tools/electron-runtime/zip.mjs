/** Reads single files out of a zip without unpacking the rest ([APPNOTE] 4.3): the archive holds 25,820 entries, we want 75. */
import { open } from 'node:fs/promises';
import { inflateRawSync } from 'node:zlib';

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const END_LENGTH = 22;
const LONGEST_COMMENT = 0xffff;

/**
 * @typedef {object} ZipEntry
 * @property {string} name
 * @property {number} mode Unix permissions, 0 where the archive carries none
 * @property {() => Promise<Buffer>} read unpacked bytes; rejects if they are damaged
 */

/**
 * Calls `visit` with every file for which `wanted` is true, in the archive's order.
 * @param {string} file
 * @param {(name: string) => boolean} wanted
 * @param {(entry: ZipEntry) => Promise<void>} visit
 */
export async function readZip(file, wanted, visit) {
  const handle = await open(file);
  try {
    const directory = await readDirectory(handle);
    for (let at = 0; at < directory.length && directory.readUInt32LE(at) === DIRECTORY_ENTRY; ) {
      const header = entryHeader(directory, at);
      at = header.next;
      if (header.name.endsWith('/') || !wanted(header.name)) continue;
      await visit({ name: header.name, mode: header.mode, read: () => unpack(handle, header) });
    }
  } finally {
    await handle.close();
  }
}

/** @param {import('node:fs/promises').FileHandle} handle */
async function readDirectory(handle) {
  const { size } = await handle.stat();
  const length = Math.min(size, END_LENGTH + LONGEST_COMMENT);
  const tail = await bytes(handle, size - length, length);
  for (let at = length - END_LENGTH; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== END_OF_DIRECTORY) continue;
    return bytes(handle, tail.readUInt32LE(at + 16), tail.readUInt32LE(at + 12));
  }
  throw new Error('not a zip archive: it has no central directory');
}

/** @typedef {ReturnType<typeof entryHeader>} Header */

/**
 * @param {Buffer} directory
 * @param {number} at
 */
function entryHeader(directory, at) {
  const nameEnd = at + 46 + directory.readUInt16LE(at + 28);
  return {
    name: directory.toString('utf8', at + 46, nameEnd),
    method: directory.readUInt16LE(at + 10),
    packedLength: directory.readUInt32LE(at + 20),
    length: directory.readUInt32LE(at + 24),
    mode: (directory.readUInt32LE(at + 38) >>> 16) & 0o777,
    offset: directory.readUInt32LE(at + 42),
    next: nameEnd + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32),
  };
}

/**
 * @param {import('node:fs/promises').FileHandle} handle
 * @param {Header} header
 */
async function unpack(handle, header) {
  const local = await bytes(handle, header.offset, 30);
  const start = header.offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
  const packed = await bytes(handle, start, header.packedLength);
  if (header.method !== 0 && header.method !== 8) throw new Error(`${header.name}: unknown packing ${header.method}`);
  const data = header.method === 0 ? packed : inflateRawSync(packed);
  if (data.length !== header.length) throw new Error(`${header.name} is damaged`);
  return data;
}

/**
 * @param {import('node:fs/promises').FileHandle} handle
 * @param {number} position
 * @param {number} length
 */
async function bytes(handle, position, length) {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await handle.read(buffer, 0, length, position);
  if (bytesRead !== length) throw new Error('the archive ends too early');
  return buffer;
}
