/** NTLMv2's responses, and the keys that come out of them. [MS-NLMP] 3.3.2, 3.4.5 */
import { encodeUtf8 } from '../../sip/text.ts';
import { joinBytes } from '../bytes.ts';
import { encodeUtf16 } from './format.ts';
import { md4 } from './md4.ts';

/** What the runtime computes for us. */
export interface NtlmHashes {
  md5(data: Uint8Array): Uint8Array;
  hmacMd5(key: Uint8Array, data: Uint8Array): Uint8Array;
}

export interface NtlmAccount {
  readonly user: string;
  /** '' for an account named by its address. */
  readonly domain: string;
  readonly password: string;
}

/** NTOWFv2: what stands for the password from here on. Secret. */
export function passwordKey({ user, domain, password }: NtlmAccount, hashes: NtlmHashes): Uint8Array {
  return hashes.hmacMd5(md4(encodeUtf16(password)), encodeUtf16(upperCase(user) + domain));
}

/** As Windows does it: each UTF-16 unit by itself, and only where it is the small form of its capital. `ß`, `ı` and `µ` stay. */
function upperCase(text: string): string {
  return text.replace(/[\s\S]/g, (unit) => {
    const upper = unit.toUpperCase();
    return upper.toLowerCase() === unit ? upper : unit;
  });
}

export interface NtlmResponseInput {
  /** NTOWFv2. */
  readonly key: Uint8Array;
  /** 8 bytes each. */
  readonly serverChallenge: Uint8Array;
  readonly clientChallenge: Uint8Array;
  readonly time: Uint8Array;
  /** With its end mark. */
  readonly targetInfo: Uint8Array;
}

export interface NtlmResponses {
  readonly nt: Uint8Array;
  readonly lm: Uint8Array;
  /** Secret. */
  readonly sessionBaseKey: Uint8Array;
}

/** Both responses of NTLMv2 and the key both sides now share. [MS-NLMP] 3.3.2 */
export function computeResponses(input: NtlmResponseInput, { hmacMd5 }: NtlmHashes): NtlmResponses {
  const { key, serverChallenge, clientChallenge, time, targetInfo } = input;
  const head = Uint8Array.of(1, 1, 0, 0, 0, 0, 0, 0);
  const temp = joinBytes(head, time, clientChallenge, new Uint8Array(4), targetInfo, new Uint8Array(4));
  const proof = hmacMd5(key, joinBytes(serverChallenge, temp));
  return {
    nt: joinBytes(proof, temp),
    lm: joinBytes(hmacMd5(key, joinBytes(serverChallenge, clientChallenge)), clientChallenge),
    sessionBaseKey: hmacMd5(key, proof),
  };
}

/** The keys of one direction. Secret. */
export interface DirectionKeys {
  readonly sign: Uint8Array;
  readonly seal: Uint8Array;
}

/** SIGNKEY and SEALKEY at 128 bits with extended session security. [MS-NLMP] 3.4.5.2, 3.4.5.3 */
export function directionKeys(
  sessionKey: Uint8Array,
  from: 'client' | 'server',
  { md5 }: Pick<NtlmHashes, 'md5'>,
): DirectionKeys {
  const way = from === 'client' ? 'client-to-server' : 'server-to-client';
  const derive = (use: string) =>
    md5(joinBytes(sessionKey, encodeUtf8(`session key to ${way} ${use} key magic constant\0`)));
  return { sign: derive('signing'), seal: derive('sealing') };
}
