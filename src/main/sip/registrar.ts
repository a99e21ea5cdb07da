/** The registration: made, refreshed and proved anew before it ends, taken back on leaving. RFC 3261 10, [MS-SIPREGE] 3.1 */
import { type PublicAddress, readLogonLocation, readPublicAddress } from '../../protocol/ms/logon.ts';
import { type PresenceState, readPresenceState } from '../../protocol/ms/presence-state.ts';
import { headerOf, headersOf, type SipRequest, type SipResponse } from '../../protocol/sip/message.ts';
import { readNameAddr } from '../../protocol/sip/name-addr.ts';
import { headerLine } from '../../protocol/sip/write.ts';
import type { Failure, FailureCode } from '../../shared/model/failure.ts';
import type { RegisterOutcome, Registration, RegistrationListener } from './agent.ts';
import { refusal } from './answers.ts';
import type { AgentContext } from './context.ts';
import { wireUri } from './core/wire-uri.ts';
import { type Grant, readGrant } from './grant.ts';
import { followKeepAlive } from './keep-alive.ts';
import { readMove } from './moved.ts';
import { noticeReason } from './registration-notice.ts';
import { type SignedOn, signOn } from './sign-on.ts';

const wantedSeconds = 7200;
const mostSeconds = 86_400;
/** A refresh comes this long before the end, or at half of a short time. */
const refreshAheadSeconds = 30;
const unregisterLimitMs = 2000;
/** Before an association that could not be renewed is tried again; nothing is renewed more often than this. */
const renewalPauseMs = 60_000;

/** What may be better in a minute, while the old association still stands. */
const passingCodes: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'WEB_SERVICE_UNREACHABLE',
  'WEB_SERVICE_UNREADABLE',
  'CERTIFICATE_SERVICE_UNAVAILABLE',
  'SERVER_UNAVAILABLE',
]);

interface Round {
  /** Prove anew who we are. */
  readonly anew: boolean;
  readonly signal?: AbortSignal | undefined;
  readonly isSecondTry?: boolean;
  /** Of a registration that stands, as far as we know. */
  readonly isRefresh?: boolean;
}

export class Registrar {
  readonly #context: AgentContext;
  readonly #localContact: string;
  readonly #callId: string;
  readonly #fromTag: string;
  #sequence = 0;
  #expiresSeconds = wantedSeconds;
  #listener: RegistrationListener | undefined;
  #stopRefresh: () => void = () => undefined;
  #stopRenewal: () => void = () => undefined;
  /** When the refresh is due, by the monotonic clock. */
  #refreshAt = 0;
  /** Making a new association while the old one stands is under way: whether it was made. */
  #renewal: Promise<boolean> | undefined;
  /** The refresh or renewal that is under way: one at a time, and what ends it. */
  #running: { readonly outcome: Promise<RegisterOutcome>; readonly end: AbortController } | undefined;
  /** Why there is nothing to keep any more; an answer that comes in later changes nothing. */
  #ended: Failure | undefined;
  #gruu: string | undefined;

  /** `localContact` is the Contact that reaches this connection, with the instance it belongs to. */
  constructor(context: AgentContext, localContact: string) {
    this.#context = context;
    this.#localContact = localContact;
    this.#callId = context.core.hex(16);
    this.#fromTag = context.core.hex(5);
  }

  get gruu(): string | undefined {
    return this.#gruu;
  }

  async register(listener: RegistrationListener, signal?: AbortSignal): Promise<RegisterOutcome> {
    this.#ended = undefined;
    this.#expiresSeconds = wantedSeconds;
    const outcome = await this.#send({ anew: true, signal });
    if (outcome.ok) this.#listener = listener;
    else if (outcome.failure.code === 'SIP_TIMEOUT') this.#takeBack();
    return outcome;
  }

  /** Refreshes now; what is under way already will do. */
  probe(): void {
    void this.#refresh();
  }

  /** Proves anew who we are, since the server asks; what is under way already will do. False: the registration is lost. */
  async renew(): Promise<boolean> {
    if (!this.#listener) return false;
    const outcome = await this.#again(true);
    if (!outcome.ok) this.lost(outcome.failure);
    return outcome.ok;
  }

  async unregister(): Promise<void> {
    if (!this.#listener) return;
    const { signing } = this.#context;
    this.drop(this.#context.failure('NOT_SIGNED_IN', 'unregistered'));
    // The farewell is signed with what stands, not with what was about to be made.
    signing.abandon();
    await this.#sayFarewell();
    signing.drop();
  }

  async #sayFarewell(): Promise<void> {
    this.#expiresSeconds = 0;
    const limit = new AbortController();
    const stop = this.#context.options.clock.after(unregisterLimitMs, () => limit.abort());
    await signOn(this.#context, { ...this.#request(), anew: false, signal: limit.signal });
    stop();
  }

  /**
   * What nobody waits for any more may still be granted. A server of Microsoft's forgets it with the connection, others after the time they gave: until
   * then they would send callers there. RFC 3261 10.2.2
   */
  #takeBack(): void {
    if (this.#context.options.dialect === 'standard') void this.#sayFarewell();
  }

  /** The connection is gone, or the server said so. Safe to call twice. */
  lost(failure: Failure): void {
    const listener = this.#listener;
    this.drop(failure);
    if (listener) this.#context.hear(() => listener.onLost(failure));
  }

  /** We end it ourselves: nobody needs to be told. */
  drop(why: Failure): void {
    this.#stopRefresh();
    this.#stopRenewal();
    this.#ended ??= why;
    this.#listener = undefined;
    // Answered later, its challenge would make it register anew.
    this.#running?.end.abort();
  }

  /** The server ended it. */
  noticed(request: SipRequest): void {
    const reason = noticeReason(request);
    this.lost({ ...this.#context.failure('SIGNED_OUT_BY_SERVER', reason), data: { reason } });
  }

  async #refresh(): Promise<void> {
    // It refreshes as well; that it came to nothing says nothing of what stands.
    if (this.#renewal && (await this.#renewal)) return;
    if (!this.#listener) return;
    const outcome = await this.#again(false);
    if (!outcome.ok) this.lost(outcome.failure);
  }

  #renewInTime(): void {
    this.#renewal = this.#renewBeside().finally(() => {
      this.#renewal = undefined;
    });
  }

  /** Before the association ends. One that cannot be renewed yet goes on until it does, and its registration is refreshed meanwhile. [MS-SIPAE] 3.2.2 */
  async #renewBeside(): Promise<boolean> {
    const outcome = await this.#again(true);
    if (outcome.ok || !this.#listener) return outcome.ok;
    const { clock } = this.#context.options;
    const leftMs = (this.#context.signing.standing?.expiresAt ?? 0) - clock.wall();
    const mayWait = passingCodes.has(outcome.failure.code) && leftMs > renewalPauseMs;
    if (!mayWait) this.lost(outcome.failure);
    else {
      this.#stopRenewal = clock.after(renewalPauseMs, () => this.#renewInTime());
      this.#stopRefresh = clock.after(Math.max(0, this.#refreshAt - clock.now()), () => void this.#refresh());
    }
    return false;
  }

  #again(anew: boolean): Promise<RegisterOutcome> {
    if (this.#running) return this.#running.outcome;
    this.#stopRefresh();
    const end = new AbortController();
    const outcome = this.#send({ anew, signal: end.signal, isRefresh: true }).then((result) => {
      this.#running = undefined;
      const listener = this.#listener;
      if (result.ok && listener) this.#context.hear(() => listener.onRefreshed(result.value));
      return result;
    });
    this.#running = { outcome, end };
    return outcome;
  }

  async #send(round: Round): Promise<RegisterOutcome> {
    const settled = await signOn(this.#context, { ...this.#request(), ...round });
    // The server's notice or the end of the connection may have come right behind the answer.
    if (this.#ended && !isUnreadable(settled)) return { ok: false, failure: this.#ended };
    if (settled.kind === 'failed') return { ok: false, failure: settled.failure };
    if (settled.kind === 'plain') return this.#leavePlain(settled.isAccepted);
    const { response, isTrusted } = settled;
    const isTooBrief = response.status === 423 && !round.isSecondTry;
    if (isTooBrief && this.#adoptMinimum(response)) return this.#send({ ...round, anew: false, isSecondTry: true });
    if (response.status >= 300) return this.#refused(response, isTrusted);
    if (round.isRefresh && hasLostUs(response)) {
      const detail = 'the server had lost the registration and every dialog with it';
      return { ok: false, failure: this.#context.failure('CONNECTION_LOST', detail) };
    }
    const grant = readGrant(response, this.#context.options.identity.instanceId);
    if (grant) return { ok: true, value: this.#accept(response, grant) };
    const { status, reason } = response;
    const failure = this.#context.failure('SIP_REFUSED', 'the answer holds no registration of this endpoint');
    return { ok: false, failure: { ...failure, sip: { status, reason } } };
  }

  /** What was registered in the wrong dialect must not be called. */
  async #leavePlain(isAccepted: boolean): Promise<RegisterOutcome> {
    this.#expiresSeconds = 0;
    if (isAccepted) await signOn(this.#context, { ...this.#request(), anew: false });
    return { ok: false, failure: this.#context.failure('SIP_REFUSED'), isPlain: true };
  }

  #refused(response: SipResponse, isTrusted: boolean): RegisterOutcome {
    const { clock, flow } = this.#context.options;
    const failure = refusal(response, { server: flow.facts.host, at: clock.wall() });
    // Anybody could send us anywhere; the server that knows us may.
    const movedTo = isTrusted ? readMove(response) : undefined;
    return { ok: false, failure, ...(movedTo ? { movedTo } : {}) };
  }

  #request() {
    const { core, options } = this.#context;
    const { identity, dialect } = options;
    const domain = identity.aor.slice(identity.aor.lastIndexOf('@') + 1);
    const uri = `sip:${domain}`;
    const own = dialect === 'microsoft' ? microsoftHeaders : [];
    const headers = [
      headerLine('Contact', `${this.#localContact}${this.#expiresSeconds === 0 ? ';expires=0' : ''}`),
      ...own,
      headerLine('Expires', String(this.#expiresSeconds)),
    ];
    return {
      uri,
      build: (proof: string[]) => {
        this.#sequence += 1;
        const place = { callId: this.#callId, fromTag: this.#fromTag, cseq: this.#sequence };
        const aor = wireUri(identity.aor);
        return core.makeOutgoingRequestMessage('REGISTER', wireUri(uri), aor, aor, place, [...headers, ...proof]);
      },
    };
  }

  /** 423 Interval Too Brief: only upwards. */
  #adoptMinimum(response: SipResponse): boolean {
    const minimum = Number(headerOf(response, 'min-expires'));
    if (!Number.isInteger(minimum) || minimum <= this.#expiresSeconds || minimum > mostSeconds) return false;
    this.#expiresSeconds = minimum;
    return true;
  }

  #accept(response: SipResponse, { gruu, expiresSeconds }: Grant): Registration {
    const { clock, flow } = this.#context.options;
    if (gruu) this.#gruu = gruu;
    this.#stopRefresh();
    const aheadSeconds = Math.min(refreshAheadSeconds, expiresSeconds / 2);
    const refreshMs = (expiresSeconds - aheadSeconds) * 1000;
    this.#refreshAt = clock.now() + refreshMs;
    this.#stopRefresh = clock.after(refreshMs, () => void this.#refresh());
    this.#stopRenewal();
    const { standing } = this.#context.signing;
    const waitMs = Math.max(renewalPauseMs, (standing?.renewAt ?? 0) - clock.wall());
    this.#stopRenewal = standing ? clock.after(waitMs, () => this.#renewInTime()) : () => undefined;
    followKeepAlive(flow, response);
    return this.#registrationFrom(response, expiresSeconds);
  }

  #registrationFrom(response: SipResponse, expiresSeconds: number): Registration {
    const { signing, authenticator } = this.#context;
    const publicAddress = readPublicAddress(response);
    const displayName = readNameAddr(headerOf(response, 'from') ?? '')?.name;
    const serverSoftware = headerOf(response, 'server');
    const homeServer = signing.standing?.targetName;
    const { isConnectedToPrimary, hasUserServices } = stateIn(response);
    return {
      expiresSeconds,
      scheme: signing.standing?.scheme ?? authenticator.scheme,
      location: readLogonLocation(response),
      allowedEvents: headersOf(response, 'allow-events').flatMap((value) => value.split(/\s*,\s*/)),
      registerCount: this.#sequence,
      ...(this.#gruu ? { gruu: this.#gruu } : {}),
      ...(displayName ? { displayName } : {}),
      ...(publicAddress ? { publicAddress: textOf(publicAddress) } : {}),
      ...(serverSoftware ? { serverSoftware } : {}),
      ...(homeServer ? { homeServer } : {}),
      ...(isConnectedToPrimary === false || !hasUserServices ? { isLimited: true } : {}),
    };
  }
}

const microsoftHeaders = [
  headerLine('Event', 'registration'),
  headerLine('Allow-Events', 'presence'),
  headerLine('ms-keep-alive', 'UAC;hop-hop=yes'),
];

function stateIn(response: SipResponse): PresenceState {
  return readPresenceState(headerOf(response, 'presence-state') ?? '');
}

/** A refresh that added something renewed nothing. [MS-SIPREGE] 3.1.1.5.1 */
function hasLostUs(response: SipResponse): boolean {
  const { registerAction } = stateIn(response);
  return registerAction === 'added' || registerAction === 'fixed';
}

function textOf({ address, port }: PublicAddress): string {
  return port === undefined ? address : `${address}:${port}`;
}

/** The challenge itself ended the connection, which says more than how. */
function isUnreadable(settled: SignedOn): boolean {
  return settled.kind === 'failed' && settled.failure.code === 'AUTH_UNREADABLE';
}
