/** The wrapping that "Negotiate" may put around NTLM. RFC 4178 4.2, [MS-SPNG] */
import * as der from '../pki/der.ts';
import { type DerElement, itemsOf, oidOf, readDer } from '../pki/der-read.ts';

export interface NegotiateToken {
  /** What lies inside for the mechanism in use; undefined when the client sent none yet. */
  readonly inner: Uint8Array | undefined;
  /** Mechanisms in the client's order; empty after the first token. */
  readonly mechanisms: readonly string[];
}

export const NTLM_MECHANISM = '1.3.6.1.4.1.311.2.2.10';
const SPNEGO = '1.3.6.1.5.5.2';
const STATE = { completed: 0, incomplete: 1, reject: 2 } as const;

/** Undefined for bytes that are no SPNEGO token. */
export function readNegotiate(bytes: Uint8Array): NegotiateToken | undefined {
  const token = readDer(bytes);
  if (token?.tag === 0xa1) return { inner: octetsOf(fieldOf(token, 2)), mechanisms: [] };
  const [mechanism, wrapped] = token?.tag === 0x60 ? (itemsOf(token) ?? []) : [];
  if (oidOf(mechanism) !== SPNEGO || wrapped?.tag !== 0xa0) return undefined;
  const mechanisms = itemsOf(itemsOf(fieldOf(wrapped, 0))?.[0]) ?? [];
  return { inner: octetsOf(fieldOf(wrapped, 2)), mechanisms: mechanisms.flatMap((each) => oidOf(each) ?? []) };
}

/** The server's answer: NTLM it is, and here is its message, if there is one already. */
export function negotiateNtlm(inner: Uint8Array | undefined): Uint8Array {
  return response(STATE.incomplete, inner);
}

/** The last token of a server that believes its client. */
export function negotiateDone(): Uint8Array {
  return response(STATE.completed, undefined);
}

function response(state: number, inner: Uint8Array | undefined): Uint8Array {
  return der.context(
    1,
    der.sequence(
      der.context(0, der.element(0x0a, Uint8Array.of(state))),
      ...(state === STATE.completed ? [] : [der.context(1, der.objectId(NTLM_MECHANISM))]),
      ...(inner ? [der.context(2, der.octetString(inner))] : []),
    ),
  );
}

/** Field `[number]` of the sequence inside a context tag. */
function fieldOf(token: DerElement, number: number): DerElement | undefined {
  const fields = itemsOf(itemsOf(token)?.[0]) ?? [];
  return fields.find(({ tag }) => tag === (0xa0 | number));
}

function octetsOf(field: DerElement | undefined): Uint8Array | undefined {
  const [octets] = itemsOf(field) ?? [];
  return octets?.tag === 0x04 ? octets.content : undefined;
}
