/** Builds the SIP agent over one flow and takes what comes in. */

import type { OutgoingRequestMessage } from 'sip.js/lib/core/index.js';
import { headerOf, type SipMessage, type SipRequest } from '../../protocol/sip/message.ts';
import { readNameAddr } from '../../protocol/sip/name-addr.ts';
import { decodeTolerant } from '../../protocol/sip/text.ts';
import { readUri } from '../../protocol/sip/uri.ts';
import { headerLine } from '../../protocol/sip/write.ts';
import type { Failure, FailureCode } from '../../shared/model/failure.ts';
import { done, failed } from '../../shared/outcome.ts';
import type {
  AgentOptions,
  Answer,
  Dialog,
  DialogListener,
  IncomingInvite,
  InviteOptions,
  Notice,
  RegistrationListener,
  RequestOptions,
  SipAgent,
  SubscribeOptions,
  SubscriptionListener,
} from './agent.ts';
import { Authenticator } from './authenticator.ts';
import type { AgentContext } from './context.ts';
import { FlowTransport } from './core/flow-transport.ts';
import { SipCore } from './core/sip-core.ts';
import { wireUri } from './core/wire-uri.ts';
import type { DialogId } from './dialog-id.ts';
import { tellNote, tellUpdate } from './dialog-paths.ts';
import { EarlyRequests, mayWait } from './early-requests.ts';
import { exchange } from './exchange.ts';
import { IncomingInvites } from './incoming-invite.ts';
import { invite } from './invite.ts';
import { firstPingMs } from './keep-alive.ts';
import { LiveDialog } from './live-dialog.ts';
import { Registrar } from './registrar.ts';
import { isRegistrationNotice, noticeEvent } from './registration-notice.ts';
import { SignatureGate } from './signature-gate.ts';
import { subscribe } from './subscription.ts';

/** An agent on an open flow, which it owns from here on. */
export function createSipAgent(options: AgentOptions): SipAgent {
  return new Agent(options);
}

class Agent implements SipAgent {
  readonly #options: AgentOptions;
  readonly #transport: FlowTransport;
  readonly #core: SipCore;
  readonly #context: AgentContext;
  readonly #registrar: Registrar;
  readonly #early: EarlyRequests;
  readonly #enders = new Set<(failure: Failure) => void>();
  readonly #handlers: ((request: SipRequest) => number | undefined)[] = [];
  readonly #invites = new IncomingInvites();
  readonly #notices = new Map<string, (notice: Notice) => void>();
  #allowedEvents: readonly string[] = [];
  readonly #gate = new SignatureGate((reason) => this.#registerRejected(reason));
  #ended: Failure | undefined;

  constructor(options: AgentOptions) {
    this.#options = options;
    this.#early = new EarlyRequests(options.clock);
    this.#transport = new FlowTransport(options.flow, options.tracer, this.#gate);
    this.#core = new SipCore(options, this.#transport, {
      contact: () => this.#contact(),
      onInvite: (asked) => this.#invites.take(this.#context, asked),
    });
    this.#context = this.#makeContext();
    this.#registrar = new Registrar(this.#context, this.#localContact());
    options.flow.keepAlive(firstPingMs);
    options.flow.listen({
      onMessage: (raw) => this.#receive(raw),
      onClose: (failure) => this.#end(failure),
    });
  }

  #makeContext(): AgentContext {
    const ended = () => this.#ended;
    return {
      options: this.#options,
      core: this.#core,
      authenticator: new Authenticator(this.#options.credentialsFor, this.#options.random),
      signing: this.#gate.signing,
      silence: (request) => this.#silence(request),
      get ended() {
        return ended();
      },
      renew: () => this.#registrar.renew(),
      contact: () => this.#contact(),
      onEnd: (listener) => {
        this.#enders.add(listener);
        return () => this.#enders.delete(listener);
      },
      failure: (code, detail) => this.#failure(code, detail),
      hear: (listener) => this.#hear(listener),
    };
  }

  get identity() {
    return this.#options.identity;
  }

  get dialect() {
    return this.#options.dialect;
  }

  get isOpen(): boolean {
    return !this.#ended && this.#options.flow.isOpen;
  }

  async register(listener: RegistrationListener, signal?: AbortSignal) {
    this.#early.begin();
    const outcome = await this.#registrar.register(listener, signal);
    this.#early.settle();
    if (outcome.ok) this.#allowedEvents = outcome.value.allowedEvents;
    return outcome;
  }

  async unregister(): Promise<void> {
    if (this.isOpen) await this.#registrar.unregister();
  }

  probe(): void {
    if (this.isOpen) this.#registrar.probe();
  }

  async request(method: string, options: RequestOptions): Promise<Answer> {
    const fault = this.#faultOf(options);
    if (fault) return failed(fault);
    const target = wireUri(options.uri);
    const { body, headers = [], limitMs } = options;
    // RFC 3428 4: a MESSAGE carries no Contact.
    const contact = method === 'MESSAGE' ? [] : [headerLine('Contact', this.#contact())];
    const lines = [...contact, ...headers.map(([name, value]) => headerLine(name, value))];
    const content = body && { contentDisposition: 'render', contentType: body.contentType, content: body.text };
    const place = { callId: this.#core.hex(16), fromTag: this.#core.hex(5), cseq: 0 };
    const aor = wireUri(this.identity.aor);
    const settled = await exchange(this.#context, {
      method,
      uri: options.uri,
      signal: options.signal,
      ...(limitMs === undefined ? {} : { limitMs }),
      build: (proof) => {
        place.cseq += 1;
        return this.#core.makeOutgoingRequestMessage(method, target, aor, target, place, [...lines, ...proof], content);
      },
    });
    return settled.kind === 'answered' ? done(settled.response) : failed(settled.failure);
  }

  async subscribe(options: SubscribeOptions, listener: SubscriptionListener) {
    const fault = this.#faultOf(options);
    return fault ? failed(fault) : subscribe(this.#context, options, listener);
  }

  async invite(options: InviteOptions, listener: DialogListener) {
    const failure = this.#faultOf(options);
    return failure ? { kind: 'failed' as const, failure } : invite(this.#context, options, listener);
  }

  resume(dialog: Dialog, listener: DialogListener): Dialog | undefined {
    return this.isOpen && dialog instanceof LiveDialog ? dialog.moveTo(this.#context, listener) : undefined;
  }

  onIncoming(handler: (request: SipRequest) => number | undefined): void {
    this.#handlers.push(handler);
  }

  onInvite(handler: (invite: IncomingInvite) => boolean, keeps?: (id: DialogId) => boolean): void {
    this.#invites.handlers.push(handler);
    if (keeps) this.#invites.keepers.push(keeps);
  }

  onNotice(event: string, handler: (notice: Notice) => void): void {
    this.#notices.set(event, handler);
  }

  allows(event: string): boolean {
    return this.#allowedEvents.some((allowed) => allowed.toLowerCase() === event);
  }

  close(): void {
    if (this.#ended) return;
    this.#end();
    this.#options.flow.close();
  }

  #receive(raw: Uint8Array): void {
    const message = this.#transport.receive(raw);
    if (!message || this.#ended) return;
    this.#early.heard(message);
    const take = () => this.#takeOrTrace(message, raw.length);
    if (!this.#isForListeners(message) || !this.#early.hold(take)) take();
  }

  #takeOrTrace(message: SipMessage, bytes: number): void {
    const problem = this.#ended ? undefined : this.#take(message);
    if (problem === undefined) return;
    const { peerAddress, peerPort } = this.#options.flow.facts;
    const peer = `${peerAddress}:${peerPort}`;
    this.#options.tracer.record({ kind: 'dropped', peer, reason: problem, bytes });
  }

  #isForListeners(message: SipMessage): boolean {
    return mayWait(message) && !this.#isInside(message) && !isRegistrationNotice(message, this.identity.aor);
  }

  /** A registration whose server cannot prove itself is none. */
  #registerRejected(reason: string): void {
    this.#end(this.#failure('SERVER_SIGNATURE_INVALID', reason));
    this.#options.flow.close();
  }

  /** Why a message came to nothing. A bug, ours or the library's, must not end the connection and all others on it. */
  #take(message: SipMessage): string | undefined {
    if (message.kind === 'request' && this.#takeRequest(message)) return undefined;
    const received = this.#hear(() => ({
      problem: this.#core.receive(message, {
        onUpdate: (server, dialog) => tellUpdate(dialog, server),
        onNote: (note, dialog) => tellNote(dialog, note),
      }),
    }));
    return received ? received.problem : 'a bug in Offhook, see the failure before';
  }

  /** True when a request belongs to no dialog and is dealt with. */
  #takeRequest(request: SipRequest): boolean {
    if (isRegistrationNotice(request, this.identity.aor)) {
      if (request.method === 'NOTIFY') this.#reply(request, 200);
      this.#registrar.noticed(request);
      return true;
    }
    if (this.#takeNotice(request)) return true;
    if (this.#invites.giveUp(request, () => this.#reply(request, 200))) return true;
    if (!this.#isNew(request)) return false;
    for (const handler of this.#handlers) {
      const heard = this.#hear(() => ({ status: handler(request) }));
      const status = heard ? heard.status : 500;
      if (status === undefined) continue;
      this.#reply(request, status);
      return true;
    }
    return false;
  }

  /** What comes inside a dialog belongs to its subscription. */
  #takeNotice(request: SipRequest): boolean {
    const handler = this.#isInside(request)
      ? undefined
      : this.#notices.get(noticeEvent(request, this.identity.aor) ?? '');
    if (!handler) return false;
    const contentType = headerOf(request, 'content-type') ?? '';
    this.#hear(() => handler({ contentType, text: decodeTolerant(request.body).text }));
    if (request.method === 'NOTIFY') this.#reply(request, 200);
    return true;
  }

  /** Answers without a transaction: over one reliable connection nothing is sent twice. */
  #reply(request: SipRequest, status: number): void {
    this.#core.reply(request, status);
  }

  #isNew(request: SipRequest): boolean {
    const isOwnAffair = ['ACK', 'CANCEL', 'BENOTIFY', 'OPTIONS'].includes(request.method);
    return !isOwnAffair && !this.#isInside(request);
  }

  #isInside(request: SipRequest): boolean {
    return readNameAddr(headerOf(request, 'to') ?? '')?.params.get('tag') !== undefined;
  }

  /** `failure` is absent when we end it ourselves: then nobody hears that the registration is lost. */
  #end(failure?: Failure): void {
    if (this.#ended) return;
    const why = failure ?? this.#failure('CONNECTION_LOST', 'closed by us');
    this.#ended = why;
    this.#early.end();
    const enders = [...this.#enders];
    this.#enders.clear();
    for (const end of enders) end(why);
    if (failure) this.#registrar.lost(failure);
    else this.#registrar.drop(why);
    this.#core.dispose();
  }

  #hear<T>(listener: () => T): T | undefined {
    try {
      return listener();
    } catch (error) {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.#options.tracer.record({ kind: 'failure', code: 'INTERNAL', text });
      return undefined;
    }
  }

  #silence(request: OutgoingRequestMessage): Failure {
    const reason = this.#gate.reasonFor(request);
    if (reason !== undefined) return this.#failure('SERVER_SIGNATURE_INVALID', reason);
    // Perhaps nothing is answered any more: asked, a connection that died silently is found.
    if (request.method !== 'REGISTER') this.probe();
    return this.#failure('SIP_TIMEOUT', `no answer to ${request.method}`);
  }

  /** Why a request cannot even be made. */
  #faultOf({ uri }: RequestOptions): Failure | undefined {
    if (!this.isOpen) return this.#failure('CONNECTION_LOST');
    return readUri(uri) ? undefined : this.#failure('ADDRESS_INVALID', 'not a URI');
  }

  #failure(code: FailureCode, detail?: string): Failure {
    const { clock, flow } = this.#options;
    return { code, server: flow.facts.host, at: clock.wall(), ...(detail ? { detail } : {}) };
  }

  #contact(): string {
    const { gruu } = this.#registrar;
    return gruu ? `<${gruu}>` : this.#localContact();
  }

  /** Reaches this very connection; `proxy=replace` lets the first hop put in what it sees. [MS-SIP] 3.1.5.3 */
  #localContact(): string {
    const { flow, identity, dialect } = this.#options;
    const instance = `+sip.instance="<urn:uuid:${identity.instanceId.toUpperCase()}>"`;
    if (identity.anonymous) return `<${identity.aor}>;proxy=replace;${instance}`;
    const { localAddress, localPort, transport } = flow.facts;
    const host = localAddress.includes(':') ? `[${localAddress}]` : localAddress;
    if (dialect === 'standard') {
      const user = identity.aor.slice(identity.aor.indexOf(':') + 1, identity.aor.lastIndexOf('@'));
      return `<sip:${user}@${host}:${localPort};transport=${transport}>;${instance}`;
    }
    const methods = 'methods="INVITE, MESSAGE, INFO, OPTIONS, BYE, CANCEL, NOTIFY, ACK, REFER, BENOTIFY"';
    return `<sip:${host}:${localPort};transport=${transport};ms-opaque=${identity.epid}>;${methods};proxy=replace;${instance}`;
  }
}
