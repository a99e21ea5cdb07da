/** The part of `libsql` that the history uses, and what its errors mean. The package is native: nothing but the worker loads it. */

export interface SqliteStatement {
  run(...values: readonly SqliteValue[]): { readonly changes: number };
  all(...values: readonly SqliteValue[]): unknown[];
}

export interface Sqlite {
  exec(sql: string): void;
  prepare(sql: string): SqliteStatement;
  close(): void;
}

export type SqliteValue = string | number | null;

/** Opens a file, or `:memory:`. Throws what SQLite says. */
export type OpenSqlite = (file: string) => Sqlite;

/** Milliseconds for which a writer waits for another one, such as a copy of the app that is just closing. */
const busyMs = 2000;

/** Loads the package. Rejects where it is not installed, or was compiled for another system. */
export async function loadSqlite(): Promise<OpenSqlite> {
  // It asks the runtime for a report, to learn which C library there is; with the network in it, every open connection would be looked
  // up by name before anything else could run here.
  Reflect.set(process.report, 'excludeNetwork', true);
  const { default: Database } = await import('libsql');
  // Its types know no null among the values.
  return (file) => new Database(file, { timeout: busyMs }) as Sqlite;
}

/** SQLite's own word for what went wrong, such as `SQLITE_FULL`; empty for any other error. */
export function sqliteCode(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && code.startsWith('SQLITE_') ? code : '';
}
