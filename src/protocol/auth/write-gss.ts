/** Our Authorization header: the steps of a handshake, and the signature under every message after it. [MS-SIPAE] 2.2, 3.2 */
import { quoteText } from '../sip/write-values.ts';
import { encodeBase64 } from './base64.ts';
import type { GssScheme } from './read-gss.ts';

/** What every one of our headers says about the association it belongs to. */
export interface GssNames {
  readonly scheme: GssScheme;
  readonly realm: string;
  readonly targetName: string;
  /** Absent until the server named it. */
  readonly opaque?: string | undefined;
}

/** One step of a handshake. */
export interface GssStep extends GssNames {
  /** The version the server named. */
  readonly version: number;
  /** Empty asks for the first token; absent once all tokens are exchanged. */
  readonly token?: Uint8Array | undefined;
}

/** Our signature under one message. */
export interface GssProof {
  /** 8 hex digits. */
  readonly random: string;
  /** From 1, one more for each message. */
  readonly count: number;
  /** Hex. */
  readonly signature: string;
}

/** The value of a handshake's header, without a signature. Secret: never to be logged. */
export function writeGssStep(step: GssStep): string {
  const token = step.token === undefined ? '' : `, gssapi-data="${encodeBase64(step.token)}"`;
  // Versions up to 2 were not written yet.
  const version = step.version > 2 ? `, version=${step.version}` : '';
  return `${writeNames(step)}${token}${version}`;
}

/** The parameters that follow the names, or the step that ends a handshake. */
export function writeGssProof({ random, count, signature }: GssProof): string {
  return `crand="${random}", cnum="${count}", response="${signature}"`;
}

/** The value of the header under any message once the association stands. */
export function writeGssSignature(names: GssNames, proof: GssProof): string {
  return `${writeNames(names)}, ${writeGssProof(proof)}`;
}

function writeNames({ scheme, realm, targetName, opaque }: GssNames): string {
  const name = opaque === undefined ? '' : ` opaque=${quoteText(opaque)},`;
  return `${scheme} qop="auth",${name} realm=${quoteText(realm)}, targetname=${quoteText(targetName)}`;
}
