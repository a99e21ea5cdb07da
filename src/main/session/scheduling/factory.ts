/** The one way to the focus factory: a SERVICE with a command, and what came of it. [MS-CONFPRO] 3.1 */
import type { C3pCommand } from '../../../protocol/c3p/write-commands.ts';
import { c3pContentType, writeC3pRequest } from '../../../protocol/c3p/write-envelope.ts';
import { type FactoryAnswer, readFactoryAnswer } from '../../../protocol/conference-factory/read.ts';
import { readDiagnostics } from '../../../protocol/ms/diagnostics.ts';
import type { SipResponse } from '../../../protocol/sip/message.ts';
import { decodeTolerant } from '../../../protocol/sip/text.ts';
import { addressOf, readUri } from '../../../protocol/sip/uri.ts';
import type { Random } from '../../../shared/clock.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import { done, failed, type Outcome } from '../../../shared/outcome.ts';
import type { SipAgent } from '../../sip/agent.ts';
import { refusedBy } from './refusal.ts';

export interface FactoryOptions {
  readonly agent: SipAgent;
  /** As the server's settings have it; the form every server uses when they do not say. */
  readonly factoryUri: string | undefined;
  /** Aborted with the registration. */
  readonly signal: AbortSignal;
  readonly random: Random;
  readonly wall: () => number;
}

/**
 * Asks one command. Failures: SCHEDULING_REFUSED (`data.reason`), OWN_MEETING_GONE, SCHEDULING_UNAVAILABLE, SCHEDULING_UNREADABLE, and those
 * of sending.
 */
export type AskFactory = (command: C3pCommand) => Promise<Outcome<FactoryAnswer>>;

/** The factory writes into a data base before it answers. */
const limitMs = 15_000;

/** Binds the registration to its factory; nothing is asked yet. */
export function createFactory({ agent, factoryUri, signal, random, wall }: FactoryOptions): AskFactory {
  const own = agent.identity.aor;
  const uri = usable(factoryUri) ?? `${own};gruu;opaque=app:conf:focusfactory`;
  return async (command) => {
    const requestId = String(new DataView(random.bytes(4).slice().buffer).getUint32(0) % 1_000_000_000);
    const text = writeC3pRequest({ to: uri, from: own, requestId }, command.xml);
    const body = { contentType: c3pContentType, text };
    const answer = await agent.request('SERVICE', { uri, body, signal, limitMs });
    return answer.ok ? judged(answer.value, own, wall()) : answer;
  };
}

function judged(response: SipResponse, own: string, at: number): Outcome<FactoryAnswer> {
  const reading = readFactoryAnswer(decodeTolerant(response.body).text);
  const word = reading.ok ? reading.answer.refused : undefined;
  if (word !== undefined || response.status >= 300) return failed(refusal(response, word, at));
  if (!reading.ok) {
    const { problem } = reading;
    const code = problem === 'pending' ? 'SCHEDULING_UNAVAILABLE' : 'SCHEDULING_UNREADABLE';
    return failed({ code, detail: problem, at });
  }
  // Whoever was asked about one's own meetings and tells of others' is not to lead anybody into those.
  const conferences = reading.answer.conferences.filter(({ focusUri }) => addressOf(focusUri) === addressOf(own));
  const isForeign = conferences.length === 0 && reading.answer.conferences.length > 0;
  if (isForeign) return failed({ code: 'SCHEDULING_UNREADABLE', detail: 'a meeting of somebody else', at });
  return done({ ...reading.answer, conferences });
}

function refusal(response: SipResponse, word: string | undefined, at: number): Failure {
  const diagnostics = readDiagnostics(response);
  const { status, reason } = response;
  return {
    ...refusedBy(word, status),
    at,
    ...(status >= 300 ? { sip: { status, reason } } : {}),
    ...(diagnostics.length > 0 ? { diagnostics } : {}),
  };
}

/** A setting that names something else than a factory is not used: what is sent there says who meets whom. */
function usable(text: string | undefined): string | undefined {
  const uri = text === undefined ? undefined : readUri(text.trim());
  const isFactory = uri?.kind === 'sip' && /^app:conf:focusfactory$/i.test(uri.params.get('opaque') ?? '');
  return isFactory ? uri.wire : undefined;
}
