/**
 * sip.js's core under our rules: identifiers from cryptographic randomness, epid on From, option tags by method and dialect,
 * BENOTIFY never answered, UPDATE answered.
 */
import {
  ClientTransaction,
  Dialog,
  type IncomingInviteRequest,
  IncomingRequestMessage,
  type IncomingResponseMessage,
  LoggerFactory,
  NonInviteServerTransaction,
  type OutgoingRequestMessage,
  type OutgoingRequestMessageOptions,
  ReInviteUserAgentServer,
  SessionDialog,
  UserAgentCore,
  type UserAgentCoreConfiguration,
  UserAgentServer,
} from 'sip.js/lib/core/index.js';
import type { SipMessage } from '../../../protocol/sip/message.ts';
import { decodeTolerant, encodeUtf8 } from '../../../protocol/sip/text.ts';
import { writeNameAddr } from '../../../protocol/sip/write-values.ts';
import type { AgentOptions } from '../agent.ts';
import { optionTagsFor } from '../dialect.ts';
import { makesDialog, toIncoming } from './convert.ts';
import type { FlowTransport } from './flow-transport.ts';
import { keepTarget, retargetWhenAccepted } from './retarget.ts';
import { routed } from './strict-route.ts';
import { wireUri } from './wire-uri.ts';

type Body = NonNullable<Parameters<UserAgentCore['makeOutgoingRequestMessage']>[6]>;
type Uri = Parameters<UserAgentCore['makeOutgoingRequestMessage']>[1];

interface CoreNeeds {
  /** The value of our Contact header as it stands. */
  readonly contact: () => string;
  readonly onInvite: (invite: IncomingInviteRequest) => void;
}

/** What the library has no path for inside a dialog. */
interface InDialog {
  readonly onUpdate: (server: UserAgentServer, dialog: Dialog) => void;
  /** A BENOTIFY where an INVITE began the dialog. [MS-CONFIM] 3.3 */
  readonly onNote: (request: IncomingRequestMessage, dialog: Dialog) => void;
}

const nobody: InDialog = { onUpdate: () => undefined, onNote: () => undefined };

/** Dialogs that the answers to one INVITE may begin. */
const maxForks = 16;

/** Notifications kept for one subscription that is not answered yet. */
const maxEarly = 8;

export class SipCore extends UserAgentCore {
  readonly #options: AgentOptions;
  readonly #waiting = new Map<string, IncomingRequestMessage[]>();

  constructor(options: AgentOptions, transport: FlowTransport, { contact, onInvite }: CoreNeeds) {
    const { flow, identity } = options;
    const configuration: UserAgentCoreConfiguration = {
      aor: wireUri(identity.aor),
      contact: { pubGruu: undefined, tempGruu: undefined, uri: wireUri(identity.aor), toString: contact },
      displayName: identity.displayName,
      loggerFactory: silentLoggers(),
      hackViaTcp: false,
      routeSet: [],
      sipjsId: '',
      supportedOptionTags: [],
      supportedOptionTagsResponse: [...optionTagsFor(options.dialect, '')],
      userAgentHeaderFieldValue: options.userAgent,
      viaForceRport: options.dialect === 'standard',
      viaHost: `${bracketed(flow.facts.localAddress)}:${flow.facts.localPort}`,
      // Challenges are answered above, where several schemes and legs are possible.
      authenticationFactory: () => undefined,
      transportAccessor: () => transport,
    };
    super(configuration, { onInvite });
    this.#options = options;
    branchFrom(() => this.hex(10));
  }

  hex(bytes: number): string {
    return [...this.#options.random.bytes(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  }

  /** Every request passes here, in and out of dialogs, CANCEL included. */
  override makeOutgoingRequestMessage(
    ...[method, target, from, to, options, headers, body]: [
      string,
      Uri,
      Uri,
      Uri,
      OutgoingRequestMessageOptions,
      string[]?,
      Body?,
    ]
  ): OutgoingRequestMessage {
    const { identity, dialect } = this.#options;
    const fromTag = options.fromTag || this.hex(5);
    const way = routed(target, options.routeSet);
    const full = {
      ...options,
      routeSet: way.routeSet,
      callId: options.callId || this.hex(16),
      fromTag,
      optionTags: [...(options.optionTags ?? optionTagsFor(dialect, method))],
    };
    // Half a character in a body would make the library throw.
    const content = body && { ...body, content: decodeTolerant(encodeUtf8(body.content)).text };
    const message = super.makeOutgoingRequestMessage(method, way.target, from, to, full, headers, content);
    const params: [string, string][] = [['tag', fromTag]];
    if (dialect === 'microsoft') params.push(['epid', identity.epid]);
    message.setHeader('from', writeNameAddr({ name: identity.displayName, uri: from.toString(), params }));
    return message;
  }

  /**
   * Keeps notifications that overtake the answer to a SUBSCRIBE; the returned function lets them in. RFC 6665 4.1.2.4
   */
  hold(callId: string, localTag: string): () => void {
    const key = callId + localTag;
    this.#waiting.set(key, []);
    return () => {
      const early = this.#waiting.get(key) ?? [];
      this.#waiting.delete(key);
      for (const request of early) this.#receiveRequest(request, nobody);
    };
  }

  /** Takes one message from the wire. What cannot be used is answered or dropped: the text says why. It throws only where there is a bug. */
  receive(message: SipMessage, inDialog: InDialog): string | undefined {
    const incoming = toIncoming(message);
    if (!incoming) return 'a header that routing stands on cannot be used';
    if (incoming instanceof IncomingRequestMessage) {
      this.#receiveRequest(incoming, inDialog);
      return undefined;
    }
    if (message.kind === 'response' && incoming.method === 'INVITE') {
      const { status } = message;
      if (status >= 200 && status < 300 && !makesDialog(message)) return 'a 2xx that makes no dialog';
      if (status < 200 && this.#isOneForkTooMany(incoming)) return 'too many forks of one INVITE';
    }
    this.receiveIncomingResponseFromTransport(incoming);
    return undefined;
  }

  /** Each To tag in a provisional answer begins a dialog, and a server can think of any number. */
  #isOneForkTooMany({ callId, fromTag, toTag }: IncomingResponseMessage): boolean {
    const ours = callId + fromTag;
    if (this.dialogs.has(ours + toTag)) return false;
    return [...this.dialogs.keys()].filter((id) => id.startsWith(ours)).length >= maxForks;
  }

  /** Answers a request outside any transaction. */
  reply(request: SipMessage, statusCode: number): void {
    const incoming = toIncoming(request);
    if (incoming instanceof IncomingRequestMessage) this.replyStateless(incoming, { statusCode });
  }

  #receiveRequest(request: IncomingRequestMessage, { onUpdate, onNote }: InDialog): void {
    // What comes over our own connection is for us, whatever it is addressed to: proxy=replace puts in what the first hop sees,
    // and sip.js would answer 404 or 416.
    request.ruri = this.configuration.aor;
    const dialog = this.dialogs.get(request.callId + (request.toTag ?? '') + request.fromTag);
    const early = dialog ? undefined : this.#waiting.get(request.callId + (request.toTag ?? ''));
    if (early && /^(BE)?NOTIFY$/.test(request.method)) {
      if (early.length < maxEarly) early.push(request);
      return;
    }
    if (request.method === 'BENOTIFY') {
      // Never answered, whatever it is. [MS-SIP] 3.5
      if (dialog instanceof SessionDialog) this.#receiveNote(request, dialog, onNote);
      else dialog?.receiveRequest(request);
      return;
    }
    if (request.method === 'UPDATE') {
      this.#receiveUpdate(request, dialog, onUpdate);
      return;
    }
    if (request.method === 'INVITE' && dialog) keepTarget(dialog, request);
    this.receiveIncomingRequestFromTransport(request);
    if (request.method === 'CANCEL') this.#takeBack(request);
  }

  /** sip.js hears a CANCEL of the first INVITE alone. RFC 3261 9.2 */
  #takeBack(cancel: IncomingRequestMessage): void {
    const asked = this.userAgentServers.get(cancel.viaBranch);
    if (asked instanceof ReInviteUserAgentServer) asked.receiveCancel(cancel);
  }

  /** sip.js would answer it with 501. One that comes again, or too late, says nothing new. */
  #receiveNote(request: IncomingRequestMessage, dialog: Dialog, onNote: InDialog['onNote']): void {
    const last = dialog.remoteSequenceNumber;
    if (last !== undefined && request.cseq <= last) return;
    Dialog.prototype.receiveRequest.call(dialog, request);
    onNote(request, dialog);
  }

  /** sip.js knows no UPDATE. RFC 3311 5.2 */
  #receiveUpdate(request: IncomingRequestMessage, dialog: Dialog | undefined, onUpdate: InDialog['onUpdate']): void {
    const last = dialog?.remoteSequenceNumber;
    if (!dialog || (last !== undefined && request.cseq <= last)) {
      this.replyStateless(request, { statusCode: dialog ? 500 : 481 });
      return;
    }
    Dialog.prototype.receiveRequest.call(dialog, request);
    const server = new UserAgentServer(NonInviteServerTransaction, this, request);
    retargetWhenAccepted(dialog, server);
    onUpdate(server, dialog);
  }
}

/**
 * The library draws branches from Math.random with 23 bits; RFC 3261 8.1.1.7 wants them unique across space and time. The maker
 * is a static of the library, so the newest agent's randomness serves all.
 */
function branchFrom(hex: () => string): void {
  const makeId = (request: OutgoingRequestMessage) =>
    (request.method === 'CANCEL' && request.branch) || `z9hG4bK${hex()}`;
  Object.assign(ClientTransaction, { makeId });
}

function silentLoggers(): LoggerFactory {
  const loggers = new LoggerFactory();
  loggers.builtinEnabled = false;
  return loggers;
}

function bracketed(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}
