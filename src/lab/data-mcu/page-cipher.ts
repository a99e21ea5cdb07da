/** How pages are enciphered before anybody can fetch them: AES with 128 bits (mission N8). docs/protocol/content.md */
import { createCipheriv } from 'node:crypto';
import type { Random } from '../../shared/clock.ts';

const BLOCK = 16;

/** A key of its own for each set of slides. */
export function newPageKey(random: Random): Uint8Array {
  return random.bytes(BLOCK);
}

/** An IV of its own, then the page in CBC with PKCS #7 padding. */
export function encipherPage(picture: Uint8Array, key: Uint8Array, random: Random): Buffer {
  const iv = random.bytes(BLOCK);
  const cipher = createCipheriv('aes-128-cbc', key, iv);
  return Buffer.concat([iv, cipher.update(picture), cipher.final()]);
}
