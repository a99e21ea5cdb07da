/** The encryption and the check of one file, and where their keys come from. Old as they are: what protects them is the signed SIP they travel in. */
import { createHash, createHmac } from 'node:crypto';
import { rc4Stream } from '../../../protocol/auth/ntlm/rc4.ts';
import { keyLength, type TransferKeys } from '../../../protocol/file-transfer/invitation.ts';
import type { TransferCrypto } from '../../../protocol/file-transfer/wire.ts';
import type { Random } from '../../../shared/clock.ts';

/** Of each key the first bytes of its SHA-1 are used. */
const usedLength = 16;

/** One transfer's own; each end makes the same from the same keys. */
export function transferCrypto(keys: TransferKeys): TransferCrypto {
  const used = (key: Uint8Array) => createHash('sha1').update(key).digest().subarray(0, usedLength);
  const mac = createHmac('sha1', used(keys.hash));
  return {
    crypt: rc4Stream(used(keys.encryption)),
    update: (data) => void mac.update(data),
    finish: () => mac.digest('base64'),
  };
}

/** Keys for one file. */
export function newKeys(random: Random): TransferKeys {
  return { encryption: random.bytes(keyLength), hash: random.bytes(keyLength) };
}

/** A number below 2^32 that nobody can guess. */
export function newNumber(random: Random): number {
  return random.bytes(4).reduce((number, byte) => number * 256 + byte, 0);
}
