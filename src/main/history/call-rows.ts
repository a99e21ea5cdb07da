/** The calls of a history file: written when one is over, read newest first, and never more than a drawer full. */
import type { CallPeer } from '../../shared/model/call.ts';
import type { CallLogEntry, CallLogPage, KeptCall } from '../../shared/model/call-log.ts';
import { type CallDetails, longestName, readCallDetails } from './call-details.ts';
import type { SqliteStatement } from './sqlite.ts';

/** A statement that is prepared once. */
export type Statement = (sql: string) => SqliteStatement;

/** Older calls make way. */
export const mostKeptCalls = 1000;
/** Newer than any. */
const fromTheEnd = Number.MAX_SAFE_INTEGER;

const columns = 'c.seq, c.id, c.name, c.at, c.outgoing, c.talked, c.ending, c.encryption, c.details, p.uri';
const rows = 'FROM call c JOIN peer p ON p.id = c.peer';

interface CallRow {
  readonly seq: number;
  readonly id: string;
  readonly name: string;
  readonly at: number;
  readonly outgoing: number;
  readonly talked: number | null;
  readonly ending: CallLogEntry['ending'];
  readonly encryption: NonNullable<CallLogEntry['encryption']> | null;
  readonly details: string;
  readonly uri: string;
}

/** Keeps one call, within a transaction; one that is kept already stays as it is. */
export function recordCall(statement: Statement, entry: CallLogEntry): void {
  const { id, peer, at, direction, talkedMs, ending, encryption } = entry;
  const uri = peer.uri.toLowerCase();
  const name = shortened(peer.name);
  // The name that messages gave stays: a call often brings a number only.
  statement('INSERT INTO peer (uri, name) VALUES (?, ?) ON CONFLICT (uri) DO NOTHING').run(uri, name);
  statement(
    `INSERT INTO call (id, peer, name, at, outgoing, talked, ending, encryption, details)
     VALUES (?, (SELECT id FROM peer WHERE uri = ?), ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
  ).run(
    id,
    uri,
    name,
    Math.round(at),
    direction === 'out' ? 1 : 0,
    talkedMs === undefined ? null : Math.round(talkedMs),
    ending,
    encryption ?? null,
    detailsOf(entry),
  );
  trim(statement);
}

/** The oldest make way, and whoever is known from them alone. */
function trim(statement: Statement): void {
  const sql = 'DELETE FROM call WHERE seq <= (SELECT max(seq) FROM call) - ? RETURNING peer';
  const gone = statement(sql).all(mostKeptCalls) as { readonly peer: number }[];
  for (const { peer } of gone)
    statement(
      `DELETE FROM peer WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM message WHERE peer = ?1)
       AND NOT EXISTS (SELECT 1 FROM call WHERE peer = ?1)`,
    ).run(peer);
}

/** The newest, or those older than `before`. */
export function callPage(
  statement: Statement,
  { limit, before = fromTheEnd }: { readonly limit: number; readonly before?: number | undefined },
): CallLogPage {
  const sql = `SELECT ${columns} ${rows} WHERE c.seq < ? ORDER BY c.seq DESC LIMIT ?`;
  const found = statement(sql).all(before, limit + 1) as CallRow[];
  return { entries: found.slice(0, limit).map(callOf), more: found.length > limit };
}

/** The newest that fit. */
export function findCalls(statement: Statement, fits: (call: KeptCall) => boolean, limit: number): KeptCall[] {
  const sql = `SELECT ${columns} ${rows} ORDER BY c.seq DESC LIMIT ?`;
  const all = statement(sql).all(mostKeptCalls) as CallRow[];
  return all.map(callOf).filter(fits).slice(0, limit);
}

/** Whom one called last; undefined where no such call is kept. */
export function lastCalled(statement: Statement): CallPeer | undefined {
  const sql = `SELECT ${columns} ${rows} WHERE c.outgoing = 1 ORDER BY c.seq DESC LIMIT 1`;
  const row = statement(sql).all()[0] as CallRow | undefined;
  return row && callOf(row).peer;
}

function detailsOf({ peer, failure, quality, withoutRelay, hadPicture, onBehalfOf }: CallLogEntry): string {
  const details: CallDetails = {
    ...(peer.number === undefined ? {} : { number: peer.number }),
    ...(failure ? { failure } : {}),
    ...(quality ? { quality } : {}),
    ...(withoutRelay ? { withoutRelay } : {}),
    ...(hadPicture ? { hadPicture } : {}),
    ...(onBehalfOf ? { onBehalfOf } : {}),
  };
  return JSON.stringify(details, (_key, value: unknown) => (typeof value === 'string' ? shortened(value) : value));
}

function callOf(row: CallRow): KeptCall {
  const { number, ...details } = readCallDetails(row.details);
  return {
    seq: row.seq,
    id: row.id,
    direction: row.outgoing === 1 ? 'out' : 'in',
    peer: { uri: row.uri, name: row.name, ...(number === undefined ? {} : { number }) },
    at: row.at,
    ending: row.ending,
    ...(row.talked === null ? {} : { talkedMs: row.talked }),
    ...(row.encryption === null ? {} : { encryption: row.encryption }),
    ...details,
  };
}

/** SQLite's texts end at a zero. */
function shortened(text: string): string {
  return text.slice(0, longestName).replaceAll('\0', '\ufffd');
}
