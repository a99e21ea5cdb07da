/** REGISTER: bare, challenged, answered; refreshed before it ends; taken back on leaving. RFC 3261 10, [MS-SIPREGE] 3.1 */
import { readKeepAlive } from '../../protocol/ms/keep-alive.ts';
import { type PublicAddress, readLogonLocation, readPublicAddress } from '../../protocol/ms/logon.ts';
import { headerOf, headersOf, type SipRequest, type SipResponse } from '../../protocol/sip/message.ts';
import { type NameAddr, readNameAddr, readNameAddrs } from '../../protocol/sip/name-addr.ts';
import { decodeTolerant } from '../../protocol/sip/text.ts';
import { readUri } from '../../protocol/sip/uri.ts';
import { headerLine } from '../../protocol/sip/write.ts';
import type { Failure } from '../../shared/model/failure.ts';
import { done, failed, type Outcome } from '../../shared/outcome.ts';
import type { Registration, RegistrationListener } from './agent.ts';
import { refusal } from './answers.ts';
import type { AgentContext } from './context.ts';
import { wireUri } from './core/wire-uri.ts';
import { exchange } from './exchange.ts';

const wantedSeconds = 7200;
const mostSeconds = 86_400;
/** No server makes us register more often than twice in this time. */
const leastSeconds = 10;
/** A refresh comes this long before the end, or at half of a short time. */
const refreshAheadSeconds = 30;
const unregisterLimitMs = 2000;
/** A tenth less than the server allows, so that the ping is there in time. */
const keepAliveShare = 0.9;

export class Registrar {
  readonly #context: AgentContext;
  readonly #localContact: string;
  readonly #callId: string;
  readonly #fromTag: string;
  #sequence = 0;
  #expiresSeconds = wantedSeconds;
  #listener: RegistrationListener | undefined;
  #stopRefresh: (() => void) | undefined;
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
    listener?.onLost(failure);
  }

  /** We end it ourselves: nobody needs to be told. */
  drop(why: Failure): void {
    this.#stopRefresh?.();
    this.#ended ??= why;
    this.#listener = undefined;
  }

  /** Nobody asks for this notice; the server pushes it when it ends a registration. [MS-SIPREGE] 3.1.5 */
  noticed(request: SipRequest): void {
    const reason = /deregistered;event=([\w-]+)/i.exec(decodeTolerant(request.body).text)?.[1] ?? 'unknown';
    this.lost({ ...this.#context.failure('SIGNED_OUT_BY_SERVER', reason), data: { reason: reason.toLowerCase() } });
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
    return done(this.#accept(response));
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

  #accept(response: SipResponse): Registration {
    const { options } = this.#context;
    const contact = this.#ownContact(response);
    const told = Number(contact?.params.get('expires') ?? headerOf(response, 'expires') ?? wantedSeconds);
    const expiresSeconds = Number.isFinite(told) ? Math.max(leastSeconds, Math.min(told, mostSeconds)) : wantedSeconds;
    const gruu = contact?.params.get('gruu') ?? contact?.params.get('pub-gruu');
    // It becomes our Contact, byte for byte.
    if (gruu && readUri(gruu)) this.#gruu = gruu;
    this.#refreshIn(expiresSeconds);
    const pause = readKeepAlive(headerOf(response, 'ms-keep-alive') ?? '')?.timeoutSeconds;
    if (pause !== undefined) options.flow.keepAlive(pause * 1000 * keepAliveShare);
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

  /** One Contact per endpoint comes back; ours is the one with our instance. */
  #ownContact(response: SipResponse): NameAddr | undefined {
    const { identity } = this.#context.options;
    const contacts = headersOf(response, 'contact').flatMap((value) => readNameAddrs(value) ?? []);
    const instance = identity.instanceId.toLowerCase();
    return (
      contacts.find((contact) => contact.params.get('+sip.instance')?.toLowerCase().includes(instance)) ?? contacts[0]
    );
  }

  #refreshIn(expiresSeconds: number): void {
    this.#stopRefresh?.();
    const ahead = Math.min(refreshAheadSeconds, expiresSeconds / 2);
    const { clock } = this.#context.options;
    this.#stopRefresh = clock.after((expiresSeconds - ahead) * 1000, () => void this.#refresh());
  }

  async #refresh(): Promise<void> {
    const outcome = await this.#send({});
    if (outcome.ok) this.#listener?.onRefreshed(outcome.value);
    else if (!this.#ended) this.lost(outcome.failure);
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
