/**
 * Which password a stored certificate was got with. A certificate signs its person in by itself, so whoever types another password must
 * not be let in by it: what was typed is then judged by the server, as if nothing were stored.
 */
import { scrypt, timingSafeEqual } from 'node:crypto';
import type { Random } from '../../shared/clock.ts';

/** About ten milliseconds, spent while the network is waited for; the proof lies in the sealed store. */
const cost = { N: 4096, r: 8, p: 1 };
const saltBytes = 16;
const keyBytes = 32;

/** A proof that tells this password from all others. Secret: it can be guessed against. */
export async function makePasswordProof(password: string, random: Random): Promise<string> {
  const salt = random.bytes(saltBytes);
  const key = await derive(password, salt);
  return `${Buffer.from(salt).toString('hex')}:${key.toString('hex')}`;
}

/** True when the proof was made of this password; false also for what is no proof. */
export async function isProofOf(proof: string | undefined, password: string): Promise<boolean> {
  const parts = /^([0-9a-f]{32}):([0-9a-f]{64})$/.exec(proof ?? '');
  if (!parts) return false;
  const key = await derive(password, Buffer.from(parts[1] ?? '', 'hex'));
  return timingSafeEqual(key, Buffer.from(parts[2] ?? '', 'hex'));
}

/** Judges proofs against one password, each once: what was judged ahead of time costs nothing when it is asked for. */
export function createPasswordJudge(password: string): (proof: string | undefined) => Promise<boolean> {
  const judged = new Map<string | undefined, Promise<boolean>>();
  return (proof) => {
    // A proof that cannot be judged lets nobody in: the server then judges the password.
    const verdict = judged.get(proof) ?? isProofOf(proof, password).catch(() => false);
    judged.set(proof, verdict);
    return verdict;
  };
}

function derive(password: string, salt: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password, salt, keyBytes, cost, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
