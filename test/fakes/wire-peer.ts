/** The server's side of a memory flow, line by line as a test writes it: none of our writers takes part. */
import { headerOf, headersOf, type SipMessage, type SipRequest } from '../../src/protocol/sip/message.ts';
import { readMessage } from '../../src/protocol/sip/read.ts';
import type { MemoryFlow } from './memory-flow.ts';

export interface Parts {
  readonly headers?: readonly string[];
  readonly body?: string;
  /** The tag that is put on To; 'srv1' unless given, none when empty. */
  readonly toTag?: string;
  /** From as the server gives it back; ours unless given. */
  readonly from?: string;
  /** Parameters added to our Via. */
  readonly via?: string;
}

export interface WirePeer {
  /** The next message of this start (`REGISTER`, `SIP/2.0 200`) not yet taken; waits until it is sent. */
  next(start: string): Promise<SipMessage>;
  nextRequest(method: string): Promise<SipRequest>;
  /** How many messages were sent and not taken. */
  readonly untaken: number;
  /** First lines of all that was sent and not taken. */
  startLines(): string[];
  /** The text of an answer. */
  answerText(request: SipMessage, status: string, parts?: Parts): string;
  answer(request: SipMessage, status: string, parts?: Parts): void;
  /** The text of a request inside the dialog that `answered` and its answer made. */
  insideText(answered: SipMessage, method: string, cseq: number, parts?: Parts): string;
  inside(answered: SipMessage, method: string, cseq: number, parts?: Parts): void;
}

const decoder = new TextDecoder();

export function textOf(message: SipMessage): string {
  return decoder.decode(message.head) + decoder.decode(message.body);
}

function read(raw: Uint8Array): SipMessage {
  const reading = readMessage(raw);
  if (!reading.ok) throw new Error(`we sent something unreadable: ${reading.problem}`);
  return reading.message;
}

function startOf(message: SipMessage): string {
  return decoder.decode(message.head).split('\r\n')[0] ?? '';
}

function messageText(start: string, lines: readonly string[], body = ''): string {
  const length = `Content-Length: ${new TextEncoder().encode(body).length}`;
  return [start, ...lines, length, '', body].join('\r\n');
}

export function createWirePeer(flow: MemoryFlow): WirePeer {
  let seen = 0;
  const untaken: SipMessage[] = [];
  const waiting: { readonly start: string; readonly resolve: (message: SipMessage) => void }[] = [];

  function take(): void {
    for (; seen < flow.sent.length; seen += 1) {
      const message = read(flow.sent[seen] ?? new Uint8Array());
      const index = waiting.findIndex(({ start }) => startOf(message).startsWith(start));
      if (index < 0) untaken.push(message);
      else waiting.splice(index, 1)[0]?.resolve(message);
    }
  }
  flow.onSent(take);
  take();

  const peer: WirePeer = {
    next(start) {
      const index = untaken.findIndex((message) => startOf(message).startsWith(start));
      const [message] = index < 0 ? [] : untaken.splice(index, 1);
      return message ? Promise.resolve(message) : new Promise((resolve) => waiting.push({ start, resolve }));
    },
    async nextRequest(method) {
      const message = await peer.next(`${method} `);
      if (message.kind !== 'request') throw new Error('not a request');
      return message;
    },
    get untaken() {
      return untaken.length;
    },
    startLines: () => untaken.map(startOf),
    answerText(request, status, { headers = [], body, toTag = 'srv1', via = '', from } = {}) {
      const to = headerOf(request, 'to') ?? '';
      const lines = [
        `Via: ${headersOf(request, 'via')[0]}${via}`,
        `From: ${from ?? headerOf(request, 'from')}`,
        `To: ${to}${toTag && !/;tag=/i.test(to) ? `;tag=${toTag}` : ''}`,
        `Call-ID: ${headerOf(request, 'call-id')}`,
        `CSeq: ${headerOf(request, 'cseq')}`,
        ...headers,
      ];
      return messageText(`SIP/2.0 ${status}`, lines, body);
    },
    answer: (request, status, parts) => flow.deliver(peer.answerText(request, status, parts)),
    insideText(answered, method, cseq, { headers = [], body, toTag = 'srv1' } = {}) {
      const lines = [
        `Via: SIP/2.0/TLS 192.0.2.1:443;branch=z9hG4bK${method}${cseq}`,
        'Max-Forwards: 69',
        `From: ${headerOf(answered, 'to')};tag=${toTag}`,
        `To: ${headerOf(answered, 'from')}`,
        `Call-ID: ${headerOf(answered, 'call-id')}`,
        `CSeq: ${cseq} ${method}`,
        ...headers,
      ];
      return messageText(`${method} sip:192.0.2.10:50230;transport=tls;ms-received-cid=2C00 SIP/2.0`, lines, body);
    },
    inside: (answered, method, cseq, parts) => flow.deliver(peer.insideText(answered, method, cseq, parts)),
  };
  return peer;
}
