/** NTLM as datagrams: ask for the challenge, answer it; the answer is signed already. [MS-SIPAE] 3.2.5.1, [MS-NLMP] 3.1.5.2 */
import { directionKeys } from '../../../protocol/auth/ntlm/keys.ts';
import { datagramSignature } from '../../../protocol/auth/ntlm/signature.ts';
import { answerChallenge, type NtlmLogin } from '../../../protocol/auth/ntlm/write-answer.ts';
import type { GssChallenge } from '../../../protocol/auth/read-gss.ts';
import { type GssStep, writeGssStep } from '../../../protocol/auth/write-gss.ts';
import type { Handshake, HandshakeDeps, HandshakeStep } from './handshake.ts';
import { ntlmHashes } from './hashes.ts';
import { GssNaming } from './naming.ts';
import { createAssociation, type MessageMac } from './security-association.ts';

export class NtlmHandshake implements Handshake {
  readonly scheme = 'NTLM';
  readonly #login: NtlmLogin;
  readonly #deps: HandshakeDeps;
  readonly #naming = new GssNaming('NTLM');
  #stage: 'bare' | 'asked' | 'proved' = 'bare';

  constructor(login: NtlmLogin, deps: HandshakeDeps) {
    this.#login = login;
    this.#deps = deps;
  }

  next(challenge: GssChallenge): Promise<HandshakeStep> {
    return Promise.resolve(this.#step(challenge));
  }

  /** It holds nothing that has to be let go. */
  close(): void {
    this.#stage = 'proved';
  }

  #step(challenge: GssChallenge): HandshakeStep {
    if (this.#deps.signal?.aborted) return { kind: 'failed', code: 'SIP_TIMEOUT', problem: 'given up' };
    if (this.#stage === 'proved') return { kind: 'refused' };
    this.#naming.learn(challenge);
    const { gssapiData } = challenge;
    if (gssapiData === undefined) {
      if (this.#stage === 'asked') return unreadable('the NTLM challenge is missing');
      this.#stage = 'asked';
      return this.#send({ ...this.#naming.step(), token: new Uint8Array(0) });
    }
    return gssapiData.kind === 'token' ? this.#answer(gssapiData.bytes) : unreadable(gssapiData.problem);
  }

  #answer(token: Uint8Array): HandshakeStep {
    const { clock, random, header } = this.#deps;
    const question = { challenge: token, mode: { kind: 'datagram' as const }, login: this.#login, wall: clock.wall() };
    const answer = answerChallenge(question, { hashes: ntlmHashes, random });
    if (!answer.ok) return unreadable(answer.problem);
    this.#stage = 'proved';
    const names = this.#naming.step();
    const mac = ntlmMac(answer.sessionKey);
    const association = createAssociation({ names, version: names.version, header, mac, wall: clock.wall(), random });
    return { ...this.#send({ ...names, token: answer.message }), association };
  }

  #send(step: GssStep) {
    return { kind: 'send' as const, header: [this.#deps.header, writeGssStep(step)] as const };
  }
}

/** Signatures under the keys of a session. */
export function ntlmMac(sessionKey: Uint8Array): MessageMac {
  const client = directionKeys(sessionKey, 'client', ntlmHashes);
  const server = directionKeys(sessionKey, 'server', ntlmHashes);
  return {
    ofClient: (text) => datagramSignature(client, text, ntlmHashes),
    ofServer: (text) => datagramSignature(server, text, ntlmHashes),
  };
}

function unreadable(problem: string): HandshakeStep {
  return { kind: 'failed', code: 'AUTH_UNREADABLE', problem };
}
