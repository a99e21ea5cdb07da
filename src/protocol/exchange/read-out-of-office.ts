/** Whether replies go out while somebody is away, and what they say. [MS-OXWOOF] 2.2.4 */
import { child, textOf } from '../xml/find.ts';
import type { XmlElement } from '../xml/read.ts';
import { plainTextOf } from './plain-text.ts';
import { readTime } from './time.ts';

export interface OutOfOfficeSettings {
  readonly kind: 'off' | 'on' | 'scheduled';
  /** Milliseconds since 1970; set when scheduled. */
  readonly from?: number;
  readonly until?: number;
  /** For the own company, plain text of at most 1,000 characters. */
  readonly note?: string;
}

const longestNote = 1000;
const kinds: ReadonlyMap<string, OutOfOfficeSettings['kind']> = new Map([
  ['Disabled', 'off'],
  ['Enabled', 'on'],
  ['Scheduled', 'scheduled'],
]);

/** Reads the answer's one message; undefined when it holds no settings, or schedules without sound times. */
export function readOutOfOffice(message: XmlElement): OutOfOfficeSettings | undefined {
  const settings = child(message, 'OofSettings');
  const kind = kinds.get(textOf(settings, 'OofState') ?? '');
  if (kind === undefined) return undefined;
  const note = plainTextOf(textOf(settings, 'InternalReply', 'Message') ?? '', longestNote);
  const words = note === '' ? {} : { note };
  if (kind !== 'scheduled') return { kind, ...words };
  const from = readTime(textOf(settings, 'Duration', 'StartTime'));
  const until = readTime(textOf(settings, 'Duration', 'EndTime'));
  return from === undefined || until === undefined || until <= from ? undefined : { kind, from, until, ...words };
}
