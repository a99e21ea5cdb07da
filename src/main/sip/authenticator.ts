/**
 * Answers Digest challenges: the best algorithm, once, and the same nonce again without being asked to save round trips. A registrar
 * asks by 401 and a proxy before it by 407, so REGISTER and all other requests each keep what they were asked for.
 */
import { createHash } from 'node:crypto';
import type { DigestHash } from '../../protocol/auth/digest.ts';
import { chooseDigestChallenge, type DigestChallenge } from '../../protocol/auth/read.ts';
import { answerDigest } from '../../protocol/auth/write.ts';
import { type AuthValue, readAuthValues } from '../../protocol/sip/auth-header.ts';
import { readCSeq } from '../../protocol/sip/checks.ts';
import { headerOf, headersOf, type SipResponse } from '../../protocol/sip/message.ts';
import type { Random } from '../../shared/clock.ts';
import type { Credentials } from './agent.ts';

const hashNames = { MD5: 'md5', 'SHA-256': 'sha256', 'SHA-512-256': 'sha512-256' } as const;
const hash: DigestHash = (name, text) => createHash(hashNames[name]).update(text, 'utf8').digest('hex');

export type ChallengeAnswer =
  /** Send the request again; headerFor() now has what it needs. */
  | { readonly kind: 'answer' }
  /** The password was tried and is wrong. */
  | { readonly kind: 'refused' }
  /** Nobody has credentials for this realm. */
  | { readonly kind: 'no-credentials' }
  | { readonly kind: 'unsupported'; readonly offered: readonly string[] };

interface Standing {
  readonly challenge: DigestChallenge;
  readonly credentials: Credentials;
  readonly header: 'Authorization' | 'Proxy-Authorization';
  readonly cnonce: string;
  count: number;
}

type Asker = 'registrar' | 'others';

export class Authenticator {
  readonly #credentialsFor: (realm: string) => Credentials | undefined;
  readonly #random: Random;
  readonly #standings = new Map<Asker, Standing>();

  constructor(credentialsFor: (realm: string) => Credentials | undefined, random: Random) {
    this.#credentialsFor = credentialsFor;
    this.#random = random;
  }

  /** The scheme in use, as shown to people. */
  get scheme(): string {
    const standing = this.#standings.get('registrar') ?? this.#standings.get('others');
    return standing ? `Digest ${standing.challenge.algorithm}` : 'none';
  }

  /** The header that proves who we are, or undefined while no server asked. Secret. */
  headerFor(method: string, uri: string): readonly [string, string] | undefined {
    const standing = this.#standings.get(askerOf(method)) ?? this.#standings.get('registrar');
    if (!standing) return undefined;
    standing.count += 1;
    const { challenge, credentials, cnonce, count } = standing;
    const input = { challenge, ...credentials, method, uri, nonceCount: count, cnonce };
    return [standing.header, answerDigest(input, hash)];
  }

  /** Takes a 401 or 407. `alreadyAnswered`: this request carried an answer to a challenge it had met. */
  challenged(response: SipResponse, alreadyAnswered: boolean): ChallengeAnswer {
    const isProxy = response.status === 407;
    const challenge = chooseDigestChallenge(valuesIn(response));
    if (!challenge) return { kind: 'unsupported', offered: offeredIn(response) };
    const asker = askerOf(readCSeq(headerOf(response, 'cseq') ?? '')?.method);
    if (alreadyAnswered && !challenge.stale) {
      this.#standings.delete(asker);
      return { kind: 'refused' };
    }
    const credentials = this.#credentialsFor(challenge.realm);
    if (!credentials) return { kind: 'no-credentials' };
    const header = isProxy ? 'Proxy-Authorization' : 'Authorization';
    this.#standings.set(asker, { challenge, credentials, header, cnonce: this.#cnonce(), count: 0 });
    return { kind: 'answer' };
  }

  #cnonce(): string {
    return Buffer.from(this.#random.bytes(12)).toString('hex');
  }
}

function valuesIn(response: SipResponse): AuthValue[] {
  const name = response.status === 407 ? 'proxy-authenticate' : 'www-authenticate';
  return headersOf(response, name).flatMap(readAuthValues);
}

/** The schemes of a 401 or 407, as the server spells them. */
export function offeredIn(response: SipResponse): string[] {
  return valuesIn(response)
    .map(({ scheme }) => scheme)
    .filter((scheme) => scheme !== '');
}

function askerOf(method: string | undefined): Asker {
  return method === 'REGISTER' ? 'registrar' : 'others';
}
