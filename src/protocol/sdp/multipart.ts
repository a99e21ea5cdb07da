/** Which part of an INVITE's body describes the call. RFC 5621 3, [MS-SDPEXT] 3.1.5.26; protocol notes 9.3 */
import { readContentType } from '../sip/content-type.ts';
import { type MimePart, readMultipart } from '../sip/mime.ts';
import { decodeTolerant } from '../sip/text.ts';

const mostParts = 16;
/** Only ICE by RFC 5245 names a candidate's type: draft 6, in the part for old clients, does not. */
const NEW_CANDIDATE = /^a=candidate:[^\r\n]* typ [a-z]/im;

/**
 * The description in a body: the body itself, or the part that speaks today's ICE, else the last that is not for old clients alone (parts go
 * from the plainest to the richest), else the last. Undefined when there is none.
 */
export function pickSdp(contentType: string, body: Uint8Array): string | undefined {
  const type = readContentType(contentType);
  if (type?.type === 'application/sdp') return textOf(body);
  const parts = (type && readMultipart(type, body, mostParts))?.flatMap(descriptionsIn) ?? [];
  const texts = parts.map(({ body: part, headers }) => ({
    text: textOf(part),
    isOld: /ms-proxy-2007fallback/i.test(headers.get('content-disposition') ?? ''),
  }));
  const found =
    texts.findLast(({ text }) => NEW_CANDIDATE.test(text)) ?? texts.findLast(({ isOld }) => !isOld) ?? texts.at(-1);
  return found?.text;
}

/** A part that is one, or those inside a part that holds alternatives; no deeper. */
function descriptionsIn(part: MimePart): MimePart[] {
  if (part.contentType.type === 'application/sdp') return [part];
  const inner = readMultipart(part.contentType, part.body, mostParts) ?? [];
  return inner.filter(({ contentType }) => contentType.type === 'application/sdp');
}

function textOf(bytes: Uint8Array): string {
  return decodeTolerant(bytes).text;
}
