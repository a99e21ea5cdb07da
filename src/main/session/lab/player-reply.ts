/** Reads what the player's process says: another process is not this one, so its words are checked. */
import { z } from 'zod';
import type { PlayerReply } from '../../../shared/model/lab-run.ts';

const line = z.string().max(4000);
const text = z.string().max(10_000_000);
const step = z.object({
  words: line,
  ms: z.number(),
  differences: z.array(z.object({ what: line, expected: text, got: text })).max(1000),
});
const place = z.string().max(300);
const common = { seq: z.number(), at: z.number(), correlation: z.string().max(200) };
const entry = z.discriminatedUnion('kind', [
  z.object({
    ...common,
    kind: z.literal('sip'),
    direction: z.enum(['sent', 'received']),
    peer: place,
    local: place,
    bytes: z.number(),
    text,
    callId: line,
  }),
  z.object({ ...common, kind: z.literal('connect'), host: place, peer: place, local: place.optional(), state: line }),
]);
const connection = z.object({ host: place, purpose: z.enum(['account', 'guest', 'web']), peer: place, local: place });
const ladder = z.object({ who: line, entries: z.array(entry).max(2000), connections: z.array(connection).max(1000) });
const problem = z.object({ line: z.number(), path: line, expected: line });
const scenario = z.object({ id: z.string().max(20), group: line, name: line, steps: z.array(line).max(200) });

const reply = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('files'),
    files: z
      .array(
        z.object({
          file: z.string().max(100),
          name: line,
          about: line,
          scenarios: z.array(scenario).max(1000),
        }),
      )
      .max(100),
  }),
  z.object({ kind: z.literal('unreadable'), problems: z.array(problem).max(50) }),
  z.object({ kind: z.literal('step'), step }),
  z.object({
    kind: z.literal('result'),
    outcome: z.enum(['passed', 'failed', 'error']),
    problem: line.optional(),
    ms: z.number(),
    steps: z.array(step).max(200),
    ladders: z.array(ladder).max(40),
    report: text,
  }),
]);

/** Undefined for anything else. */
export function readPlayerReply(message: unknown): PlayerReply | undefined {
  const read = reply.safeParse(message);
  // A part that was left out came as no part; zod's types say it might be undefined.
  return read.success ? (read.data as PlayerReply) : undefined;
}
