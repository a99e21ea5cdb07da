/** The handshake of a scheme. Kerberos has none: what Node offers of it cannot sign messages. */
import { DskHandshake } from './dsk-handshake.ts';
import type { Handshake, HandshakeDeps, HandshakePlan } from './handshake.ts';
import { NtlmHandshake } from './ntlm-handshake.ts';

/** A handshake that has not begun. */
export function createHandshake(plan: HandshakePlan, deps: HandshakeDeps): Handshake {
  return plan.scheme === 'NTLM' ? new NtlmHandshake(plan.login, deps) : new DskHandshake(plan.certificate, deps);
}
