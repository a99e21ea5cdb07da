/** What sip.js's sessions look like from here, and bodies as it takes them. */
import type { Session } from 'sip.js/lib/core/index.js';
import { headerOf, type SipMessage } from '../../protocol/sip/message.ts';
import { decodeTolerant } from '../../protocol/sip/text.ts';
import { headerLine } from '../../protocol/sip/write.ts';
import type { Body } from './agent.ts';
import type { AgentContext } from './context.ts';
import type { DialogId, HeaderList } from './dialog-id.ts';

export interface SessionBody {
  readonly contentDisposition: string;
  readonly contentType: string;
  readonly content: string;
}

/** An answer as sip.js takes it. */
export interface StatusAndHeaders {
  readonly statusCode: number;
  readonly extraHeaders?: string[];
  readonly body?: SessionBody;
}

/** A session of sip.js with what its interface leaves out. */
export type SipJsSession = Session & {
  createOutgoingRequestMessage(
    method: string,
    options?: { extraHeaders?: string[]; body?: SessionBody },
  ): Parameters<AgentContext['core']['request']>[0];
  readonly remoteTarget: { toString(): string };
  readonly routeSet: readonly string[];
  signalingStateRollback(): void;
};

/** A request inside a dialog, to be answered once. */
export interface Asked {
  readonly message: object;
  delegate?: { onCancel?(message: object): void } | undefined;
  accept(options?: StatusAndHeaders): unknown;
  reject(options?: StatusAndHeaders): unknown;
  /** Says 100, where the library offers it: to an INVITE whose answer takes a while. What else is asked must be answered in one go. */
  trying?(): unknown;
}

/** Answers by status, whatever it is. */
export function answerWith(asked: Pick<Asked, 'accept' | 'reject'>, answer: StatusAndHeaders): void {
  if (answer.statusCode < 300) asked.accept(answer);
  else asked.reject(answer);
}

/** Header lines from pairs. */
export function linesOf(headers: HeaderList = []): string[] {
  return headers.map(([name, value]) => headerLine(name, value));
}

/** A body as sip.js takes it when it is an offer or an answer. */
export function sessionBody({ contentType, text }: Body): SessionBody {
  return { contentDisposition: 'session', contentType, content: text };
}

/** A body as sip.js takes it: descriptions of media count for the session, everything else is to be shown. */
export function requestBody(body: Body): SessionBody {
  return isSdp(body.contentType) ? sessionBody(body) : { ...sessionBody(body), contentDisposition: 'render' };
}

/** Whether a content type describes media. */
export function isSdp(contentType: string): boolean {
  return /^application\/sdp\b/i.test(contentType);
}

/** The body of a message; undefined when it has none. */
export function bodyOf(message: SipMessage): Body | undefined {
  if (message.body.length === 0) return undefined;
  return { contentType: headerOf(message, 'content-type') ?? '', text: decodeTolerant(message.body).text };
}

/** What names a session's dialog, from our side. */
export function idOf({ callId, localTag, remoteTag }: Session): DialogId {
  return { callId, localTag, remoteTag };
}

/** The library would answer 200 to what comes inside a dialog that nobody has accepted, and lose it. */
export function refuseBeforeItStands(session: Session): void {
  const refuse = (asked: Pick<Asked, 'reject'>) => void asked.reject({ statusCode: 481 });
  session.delegate = { onInfo: refuse, onMessage: refuse, onNotify: refuse, onRefer: refuse };
}
