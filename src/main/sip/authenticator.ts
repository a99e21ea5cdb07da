/**
 * Answers Digest challenges: the best algorithm, once, and the same nonce again without being asked to save round trips. A registrar
 * asks by 401 and a proxy before it by 407, so REGISTER and all other requests each keep what they were asked for, by either or by both.
 * RFC 3261 22.3
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
  /** Send the request again; headersFor() now has what it needs. */
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
/** 401 for the server at the end, 407 for a proxy on the way. */
type Standings = Map<number, Standing>;

/** The statuses, 401 and 407, whose challenges one request has answered in its tries so far. */
export type Answered = ReadonlySet<number>;

export class Authenticator {
  readonly #credentialsFor: (realm: string) => Credentials | undefined;
  readonly #random: Random;
  readonly #standings: Readonly<Record<Asker, Standings>> = { registrar: new Map(), others: new Map() };

  constructor(credentialsFor: (realm: string) => Credentials | undefined, random: Random) {
    this.#credentialsFor = credentialsFor;
    this.#random = random;
  }

  /** The scheme in use, as shown to people. */
  get scheme(): string {
    const { registrar, others } = this.#standings;
    const standing = registrar.get(401) ?? registrar.get(407) ?? others.get(401) ?? others.get(407);
    return standing ? `Digest ${standing.challenge.algorithm}` : 'none';
  }

  /** The headers that prove who we are, one for each that asked; none while no server did. Secret. */
  headersFor(method: string, uri: string): readonly (readonly [string, string])[] {
    const own = this.#standings[askerOf(method)];
    const standings = own.size > 0 ? own : this.#standings.registrar;
    return Array.from(standings.values(), (standing) => {
      standing.count += 1;
      const { challenge, credentials, cnonce, count } = standing;
      const input = { challenge, ...credentials, method, uri, nonceCount: count, cnonce };
      return [standing.header, answerDigest(input, hash)];
    });
  }

  /** Takes a 401 or 407 to a request that has answered those in `answered` already. */
  challenged(response: SipResponse, answered: Answered): ChallengeAnswer {
    const { status } = response;
    const isKnown = (realm: string) => this.#credentialsFor(realm) !== undefined;
    const challenge = chooseDigestChallenge(valuesIn(response), isKnown);
    if (!challenge) return { kind: 'unsupported', offered: offeredIn(response) };
    const standings = this.#standings[askerOf(readCSeq(headerOf(response, 'cseq') ?? '')?.method)];
    if (answered.has(status) && !challenge.stale) {
      standings.delete(status);
      return { kind: 'refused' };
    }
    const credentials = this.#credentialsFor(challenge.realm);
    if (!credentials) return { kind: 'no-credentials' };
    const header = status === 407 ? 'Proxy-Authorization' : 'Authorization';
    standings.set(status, { challenge, credentials, header, cnonce: this.#cnonce(), count: 0 });
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
