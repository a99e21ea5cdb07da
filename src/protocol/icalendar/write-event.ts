/** One meeting as a calendar file that every calendar reads. RFC 5545, published as in RFC 5546 3.2.1 */

export interface CalendarEvent {
  /** The same for every version of this meeting, so that a newer file replaces the older entry. */
  readonly uid: string;
  /** When the file is written, milliseconds since 1970; the newest version of a meeting wins. */
  readonly writtenAt: number;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly summary: string;
  readonly description: string;
  readonly location: string;
  /** Absent for a link no calendar would open, such as `conf:`. */
  readonly url?: string;
  /** `address` is `user@domain`. */
  readonly organizer: { readonly name: string; readonly address: string };
}

const mostOctets = 75;

/** The whole file; lines end with CR LF and none is longer than 75 octets. */
export function writeCalendar(event: CalendarEvent): string {
  const stamp = utc(event.writtenAt);
  const { name, address } = event.organizer;
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Offhook//Offhook//EN',
    'METHOD:PUBLISH',
    'BEGIN:VEVENT',
    `UID:${text(event.uid)}`,
    `DTSTAMP:${stamp}`,
    // A number that grows with each version, without anybody having to count: RFC 5545 3.8.7.4 asks for no more.
    `SEQUENCE:${Math.max(0, Math.floor(event.writtenAt / 1000) % 2 ** 31)}`,
    `DTSTART:${utc(event.startsAt)}`,
    `DTEND:${utc(event.endsAt)}`,
    `SUMMARY:${text(event.summary)}`,
    `ORGANIZER;CN=${quoted(name === '' ? address : name)}:mailto:${mailbox(address)}`,
    `LOCATION:${text(event.location)}`,
    ...(event.url === undefined ? [] : [`URL:${uri(event.url)}`]),
    `DESCRIPTION:${text(event.description)}`,
    'CLASS:PUBLIC',
    'TRANSP:OPAQUE',
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}

/** `19970714T170000Z`. RFC 5545 3.3.5 */
function utc(at: number): string {
  return new Date(at).toISOString().replace(/[-:]|\.\d{3}/g, '');
}

/** RFC 5545 3.3.11; control characters other than tab and line breaks have no place in a calendar. */
function text(value: string): string {
  return printable(value.replace(/\r\n?|\u2028|\u2029/g, '\n'))
    .replace(/[\\;,]/g, (character) => `\\${character}`)
    .replace(/\n/g, '\\n');
}

/** A parameter's value: quotes cannot be escaped, so they become apostrophes. RFC 5545 3.2 */
function quoted(value: string): string {
  return `"${printable(value)
    .replace(/[\n\t]/g, ' ')
    .replace(/"/g, "'")}"`;
}

/** Whatever could end the line, or stand for more than the address. */
function mailbox(address: string): string {
  return printable(address).replace(/[\s"<>\\;,:]/g, '');
}

function uri(value: string): string {
  return printable(value).replace(/[\s"<>\\]/g, (character) => encodeURIComponent(character));
}

function printable(value: string): string {
  let kept = '';
  // Taken by code points, so that halves of surrogate pairs are seen.
  for (const character of value) {
    const code = character.codePointAt(0) ?? 0;
    const isControl = (code < 0x20 && code !== 0x09 && code !== 0x0a) || (code >= 0x7f && code <= 0x9f);
    if (!isControl && !(code >= 0xd800 && code <= 0xdfff)) kept += character;
  }
  return kept;
}

/** Long lines go on after a line break and a blank; never within a character. RFC 5545 3.1 */
function folded(line: string): string {
  const pieces: string[] = [];
  let piece = '';
  let octets = 0;
  for (const character of line) {
    const length = octetsOf(character.codePointAt(0) ?? 0);
    if (octets + length > mostOctets) {
      pieces.push(piece);
      // The blank that marks the next line counts there.
      piece = ' ';
      octets = 1;
    }
    piece += character;
    octets += length;
  }
  return [...pieces, piece].join('\r\n');
}

/** Of a code point in UTF-8. */
function octetsOf(code: number): number {
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x1_0000 ? 3 : 4;
}
