/**
 * What the application services know of SIP: requests out, outcomes back, notifications in.
 * The implementation stands on sip.js core (src/main/sip/core), which nothing above this file sees.
 */
import type { SipRequest, SipResponse } from '../../protocol/sip/message.ts';
import type { Clock, Random } from '../../shared/clock.ts';
import type { Failure } from '../../shared/model/failure.ts';
import type { Outcome } from '../../shared/outcome.ts';
import type { Flow, ServerTarget } from '../net/flow.ts';
import type { Tracer } from '../trace/tracer.ts';
import type { CertificateSource } from './certificate-source.ts';

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
  readonly headers?: readonly (readonly [name: string, value: string])[];
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

/** `movedTo` comes from a server that knows us: the account is at home there. [MS-SIPREGE] 3.1 */
export type RegisterOutcome =
  | { readonly ok: true; readonly value: Registration }
  | { readonly ok: false; readonly failure: Failure; readonly movedTo?: ServerTarget };

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
  /** Every notification with a body, the piggybacked first one included. */
  onNotify(message: Notice & { readonly bytes: Uint8Array }): void;
  /** The server ended it, or a refresh failed. */
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

export interface DialogListener {
  /** A request inside the dialog other than ACK and BYE; the returned status answers it (200 when undefined), but for BENOTIFY, which has no answer. */
  onRequest(request: SipRequest): number | undefined;
  /** An INVITE inside the dialog that offers media: the body that answers it; undefined, or nobody here, refuses it with 488. */
  onOffer?(request: SipRequest): Body | undefined;
  /** BYE from the peer, or the flow went. */
  onEnd(reason: { readonly bye?: SipRequest; readonly failure?: Failure }): void;
}

export interface Dialog {
  readonly callId: string;
  request(method: 'INFO' | 'UPDATE' | 'MESSAGE', options: Omit<RequestOptions, 'uri'>): Promise<Answer>;
  /** BYE; resolves when answered or given up. Safe to call twice. */
  end(): Promise<void>;
}

export type InviteOutcome =
  | { readonly kind: 'accepted'; readonly response: SipResponse; readonly dialog: Dialog }
  | { readonly kind: 'refused'; readonly response: SipResponse }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'cancelled' };

/** Why an invitation of a peer is over before we answered. */
export type InviteEnd =
  /** The peer gave up, or another of our endpoints took it: its Reason header says which. RFC 3326 */
  { readonly kind: 'cancelled'; readonly cancel: SipRequest } | { readonly kind: 'lost'; readonly failure: Failure };

/** An INVITE of a peer, to be answered once. When it is over, nothing here does anything any more. */
export interface IncomingInvite {
  readonly request: SipRequest;
  /** Says 180: a person is being asked. */
  ring(): void;
  /** Says 200, without a body where the INVITE offered no media; the dialog stands from here on. Undefined when it was over. */
  accept(body: Body | undefined, listener: DialogListener): Dialog | undefined;
  /** Says no, with a status from 400 on. */
  refuse(status: number, headers?: readonly (readonly [name: string, value: string])[]): void;
  /** Told at most once, and not when we answered. */
  onGone(listener: (why: InviteEnd) => void): void;
}

export interface InviteOptions extends RequestOptions {
  readonly body: Body;
  readonly onProgress?: (response: SipResponse) => void;
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
  /** Requests outside dialogs that nobody here answers (a pushed registration-notify is handled inside). The first handler to give a status answers. */
  onIncoming(handler: (request: SipRequest) => number | undefined): void;
  /** INVITEs that begin a dialog. The first handler to say true has it; with none, and above 50 that ring, the caller hears 480. */
  onInvite(handler: (invite: IncomingInvite) => boolean): void;
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
