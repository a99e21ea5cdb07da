/** What the server calls itself and the association, over the challenges of one handshake. [MS-SIPAE] 3.2.5.1 */
import type { GssChallenge, GssScheme } from '../../../protocol/auth/read-gss.ts';
import type { GssStep } from '../../../protocol/auth/write-gss.ts';

/** The newest version of the authentication protocol there is. [MS-SIPAE] 1.7 */
const newest = 4;

export class GssNaming {
  readonly #scheme: GssScheme;
  #realm = '';
  #targetName = '';
  #version = 0;
  #opaque: string | undefined;

  constructor(scheme: GssScheme) {
    this.#scheme = scheme;
  }

  /** The newest word counts; what a challenge leaves out stays as it was. */
  learn(challenge: GssChallenge): void {
    this.#realm = challenge.realm || this.#realm;
    this.#targetName = challenge.targetName || this.#targetName;
    this.#version = Math.min(challenge.version, newest) || this.#version;
    this.#opaque = challenge.opaque ?? this.#opaque;
  }

  get targetName(): string {
    return this.#targetName;
  }

  /** The names for our next header, without a token. */
  step(): GssStep {
    return {
      scheme: this.#scheme,
      realm: this.#realm,
      targetName: this.#targetName,
      version: this.#version,
      opaque: this.#opaque,
    };
  }
}
