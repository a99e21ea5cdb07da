/** Which way a section is encrypted, or that both sides cannot agree. RFC 4568 5.1, RFC 5763 5, RFC 8643, [MS-SDPEXT] 3.1.5.3 */
import type { CryptoLine, MediaSection, SetupRole } from './description.ts';
import type { FarLocal, FarLocals, FarWishes, Protection, SrtpSuite } from './legs.ts';

/** The lines of a section that say how it is encrypted. */
export type ProtectionLines = Pick<MediaSection, 'protocol' | 'crypto' | 'fingerprint' | 'setup' | 'encryption'>;

const best: SrtpSuite = 'AES_CM_128_HMAC_SHA1_80';
const short: SrtpSuite = 'AES_CM_128_HMAC_SHA1_32';
const microsoftLifetime = '2^31';

/** Whether the protocol says that packets are encrypted. */
function isSecure(protocol: string): boolean {
  return /SAVPF?$/.test(protocol);
}

/**
 * What an offer says at first. `preferred` leaves the far end the choice, as RFC 8643 and Microsoft's clients do: keys under `RTP/AVP`; with
 * `isKnown` the far end has taken keys already, and gets the plain words.
 */
export function offeredProtection(
  { dialect, encryption, offersDtls }: FarWishes,
  { key }: FarLocal,
  { fingerprint }: FarLocals,
  isKnown: boolean,
): ProtectionLines {
  const isMicrosoft = dialect === 'microsoft';
  if (encryption === 'off') return { ...plain('RTP/AVP'), ...(isMicrosoft && { encryption: 'rejected' }) };
  if (offersDtls && !isMicrosoft) return { protocol: 'UDP/TLS/RTP/SAVPF', crypto: [], fingerprint, setup: 'actpass' };
  const isRequired = encryption === 'required';
  return {
    protocol: isRequired || isKnown ? 'RTP/SAVP' : 'RTP/AVP',
    crypto: [line(dialect, { tag: 1, suite: best }, key)],
    ...(isMicrosoft && { encryption: isRequired ? 'required' : 'optional' }),
  };
}

/** What a later offer says: what was agreed, under the protocol it was agreed with. */
export function offeredAgain(
  agreed: { readonly protection: Protection; readonly theirs: MediaSection; readonly ours: MediaSection },
  { dialect }: FarWishes,
  { key }: FarLocal,
  { fingerprint }: FarLocals,
): ProtectionLines {
  const { protection, theirs, ours } = agreed;
  const level = ours.encryption === undefined ? {} : { encryption: ours.encryption };
  if (protection.kind === 'none') return { ...plain(theirs.protocol), ...level };
  if (protection.kind === 'dtls') return { protocol: theirs.protocol, crypto: [], fingerprint, setup: 'actpass' };
  const tag = usableLine(ours.crypto, dialect)?.tag ?? 1;
  const crypto = [line(dialect, { tag, suite: protection.suite }, key)];
  return { protocol: dialect === 'microsoft' ? secured(theirs.protocol) : theirs.protocol, crypto, ...level };
}

/** What our answer says to a far end's section, in which `held` protects the packets until then; undefined when one side demands what the other refuses. */
export function answeredProtection(
  theirs: MediaSection,
  wishes: FarWishes,
  { key, held }: Pick<FarLocal, 'key'> & { readonly held?: Protection | undefined },
  { fingerprint }: Pick<FarLocals, 'fingerprint'>,
): ProtectionLines | undefined {
  const { dialect, encryption } = wishes;
  const mayEncrypt = encryption !== 'off' && theirs.encryption !== 'rejected';
  const crypto = mayEncrypt && !isDtls(theirs.protocol) ? usableLine(theirs.crypto, dialect) : undefined;
  const level = answeredLevel(theirs, wishes);
  if (crypto) {
    const protocol = dialect === 'microsoft' ? secured(theirs.protocol) : theirs.protocol;
    return { protocol, crypto: [line(dialect, crypto, key)], ...level };
  }
  if (mayEncrypt && theirs.fingerprint) {
    return { protocol: theirs.protocol, crypto: [], fingerprint, setup: answeringRole(theirs, held) };
  }
  const isMismatch = isSecure(theirs.protocol) || theirs.encryption === 'required' || encryption === 'required';
  return isMismatch ? undefined : { ...plain(theirs.protocol), ...level };
}

/** What both sections together mean; undefined when they do not fit. `ours` is an offer or an answer of ours. */
export function agreedProtection(
  ours: MediaSection,
  theirs: MediaSection,
  { dialect, encryption }: FarWishes,
): Protection | undefined {
  const fingerprint = ours.fingerprint && theirs.fingerprint;
  if (fingerprint && ours.setup) return { kind: 'dtls', fingerprint, role: ourRole(ours.setup, theirs.setup) };
  const local = ours.crypto[0];
  const remote = usableLine(theirs.crypto, dialect);
  if (local && remote) {
    const { suite } = remote;
    return local.suite === suite
      ? { kind: 'sdes', suite: suite as SrtpSuite, localKey: local.key, remoteKey: remote.key }
      : undefined;
  }
  const isMismatch = encryption === 'required' || isSecure(theirs.protocol) || isSecure(ours.protocol);
  return isMismatch ? undefined : { kind: 'none' };
}

/** A line without an MKI, since it would stand in every packet, and without parameters that change what is encrypted. */
function usableLine(lines: readonly CryptoLine[], dialect: FarWishes['dialect']): CryptoLine | undefined {
  const usable = lines.filter(({ mki, params }) => !mki && params.every((param) => /^WSH=\d+$/i.test(param)));
  const of = (suite: SrtpSuite) => usable.find((crypto) => crypto.suite === suite);
  return of(best) ?? (dialect === 'standard' ? of(short) : undefined);
}

function line(
  dialect: FarWishes['dialect'],
  { tag, suite }: Pick<CryptoLine, 'tag' | 'suite'>,
  key: string,
): CryptoLine {
  return { tag, suite, key, ...(dialect === 'microsoft' && { lifetime: microsoftLifetime }), params: [] };
}

function plain(protocol: string): ProtectionLines {
  return { protocol, crypto: [] };
}

function answeredLevel(theirs: MediaSection, { dialect, encryption }: FarWishes): Pick<MediaSection, 'encryption'> {
  if (dialect !== 'microsoft') return {};
  if (encryption === 'off') return { encryption: 'rejected' };
  return { encryption: encryption === 'required' || theirs.encryption === 'required' ? 'required' : 'optional' };
}

function secured(protocol: string): string {
  return protocol.replace(/(^|\/)AVP(F?)$/, '$1SAVP$2');
}

function isDtls(protocol: string): boolean {
  return /(?:^|\/)TLS\//.test(protocol);
}

/** The answering side begins the handshake where it may (RFC 5763 5); one that holds is not made anew by changed roles (RFC 8842 5.3). */
function answeringRole({ setup, fingerprint }: MediaSection, held: Protection | undefined): SetupRole {
  const isHeld = held?.kind === 'dtls' && held.fingerprint.value === fingerprint?.value;
  if (isHeld && setup !== 'active' && setup !== 'passive') return held.role;
  return setup === 'active' ? 'passive' : 'active';
}

function ourRole(ours: SetupRole, theirs: SetupRole | undefined): 'active' | 'passive' {
  if (ours === 'active' || ours === 'passive') return ours;
  return theirs === 'passive' ? 'active' : 'passive';
}
