/** INVITEs of peers: rung, accepted, refused, taken back. RFC 3261 13.3, 9.2 */
import type { IncomingInviteRequest, Session } from 'sip.js/lib/core/index.js';
import { headerOf, type SipRequest } from '../../protocol/sip/message.ts';
import { readNameAddrs } from '../../protocol/sip/name-addr.ts';
import { headerLine } from '../../protocol/sip/write.ts';
import type { Body, Dialog, DialogListener, IncomingInvite, InviteEnd } from './agent.ts';
import type { AgentContext } from './context.ts';
import { plainOf } from './core/convert.ts';
import { LiveDialog, sessionBody } from './live-dialog.ts';
import { agreementTo } from './session-timer.ts';

/** No person is asked more than this at once. */
const mostRinging = 50;

/** Hands each INVITE to whoever wants it. */
export class IncomingInvites {
  readonly handlers: ((invite: IncomingInvite) => boolean)[] = [];
  readonly #ringing = new Set<LiveInvite>();

  /** Answers at once what nobody takes, and what no dialog could begin with. */
  take(context: AgentContext, asked: IncomingInviteRequest): void {
    const request = plainOf(asked.message);
    if (request?.kind !== 'request' || !canBeReached(request)) {
      asked.reject({ statusCode: 400 });
      return;
    }
    // Two dialogs with one tag would be one; the library draws its tags from Math.random.
    Object.assign(asked, { toTag: context.core.hex(5) });
    const invite = new LiveInvite(context, { asked, request, onOver: () => this.#ringing.delete(invite) });
    this.#ringing.add(invite);
    const isTaken =
      this.#ringing.size <= mostRinging &&
      this.handlers.some((handler) => context.hear(() => handler(invite)) ?? invite.isOver);
    // Whoever calls and finds nobody listening is told so; the library would say "busy".
    if (!isTaken) invite.refuse(480);
  }
}

/** Whether requests of ours would find their way back. RFC 3261 12.1.1 */
function canBeReached(request: SipRequest): boolean {
  const [contact] = readNameAddrs(headerOf(request, 'contact') ?? '') ?? [];
  return contact?.uri.kind === 'sip';
}

interface LiveInviteGiven {
  readonly asked: IncomingInviteRequest;
  readonly request: SipRequest;
  readonly onOver: () => void;
}

class LiveInvite implements IncomingInvite {
  readonly request: SipRequest;
  readonly #context: AgentContext;
  readonly #asked: IncomingInviteRequest;
  readonly #onOver: () => void;
  readonly #stopEnd: () => void;
  #listener: ((why: InviteEnd) => void) | undefined;
  #isOver = false;

  constructor(context: AgentContext, { asked, request, onOver }: LiveInviteGiven) {
    this.#context = context;
    this.#asked = asked;
    this.request = request;
    this.#onOver = onOver;
    this.#stopEnd = context.onEnd((failure) => this.#gone({ kind: 'lost', failure }));
    asked.delegate = {
      onCancel: (message) => {
        const cancel = plainOf(message);
        if (this.#isOver) return;
        asked.reject({ statusCode: 487 });
        this.#gone({ kind: 'cancelled', cancel: cancel?.kind === 'request' ? cancel : request });
      },
    };
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  ring(): void {
    if (this.#isOver) return;
    const { session } = this.#asked.progress({ statusCode: 180 });
    refuseBeforeItStands(session);
  }

  accept(body: Body | undefined, listener: DialogListener): Dialog | undefined {
    if (this.#isOver) return undefined;
    this.#over();
    const { terms, headers } = agreementTo(this.request);
    const { session } = this.#asked.accept({
      statusCode: 200,
      extraHeaders: [...headers],
      body: body ? sessionBody(body) : leaveOut(this.#asked),
    });
    return new LiveDialog(this.#context, { session, listener, terms, awaitsAck: true });
  }

  refuse(status: number, headers: readonly (readonly [string, string])[] = []): void {
    if (this.#isOver) return;
    this.#over();
    this.#asked.reject({
      statusCode: status,
      extraHeaders: headers.map(([name, value]) => headerLine(name, value)),
    });
  }

  onGone(listener: (why: InviteEnd) => void): void {
    this.#listener = listener;
  }

  #gone(why: InviteEnd): void {
    if (this.#isOver) return;
    this.#over();
    this.#context.hear(() => this.#listener?.(why));
  }

  #over(): void {
    this.#isOver = true;
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

/** The library would answer 200 to what comes inside a dialog that nobody has accepted, and lose it. */
function refuseBeforeItStands(session: Session): void {
  const refuse = (asked: { reject(options: { statusCode: number }): unknown }) =>
    void asked.reject({ statusCode: 481 });
  session.delegate = { onInfo: refuse, onMessage: refuse, onNotify: refuse, onRefer: refuse };
}
