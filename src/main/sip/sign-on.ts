/** REGISTER until there is an answer that is no challenge: bare or signed, challenged, proved. [MS-SIPAE] 3.2.5.1, RFC 3261 22.2 */
import type { OutgoingRequestMessage } from 'sip.js/lib/core/index.js';
import type { SipResponse } from '../../protocol/sip/message.ts';
import type { Failure } from '../../shared/model/failure.ts';
import type { AgentContext } from './context.ts';
import { isChallenge, sendOnce } from './exchange.ts';
import { isPlainServer } from './plain-server.ts';
import { RegisterProof } from './register-proof.ts';
import { blameClock, skewIn } from './server-clock.ts';

/** TLS-DSK takes four, seven when its certificate was withdrawn; whoever asks more often asks for ever. */
const mostRegisters = 8;

export interface SignOn {
  /** The Request-URI. */
  readonly uri: string;
  /** Makes the REGISTER anew for each round, with the headers given. */
  readonly build: (headers: string[]) => OutgoingRequestMessage;
  /** Prove anew who we are, whatever association stands. */
  readonly anew: boolean;
  /** Aborting fails it with SIP_TIMEOUT. */
  readonly signal?: AbortSignal | undefined;
}

export type SignedOn =
  /** `plain`: the server knows nothing of this dialect, though it may have registered us. `isTrusted`: it comes from a server that knows us, and proved it wherever the scheme lets it. */
  | { readonly kind: 'answered'; readonly response: SipResponse; readonly isTrusted: boolean }
  | { readonly kind: 'plain'; readonly isAccepted: boolean }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Never rejects. Afterwards either the association made on the way stands, or what stood before. */
export async function signOn(context: AgentContext, asked: SignOn): Promise<SignedOn> {
  const over = new AbortController();
  const stopEnd = context.onEnd(() => over.abort());
  const signal = asked.signal ? AbortSignal.any([asked.signal, over.signal]) : over.signal;
  const proof = new RegisterProof(context, { uri: asked.uri, signal });
  try {
    if (asked.anew) context.signing.begin();
    return await rounds(context, { ...asked, signal }, proof);
  } finally {
    proof.close();
    context.signing.abandon();
    stopEnd();
  }
}

async function rounds(context: AgentContext, asked: SignOn, proof: RegisterProof): Promise<SignedOn> {
  const { clock } = context.options;
  let headers = proof.known();
  let skewMs: number | undefined;
  for (let count = 1; count <= mostRegisters; count += 1) {
    const settled = await sendOnce(context, { method: 'REGISTER', ...asked }, asked.build(headers));
    if (settled.kind === 'failed') return brokenOff(proof, context.ended ?? settled.failure);
    const { response } = settled;
    if (count === 1 && isForAnother(context, response)) return { kind: 'plain', isAccepted: !isChallenge(response) };
    if (!isChallenge(response)) return { kind: 'answered', response, isTrusted: proof.isOfKnownServer(response) };
    skewMs = skewIn(response, clock.wall()) ?? skewMs;
    const next = await proof.answer(response);
    // The connection's own end says more than that we had to stop.
    if (context.ended) return { kind: 'failed', failure: context.ended };
    if (next.kind === 'failed') return { kind: 'failed', failure: blameClock(next.failure, skewMs) };
    headers = next.headers;
  }
  const failure = context.failure('AUTH_ENDLESS', `${mostRegisters} REGISTERs, each challenged`);
  return { kind: 'failed', failure: blameClock(failure, skewMs) };
}

function isForAnother({ options }: AgentContext, response: SipResponse): boolean {
  return options.looksForPlainServers === true && isPlainServer(response);
}

function brokenOff(proof: RegisterProof, failure: Failure): SignedOn {
  return { kind: 'failed', failure: proof.isUnderWay ? asUnreadable(failure) : failure };
}

/** In the middle of a handshake what breaks the connection's frame is the challenge: a token longer than any message may be. */
function asUnreadable(failure: Failure): Failure {
  return failure.code === 'SIP_MALFORMED' ? { ...failure, code: 'AUTH_UNREADABLE' } : failure;
}
