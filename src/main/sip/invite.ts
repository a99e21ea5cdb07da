/** INVITE and its dialog: progress, acceptance, refusal, CANCEL at any moment, forks ended. RFC 3261 13, 9 */

import type {
  OutgoingInviteRequest,
  OutgoingInviteRequestDelegate,
  OutgoingRequestMessage,
  Session,
} from 'sip.js/lib/core/index.js';
import type { SipResponse } from '../../protocol/sip/message.ts';
import { headerLine } from '../../protocol/sip/write.ts';
import type { DialogListener, InviteOptions, InviteOutcome } from './agent.ts';
import { meetChallenge } from './challenge.ts';
import { type AgentContext, answerLimitMs } from './context.ts';
import { plainOf } from './core/convert.ts';
import { retarget } from './core/retarget.ts';
import { wireUri } from './core/wire-uri.ts';
import { allowedMethods, callMethods, callTagsFor } from './dialect.ts';
import type { HeaderList } from './dialog-id.ts';
import { EarlyLine } from './early-line.ts';
import { forget, isChallenge } from './exchange.ts';
import { sayGoodbye } from './goodbye.ts';
import { followKeepAlive } from './keep-alive.ts';
import { LiveDialog } from './live-dialog.ts';
import { contactsOf } from './redirect.ts';
import {
  type Asked,
  bodyOf,
  linesOf,
  refuseBeforeItStands,
  requestBody,
  type SipJsSession,
  sessionBody,
} from './session-parts.ts';
import { readLeastTerms, readSessionTerms } from './session-timer.ts';

/** Once the server said that it works on it, it may take this long. */
const progressLimitMs = 60_000;
/** A telephone may ring this long. RFC 3261 16.7 lets proxies wait as long. All else has no longer, however often it is said. */
const callLimitMs = 180_000;
/** How long our answer to an offer in the 200 may take; the server sends it again for 32 s. */
const answerLimit = 30_000;
/** How long a cancelled INVITE may take to say so. */
const cancelLimitMs = 2000;
/** Bare, proved to a proxy and to the server behind it, and with another time. */
const mostTries = 4;
/** How long an INVITE nobody waits for any more is kept, so that an acceptance that comes late is ended. RFC 3261 9.1 */
const lingerMs = 32_000;

type OnAccept = NonNullable<OutgoingInviteRequestDelegate['onAccept']>;
type Round = InviteOutcome | { readonly kind: 'challenged'; readonly response: SipResponse };

/**
 * Invites; a challenge of the server, and one of a proxy, is answered once. A session that is too brief for the far end, by the word of a server on
 * the way, is asked for once with the time that it needs (RFC 4028 7.4). Never rejects.
 */
export async function invite(
  context: AgentContext,
  options: InviteOptions,
  listener: DialogListener,
): Promise<InviteOutcome> {
  const place = { callId: context.core.hex(16), fromTag: context.core.hex(5), cseq: 1 };
  const answered = new Set<number>();
  let terms: HeaderList = [];
  for (; ; place.cseq += 1) {
    const asked = { ...options, headers: [...(options.headers ?? []), ...terms] };
    const round = await inviteOnce(context, { options: asked, listener, place: { ...place } });
    const longer = terms.length === 0 && round.kind === 'refused' ? longerTerms(round.response) : [];
    if (longer.length > 0) {
      terms = longer;
      continue;
    }
    if (round.kind !== 'challenged') return round;
    const verdict = await meetChallenge(context, round.response, answered);
    if (verdict.kind !== 'answer' || place.cseq >= mostTries) return { kind: 'refused', response: round.response };
    answered.add(round.response.status);
  }
}

/** What an INVITE says that a 422 refused; nothing where it was refused for something else. */
function longerTerms(response: SipResponse): HeaderList {
  const least = response.status === 422 ? readLeastTerms(response, { seconds: 0, isOurs: true }) : undefined;
  if (!least) return [];
  const seconds = String(least.seconds);
  return [
    ['Session-Expires', seconds],
    ['Min-SE', seconds],
  ];
}

interface RoundOptions {
  readonly options: InviteOptions;
  readonly listener: DialogListener;
  readonly place: { readonly callId: string; readonly fromTag: string; readonly cseq: number };
}

function inviteOnce(context: AgentContext, { options, listener, place }: RoundOptions): Promise<Round> {
  if (context.ended) return Promise.resolve({ kind: 'failed', failure: context.ended });
  const { core, authenticator, options: agent } = context;
  const target = wireUri(options.uri);
  const proof = linesOf(authenticator.headersFor('INVITE', options.uri));
  const saysWhatItAllows = options.headers?.some(([name]) => name === 'Allow') ?? false;
  const headers = [
    headerLine('Contact', context.contact()),
    ...(agent.dialect === 'microsoft' ? [headerLine('ms-keep-alive', 'UAC;hop-hop=yes')] : []),
    ...(saysWhatItAllows ? [] : [headerLine('Allow', options.isCall ? callMethods : allowedMethods)]),
    ...linesOf(options.headers),
    ...proof,
  ];
  const message = core.makeOutgoingRequestMessage(
    'INVITE',
    target,
    wireUri(agent.identity.aor),
    target,
    options.isCall ? { ...place, optionTags: [...callTagsFor(agent.dialect)] } : place,
    headers,
    options.body && requestBody(options.body),
  );
  const given = { options, listener, proof };
  return new Promise((resolve) => new InviteRound(context, { ...given, message, resolve }).start());
}

interface RoundGiven {
  readonly message: OutgoingRequestMessage;
  readonly options: InviteOptions;
  readonly listener: DialogListener;
  /** What proved the INVITE proves its ACK. RFC 3261 13.2.2.4 */
  readonly proof: string[];
  readonly resolve: (round: Round) => void;
}

class InviteRound {
  readonly #context: AgentContext;
  readonly #given: RoundGiven;
  readonly #stopEnd: () => void;
  readonly #onAbort = () => this.#cancel();
  readonly #beganAt: number;
  #stopLimit: () => void = () => undefined;
  #client: OutgoingInviteRequest | undefined;
  readonly #lines = new Map<Session, EarlyLine>();
  #isCancelled = false;
  #hasWinner = false;
  #isSettled = false;

  constructor(context: AgentContext, given: RoundGiven) {
    this.#context = context;
    this.#given = given;
    this.#beganAt = context.options.clock.now();
    this.#stopEnd = context.onEnd((failure) => {
      this.#settle({ kind: 'failed', failure });
      this.#forget();
    });
  }

  start(): void {
    const { signal } = this.#given.options;
    if (signal?.aborted) {
      this.#settle({ kind: 'cancelled' });
      this.#forget();
      return;
    }
    signal?.addEventListener('abort', this.#onAbort, { once: true });
    this.#limit(answerLimitMs(this.#context.options));
    this.#client = this.#context.core.invite(this.#given.message, {
      onTrying: ({ message: answer }) => this.#progress(answer),
      onProgress: ({ message: answer, session }) => this.#progress(answer, session),
      onAccept: (accepted) => this.#accepted(accepted),
      onReject: ({ message: answer }) => this.#refused(answer),
      onRedirect: ({ message: answer }) => this.#refused(answer),
    });
  }

  #progress(answer: object, session?: Session): void {
    const response = plainOf(answer);
    const isProgress = response?.kind === 'response' && response.status > 100;
    // A peer that is to be told of the CANCEL still waits for its confirmation.
    const early = isProgress && session ? this.#line(session).told(response) : undefined;
    if (this.#isCancelled || this.#isSettled || this.#hasWinner) return;
    const { isCall, ringLimitMs, onProgress } = this.#given.options;
    // A call may wait in a queue; whoever calls hears that, and hangs up.
    const endsAt = isCall ? Number.POSITIVE_INFINITY : this.#beganAt + Math.max(callLimitMs, ringLimitMs ?? 0);
    const limitMs = ringLimitMs ?? (isCall ? callLimitMs : progressLimitMs);
    this.#limit(Math.min(limitMs, endsAt - this.#context.options.clock.now()));
    if (isProgress) this.#context.hear(() => onProgress?.(response, early));
  }

  #line(session: Session): EarlyLine {
    const known = this.#lines.get(session);
    if (known) return known;
    const { listener, options } = this.#given;
    const line = new EarlyLine(this.#context, { session, listener, hasOffered: options.body !== undefined });
    this.#lines.set(session, line);
    return line;
  }

  #accepted({ message, session, ack }: Parameters<OnAccept>[0]): void {
    const response = plainOf(message);
    const extraHeaders = this.#given.proof;
    // Whoever rang may name another place than whoever took it; sip.js keeps the first.
    retarget(session, message);
    // Cancelled too late, or another branch of a fork: RFC 3261 9.1 and 13.2.2.4 end it.
    if (this.#hasWinner || this.#isSettled || this.#isCancelled || response?.kind !== 'response') {
      ack({ extraHeaders });
      this.#leave(session);
      if (this.#hasWinner) return;
      this.#settle({ kind: 'cancelled' });
      this.#rest();
      return;
    }
    this.#hasWinner = true;
    for (const [other, line] of this.#lines) if (other !== session) line.leave();
    const { flow, identity } = this.#context.options;
    // Who is registered was told by the registrar.
    if (identity.anonymous) followKeepAlive(flow, response);
    const { listener, options } = this.#given;
    if (!options.body && options.answerOffer && bodyOf(response)) {
      void this.#answerOffer(response, session, ack);
      return;
    }
    ack({ extraHeaders });
    const terms = readSessionTerms(response);
    const dialog = new LiveDialog(this.#context, { session, listener, terms, local: options.body });
    this.#settle({ kind: 'accepted', response, dialog });
    this.#rest();
  }

  /** The 200 offers and the ACK answers. The peer may end it meanwhile, which the dialog hears. RFC 3261 13.2.2.4 */
  async #answerOffer(response: SipResponse, session: Session, ack: Parameters<OnAccept>[0]['ack']): Promise<void> {
    const { listener, options, proof } = this.#given;
    let hasLeft = false;
    refuseBeforeItStands(session);
    Object.assign(session.delegate ?? {}, {
      onBye: (asked: Asked) => {
        hasLeft = true;
        asked.accept();
      },
    });
    const limit = new Promise<undefined>((resolve) => this.#after(answerLimit, () => resolve(undefined)));
    const answer = await Promise.race([options.answerOffer?.(response).catch(() => undefined), limit]);
    this.#rest();
    if (this.#isSettled) return;
    if (hasLeft) {
      ack({ extraHeaders: proof });
      this.#settle({ kind: 'failed', failure: this.#context.failure('CONNECTION_LOST', 'ended before our answer') });
      return;
    }
    ack({ extraHeaders: proof, ...(answer ? { body: sessionBody(answer) } : {}) });
    if (!answer || this.#isCancelled) {
      this.#leave(session);
      this.#settle({ kind: 'cancelled' });
      return;
    }
    const terms = readSessionTerms(response);
    const dialog = new LiveDialog(this.#context, { session, listener, terms, local: answer });
    this.#settle({ kind: 'accepted', response, dialog });
  }

  /** Nobody here wants what was accepted. */
  #leave(session: Session): void {
    void sayGoodbye(this.#context, session as SipJsSession, []);
  }

  #refused(answer: object & { statusCode?: number | undefined }): void {
    this.#settle(this.#isCancelled ? { kind: 'cancelled' } : this.#refusal(answer));
    this.#rest();
  }

  #refusal(answer: object & { statusCode?: number | undefined }): Round {
    const response = plainOf(answer);
    if (response?.kind === 'response') {
      const contacts = contactsOf(response);
      if (isChallenge(response)) return { kind: 'challenged', response };
      return { kind: 'refused', response, ...(contacts.length > 0 ? { contacts } : {}) };
    }
    const code = answer.statusCode === 408 ? 'SIP_TIMEOUT' : 'CONNECTION_LOST';
    return { kind: 'failed', failure: this.#context.failure(code, 'no answer to INVITE') };
  }

  /** sip.js sends the CANCEL once the server has answered provisionally; the wait for its end is short. RFC 3261 9.1 */
  #cancel(): void {
    if (this.#isSettled) return;
    this.#isCancelled = true;
    // The acceptance that is being answered is ended when its ACK is out.
    if (this.#hasWinner) return;
    this.#client?.cancel();
    this.#after(cancelLimitMs, () => this.#abandon({ kind: 'cancelled' }));
  }

  #limit(ms: number): void {
    this.#after(ms, () => {
      this.#client?.cancel();
      this.#abandon({ kind: 'failed', failure: this.#context.silence(this.#given.message) });
    });
  }

  /** Nobody waits any more, but the server may still accept. */
  #abandon(round: Round): void {
    this.#settle(round);
    this.#after(lingerMs, () => this.#forget());
  }

  #after(ms: number, task: () => void): void {
    this.#stopLimit();
    this.#stopLimit = this.#context.options.clock.after(ms, task);
  }

  /** The final answer is here. sip.js keeps the INVITE a while for repeats and forks, with nothing of ours. */
  #rest(): void {
    this.#stopLimit();
    this.#stopEnd();
  }

  #forget(): void {
    this.#rest();
    if (this.#client) forget(this.#context, this.#client);
  }

  #settle(round: Round): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    this.#given.options.signal?.removeEventListener('abort', this.#onAbort);
    this.#given.resolve(round);
  }
}
