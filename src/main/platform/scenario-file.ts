/** Reads a scenario file that somebody chose, as far as one may be long. Never throws. */
import { type FileHandle, open, stat } from 'node:fs/promises';

const largest = 2_000_000;

/** Its text, or why it cannot be read. A pipe or a device is not opened: it would have no end, or wait for somebody who writes. */
export async function readScenarioFile(
  path: string,
): Promise<{ readonly text: string } | { readonly problem: string }> {
  let file: FileHandle | undefined;
  try {
    const found = await stat(path);
    if (!found.isFile()) return { problem: 'not a regular file' };
    if (found.size > largest) return { problem: `too long: more than ${largest} bytes` };
    file = await open(path, 'r');
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(found.size) });
    return { text: buffer.subarray(0, bytesRead).toString('utf8') };
  } catch (error) {
    return { problem: error instanceof Error && 'code' in error ? String(error.code) : 'it cannot be read' };
  } finally {
    await file?.close();
  }
}
