/** The server's CHALLENGE_MESSAGE. Whatever is wrong with one is a problem with a name. [MS-NLMP] 2.2.1.2 */
import { AV_ID, decodeUtf16, NTLM_FLAGS, NTLM_SIGNATURE } from './format.ts';

/** What stands in `Failure.detail`. */
export type NtlmChallengeProblem =
  | 'the NTLM challenge is cut short'
  | 'the NTLM challenge has a foreign signature'
  | 'the NTLM message is no challenge'
  | 'the NTLM challenge points outside itself'
  | 'the NTLM challenge has no target information'
  | 'the NTLM target information is damaged'
  | 'the NTLM target information is too long'
  | `the NTLM challenge lacks ${NtlmFlagName}`;

export type NtlmFlagName = keyof typeof NTLM_FLAGS;

/** One attribute of the target information. */
export interface AvPair {
  readonly id: number;
  readonly value: Uint8Array;
}

export interface NtlmChallenge {
  readonly flags: number;
  /** 8 bytes. */
  readonly serverChallenge: Uint8Array;
  /** Without the end mark, in the server's order. */
  readonly targetInfo: readonly AvPair[];
  /** 8 bytes, where the server sent its time. */
  readonly timestamp?: Uint8Array;
  /** The NetBIOS name of the domain, '' where there is none. */
  readonly domainName: string;
}

export type NtlmChallengeRead =
  | { readonly ok: true; readonly challenge: NtlmChallenge }
  | { readonly ok: false; readonly problem: NtlmChallengeProblem };

const FLAGS_AT = 20;
const CHALLENGE_AT = 24;
const TARGET_INFO_AT = 40;
const HEAD_BYTES = 48;
/** Real ones take a few hundred bytes. */
const MAX_TARGET_INFO = 8192;

/** Reads a challenge that grants all of `needed`; nothing less is answered, so that nobody in between can weaken what follows. */
export function readNtlmChallenge(message: Uint8Array, needed: readonly NtlmFlagName[]): NtlmChallengeRead {
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  const isForeign = !NTLM_SIGNATURE.subarray(0, message.length).every((byte, at) => message[at] === byte);
  if (isForeign) return wrong('the NTLM challenge has a foreign signature');
  if (message.length < 12) return wrong('the NTLM challenge is cut short');
  if (view.getUint32(8, true) !== 2) return wrong('the NTLM message is no challenge');
  if (message.length < HEAD_BYTES) return wrong('the NTLM challenge is cut short');
  const flags = view.getUint32(FLAGS_AT, true);
  const missing = needed.find((name) => (flags & NTLM_FLAGS[name]) === 0);
  if (missing) return wrong(`the NTLM challenge lacks ${missing}`);
  const targetInfo = readTargetInfo(message, view);
  if (typeof targetInfo === 'string') return wrong(targetInfo);
  const timestamp = targetInfo.find(({ id }) => id === AV_ID.timestamp)?.value;
  if (timestamp && timestamp.length !== 8) return wrong('the NTLM target information is damaged');
  const domainName = targetInfo.find(({ id }) => id === AV_ID.domainName)?.value;
  const challenge = {
    flags,
    serverChallenge: message.slice(CHALLENGE_AT, CHALLENGE_AT + 8),
    targetInfo,
    domainName: domainName ? decodeUtf16(domainName) : '',
    ...(timestamp ? { timestamp } : {}),
  };
  return { ok: true, challenge };
}

function wrong(problem: NtlmChallengeProblem): NtlmChallengeRead {
  return { ok: false, problem };
}

function readTargetInfo(message: Uint8Array, view: DataView): readonly AvPair[] | NtlmChallengeProblem {
  const length = view.getUint16(TARGET_INFO_AT, true);
  const from = view.getUint32(TARGET_INFO_AT + 4, true);
  if (length === 0) return 'the NTLM challenge has no target information';
  if (length > MAX_TARGET_INFO) return 'the NTLM target information is too long';
  if (from < HEAD_BYTES || from + length > message.length) return 'the NTLM challenge points outside itself';
  return readPairs(message.slice(from, from + length)) ?? 'the NTLM target information is damaged';
}

/** Undefined when a pair reaches beyond the list or the list has no end. What follows the end is not looked at. */
function readPairs(list: Uint8Array): AvPair[] | undefined {
  const view = new DataView(list.buffer, list.byteOffset, list.byteLength);
  const pairs: AvPair[] = [];
  for (let at = 0; at + 4 <= list.length; ) {
    const id = view.getUint16(at, true);
    const length = view.getUint16(at + 2, true);
    if (id === AV_ID.end) return length === 0 ? pairs : undefined;
    if (at + 4 + length > list.length) return undefined;
    pairs.push({ id, value: list.subarray(at + 4, at + 4 + length) });
    at += 4 + length;
  }
  return undefined;
}
