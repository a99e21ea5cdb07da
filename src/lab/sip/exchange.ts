/** The words the lab's servers use among themselves: a request with its answer, and the connection it came on. */
import type { SipResponse } from '../../protocol/sip/message.ts';
import type { LinkSecurity } from '../auth/link-security.ts';
import type { LabConnection, LabCore } from '../net/listener.ts';
import type { Incoming } from './incoming.ts';
import type { Answer, Body, HeaderLine } from './template.ts';

/** One request and the one final answer it gets. */
export interface Exchange {
  readonly link: Link;
  readonly incoming: Incoming;
  /** To tag of every answer, and the server's tag of a dialog that begins here. */
  readonly localTag: string;
  /** The name of the person who asks, once a server knows it; shown in From of the answer (mission J2). */
  fromName: string | undefined;
  /** Headers every answer on this path carries, such as ms-user-logon-data. */
  leading: readonly HeaderLine[];
  /** Answers once; an ACK is never answered, and a second final answer is dropped. */
  answer(answer: Answer): void;
  /** Answers with what somebody else answered to the request that was passed on. */
  pass(response: SipResponse): void;
}

/** A request of a server's own to a client. */
export interface OwnRequest {
  readonly method: string;
  readonly uri: string;
  readonly headers: readonly HeaderLine[];
  readonly body?: Body | undefined;
  /** Hears the final answer, if one comes while the connection stands. */
  readonly onAnswer?: ((response: SipResponse) => void) | undefined;
}

/** Hears every answer to a forwarded request, the final one last; undefined when the connection is lost before that. */
export type ForwardListener = (response: SipResponse | undefined) => void;

/** By what the answers to a forwarded request are known: the branch of its topmost Via, and its method. */
export interface AwaitedAnswer {
  readonly branch: string;
  readonly method: string;
  readonly onAnswer: ForwardListener;
}

/** One client connection. */
export interface Link {
  readonly core: LabCore;
  readonly connection: LabConnection;
  /** Names the connection towards the client, as `ms-received-cid` (mission D6). */
  readonly cid: string;
  /** What was agreed with the people on this connection. */
  readonly security: LinkSecurity;
  /** Addresses that proved their password by Digest on this connection, `user@domain`. */
  readonly proven: Set<string>;
  /** `sip:pool01.contoso.com:5061;transport=tls`, where in-dialog requests shall go. */
  readonly contactUri: string;
  readonly dialogCount: number;
  randomHex(bytes: number): string;
  request(own: OwnRequest): void;
  /** Sends a whole request on. */
  forward(text: string, awaited?: AwaitedAnswer): void;
  addDialog(dialog: DialogEntry): void;
  removeDialog(dialog: DialogEntry): void;
}

/** A dialog as the connection keeps it. */
export interface DialogEntry {
  /** Call-ID, local tag, remote tag. */
  readonly key: string;
  receive(exchange: Exchange): void;
  /** The connection is gone. */
  lost(): void;
}

/** Called with every request that is neither a repetition nor part of a dialog. */
export type RequestHandler = (exchange: Exchange) => void;
