/** The answer to an NTLM challenge: NTLMv2 and nothing weaker. [MS-NLMP] 3.1.5.1.2, 3.1.5.2.1 */
import type { Random } from '../../../shared/clock.ts';
import { joinBytes } from '../bytes.ts';
import { AV_ID, encodeUtf16, NTLM_FLAGS, ntlmTime } from './format.ts';
import { computeResponses, type NtlmHashes, passwordKey } from './keys.ts';
import { rc4 } from './rc4.ts';
import {
  type AvPair,
  type NtlmChallenge,
  type NtlmChallengeProblem,
  type NtlmFlagName,
  readNtlmChallenge,
} from './read-challenge.ts';
import { MIC_AT, writeAuthenticate } from './write-authenticate.ts';
import { CONNECTION_FLAGS } from './write-negotiate.ts';

/** Secret. */
export interface NtlmLogin {
  /** `DOMAIN\user`, `user@domain`, or `user` of the server's own domain. */
  readonly userName: string;
  readonly password: string;
}

export type NtlmMode =
  /** SIP: messages are signed with what comes out. */
  | { readonly kind: 'datagram' }
  /** HTTP, with our first message, which the integrity code covers. */
  | { readonly kind: 'connection'; readonly negotiate: Uint8Array };

export interface NtlmQuestion {
  /** The server's message as it came. */
  readonly challenge: Uint8Array;
  readonly mode: NtlmMode;
  readonly login: NtlmLogin;
  /** The machine's name; by default it is not told. */
  readonly workstation?: string;
  /** Milliseconds since 1970, for servers that do not send their own time. */
  readonly wall: number;
}

/** Texts for `Failure.detail`, without secrets. */
export type NtlmProblem = NtlmChallengeProblem | 'the account name is too long';

export type NtlmAnswer =
  /** Both secret. */
  | { readonly ok: true; readonly message: Uint8Array; readonly sessionKey: Uint8Array }
  | { readonly ok: false; readonly problem: NtlmProblem };

const DATAGRAM_FLAGS =
  CONNECTION_FLAGS | NTLM_FLAGS.sign | NTLM_FLAGS.datagram | NTLM_FLAGS.identify | NTLM_FLAGS.keyExchange;

const NEEDED: Readonly<Record<NtlmMode['kind'], readonly NtlmFlagName[]>> = {
  connection: ['unicode', 'ntlm', 'sessionSecurity', 'targetInfo'],
  datagram: ['unicode', 'ntlm', 'sessionSecurity', 'targetInfo', 'sign', 'datagram', 'keyExchange', 'key128'],
};

/** The longest name of an account or a machine, characters. */
const MAX_NAME = 1024;
/** MsvAvFlags: the message carries an integrity code. */
const HAS_MIC = 2;

/** Answers a challenge, or says what is wrong with it. Never throws. */
export function answerChallenge(
  question: NtlmQuestion,
  { hashes, random }: { readonly hashes: NtlmHashes; readonly random: Random },
): NtlmAnswer {
  const { mode, login, workstation = '' } = question;
  const read = readNtlmChallenge(question.challenge, NEEDED[mode.kind]);
  if (!read.ok) return read;
  if (login.userName.length > MAX_NAME || workstation.length > MAX_NAME) {
    return { ok: false, problem: 'the account name is too long' };
  }
  const { challenge } = read;
  const account = { ...accountOf(login.userName, challenge.domainName), password: login.password };
  const time = challenge.timestamp;
  const responses = computeResponses(
    {
      key: passwordKey(account, hashes),
      serverChallenge: challenge.serverChallenge,
      clientChallenge: random.bytes(8),
      time: time ?? ntlmTime(question.wall),
      targetInfo: writeTargetInfo(challenge),
    },
    hashes,
  );
  const ours = mode.kind === 'datagram' ? DATAGRAM_FLAGS : CONNECTION_FLAGS;
  const flags = challenge.flags & ours;
  const keys = exchangeKeys(flags, responses.sessionBaseKey, random);
  const message = writeAuthenticate({
    flags,
    domain: encodeUtf16(account.domain),
    user: encodeUtf16(account.user),
    workstation: encodeUtf16(workstation),
    // A server that tells its time takes no LM response. [MS-NLMP] 3.1.5.1.2
    lm: time ? new Uint8Array(24) : responses.lm,
    nt: responses.nt,
    encryptedSessionKey: keys.encrypted,
    hasMic: time !== undefined,
  });
  if (time) {
    const first = mode.kind === 'connection' ? mode.negotiate : new Uint8Array(0);
    message.set(hashes.hmacMd5(keys.session, joinBytes(first, question.challenge, message)), MIC_AT);
  }
  return { ok: true, message, sessionKey: keys.session };
}

/** An address goes as it is, without a domain beside it. */
function accountOf(userName: string, serverDomain: string): { readonly domain: string; readonly user: string } {
  const slash = userName.indexOf('\\');
  if (slash >= 0) return { domain: userName.slice(0, slash), user: userName.slice(slash + 1) };
  return { domain: userName.includes('@') ? '' : serverDomain, user: userName };
}

/** The server's own attributes, with the mark that our message is protected where it will be. */
function writeTargetInfo({ targetInfo, timestamp }: NtlmChallenge): Uint8Array {
  const others = timestamp ? targetInfo.filter(({ id }) => id !== AV_ID.flags) : targetInfo;
  const flags = targetInfo.find(({ id }) => id === AV_ID.flags)?.value ?? new Uint8Array(0);
  const marked = Uint8Array.of((flags[0] ?? 0) | HAS_MIC, flags[1] ?? 0, flags[2] ?? 0, flags[3] ?? 0);
  const pairs = timestamp ? [...others, { id: AV_ID.flags, value: marked }] : others;
  return joinBytes(...[...pairs, { id: AV_ID.end, value: new Uint8Array(0) }].map(writePair));
}

function writePair({ id, value }: AvPair): Uint8Array {
  const head = new DataView(new ArrayBuffer(4));
  head.setUint16(0, id, true);
  head.setUint16(2, value.length, true);
  return joinBytes(new Uint8Array(head.buffer), value);
}

/** With key exchange a random key, wrapped; without, the one both sides computed. [MS-NLMP] 3.1.5.1.2 */
function exchangeKeys(flags: number, base: Uint8Array, random: Random) {
  if ((flags & NTLM_FLAGS.keyExchange) === 0) return { session: base, encrypted: new Uint8Array(0) };
  const session = random.bytes(16);
  return { session, encrypted: rc4(base, session) };
}
