/** Reads a trace file of JSON Lines as far as a recording needs it. Lines that are none are counted, not taken. */
import { z } from 'zod';

const place = z.string().max(300);
const line = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('connect'),
    at: z.number(),
    host: z.string().max(253),
    peer: place,
    local: place.optional(),
  }),
  z.object({
    kind: z.literal('sip'),
    at: z.number(),
    direction: z.enum(['sent', 'received']),
    peer: place,
    local: place,
    text: z.string().max(4_000_000),
  }),
]);

export type RecordedLine = z.infer<typeof line>;

export interface ReadTrace {
  readonly lines: readonly RecordedLine[];
  /** Lines that are no entry of a trace. */
  readonly unreadable: number;
  /** How many lines were read where there are more; 0 where all were. */
  readonly cutBehind: number;
}

const MOST_LINES = 200_000;

/** Never throws. Entries of other kinds are passed over. */
export function readTrace(text: string): ReadTrace {
  const lines: RecordedLine[] = [];
  let unreadable = 0;
  const all = text.split('\n', MOST_LINES + 1);
  const isCut = (all[MOST_LINES] ?? '') !== '';
  for (const each of all.slice(0, MOST_LINES)) {
    if (each.trim() === '') continue;
    const data = parsed(each);
    const read = line.safeParse(data);
    if (read.success) lines.push(read.data);
    else if (!isOtherEntry(data)) unreadable += 1;
  }
  return { lines, unreadable, cutBehind: isCut ? MOST_LINES : 0 };
}

/** An entry is an object; trying each line of another kind of file would take its time. */
function parsed(text: string): unknown {
  if (!text.trimStart().startsWith('{')) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isOtherEntry(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'kind' in data && data.kind !== 'sip' && data.kind !== 'connect';
}
