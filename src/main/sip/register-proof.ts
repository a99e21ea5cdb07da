/** Proves to the registrar who we are, challenge by challenge, by the best scheme both sides have. [MS-SIPAE] 3.2.5.1, mission E1 to E8 */
import { type GssChallenge, type GssChallenges, readGssChallenges } from '../../protocol/auth/read-gss.ts';
import type { SipResponse } from '../../protocol/sip/message.ts';
import { headerLine } from '../../protocol/sip/write.ts';
import type { Failure, FailureCode } from '../../shared/model/failure.ts';
import type { Scheme } from './agent.ts';
import { refusal } from './answers.ts';
import { createHandshake } from './association/create-handshake.ts';
import type { Handshake, HandshakePlan, HandshakeStep } from './association/handshake.ts';
import { offeredIn } from './authenticator.ts';
import type { AgentContext } from './context.ts';
import { linesOf } from './session-parts.ts';

/** The headers of the next REGISTER, or why there is none. Secret. */
export type NextRegister =
  | { readonly kind: 'send'; readonly headers: string[] }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** What the certificate service says about the person holds for every other scheme: the same password would only be tried twice. */
const aboutPerson: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'CREDENTIALS_WRONG',
  'ACCOUNT_MISMATCH',
  'USER_UNKNOWN',
  'CLOCK_OFF',
]);

interface Running {
  readonly plan: HandshakePlan;
  readonly handshake: Handshake;
  readonly targetName: string;
  /** REGISTERs sent for it. */
  steps: number;
  /** The last of them was signed. */
  isSigned: boolean;
}

export class RegisterProof {
  readonly #context: AgentContext;
  readonly #uri: string;
  readonly #signal: AbortSignal;
  #running: Running | undefined;
  /** Why TLS-DSK is not possible. */
  #passedOver: Failure | undefined;
  /** One more refusal of a certificate is the last: this one is new, or is there in place of a refused one. */
  #isLastCertificate = false;
  #hasStartedOver = false;
  /** The Digest challenges that were answered: 401 of the registrar, 407 of a proxy before it. */
  readonly #digests = new Set<number>();

  constructor(context: AgentContext, given: { readonly uri: string; readonly signal: AbortSignal }) {
    this.#context = context;
    this.#uri = given.uri;
    this.#signal = given.signal;
  }

  /** The proof that served the last time, to be spared the question. Signatures are put in further down. */
  known(): string[] {
    return linesOf(this.#context.authenticator.headersFor('REGISTER', this.#uri));
  }

  /** Whether an answer comes from the server that took our proof: signed by it, or over the connection on which it asked for Digest. */
  isOfKnownServer(response: SipResponse): boolean {
    return this.#digests.size > 0 || this.#context.signing.standing?.verify(response) === 'good';
  }

  /** A handshake has begun, and the server is to answer the next of its steps. */
  get isUnderWay(): boolean {
    return this.#running !== undefined;
  }

  /** Takes a 401 or 407. Never rejects. */
  async answer(response: SipResponse): Promise<NextRegister> {
    const asked = readGssChallenges(response);
    const next = await this.#next(response, asked);
    return this.#signal.aborted ? this.#fail('SIP_TIMEOUT', 'given up') : next;
  }

  /** Lets go of a handshake under way. Safe to call twice. */
  close(): void {
    this.#running?.handshake.close();
    this.#running = undefined;
  }

  #next(response: SipResponse, asked: GssChallenges): NextRegister | Promise<NextRegister> {
    if (this.#digests.size > 0) return this.#answerDigest(response);
    const running = this.#running;
    if (!running) return this.#choose(response, asked);
    const challenge = challengeOf(asked, running.plan.scheme);
    // The first step asks for more; a challenge without it is one from the start.
    const isFromStart = !challenge || (running.steps === 1 && !running.isSigned && !challenge.gssapiData);
    return isFromStart ? this.#startOver(response, asked) : this.#step(running, challenge, response);
  }

  #startOver(response: SipResponse, asked: GssChallenges): NextRegister | Promise<NextRegister> {
    if (this.#hasStartedOver) return this.#refuse(response, 'AUTH_ENDLESS');
    this.#hasStartedOver = true;
    return this.#choose(response, asked);
  }

  async #choose(response: SipResponse, asked: GssChallenges): Promise<NextRegister> {
    this.close();
    const dsk = this.#passedOver ? undefined : this.#offered(asked, 'TLS-DSK');
    const certificate = dsk && (await this.#certificateFor(dsk));
    if (dsk && certificate) {
      if (certificate.ok) {
        this.#isLastCertificate ||= certificate.value.isNew;
        return this.#begin({ scheme: 'TLS-DSK', certificate: certificate.value }, { challenge: dsk, asked, response });
      }
      const { failure } = certificate;
      this.#context.options.tracer.record({ kind: 'decision', text: `TLS-DSK passed over: ${failure.code}` });
      this.#passedOver = failure;
      if (this.#signal.aborted || aboutPerson.has(failure.code)) return failedBy(failure);
    }
    const ntlm = this.#offered(asked, 'NTLM');
    const login = ntlm && this.#context.options.credentialsFor(ntlm.realm);
    if (ntlm && login) return this.#begin({ scheme: 'NTLM', login }, { challenge: ntlm, asked, response });
    return this.#answerDigest(response);
  }

  #offered(asked: GssChallenges, scheme: HandshakePlan['scheme']): GssChallenge | undefined {
    return this.#may(scheme) ? challengeOf(asked, scheme) : undefined;
  }

  #may(scheme: Scheme): boolean {
    return this.#context.options.schemes?.includes(scheme) ?? true;
  }

  #certificateFor({ stsUri, targetName }: GssChallenge) {
    const { certificates } = this.#context.options;
    return stsUri === undefined ? undefined : certificates?.obtain({ stsUri, targetName, signal: this.#signal });
  }

  #begin(
    plan: HandshakePlan,
    { challenge, asked, response }: { challenge: GssChallenge; asked: GssChallenges; response: SipResponse },
  ): Promise<NextRegister> {
    const { clock, random, tracer } = this.#context.options;
    const offers = asked.challenges.map(({ scheme }) => scheme).join(', ');
    tracer.record({ kind: 'decision', text: `proving who we are by ${plan.scheme}, offered: ${offers}` });
    const handshake = createHandshake(plan, { clock, random, tracer, header: asked.header, signal: this.#signal });
    this.#running = { plan, handshake, targetName: challenge.targetName, steps: 0, isSigned: false };
    this.#context.signing.begin();
    return this.#step(this.#running, challenge, response);
  }

  async #step(running: Running, challenge: GssChallenge, response: SipResponse): Promise<NextRegister> {
    const step = await running.handshake.next(challenge);
    if (this.#signal.aborted) return this.#fail('SIP_TIMEOUT', 'given up');
    if (step.kind === 'send') return this.#send(running, step);
    const isCertificateRefused =
      running.plan.scheme === 'TLS-DSK' && (step.kind === 'refused' || step.code === 'CLIENT_CERTIFICATE_REFUSED');
    if (isCertificateRefused) return this.#certificateRefused(running, response);
    return step.kind === 'refused' ? this.#refuse(response, 'CREDENTIALS_WRONG') : this.#fail(step.code, step.problem);
  }

  #send(running: Running, step: Extract<HandshakeStep, { kind: 'send' }>): NextRegister {
    running.steps += 1;
    running.isSigned = step.association !== undefined;
    // Before the REGISTER that it signs is made.
    if (step.association) this.#context.signing.adopt(step.association);
    return { kind: 'send', headers: [headerLine(...step.header)] };
  }

  /** A stored certificate may have been withdrawn since; a new one that is refused is refused for good. */
  async #certificateRefused({ targetName, isSigned }: Running, response: SipResponse): Promise<NextRegister> {
    this.close();
    await this.#context.options.certificates?.reject(targetName);
    if (this.#isLastCertificate)
      return this.#refuse(response, isSigned ? 'AUTH_ENDLESS' : 'CLIENT_CERTIFICATE_REFUSED');
    this.#isLastCertificate = true;
    const asked = readGssChallenges(response);
    const isWhole = challengeOf(asked, 'TLS-DSK')?.gssapiData === undefined;
    if (isWhole) return this.#choose(response, asked);
    // It refused in the middle, without its offers: asked for by one more bare REGISTER.
    this.#context.signing.begin();
    return { kind: 'send', headers: [] };
  }

  #answerDigest(response: SipResponse): NextRegister {
    const { authenticator } = this.#context;
    const challenge = this.#may('Digest')
      ? authenticator.challenged(response, this.#digests)
      : { kind: 'unsupported' as const, offered: offeredIn(response) };
    if (challenge.kind === 'unsupported' && this.#passedOver) return failedBy(this.#passedOver);
    if (challenge.kind !== 'answer') return failedBy(refusal(response, { ...this.#place(), challenge }));
    this.#digests.add(response.status);
    return { kind: 'send', headers: this.known() };
  }

  #refuse(response: SipResponse, code: FailureCode): NextRegister {
    return failedBy({ ...refusal(response, this.#place()), code });
  }

  #fail(code: FailureCode, detail: string): NextRegister {
    return failedBy(this.#context.failure(code, detail));
  }

  #place() {
    const { clock, flow } = this.#context.options;
    return { server: flow.facts.host, at: clock.wall() };
  }
}

function challengeOf({ challenges }: GssChallenges, wanted: HandshakePlan['scheme']): GssChallenge | undefined {
  return challenges.find(({ scheme }) => scheme === wanted);
}

function failedBy(failure: Failure): NextRegister {
  return { kind: 'failed', failure };
}
