/** One RSA key for all clients of a test process: making one takes longer than a sign-in. That each gets its own is src/main/web/rsa-key.test.ts. */
import { type MakeRsaKey, makeRsaKey, type RsaKey } from '../../src/main/web/rsa-key.ts';

let made: Promise<RsaKey> | undefined;

/** The same key at each call, made at the first. */
export const oneKey: MakeRsaKey = () => {
  made ??= makeRsaKey();
  return made;
};
