/** Something said in a meeting's chat, and the form of it that one participant can take. [MS-CONFIM] 4.2.1 */
import type { ImSession } from '../../protocol/im/session.ts';
import { shows } from '../../protocol/im/session.ts';
import { readContentType } from '../../protocol/sip/content-type.ts';
import { headerOf } from '../../protocol/sip/message.ts';
import { readMultipart } from '../../protocol/sip/mime.ts';
import { decodeUtf8 } from '../../protocol/sip/text.ts';
import type { Incoming } from '../sip/incoming.ts';
import type { Body } from '../sip/template.ts';
import { COMPOSING_TYPE } from './chat-text.ts';

/** From the form that says most to the one that everybody takes. */
const RANK = ['multipart/alternative', 'text/html', 'text/plain', 'text/rtf'];

export interface Utterance {
  /** `sip:…` of who said it. */
  readonly author: string;
  /** Every way to say it, each with its whole Content-Type. */
  readonly forms: readonly Body[];
  /** That somebody types is told and forgotten: nobody waits for an answer to it. */
  readonly isTyping: boolean;
}

/** What a client said: itself, and where it is a multipart/alternative each of its parts. */
export function utteranceOf(author: string, { message, contentType, text }: Incoming): Utterance {
  const type = headerOf(message, 'content-type') ?? 'text/plain';
  const read = contentType.startsWith('multipart/') ? readContentType(type) : undefined;
  const parts = (read && readMultipart(read, message.body)) ?? [];
  const forms = parts.map(({ headers, body }): Body => {
    const isCoded = headers.get('content-transfer-encoding')?.trim().toLowerCase() === 'base64';
    const whole = decodeUtf8(body);
    return {
      type: headers.get('content-type') ?? 'text/plain',
      text: isCoded ? Buffer.from(whole, 'base64').toString('utf8') : whole,
    };
  });
  return { author, forms: [{ type, text }, ...forms], isTyping: contentType === COMPOSING_TYPE };
}

/** The richest form that a session takes; undefined when it takes none. */
export function formFor({ forms, isTyping }: Utterance, session: ImSession): Body | undefined {
  if (isTyping) return forms[0];
  const ranked = RANK.flatMap((wanted) => forms.filter(({ type }) => bareType(type) === wanted));
  return ranked.find(({ type }) => shows(session, bareType(type)));
}

function bareType(type: string): string {
  return type.split(';', 1)[0]?.trim().toLowerCase() ?? '';
}
