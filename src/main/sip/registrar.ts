/** REGISTER: bare, challenged, answered; refreshed before it ends; taken back on leaving. RFC 3261 10, [MS-SIPREGE] 3.1 */
import { type PublicAddress, readLogonLocation, readPublicAddress } from '../../protocol/ms/logon.ts';
import { headerOf, headersOf, type SipRequest, type SipResponse } from '../../protocol/sip/message.ts';
import { readNameAddr } from '../../protocol/sip/name-addr.ts';
import { headerLine } from '../../protocol/sip/write.ts';
import type { Failure } from '../../shared/model/failure.ts';
import { done, failed, type Outcome } from '../../shared/outcome.ts';
import type { Registration, RegistrationListener } from './agent.ts';
import { refusal } from './answers.ts';
import type { AgentContext } from './context.ts';
import { wireUri } from './core/wire-uri.ts';
import { exchange } from './exchange.ts';
import { type Grant, readGrant } from './grant.ts';
import { followKeepAlive } from './keep-alive.ts';
import { noticeReason } from './registration-notice.ts';

const wantedSeconds = 7200;
const mostSeconds = 86_400;
/** A refresh comes this long before the end, or at half of a short time. */
const refreshAheadSeconds = 30;
const unregisterLimitMs = 2000;

export class Registrar {
  readonly #context: AgentContext;
  readonly #localContact: string;
  readonly #callId: string;
  readonly #fromTag: string;
  #sequence = 0;
  #expiresSeconds = wantedSeconds;
  #listener: RegistrationListener | undefined;
  #stopRefresh: (() => void) | undefined;
  /** Ends the refresh that is under way. */
  #refreshing: AbortController | undefined;
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

  async register(listener: RegistrationListener, signal?: AbortSignal): Promise<Outcome<Registration>> {
    this.#ended = undefined;
    this.#expiresSeconds = wantedSeconds;
    const outcome = await this.#send({ signal });
    if (outcome.ok) this.#listener = listener;
    return outcome;
  }

  /** Refreshes now; one that is under way already will do. */
  probe(): void {
    if (this.#listener && !this.#refreshing) void this.#refresh();
  }

  async unregister(): Promise<void> {
    if (!this.#listener) return;
    this.drop(this.#context.failure('NOT_SIGNED_IN', 'unregistered'));
    this.#expiresSeconds = 0;
    await exchange(this.#context, { ...this.#request(), limitMs: unregisterLimitMs });
  }

  /** The connection is gone, or the server said so. Safe to call twice. */
  lost(failure: Failure): void {
    const listener = this.#listener;
    this.drop(failure);
    if (listener) this.#context.hear(() => listener.onLost(failure));
  }

  /** We end it ourselves: nobody needs to be told. */
  drop(why: Failure): void {
    this.#stopRefresh?.();
    this.#ended ??= why;
    this.#listener = undefined;
    // Answered later, its challenge would make it register anew.
    this.#refreshing?.abort();
  }

  /** The server ended it. */
  noticed(request: SipRequest): void {
    const reason = noticeReason(request);
    this.lost({ ...this.#context.failure('SIGNED_OUT_BY_SERVER', reason), data: { reason } });
  }

  async #send(how: {
    readonly signal?: AbortSignal | undefined;
    readonly isSecondTry?: boolean;
  }): Promise<Outcome<Registration>> {
    const settled = await exchange(this.#context, { ...this.#request(), signal: how.signal });
    // The server's notice or the end of the connection may have come right behind the answer.
    if (this.#ended) return failed(this.#ended);
    if (settled.kind === 'failed') return failed(settled.failure);
    const { response } = settled;
    const isTooBrief = response.status === 423 && !how.isSecondTry;
    if (isTooBrief && this.#adoptMinimum(response)) return this.#send({ ...how, isSecondTry: true });
    if (response.status >= 300) {
      const { clock, flow } = this.#context.options;
      return failed(refusal(response, { server: flow.facts.host, at: clock.wall(), challenge: settled.challenge }));
    }
    const grant = readGrant(response, this.#context.options.identity.instanceId);
    if (grant) return done(this.#accept(response, grant));
    const { status, reason } = response;
    const failure = this.#context.failure('SIP_REFUSED', 'the answer holds no registration of this endpoint');
    return failed({ ...failure, sip: { status, reason } });
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
      method: 'REGISTER',
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
    if (gruu) this.#gruu = gruu;
    this.#refreshIn(expiresSeconds);
    followKeepAlive(this.#context.options.flow, response);
    return this.#registrationFrom(response, expiresSeconds);
  }

  #registrationFrom(response: SipResponse, expiresSeconds: number): Registration {
    const publicAddress = readPublicAddress(response);
    const displayName = readNameAddr(headerOf(response, 'from') ?? '')?.name;
    const serverSoftware = headerOf(response, 'server');
    return {
      expiresSeconds,
      scheme: this.#context.authenticator.scheme,
      location: readLogonLocation(response),
      allowedEvents: headersOf(response, 'allow-events').flatMap((value) => value.split(/\s*,\s*/)),
      registerCount: this.#sequence,
      ...(this.#gruu ? { gruu: this.#gruu } : {}),
      ...(displayName ? { displayName } : {}),
      ...(publicAddress ? { publicAddress: textOf(publicAddress) } : {}),
      ...(serverSoftware ? { serverSoftware } : {}),
    };
  }

  #refreshIn(expiresSeconds: number): void {
    this.#stopRefresh?.();
    const ahead = Math.min(refreshAheadSeconds, expiresSeconds / 2);
    const { clock } = this.#context.options;
    this.#stopRefresh = clock.after((expiresSeconds - ahead) * 1000, () => void this.#refresh());
  }

  async #refresh(): Promise<void> {
    this.#stopRefresh?.();
    const refreshing = new AbortController();
    this.#refreshing = refreshing;
    const outcome = await this.#send({ signal: refreshing.signal });
    this.#refreshing = undefined;
    const listener = this.#listener;
    if (!outcome.ok) this.lost(outcome.failure);
    else if (listener) this.#context.hear(() => listener.onRefreshed(outcome.value));
  }
}

const microsoftHeaders = [
  headerLine('Event', 'registration'),
  headerLine('Allow-Events', 'presence'),
  headerLine('ms-keep-alive', 'UAC;hop-hop=yes'),
];

function textOf({ address, port }: PublicAddress): string {
  return port === undefined ? address : `${address}:${port}`;
}
