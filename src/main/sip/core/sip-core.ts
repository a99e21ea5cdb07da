/**
 * sip.js's core under our rules: identifiers from cryptographic randomness, epid on From, option tags by method and dialect,
 * BENOTIFY never answered, UPDATE answered, and no exception that escapes.
 */
import {
  ClientTransaction,
  Dialog,
  IncomingRequestMessage,
  IncomingResponseMessage,
  LoggerFactory,
  NonInviteServerTransaction,
  type OutgoingRequestMessage,
  type OutgoingRequestMessageOptions,
  UserAgentCore,
  UserAgentServer,
} from 'sip.js/lib/core/index.js';
import type { SipMessage } from '../../../protocol/sip/message.ts';
import { writeNameAddr } from '../../../protocol/sip/write-values.ts';
import type { AgentOptions } from '../agent.ts';
import { optionTagsFor } from '../dialect.ts';
import { toIncoming } from './convert.ts';
import type { FlowTransport } from './flow-transport.ts';
import { wireUri } from './wire-uri.ts';

type Body = NonNullable<Parameters<UserAgentCore['makeOutgoingRequestMessage']>[6]>;
type Uri = Parameters<UserAgentCore['makeOutgoingRequestMessage']>[1];

export class SipCore extends UserAgentCore {
  readonly #options: AgentOptions;

  constructor(options: AgentOptions, transport: FlowTransport, contact: () => string) {
    const { flow, identity } = options;
    super({
      aor: wireUri(identity.aor),
      contact: { pubGruu: undefined, tempGruu: undefined, uri: wireUri(identity.aor), toString: contact },
      displayName: identity.displayName,
      loggerFactory: silentLoggers(),
      hackViaTcp: false,
      routeSet: [],
      sipjsId: '',
      supportedOptionTags: [],
      supportedOptionTagsResponse: [],
      userAgentHeaderFieldValue: options.userAgent,
      viaForceRport: options.dialect === 'standard',
      viaHost: `${bracketed(flow.facts.localAddress)}:${flow.facts.localPort}`,
      // Challenges are answered above, where several schemes and legs are possible.
      authenticationFactory: () => undefined,
      transportAccessor: () => transport,
    });
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
    const full = {
      ...options,
      callId: options.callId || this.hex(16),
      fromTag,
      optionTags: [...optionTagsFor(dialect, method)],
    };
    const message = super.makeOutgoingRequestMessage(method, target, from, to, full, headers, body);
    const params: [string, string][] = [['tag', fromTag]];
    if (dialect === 'microsoft') params.push(['epid', identity.epid]);
    message.setHeader('from', writeNameAddr({ name: identity.displayName, uri: from.toString(), params }));
    return message;
  }

  /** Takes one message from the wire. What cannot be used is answered or dropped, never thrown. */
  receive(message: SipMessage, onUpdate: (server: UserAgentServer, dialog: Dialog) => void): string | undefined {
    const incoming = toIncoming(message);
    if (!incoming) return 'a header that routing stands on cannot be used';
    try {
      if (incoming instanceof IncomingResponseMessage) this.receiveIncomingResponseFromTransport(incoming);
      else this.#receiveRequest(incoming, onUpdate);
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  /** Answers a request outside any transaction. */
  reply(request: SipMessage, statusCode: number): void {
    const incoming = toIncoming(request);
    if (incoming instanceof IncomingRequestMessage) this.replyStateless(incoming, { statusCode });
  }

  #receiveRequest(request: IncomingRequestMessage, onUpdate: (server: UserAgentServer, dialog: Dialog) => void): void {
    const dialog = this.dialogs.get(request.callId + (request.toTag ?? '') + request.fromTag);
    if (request.method === 'BENOTIFY') {
      // Never answered, whatever it is. [MS-SIP] 3.5
      dialog?.receiveRequest(request);
      return;
    }
    if (request.method === 'UPDATE' && dialog) {
      const isOld = dialog.remoteSequenceNumber !== undefined && request.cseq <= dialog.remoteSequenceNumber;
      if (isOld) {
        this.replyStateless(request, { statusCode: 500 });
        return;
      }
      Dialog.prototype.receiveRequest.call(dialog, request);
      onUpdate(new UserAgentServer(NonInviteServerTransaction, this, request), dialog);
      return;
    }
    this.receiveIncomingRequestFromTransport(request);
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
