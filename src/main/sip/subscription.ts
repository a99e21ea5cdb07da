/** SUBSCRIBE with the first notification in its 200, BENOTIFY and NOTIFY, refresh and end. RFC 6665, [MS-SIP] 3.4 to 3.6 */

import {
  Dialog,
  type DialogState,
  type IncomingRequestMessage,
  NonInviteServerTransaction,
  UserAgentServer,
} from 'sip.js/lib/core/index.js';
import { headerOf, type SipMessage, type SipResponse } from '../../protocol/sip/message.ts';
import { readParams } from '../../protocol/sip/params.ts';
import { readSubscriptionState } from '../../protocol/sip/subscription-state.ts';
import { decodeTolerant } from '../../protocol/sip/text.ts';
import { headerLine } from '../../protocol/sip/write.ts';
import type { Failure } from '../../shared/model/failure.ts';
import { done, failed, type Outcome } from '../../shared/outcome.ts';
import type { SubscribeOptions, Subscription, SubscriptionListener } from './agent.ts';
import { refusal } from './answers.ts';
import type { AgentContext } from './context.ts';
import { plainOf } from './core/convert.ts';
import { requestUriOf } from './core/strict-route.ts';
import { wireUri } from './core/wire-uri.ts';
import { type Accepted, exchange } from './exchange.ts';

const refreshAheadSeconds = 120;
const leastSeconds = 10;
const mostSeconds = 86_400;
const endLimitMs = 2000;
/** Timer N: whoever has accepted and does not notify has lost it. Microsoft's servers put what they have to tell into the 200. RFC 6665 4.1.2.4 */
const notifyLimitMs = 32_000;

/** Subscribes; resolves when the server accepted or refused. */
export async function subscribe(
  context: AgentContext,
  options: SubscribeOptions,
  listener: SubscriptionListener,
): Promise<Outcome<Subscription>> {
  const { core, options: agent } = context;
  let live: LiveSubscription | undefined;
  const target = wireUri(options.uri);
  const place = { callId: core.hex(16), fromTag: core.hex(5) };
  let cseq = 0;
  const letIn = core.hold(place.callId, place.fromTag);
  const settled = await exchange(context, {
    method: 'SUBSCRIBE',
    uri: options.uri,
    signal: options.signal,
    build: (proof) => {
      cseq += 1;
      return core.makeOutgoingRequestMessage(
        'SUBSCRIBE',
        target,
        wireUri(agent.identity.aor),
        target,
        { ...place, cseq },
        [...headersFor(context, options, options.expiresSeconds), ...proof],
        options.body
          ? { contentDisposition: 'render', contentType: options.body.contentType, content: options.body.text }
          : undefined,
      );
    },
    onAccept: (accepted) => {
      live = startSubscription(context, { options, listener, accepted });
      letIn();
      return live !== undefined;
    },
    // The server would go on telling for hours, and nobody can turn a BENOTIFY away.
    onLateAccept: (accepted) => void startSubscription(context, { options, listener: nobody, accepted })?.end(),
  });
  letIn();
  if (settled.kind === 'failed') return failed(settled.failure);
  if (live) return done(live);
  const { clock, flow } = agent;
  return failed(refusal(settled.response, { server: flow.facts.host, at: clock.wall(), challenge: settled.challenge }));
}

function headersFor(context: AgentContext, options: SubscribeOptions, expiresSeconds: number): string[] {
  const isMicrosoft = context.options.dialect === 'microsoft';
  return [
    headerLine('Event', options.event),
    headerLine('Accept', options.accept),
    headerLine('Expires', String(expiresSeconds)),
    headerLine('Contact', context.contact()),
    ...(isMicrosoft ? [headerLine('Proxy-Require', 'ms-benotify')] : []),
    ...(options.headers ?? []).map(([name, value]) => headerLine(name, value)),
  ];
}

const nobody: SubscriptionListener = { onNotify: () => undefined, onEnd: () => undefined };

interface Beginning {
  readonly options: SubscribeOptions;
  readonly listener: SubscriptionListener;
  readonly accepted: Accepted;
}

/** The dialog of the 2xx, made at once: a notification may follow in the same packet. */
function startSubscription(context: AgentContext, beginning: Beginning): LiveSubscription | undefined {
  try {
    const state = Dialog.initialDialogStateForUserAgentClient(beginning.accepted.request, beginning.accepted.incoming);
    return new LiveSubscription(context, beginning, state);
  } catch {
    // A 2xx without Contact or tag makes no dialog.
    return undefined;
  }
}

class LiveSubscription implements Subscription {
  readonly #context: AgentContext;
  readonly #beginning: Beginning;
  readonly #dialog: NotifyDialog;
  readonly #stopEnd: () => void;
  #stopRefresh: () => void = () => undefined;
  #stopLimit: () => void = () => undefined;
  /** Notifications that came, and those of them before the last SUBSCRIBE went out: one may overtake the answer. */
  #told = 0;
  #toldBefore = 0;
  /** By our clock; Infinity where nothing is due. */
  #refreshAtMs = Number.POSITIVE_INFINITY;
  #isRefreshing = false;
  readonly #left = new AbortController();
  #isOver = false;

  constructor(context: AgentContext, beginning: Beginning, state: DialogState) {
    this.#context = context;
    this.#beginning = beginning;
    this.#dialog = new NotifyDialog(context.core, state, (message) => this.#notified(message));
    this.#stopEnd = context.onEnd((failure) => this.#finish(failure));
    this.#accept(beginning.accepted.response);
  }

  async end(): Promise<void> {
    if (!this.#isOver) await this.#leave();
  }

  /** Over here at once, and at the server with its answer. */
  async #leave(): Promise<void> {
    this.#isOver = true;
    // A refresh that fell due meanwhile would subscribe again, as would one that is challenged now.
    this.#stopRefresh();
    this.#stopLimit();
    this.#left.abort();
    await this.#send(0);
    this.#release();
  }

  /** Takes a 2xx: the first or next notification may ride in it. */
  #accept(response: SipResponse): void {
    this.#awaitNotify(response);
    const told = Number(headerOf(response, 'expires'));
    this.#refreshBefore(Number.isFinite(told) && told > 0 ? told : this.#beginning.options.expiresSeconds);
    this.#tell(response);
  }

  /** A 204 says that there is nothing to tell (RFC 5839). Where it was told of before, what it told may well still hold: no failure. */
  #awaitNotify({ status }: SipResponse): void {
    const { clock, dialect } = this.#context.options;
    if (dialect === 'microsoft' || status === 204 || this.#told > this.#toldBefore) return;
    this.#stopLimit();
    this.#stopLimit = clock.after(notifyLimitMs, () => this.#silent());
  }

  /** The server has accepted it, and keeps it: whoever is told may ask for another one, and they would pile up there. */
  #silent(): void {
    const failure = this.#told > 0 ? undefined : this.#context.failure('SIP_TIMEOUT', 'no notification came');
    void this.#leave();
    this.#context.hear(() => this.#beginning.listener.onEnd(failure));
  }

  /** Of several ends the first counts: a server may say the whole time in each notification, although only a refresh begins it anew. */
  #refreshBefore(seconds: number): void {
    const { clock } = this.#context.options;
    const life = Math.max(leastSeconds, Math.min(seconds, mostSeconds));
    const waitMs = (life - Math.min(refreshAheadSeconds, life / 2)) * 1000;
    if (clock.now() + waitMs >= this.#refreshAtMs) return;
    this.#refreshAtMs = clock.now() + waitMs;
    this.#stopRefresh();
    this.#stopRefresh = clock.after(waitMs, () => void this.#refresh());
  }

  #notified(message: SipMessage): void {
    if (this.#isOver) return;
    this.#told += 1;
    this.#stopLimit();
    const said = headerOf(message, 'subscription-state') ?? '';
    const state = readSubscriptionState(said);
    const seconds = secondsLeft(said);
    const { listener } = this.#beginning;
    if (state && state.state !== 'terminated' && seconds !== undefined) this.#refreshBefore(seconds);
    if (state) this.#context.hear(() => listener.onState?.(state, message.body.length > 0));
    this.#tell(message);
    if (state?.state === 'terminated') this.#finish(undefined);
  }

  #tell(message: SipMessage): void {
    const contentType = headerOf(message, 'content-type');
    if (contentType === undefined || message.body.length === 0) return;
    const { body } = message;
    const notice = {
      contentType,
      bytes: body,
      // Whoever reads the bytes part by part is spared the whole of them as text.
      get text() {
        return decodeTolerant(body).text;
      },
    };
    this.#context.hear(() => this.#beginning.listener.onNotify(notice));
  }

  async #refresh(): Promise<void> {
    // What is told from here on counts beside the answer.
    this.#refreshAtMs = Number.POSITIVE_INFINITY;
    if (this.#isRefreshing) return;
    this.#isRefreshing = true;
    this.#toldBefore = this.#told;
    const settled = await this.#send(this.#beginning.options.expiresSeconds);
    this.#isRefreshing = false;
    if (this.#isOver) return;
    if (settled.kind === 'failed') return this.#finish(settled.failure);
    if (settled.response.status < 300) return this.#accept(settled.response);
    const { clock, flow } = this.#context.options;
    this.#finish(refusal(settled.response, { server: flow.facts.host, at: clock.wall() }));
  }

  #send(expiresSeconds: number) {
    const { options } = this.#beginning;
    return exchange(this.#context, {
      method: 'SUBSCRIBE',
      uri: requestUriOf(this.#dialog),
      ...(expiresSeconds === 0 ? { limitMs: endLimitMs } : this.#whileWanted()),
      build: (proof) =>
        this.#dialog.createOutgoingRequestMessage('SUBSCRIBE', {
          extraHeaders: [...headersFor(this.#context, { ...options, headers: [] }, expiresSeconds), ...proof],
        }),
    });
  }

  /** A refresh that was heard after all keeps it at the server, although it is over here; where we have left, the farewell goes behind it. */
  #whileWanted() {
    const { signal } = this.#left;
    return { signal, onLateAccept: () => void (signal.aborted || this.#send(0)) };
  }

  #finish(failure: Failure | undefined): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#release();
    this.#context.hear(() => this.#beginning.listener.onEnd(failure));
  }

  #release(): void {
    this.#stopRefresh();
    this.#stopLimit();
    this.#stopEnd();
    this.#dialog.dispose();
  }
}

/** How long the subscription goes on, as its Subscription-State has it; undefined where that says nothing of use, as 0 of one that goes on. RFC 6665 4.1.3 */
function secondsLeft(state: string): number | undefined {
  const semicolon = state.indexOf(';');
  const told = (semicolon < 0 ? undefined : readParams(state.slice(semicolon + 1))?.get('expires')) ?? '';
  return /^\d{1,10}$/.test(told) && Number(told) > 0 ? Number(told) : undefined;
}

/** A dialog that takes notifications in order and answers what wants an answer. */
class NotifyDialog extends Dialog {
  readonly #onNotify: (message: SipMessage) => void;

  constructor(core: AgentContext['core'], state: DialogState, onNotify: (message: SipMessage) => void) {
    super(core, state);
    this.#onNotify = onNotify;
  }

  override receiveRequest(request: IncomingRequestMessage): void {
    const plain = plainOf(request);
    if (request.method === 'BENOTIFY') {
      const isOld = this.remoteSequenceNumber !== undefined && request.cseq <= this.remoteSequenceNumber;
      if (isOld || !plain) return;
      super.receiveRequest(request);
      this.#onNotify(plain);
      return;
    }
    if (!this.sequenceGuard(request)) return;
    super.receiveRequest(request);
    const server = new UserAgentServer(NonInviteServerTransaction, this.core, request);
    if (request.method !== 'NOTIFY') {
      server.reject({ statusCode: 405 });
      return;
    }
    server.accept();
    if (plain) this.#onNotify(plain);
  }
}
