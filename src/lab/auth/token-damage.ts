/** Wrong challenges on demand: what a client must refuse without harm. */
import { NTLM_FLAGS } from './ntlm-challenge.ts';
import type { AuthFaults, NtlmChallengeFault } from './settings.ts';

const FLAGS_AT = 20;
const INFO_FIELD_AT = 40;
const OVERSIZE_BYTES = 256 * 1024;

/** A token as it stands in gssapi-data. */
export function tokenText(token: Uint8Array, fault: AuthFaults['token']): string {
  const bytes = Buffer.from(token);
  switch (fault) {
    case undefined:
      return bytes.toString('base64');
    case 'empty':
      return '';
    case 'not-base64':
      return '*** this is no base64 ***';
    case 'truncated':
      return bytes.subarray(0, Math.floor(bytes.length / 2)).toString('base64');
    case 'garbage':
      return Buffer.alloc(bytes.length, 0xa5).toString('base64');
    case 'oversize':
      return Buffer.concat([bytes, Buffer.alloc(OVERSIZE_BYTES)]).toString('base64');
  }
}

/** A good CHALLENGE_MESSAGE made wrong in one way. */
export function damagedChallenge(message: Uint8Array, fault: NtlmChallengeFault): Buffer {
  const bytes = Buffer.from(message);
  const infoAt = bytes.readUInt32LE(INFO_FIELD_AT + 4);
  switch (fault) {
    case 'empty':
      return Buffer.alloc(0);
    case 'no-signature':
      bytes.write('NTLMSSQ\0', 0, 'latin1');
      return bytes;
    case 'wrong-type':
      bytes.writeUInt32LE(1, 8);
      return bytes;
    case 'head-only':
      return bytes.subarray(0, 24);
    case 'cut-in-half':
      return bytes.subarray(0, Math.floor(bytes.length / 2));
    case 'target-info-outside':
      bytes.writeUInt32LE(0xffff_fff0, INFO_FIELD_AT + 4);
      return bytes;
    case 'target-info-endless':
      // The list's end is no longer one.
      bytes.writeUInt16LE(9, bytes.length - 4);
      return bytes;
    case 'target-info-overlong-pair':
      bytes.writeUInt16LE(0xffff, infoAt + 2);
      return bytes;
    case 'oversize':
      return Buffer.concat([bytes, Buffer.alloc(OVERSIZE_BYTES)]);
    default:
      bytes.writeUInt32LE((bytes.readUInt32LE(FLAGS_AT) & ~WITHHELD[fault]) >>> 0, FLAGS_AT);
      return bytes;
  }
}

/** Flags that a weak server does not grant. */
const WITHHELD = {
  'no-target-info': NTLM_FLAGS.targetInfo,
  'no-unicode': NTLM_FLAGS.unicode,
  'no-signing': NTLM_FLAGS.sign | NTLM_FLAGS.alwaysSign,
  'no-session-security': NTLM_FLAGS.sessionSecurity,
  'no-key-exchange': NTLM_FLAGS.keyExchange,
  'no-datagram': NTLM_FLAGS.datagram,
  'weak-key': NTLM_FLAGS.key128 | NTLM_FLAGS.key56,
} as const;
