/** What the trace shows of a message, read just far enough to draw it. The text is redacted, and may be cut. */
import type { TraceEntry } from '../model/trace.ts';

export type SipEntry = Extract<TraceEntry, { kind: 'sip' }>;

/** Controls, which a terminal would obey, and what turns the direction of the text around it. */
const unfit = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]+/gu;

/** The first line and the headers. */
export function headOf(text: string): string {
  const end = text.search(/\r?\n\r?\n/);
  return end === -1 ? text : text.slice(0, end);
}

/** The first value of a header in a head, without its name; undefined when there is none. */
export function headerIn(head: string, name: string): string | undefined {
  return new RegExp(`^${name}[ \\t]*:[ \\t]*(.*)$`, 'im').exec(head)?.[1]?.trim();
}

/** The status of an answer; undefined for a request. */
export function statusIn(text: string): number | undefined {
  const status = /^SIP\/2\.0 (\d{3})\b/.exec(text)?.[1];
  return status === undefined ? undefined : Number(status);
}

/** How a message is called on its arrow: `INVITE`, `504 Server time-out`. */
export function messageName(text: string): string {
  const line = (text.split(/\r?\n/, 1)[0] ?? '').replace(unfit, ' ');
  const answer = /^SIP\/2\.0 (\d{3} .*)$/.exec(line);
  return answer?.[1] ?? line.split(' ', 1)[0] ?? '';
}

/** A refusal, as it is coloured. A challenge is none: what follows answers it. */
export function isRefusal({ direction, text }: SipEntry): boolean {
  const status = statusIn(text) ?? 0;
  return direction === 'received' && status >= 400 && status !== 401 && status !== 407;
}
