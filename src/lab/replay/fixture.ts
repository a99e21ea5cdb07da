/** A recorded session as data that the lab can play again. It was made from a redacted trace and holds no secret. */
import { z } from 'zod';
import { type DataProblem, problemsOf } from '../timeline/first-problem.ts';

const text = z.string().max(1_000_000);
const host = z.string().regex(/^(?=.{1,253}$)[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, 'expected a host name in lower case');

const exchange = z.strictObject({
  /** The host that was asked. */
  server: host,
  /** The request as it was recorded. */
  request: text,
  /** Its answers, in order. */
  answers: z.array(text).max(20),
  /** What the server sent by itself because of it, in order. */
  pushes: z.array(text).max(500),
});

const fixture = z.strictObject({
  offhookReplay: z.literal(1),
  name: z.string().min(1).max(200),
  /** Wall clock of the first message, milliseconds since 1970. */
  // As far as a date reaches.
  recordedAt: z.number().int().min(0).max(8_640_000_000_000_000),
  servers: z
    .array(z.strictObject({ host, port: z.number().int().min(1).max(65_535) }))
    .min(1)
    .max(20),
  /** Which of them DNS leads to, by domain. */
  domains: z.record(host, host),
  exchanges: z.array(exchange).min(1).max(5000),
  /** What the recording has not, in words. */
  leftOut: z.array(z.string().max(500)).max(100),
});

export type ReplayFixture = z.infer<typeof fixture>;
export type ReplayExchange = ReplayFixture['exchanges'][number];

export type ReadFixture =
  | { readonly ok: true; readonly fixture: ReplayFixture }
  | { readonly ok: false; readonly problems: readonly DataProblem[] };

const MOST_CHARACTERS = 60_000_000;

/** Never throws, whatever the text is. */
export function readFixture(source: string): ReadFixture {
  const refused = (expected: string): ReadFixture => ({ ok: false, problems: [{ path: '', expected }] });
  if (source.length > MOST_CHARACTERS) return refused(`a file of at most ${MOST_CHARACTERS} characters`);
  let data: unknown;
  try {
    data = JSON.parse(source);
  } catch (error) {
    return refused(`expected JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  return checkFixture(data);
}

/** The same of data that was read or made already. */
export function checkFixture(data: unknown): ReadFixture {
  const read = fixture.safeParse(data);
  if (!read.success) return { ok: false, problems: problemsOf(read.error) };
  const hosts = new Set(read.data.servers.map((server) => server.host));
  const lost = read.data.exchanges.findIndex(({ server }) => !hosts.has(server));
  if (lost >= 0) return { ok: false, problems: [{ path: `exchanges[${lost}].server`, expected: 'one of servers' }] };
  return { ok: true, fixture: read.data };
}
