/**
 * What the application services know of SIP: requests out, outcomes back, notifications in.
 * The implementation stands on sip.js core (src/main/sip/core), which nothing above this file sees.
 */
import type { SipRequest, SipResponse } from '../../protocol/sip/message.ts';
import type { SubscriptionState } from '../../protocol/sip/subscription-state.ts';
import type { Clock, Random } from '../../shared/clock.ts';
import type { Failure } from '../../shared/model/failure.ts';
import type { Outcome } from '../../shared/outcome.ts';
import type { Flow, ServerTarget } from '../net/flow.ts';
import type { Tracer } from '../trace/tracer.ts';
import type { CertificateSource } from './certificate-source.ts';
import type { DialogId, HeaderList } from './dialog-id.ts';
import type { IncomingReferral, ReferOptions } from './referral.ts';

export interface Credentials {
  readonly userName: string;
  readonly password: string;
}

export interface SipIdentity {
  /** Address of record, `sip:user@domain`. */
  readonly aor: string;
  readonly displayName: string;
  /** 10 hex digits. [MS-SIPRE] */
  readonly epid: string;
  /** UUID without braces, for `+sip.instance`. */
  readonly instanceId: string;
  /** No registration, no GRUU, nothing of the real user. [MS-SIPAE] 3.2.4.3 */
  readonly anonymous: boolean;
}

/** Of the first two comes a security association: from then on every message is signed. [MS-SIPAE] 1.3 */
export type Scheme = 'TLS-DSK' | 'NTLM' | 'Digest';

export interface AgentOptions {
  readonly flow: Flow;
  readonly identity: SipIdentity;
  readonly dialect: 'microsoft' | 'standard';
  /** A server that turns out to know nothing of Microsoft's dialect ends the registration with `isPlain`; otherwise it is spoken to as told. */
  readonly looksForPlainServers?: boolean;
  readonly userAgent: string;
  /** Asked for at each challenge by NTLM or Digest, with the realm the server named; undefined means: no answer, the 401 is the outcome. */
  readonly credentialsFor: (realm: string) => Credentials | undefined;
  /** Where TLS-DSK gets its certificate; without it that scheme is passed over. */
  readonly certificates?: CertificateSource;
  /** The schemes that may prove who we are to the registrar; all we have unless given. */
  readonly schemes?: readonly Scheme[];
  readonly clock: Clock;
  readonly random: Random;
  readonly tracer: Tracer;
  /** Longest wait for a final answer to one request, milliseconds (8,000 by default; INVITE counts from its last provisional). */
  readonly answerTimeoutMs?: number;
}

export interface Body {
  readonly contentType: string;
  readonly text: string;
}

export interface RequestOptions {
  readonly uri: string;
  readonly headers?: HeaderList;
  readonly body?: Body;
  readonly signal?: AbortSignal;
  /** Longest wait for the final answer, milliseconds; the agent's own unless given. Not for INVITE, which has limits of its own. */
  readonly limitMs?: number;
}

/**
 * Any final answer is a value, also 4xx to 6xx; failures are timeouts, lost connections, malformed answers, cancel, and
 * ADDRESS_INVALID for a `uri` that is none.
 */
export type Answer = Outcome<SipResponse>;

export interface Registration {
  readonly gruu?: string;
  readonly displayName?: string;
  readonly expiresSeconds: number;
  readonly scheme: string;
  readonly location: 'inside' | 'outside' | 'unknown';
  readonly publicAddress?: string;
  readonly serverSoftware?: string;
  /** The Front End that proved itself (`targetname`), also where an edge stands before it. */
  readonly homeServer?: string;
  /** A backup registrar answers, or contacts and presence are not served for now. [MS-SIPREGE] 3.1.1.5.1 */
  readonly isLimited?: boolean;
  readonly allowedEvents: readonly string[];
  readonly registerCount: number;
}

/**
 * `movedTo` comes from a server that knows us: the account is at home there. [MS-SIPREGE] 3.1. `isPlain`: nothing is registered, and an agent with
 * the standard dialect will do better.
 */
export type RegisterOutcome =
  | { readonly ok: true; readonly value: Registration }
  | { readonly ok: false; readonly failure: Failure; readonly movedTo?: ServerTarget; readonly isPlain?: true };

export interface RegistrationListener {
  /** A refresh answered 200. */
  onRefreshed(registration: Registration): void;
  /** The registration ended without our asking: refresh refused, server's notice, flow lost. */
  onLost(failure: Failure): void;
}

export interface Notice {
  readonly contentType: string;
  readonly text: string;
}

export interface SubscriptionListener {
  /** What a NOTIFY says of the subscription itself, told before its body where it has one. RFC 6665 4.1.3 */
  onState?(state: SubscriptionState, hasBody: boolean): void;
  /** Every notification with a body, the piggybacked first one included. */
  onNotify(message: Notice & { readonly bytes: Uint8Array }): void;
  /** The server ended it or notifies no more, or a refresh failed; of a standard server that never did, SIP_TIMEOUT. RFC 6665 4.1.2.4 */
  onEnd(failure?: Failure): void;
}

export interface SubscribeOptions extends RequestOptions {
  readonly event: string;
  readonly accept: string;
  readonly expiresSeconds: number;
}

export interface Subscription {
  /** Ends it at the server with Expires 0; resolves when answered or given up. */
  end(): Promise<void>;
}

/** What an offer is answered with: a body (200), another status from 300 on, or nothing (488). */
export type OfferAnswer = Body | { readonly status: number; readonly headers?: HeaderList } | undefined;

export interface DialogListener {
  /** A request inside the dialog other than ACK and BYE; the returned status answers it (200 when undefined), but for BENOTIFY, which has no answer. */
  onRequest(request: SipRequest): number | undefined;
  /**
   * An INVITE or UPDATE inside the dialog that offers media. The answer to an INVITE may take up to 30 s (it hears 100 meanwhile, then 500), to an
   * UPDATE 5 s (then 504); nobody here refuses with 488. An offer that crosses ours, or comes before the last one is answered, is refused without being
   * told here (491, 500). In a dialog that is not accepted yet, the From tag tells which fork asks, which has answered our offer in a way that cannot be
   * lost; a 500 is said as 504 there: not before the call is taken. It must not wait for a `reinvite` of ours, which waits for it. RFC 3261 14.2,
   * RFC 3311 5.2
   */
  onOffer?(request: SipRequest): OfferAnswer | Promise<OfferAnswer>;
  /** What `onOffer` answered came after the peer had been told no, or had taken its offer back: nobody agreed on it. */
  onOfferLapsed?(): void;
  /** An INVITE inside the dialog that wants the offer from us: `onAnswer` hears the answer. Nobody here: the session is refreshed as it is. */
  onOfferWanted?(request: SipRequest): OfferAnswer | Promise<OfferAnswer>;
  /** The answer to an offer that our 200 bore; undefined when the ACK brought none, or none can come any more. Also of an INVITE without an offer. */
  onAnswer?(answer: Body | undefined): void;
  /** The peer wants us to call somebody else. With nobody here, `onRequest` answers. RFC 3515 */
  onRefer?(referral: IncomingReferral): void;
  /** BYE from the peer, or the flow went. */
  onEnd(reason: { readonly bye?: SipRequest; readonly failure?: Failure }): void;
}

export interface ReinviteOptions {
  readonly headers?: HeaderList;
  readonly signal?: AbortSignal;
  /** Longest wait for the final answer since the peer last said that it works on it, milliseconds; 60,000 unless given, and three minutes in all. */
  readonly limitMs?: number;
  /** The peer's offer crossed ours (491): ours is void for now, and the peer's may come. Ours is sent again in 0 to 4 s. RFC 3261 14.1 */
  readonly onGlare?: () => void;
  /** Makes the offer that is sent again; undefined when it is not wanted any more: the 491 is the answer. The same offer unless given. */
  readonly offerAgain?: () => Promise<Body | undefined>;
}

export interface Dialog extends DialogId {
  /** An UPDATE with a body is an offer; see `reinvite` for what it waits for. */
  request(method: 'INFO' | 'UPDATE' | 'MESSAGE', options: Omit<RequestOptions, 'uri'>): Promise<Answer>;
  /**
   * INVITE inside the dialog with our offer; the ACK is sent here. Waits while another offer, ours or the peer's, is open. A crossing offer is met by
   * trying again, three times at most; 491 is the answer after that. Any final answer is a value: a 2xx may lack a body, then what was agreed stays.
   */
  reinvite(offer: Body, options?: ReinviteOptions): Promise<Answer>;
  /** REFER: the peer is to call `to`, a URI. Any final answer is a value; what becomes of it is told to the listener. ADDRESS_INVALID. RFC 3515 */
  refer(to: string, options?: ReferOptions): Promise<Answer>;
  /** BYE with these headers; resolves when answered or given up. Safe to call twice. */
  end(headers?: HeaderList): Promise<void>;
  /** Lets go of it without a word to anybody: another has taken its place. */
  leave(): void;
}

/** One of the dialogs that answers before the final one begin: each fork has its own. */
export interface EarlyDialog extends DialogId {
  /** The description in this answer, early media; undefined when it has none. */
  readonly body: Body | undefined;
}

export type InviteOutcome =
  | { readonly kind: 'accepted'; readonly response: SipResponse; readonly dialog: Dialog }
  /** `contacts`: where a 3xx sends the caller, URIs, the most wanted first, 10 at most. */
  | { readonly kind: 'refused'; readonly response: SipResponse; readonly contacts?: readonly string[] }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'cancelled' };

/** Why an invitation of a peer is over before we answered. */
export type InviteEnd =
  /** The peer gave up, or another of our endpoints took it: the Reason header of its CANCEL, or BYE, says which. RFC 3326 */
  | { readonly kind: 'cancelled'; readonly cancel: SipRequest }
  /** The connection went, or, SIP_TIMEOUT, our ringing was never acknowledged. */
  | { readonly kind: 'lost'; readonly failure: Failure };

/** An INVITE of a peer, to be answered once. When it is over, nothing here does anything any more. */
export interface IncomingInvite {
  readonly request: SipRequest;
  /**
   * The dialog that this call shall take the place of: one of ours, an invitation of ours that nobody has answered yet, or one that is kept after the
   * loss of its connection (`onInvite`). Any other was refused with 481 before. RFC 3891
   */
  readonly replaces?: DialogId;
  /**
   * Says 180, a person is being asked; with a body 183, early media: the answer to the offer. Sent so that it cannot be lost where the caller
   * requires that, or where there is a body and the caller can; a caller that never acknowledges hears 504. Without an offer in the INVITE the body
   * is left out. RFC 3262
   */
  ring(body?: Body, headers?: HeaderList): void;
  /**
   * Says 200, without a body where the INVITE offered no media; the dialog stands from here on. Undefined when it was over. An INVITE of a call
   * without an offer gets ours here, and the listener's `onAnswer` the answer.
   */
  accept(body: Body | undefined, listener: DialogListener, headers?: HeaderList): Dialog | undefined;
  /** Says no, with a status from 400 on. */
  refuse(status: number, headers?: HeaderList): void;
  /** Says 302: the caller is to try these URIs, such as a voicemail address, in this order. */
  redirect(contacts: readonly string[], headers?: HeaderList): void;
  /** Told at most once, and not when we answered. */
  onGone(listener: (why: InviteEnd) => void): void;
}

export interface InviteOptions extends RequestOptions {
  /** Absent: the far end makes the offer, and `answerOffer` the answer. */
  readonly body?: Body;
  /** Called when the 200 brings the offer; the ACK bears what it returns. Undefined: the call is ended at once. */
  readonly answerOffer?: (response: SipResponse) => Promise<Body | undefined>;
  /** Sound or pictures: provisional answers cannot be lost (100rel), and ringing may last three minutes. */
  readonly isCall?: boolean;
  /** Longest wait after the last provisional answer, milliseconds; 60,000, for a call 180,000, unless given. What is no call has three minutes in all. */
  readonly ringLimitMs?: number;
  /** Each answer from 101 to 199; `early` where it begins or continues a dialog, those that cannot be lost once and in order. */
  readonly onProgress?: (response: SipResponse, early?: EarlyDialog) => void;
}

export interface SipAgent {
  readonly identity: SipIdentity;
  readonly dialect: 'microsoft' | 'standard';
  readonly isOpen: boolean;
  /**
   * REGISTER bare, prove who we are by the best scheme both sides have, keep it refreshed and proved until unregister or loss.
   * Outcome: SIP_TIMEOUT, CREDENTIALS_WRONG, ACCOUNT_MISMATCH, USER_UNKNOWN, AUTH_SCHEME_UNSUPPORTED, AUTH_UNREADABLE, AUTH_ENDLESS,
   * CLIENT_CERTIFICATE_REFUSED, SERVER_SIGNATURE_INVALID, CLOCK_OFF (data: minutes), SIP_REFUSED, SERVER_UNAVAILABLE, CONNECTION_LOST,
   * and those of the certificate source. [MS-SIPREGE] 3.1, [MS-SIPAE] 3.2
   */
  register(listener: RegistrationListener, signal?: AbortSignal): Promise<RegisterOutcome>;
  /** REGISTER with Expires 0; resolves when answered or given up (2 s). */
  unregister(): Promise<void>;
  /**
   * Asks the server at once whether the registration still stands, as after a sleep or on another network: a connection that died
   * silently is found within the limit for an answer, and the listener hears onLost. Nothing when not registered.
   */
  probe(): void;
  /** A request outside any dialog, such as SERVICE or MESSAGE; a Digest challenge is answered once. */
  request(method: string, options: RequestOptions): Promise<Answer>;
  /** SUBSCRIBE with piggyback and BENOTIFY in the Microsoft dialect, refreshed before expiry. */
  subscribe(options: SubscribeOptions, listener: SubscriptionListener): Promise<Outcome<Subscription>>;
  /** INVITE; aborting the signal sends CANCEL. Extra forks are ended. */
  invite(options: InviteOptions, listener: DialogListener): Promise<InviteOutcome>;
  /**
   * A confirmed dialog whose connection went, alive on this one. Until the far end has answered an offer in it, a 481 or 408 ends nothing, and is told
   * by the answer alone. Undefined where the dialog stands, or has moved here before. RFC 3261 12.2.1.1
   */
  resume(dialog: Dialog, listener: DialogListener): Dialog | undefined;
  /** Requests outside dialogs that nobody here answers (a pushed registration-notify is handled inside). The first handler to give a status answers. */
  onIncoming(handler: (request: SipRequest) => number | undefined): void;
  /**
   * INVITEs that begin a dialog. The first handler to say true has it; with none, and above 50 that ring, the caller hears 480. `keeps` says of a dialog
   * whose connection is gone that somebody still waits for its return: an INVITE may take its place as if it stood. RFC 3891
   */
  onInvite(handler: (invite: IncomingInvite) => boolean, keeps?: (id: DialogId) => boolean): void;
  /**
   * Notifications of an event, such as `message-summary`, that the own company's server sends outside any subscription. One handler for each
   * event; a NOTIFY is answered 200.
   */
  onNotice(event: string, handler: (notice: Notice) => void): void;
  /** Whether the server named an event among those it serves (`Allow-Events`); false before registration. */
  allows(event: string): boolean;
  /** Ends everything: pending requests fail with CONNECTION_LOST, timers are cleared, the flow is closed. */
  close(): void;
}
