/** Who an agent is on the wire: the account on this machine, or nobody in particular. [MS-SIPRE] 3.2, [MS-SIPAE] 3.2.4.3 */
import { createHash } from 'node:crypto';
import { epidFrom, instanceIdOf } from '../../protocol/ms/endpoint.ts';
import type { Random } from '../../shared/clock.ts';
import type { SipIdentity } from './agent.ts';

const sha1 = (data: Uint8Array) => new Uint8Array(createHash('sha1').update(data).digest());

/** The account's endpoint: the same on this machine for ever, another on each machine. `installId` is any text kept with the settings. */
export function accountIdentity(aor: string, installId: string): SipIdentity {
  const epid = epidFrom(new Uint8Array(createHash('sha256').update(`${aor}\n${installId}`).digest()));
  return { aor, displayName: '', epid, instanceId: instanceIdOf(epid, sha1), anonymous: false };
}

/** A guest: a random user, endpoint and instance for each join, and the name the person chose. Nothing of the account. */
export function guestIdentity(displayName: string, random: Random): SipIdentity {
  const epid = epidFrom(random.bytes(5));
  const user = uuidFrom(random.bytes(16));
  return {
    aor: `sip:${user}@anonymous.invalid`,
    displayName,
    epid,
    instanceId: instanceIdOf(epid, sha1),
    anonymous: true,
  };
}

/** A version 4 UUID from 16 random bytes. RFC 9562 5.4 */
export function uuidFrom(bytes: Uint8Array): string {
  const hex = [...bytes].map((byte, index) => {
    const value = index === 6 ? (byte & 0x0f) | 0x40 : index === 8 ? (byte & 0x3f) | 0x80 : byte;
    return value.toString(16).padStart(2, '0');
  });
  return hex.join('').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
