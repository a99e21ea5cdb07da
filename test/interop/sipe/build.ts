/** Compiles the program that drives SIPE, against the headers unpacked with the peers. Its source is under another licence: see there. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';

export interface Sipe {
  readonly program: string;
  /** Where libpurple and what it needs lie. */
  readonly libraries: string;
  /** The folders with libpurple's plugins. */
  readonly plugins: readonly string[];
}

/** From the project's folder on: the bench is bundled, and has no neighbours. */
const here = join(process.cwd(), 'test/interop/sipe');
const sources = ['sipe-drive.c', 'sipe-media.c'].map((name) => join(here, name));
const read = [...sources, join(here, 'sipe-drive.h')];
const compileLimitMs = 60_000;

/** The program, compiled at most once per version of its source; a text says why it cannot be had. */
export function findSipe(): Sipe | string {
  const folder = process.env.OFFHOOK_PEERS ?? join(process.cwd(), '.peers/root');
  const lib = join(folder, 'usr/lib');
  const triplet = existsSync(lib)
    ? readdirSync(lib).find((name) => existsSync(join(lib, name, 'libpurple.so.0')))
    : undefined;
  const plugins = triplet
    ? [join(lib, 'purple-2'), join(lib, triplet, 'purple-2')].filter((place) => existsSync(place))
    : [];
  if (!triplet || !plugins.some((place) => existsSync(join(place, 'libsipe.so'))))
    return 'SIPE is not unpacked (node scripts/peers.mjs)';
  const libraries = join(lib, triplet);
  const built = join(folder, '../built');
  const version = createHash('sha256');
  for (const path of read) version.update(readFileSync(path));
  const program = join(built, `sipe-drive-${version.digest('hex').slice(0, 12)}`);
  const problem = existsSync(program) ? undefined : compile({ folder, libraries, built, program });
  return problem ?? { program, libraries, plugins };
}

function compile(to: { folder: string; libraries: string; built: string; program: string }): string | undefined {
  const { folder, libraries, built, program } = to;
  mkdirSync(built, { recursive: true });
  const headers = ['libpurple', 'glib-2.0', 'libxml2', 'gstreamer-1.0'].map((name) =>
    join(folder, 'usr/include', name),
  );
  const includes = [...headers, join(libraries, 'glib-2.0/include')].map((path) => `-I${path}`);
  const names = ['libglib-2.0.so.0', 'libxml2.so.2', 'libgobject-2.0.so.0', 'libgstreamer-1.0.so.0'];
  // Unpacked beside this system's own; which is used at run time LD_LIBRARY_PATH says.
  const wanted = [join(libraries, 'libpurple.so.0'), ...names.map((name) => `-l:${name}`), '-ldl', `-L${libraries}`];
  const unfinished = `${program}.${process.pid}`;
  // SIPE and libnice find the functions that are repaired in the program itself, hence -rdynamic.
  const args = ['-O1', '-rdynamic', '-o', unfinished, ...sources, ...includes, ...wanted];
  const more = [`-Wl,-rpath-link,${libraries}`, '-Wl,--unresolved-symbols=ignore-in-shared-libs'];
  const run = spawnSync('cc', [...args, ...more], { encoding: 'utf8', timeout: compileLimitMs });
  if (run.error) return 'there is no C compiler to build the program that drives SIPE';
  if (run.status !== 0) throw new Error(`the program that drives SIPE does not compile:\n${run.stderr.slice(-3000)}`);
  renameSync(unfinished, program);
  return undefined;
}
