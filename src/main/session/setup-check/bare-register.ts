/** A REGISTER without credentials: every server answers it with the ways to prove who one is. RFC 3261 10.2, [MS-SIPREGE] 3.1, mission E1 */
import { createHash } from 'node:crypto';
import { epidFrom, instanceIdOf } from '../../../protocol/ms/endpoint.ts';
import { headerOf, type SipResponse } from '../../../protocol/sip/message.ts';
import { readMessage } from '../../../protocol/sip/read.ts';
import { type HeaderPair, writeRequest } from '../../../protocol/sip/write.ts';
import type { Clock, Random } from '../../../shared/clock.ts';
import type { Failure, FailureCode } from '../../../shared/model/failure.ts';
import { done, failed, type Outcome } from '../../../shared/outcome.ts';
import type { Flow } from '../../net/flow.ts';

const limitMs = 4000;

export interface BareRegister {
  readonly flow: Flow;
  /** `user@domain` */
  readonly address: string;
  readonly userAgent: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly signal: AbortSignal;
}

export interface BareAnswer {
  readonly response: SipResponse;
  readonly durationMs: number;
}

/**
 * Asks so many times, one after the other, over one connection. `Expires: 0` and an endpoint made up on the spot: a server that wants no
 * proof registers nobody by it. Failures: SIP_TIMEOUT (no final answer within 4 s, given up), SIP_MALFORMED, CONNECTION_LOST. The flow
 * is closed afterwards.
 */
export async function askBare(options: BareRegister, times: number): Promise<Outcome<readonly BareAnswer[]>> {
  const exchange = listen(options.flow);
  const fixed = identityOf(options);
  const answers: BareAnswer[] = [];
  try {
    for (let count = 1; count <= times; count += 1) {
      const startMs = options.clock.now();
      if (!options.flow.send(requestOf(options, fixed, count))) return failed(failure(options, 'CONNECTION_LOST'));
      const answer = await finalAnswer(options, exchange, count);
      // A later round that fails takes nothing away from the first.
      if (!answer.ok) return answers.length > 0 ? done(answers) : answer;
      answers.push({ response: answer.value, durationMs: Math.round(options.clock.now() - startMs) });
    }
    return done(answers);
  } finally {
    options.flow.close();
  }
}

interface Exchange {
  onMessage: (raw: Uint8Array) => void;
  onClose: (failure: Failure | undefined) => void;
  /** Set once the connection is over. */
  ended: { readonly failure: Failure | undefined } | undefined;
}

/** A flow has one listener for its life; each round takes its turn behind it. */
function listen(flow: Flow): Exchange {
  const exchange: Exchange = { onMessage: () => undefined, onClose: () => undefined, ended: undefined };
  flow.listen({
    onMessage: (raw) => exchange.onMessage(raw),
    onClose(failure) {
      exchange.ended = { failure };
      exchange.onClose(failure);
    },
  });
  return exchange;
}

function finalAnswer(options: BareRegister, exchange: Exchange, count: number): Promise<Outcome<SipResponse>> {
  const { clock, signal } = options;
  return new Promise((resolve) => {
    const finish = (outcome: Outcome<SipResponse>) => {
      stop();
      signal.removeEventListener('abort', onAbort);
      exchange.onMessage = () => undefined;
      exchange.onClose = () => undefined;
      resolve(outcome);
    };
    const onAbort = () => finish(failed(failure(options, 'SIP_TIMEOUT', 'given up')));
    const stop = clock.after(limitMs, () => finish(failed(failure(options, 'SIP_TIMEOUT'))));
    signal.addEventListener('abort', onAbort, { once: true });
    exchange.onMessage = (raw) => {
      const read = readMessage(raw);
      if (!read.ok) return finish(failed(failure(options, 'SIP_MALFORMED', read.problem)));
      const { message } = read;
      const isOurs = message.kind === 'response' && headerOf(message, 'cseq')?.startsWith(`${count} `);
      if (isOurs && message.status >= 200) finish(done(message));
    };
    exchange.onClose = (why) => finish(failed(why ?? failure(options, 'CONNECTION_LOST')));
    if (exchange.ended) exchange.onClose(exchange.ended.failure);
    else if (signal.aborted) onAbort();
  });
}

interface Fixed {
  readonly epid: string;
  readonly instanceId: string;
  readonly callId: string;
  readonly tag: string;
}

function identityOf({ random }: BareRegister): Fixed {
  const epid = epidFrom(random.bytes(5));
  const sha1 = (data: Uint8Array) => new Uint8Array(createHash('sha1').update(data).digest());
  return { epid, instanceId: instanceIdOf(epid, sha1), callId: hex(random, 16), tag: hex(random, 5) };
}

function requestOf(options: BareRegister, fixed: Fixed, count: number): Uint8Array {
  const { flow, address, userAgent, random } = options;
  const { localAddress, localPort, transport } = flow.facts;
  const local = `${localAddress.includes(':') ? `[${localAddress}]` : localAddress}:${localPort}`;
  const aor = `sip:${address}`;
  const contact = `<sip:${local};transport=${transport};ms-opaque=${fixed.epid}>;expires=0;proxy=replace`;
  const headers: HeaderPair[] = [
    ['Via', `SIP/2.0/${transport.toUpperCase()} ${local};branch=z9hG4bK${hex(random, 10)}`],
    ['Max-Forwards', '70'],
    ['From', `<${aor}>;tag=${fixed.tag};epid=${fixed.epid}`],
    ['To', `<${aor}>`],
    ['Call-ID', fixed.callId],
    ['CSeq', `${count} REGISTER`],
    ['Contact', `${contact};+sip.instance="<urn:uuid:${fixed.instanceId.toUpperCase()}>"`],
    ['User-Agent', userAgent],
    ['Supported', 'gruu-10'],
    ['Event', 'registration'],
    ['Expires', '0'],
  ];
  return writeRequest({ method: 'REGISTER', uri: `sip:${address.slice(address.lastIndexOf('@') + 1)}`, headers });
}

function hex(random: Random, bytes: number): string {
  return Buffer.from(random.bytes(bytes)).toString('hex');
}

function failure({ flow, clock }: BareRegister, code: FailureCode, detail?: string): Failure {
  return { code, server: flow.facts.host, at: clock.wall(), ...(detail ? { detail } : {}) };
}
