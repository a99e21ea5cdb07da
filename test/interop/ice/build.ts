/** Compiles the program that drives libnice, against the headers unpacked with the peers. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';

export interface Nice {
  readonly program: string;
  /** Where libnice and what it needs lie. */
  readonly libraries: string;
}

const source = join(import.meta.dirname, 'nice-drive.c');
const compileLimitMs = 60_000;

/** The program, compiled at most once per version of its source; a text says why it cannot be had. */
export function findNice(): Nice | string {
  const folder = process.env.OFFHOOK_PEERS ?? join(process.cwd(), '.peers/root');
  const lib = join(folder, 'usr/lib');
  const triplet = existsSync(lib)
    ? readdirSync(lib).find((name) => existsSync(join(lib, name, 'libnice.so.10')))
    : undefined;
  if (!triplet || !existsSync(join(folder, 'usr/include/nice/agent.h')))
    return 'libnice is not unpacked (node scripts/peers.mjs)';
  const libraries = join(lib, triplet);
  const built = join(folder, '../built');
  const version = createHash('sha256').update(readFileSync(source)).digest('hex').slice(0, 12);
  const program = join(built, `nice-drive-${version}`);
  const problem = existsSync(program) ? undefined : compile({ folder, libraries, built, program });
  return problem ?? { program, libraries };
}

function compile(to: { folder: string; libraries: string; built: string; program: string }): string | undefined {
  const { folder, libraries, built, program } = to;
  mkdirSync(built, { recursive: true });
  const headers = ['include', 'include/nice', 'include/glib-2.0'].map((path) => join(folder, 'usr', path));
  const includes = [...headers, join(libraries, 'glib-2.0/include')].map((path) => `-I${path}`);
  const names = ['libnice.so.10', 'libglib-2.0.so.0', 'libgobject-2.0.so.0'].map((name) => `-l:${name}`);
  const unfinished = `${program}.${process.pid}`;
  const linking = [`-L${libraries}`, `-Wl,-rpath-link,${libraries}`, '-Wl,--unresolved-symbols=ignore-in-shared-libs'];
  const args = ['-O1', '-o', unfinished, source, ...includes, ...names, ...linking];
  const run = spawnSync('cc', args, { encoding: 'utf8', timeout: compileLimitMs });
  if (run.error) return 'there is no C compiler to build the program that drives libnice';
  if (run.status !== 0)
    throw new Error(`the program that drives libnice does not compile:\n${run.stderr.slice(-3000)}`);
  renameSync(unfinished, program);
  return undefined;
}
