/** One INVITE of a peer: rung, accepted, refused, sent elsewhere, taken back. RFC 3261 13.3, 9.2; RFC 3262 3 */
import type { IncomingInviteRequest, Session } from 'sip.js/lib/core/index.js';
import type { SipRequest } from '../../protocol/sip/message.ts';
import { decodeTolerant } from '../../protocol/sip/text.ts';
import { headerLine } from '../../protocol/sip/write.ts';
import type { Body, Dialog, DialogListener, IncomingInvite, InviteEnd } from './agent.ts';
import type { AgentContext } from './context.ts';
import { plainOf } from './core/convert.ts';
import { callAnswerTagsFor } from './dialect.ts';
import type { DialogId, HeaderList } from './dialog-id.ts';
import { listenIn } from './dialog-paths.ts';
import { holdReply } from './hold-reply.ts';
import { LiveDialog } from './live-dialog.ts';
import { refusalOf } from './offers.ts';
import { contactValues } from './redirect.ts';
import { ReliableRinging, reliabilityOf } from './reliable-ringing.ts';
import { answerWith, linesOf, refuseBeforeItStands, type StatusAndHeaders, sessionBody } from './session-parts.ts';
import { agreementTo } from './session-timer.ts';

export interface LiveInviteGiven {
  readonly asked: IncomingInviteRequest;
  readonly request: SipRequest;
  /** Of our answers. */
  readonly toTag: string;
  readonly replaces: DialogId | undefined;
  readonly onOver: () => void;
}

export class LiveInvite implements IncomingInvite {
  readonly request: SipRequest;
  readonly toTag: string;
  readonly replaces?: DialogId;
  readonly #context: AgentContext;
  readonly #asked: IncomingInviteRequest;
  readonly #onOver: () => void;
  readonly #stopEnd: () => void;
  readonly #ringing: ReliableRinging;
  readonly #reliability: ReturnType<typeof reliabilityOf>;
  #listener: ((why: InviteEnd) => void) | undefined;
  /** The answer that ringing gave; the 200 repeats it. */
  #early: Body | undefined;
  /** Accepted, but the 200 waits for the confirmation of what was said before. */
  #held: { readonly dialog: LiveDialog; readonly send: () => void } | undefined;
  #isOver = false;

  constructor(context: AgentContext, { asked, request, toTag, replaces, onOver }: LiveInviteGiven) {
    this.#context = context;
    this.#asked = asked;
    this.request = request;
    this.toTag = toTag;
    if (replaces) this.replaces = replaces;
    this.#onOver = onOver;
    this.#reliability = reliabilityOf(request);
    this.#ringing = new ReliableRinging(context, {
      asked,
      request,
      onSession: (session) => this.#listenTo(session),
      onConfirmed: () => this.#release(),
      onGivenUp: () => this.#unconfirmed(),
    });
    this.#stopEnd = context.onEnd((failure) => {
      this.#ringing.stop();
      this.#gone({ kind: 'lost', failure });
    });
    asked.delegate = {
      onCancel: (message) => {
        const cancel = plainOf(message);
        this.giveUp(cancel?.kind === 'request' ? cancel : request);
      },
    };
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  ring(body?: Body, headers: HeaderList = []): void {
    if (this.#isOver) return;
    const answer = this.request.body.length > 0 ? body : undefined;
    this.#early = answer ?? this.#early;
    const progress = {
      statusCode: answer ? 183 : 180,
      extraHeaders: linesOf(headers),
      ...(answer ? { body: sessionBody(answer) } : {}),
    };
    const isReliable = this.#reliability === 'required' || (answer !== undefined && this.#reliability === 'supported');
    if (isReliable) this.#ringing.send(progress);
    else this.#listenTo(this.#asked.progress(progress).session);
  }

  accept(body: Body | undefined, listener: DialogListener, headers: HeaderList = []): Dialog | undefined {
    if (this.#isOver) return undefined;
    const local = body ?? this.#early;
    const holding = this.#ringing.accepted() ? holdReply(this.#asked) : undefined;
    this.#isOver = true;
    this.#onOver();
    const { terms, headers: agreed } = agreementTo(this.request);
    const { session } = this.#asked.accept({
      statusCode: 200,
      extraHeaders: [...agreed, ...this.#sayOfCalls(), ...linesOf(headers)],
      body: local ? sessionBody(local) : leaveOut(this.#asked),
    });
    const awaitsAnswer = local !== undefined && this.request.body.length === 0;
    const given = { session, listener, terms, local, awaitsAck: true, awaitsAnswer, takeBack: () => this.#takeBack() };
    const dialog = new LiveDialog(this.#context, given);
    Object.assign(session.delegate ?? {}, { onPrack: this.#onPrack });
    if (holding) this.#held = { dialog, send: holding };
    else this.#release();
    return dialog;
  }

  /** The caller of a call hears what this side can do; a message session has no use for it. */
  #sayOfCalls(): string[] {
    if (!/^m=(?:audio|video) /m.test(decodeTolerant(this.request.body).text)) return [];
    const tags = callAnswerTagsFor(this.#context.options.dialect);
    return [headerLine('Supported', tags.join(', ')), headerLine('Allow', 'UPDATE, BENOTIFY')];
  }

  refuse(status: number, headers: HeaderList = []): void {
    if (this.#isOver) return;
    this.#over();
    this.#asked.reject({ statusCode: status, extraHeaders: linesOf(headers) });
  }

  redirect(contacts: readonly string[], headers: HeaderList = []): void {
    if (this.#isOver) return;
    const values = contactValues(contacts);
    // Nowhere to go: then there is just nobody.
    if (values.length === 0) this.refuse(480, headers);
    if (this.#isOver) return;
    this.#over();
    const contact: HeaderList = values.map((value) => ['Contact', value]);
    this.#asked.redirect([], { statusCode: 302, extraHeaders: linesOf([...contact, ...headers]) });
  }

  onGone(listener: (why: InviteEnd) => void): void {
    this.#listener = listener;
  }

  /** The caller does not want it any more, as this request says. Nothing once it is answered. */
  giveUp(cancel: SipRequest): void {
    if (this.#isOver && !this.#held) return;
    this.#refuseHeld(487, 'cancelled by the caller');
    this.#gone({ kind: 'cancelled', cancel });
  }

  readonly #onPrack = (asked: Parameters<ReliableRinging['confirm']>[0]): void => this.#ringing.confirm(asked);

  #listenTo(session: Session): void {
    refuseBeforeItStands(session);
    Object.assign(session.delegate ?? {}, { onPrack: this.#onPrack });
    listenIn(session, {
      update: (asked, { body }) => {
        const contact = headerLine('Contact', this.#context.contact());
        const isRefresh = body.length === 0;
        answerWith(asked, isRefresh ? { statusCode: 200, extraHeaders: [contact] } : this.#refusalOfOffer());
      },
    });
  }

  /** The first offer is not answered yet; or it is, and nothing can be changed before the person has taken the call. RFC 3311 5.2 */
  #refusalOfOffer(): StatusAndHeaders {
    const [byte = 0] = this.#context.options.random.bytes(1);
    return this.#ringing.hasAnswered ? { statusCode: 504 } : refusalOf('theirs', byte);
  }

  #unconfirmed(): void {
    const detail = 'ringing was never confirmed';
    this.#refuseHeld(504, detail);
    this.#gone({ kind: 'lost', failure: this.#context.failure('SIP_TIMEOUT', detail) });
  }

  /** We hang up while the 200 waits. */
  #takeBack(): boolean {
    const wasHeld = this.#held !== undefined;
    if (wasHeld) this.#refuseHeld(480, 'hung up');
    return wasHeld;
  }

  /** Says no although somebody may have said yes, whose answer is still here. */
  #refuseHeld(statusCode: number, detail: string): void {
    const held = this.#held;
    this.#held = undefined;
    this.#ringing.stop();
    this.#stopEnd();
    this.#asked.reject({ statusCode });
    held?.dialog.drop(this.#context.failure('CONNECTION_LOST', detail));
  }

  /** All that was said is confirmed: what waits for it may go, and nothing of this INVITE is open any more. */
  #release(): void {
    const held = this.#held;
    this.#held = undefined;
    held?.send();
    if (this.#isOver) this.#stopEnd();
  }

  #gone(why: InviteEnd): void {
    if (this.#isOver) return;
    this.#over();
    this.#context.hear(() => this.#listener?.(why));
  }

  #over(): void {
    this.#isOver = true;
    this.#ringing.stop();
    this.#stopEnd();
    this.#onOver();
  }
}

/** The library insists on a body, which the answer to an INVITE that offers no media does not have: it is left out on its way. */
function leaveOut(asked: IncomingInviteRequest): ReturnType<typeof sessionBody> {
  const { reply } = asked as unknown as { reply(options: object): unknown };
  Object.assign(asked, { reply: (options: object) => reply.call(asked, { ...options, body: undefined }) });
  return { contentDisposition: 'render', contentType: '', content: '' };
}
