/** One IM session between a client here and an XMPP contact, as the gateway keeps it. */

import type { Exchange } from '../sip/exchange.ts';
import type { Answer } from '../sip/template.ts';
import { fullJid, type GatewayParts, type Pair } from './gateway-parts.ts';
import { readImBody } from './im-body.ts';
import { notForXmpp, unreachable } from './reasons.ts';
import { messageStanza } from './stanza-text.ts';

export interface Talk {
  readonly pair: Pair;
  /** The contact writes; `onFailed` is called when the client did not take it. */
  say(text: string, onFailed: () => void): void;
  /** The contact is typing, or has stopped. */
  type(isTyping: boolean): void;
  /** Ends the session at the client, with the reason. */
  hangUp(diagnostics: string): void;
}

/** A session nobody writes in for so long is over, as with real servers (52094). */
export const IDLE_MS = 10 * 60_000;
/** One text is one stanza, which has a bound. */
const LONGEST_TEXT = 8000;

export const TYPING_TYPE = 'application/xml';

export function typingXml(isTyping: boolean): string {
  return `<KeyboardActivity><status status="${isTyping ? 'type' : 'idle'}"/></KeyboardActivity>`;
}

/** Answers a MESSAGE or INFO of a client when the contact's server has it. */
export async function carryOver(exchange: Exchange, { site, server }: GatewayParts, pair: Pair): Promise<void> {
  const body = readImBody(exchange.incoming);
  if (body.kind === 'unknown') {
    exchange.answer({ status: 415, reason: 'Unsupported Media Type' });
    return;
  }
  if (body.kind === 'text' && body.text.length > LONGEST_TEXT) {
    exchange.answer({ status: 413, reason: 'Request Entity Too Large' });
    return;
  }
  const content =
    body.kind === 'text'
      ? ({ body: body.text, chatState: 'active' } as const)
      : ({ chatState: body.isTyping ? 'composing' : 'paused' } as const);
  const ends = { from: fullJid(pair.ours), to: pair.theirs };
  const problem = await server.send(pair.partner, messageStanza({ ...ends, id: server.newId(), ...content }));
  const failed: Answer | undefined = problem && unreachable(site, pair.partner.Domain, problem);
  exchange.answer(failed ?? { status: 200, reason: 'OK' });
}

/** What any request in a session gets that is no message: false for a BYE, which ends it. */
export function handleInside(exchange: Exchange, parts: GatewayParts, pair: Pair): boolean {
  switch (exchange.incoming.method) {
    case 'ACK':
      return true;
    case 'MESSAGE':
    case 'INFO':
      void carryOver(exchange, parts, pair);
      return true;
    case 'BYE':
      exchange.answer({ status: 200, reason: 'OK' });
      void parts.server.send(
        pair.partner,
        messageStanza({ from: fullJid(pair.ours), to: pair.theirs, id: parts.server.newId(), chatState: 'gone' }),
      );
      return false;
    default:
      exchange.answer(notForXmpp(parts.site));
      return true;
  }
}

/** The session's description; nothing but its kind matters. Protocol notes 11.1 */
export function imDescription(address: string, types: readonly string[]): string {
  const lines = ['v=0', 'o=- 0 0 IN IP4 127.0.0.1', 's=session', 'c=IN IP4 127.0.0.1', 't=0 0'];
  return [...lines, `m=message 5060 sip sip:${address}`, `a=accept-types:${types.join(' ')}`, ''].join('\r\n');
}

/** Whether an INVITE wants an IM session and nothing else. */
export function offersIm(exchange: Exchange): boolean {
  const { contentType, text } = exchange.incoming;
  const media = [...text.matchAll(/^m=([\w-]+) /gm)].map(([, kind]) => kind);
  return contentType === 'application/sdp' && media.length === 1 && /^(?:message|x-ms-message)$/.test(media[0] ?? '');
}
