/** Which servers the account's password may be proved to by Digest. */
import type { Credentials } from './agent.ts';

/** Answers to the realm that asks first, which is the own registrar's, and to no other that may ask later through it. */
export function ownRealmOnly(credentials: Credentials): (realm: string) => Credentials | undefined {
  let own: string | undefined;
  return (realm) => {
    own ??= realm;
    return realm === own ? credentials : undefined;
  };
}
