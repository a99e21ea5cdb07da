/** What a package is made of, as a CycloneDX list (SBOM): npm's own, without what only development needs, and with the runtime. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { npm, root, Stop } from '../lib/terminal.mjs';

/**
 * @typedef {{ packages: Record<string, { name?: string, version?: string, dev?: boolean }> }} Lockfile
 * @typedef {{ name: string, version: string, [fact: string]: unknown }} Component
 * @typedef {{ ref: string, dependsOn?: readonly string[] }} Dependency
 * @typedef {{ metadata: { component: object }, components: readonly (Component & { 'bom-ref': string })[], dependencies: readonly Dependency[] }} Bom
 */

/**
 * `name@version` of every package that is not there for development alone, each once.
 * @param {Lockfile} lockfile
 * @returns {ReadonlySet<string>}
 */
export function shippedPackages({ packages }) {
  const shipped = Object.entries(packages).filter(([path, { dev }]) => path !== '' && dev !== true);
  return new Set(
    shipped.map(([path, { name, version }]) => `${name ?? path.replace(/^.*node_modules\//, '')}@${version}`),
  );
}

/**
 * Of npm's list for the whole tree what is shipped. `npm sbom --omit dev` cannot be used: it leaves out what development needs as well.
 * @param {Bom} bom
 * @param {{ lockfile: Lockfile, electron: string }} facts
 */
export function shippedBom(bom, { lockfile, electron }) {
  const shipped = shippedPackages(lockfile);
  const runtime = {
    'bom-ref': `electron@${electron}`,
    type: 'framework',
    name: 'electron',
    version: electron,
    scope: 'required',
    purl: `pkg:github/electron/electron@v${electron}`,
    licenses: [{ license: { id: 'MIT' } }],
  };
  const components = [
    ...bom.components.filter(({ name, version }) => shipped.has(`${name}@${version}`) && name !== 'electron'),
    runtime,
  ];
  const main = /** @type {{ 'bom-ref'?: string }} */ (bom.metadata.component);
  const refs = new Set([main['bom-ref'], ...components.map((component) => component['bom-ref'])]);
  const dependencies = bom.dependencies.flatMap(({ ref, dependsOn = [] }) => {
    if (!refs.has(ref) || ref === runtime['bom-ref']) return [];
    const own = ref === main['bom-ref'] ? [runtime['bom-ref']] : [];
    return [{ ref, dependsOn: [...new Set([...dependsOn.filter((other) => refs.has(other)), ...own])] }];
  });
  const component = { ...bom.metadata.component, type: 'application', name: 'offhook' };
  return { ...bom, metadata: { ...bom.metadata, component }, components, dependencies };
}

/**
 * What a list leaves out: shipped packages and the runtime.
 * @param {{ components: readonly Component[] }} bom
 * @param {{ lockfile: Lockfile, electron: string }} facts
 */
export function missingComponents({ components }, { lockfile, electron }) {
  const named = new Set(components.map(({ name, version }) => `${name}@${version}`));
  return [...shippedPackages(lockfile), `electron@${electron}`].filter((wanted) => !named.has(wanted));
}

/** @returns {Promise<Lockfile>} */
export async function readLockfile() {
  return JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8'));
}

/**
 * Asks npm, on this machine alone, and writes `offhook-VERSION.cdx.json`.
 * @param {string} folder
 * @param {string} electron the version that is packaged
 */
export async function writeComponents(folder, electron) {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const { code, output } = await npm(
    ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', '--loglevel=silent'],
    {
      quiet: true,
      timeoutMs: 60_000,
    },
  );
  if (code !== 0) throw new Stop(`npm could not list the components:\n\n${output.slice(-2000)}`);
  const bom = shippedBom(JSON.parse(output), { lockfile: await readLockfile(), electron });
  const file = join(folder, `offhook-${version}.cdx.json`);
  await writeFile(file, `${JSON.stringify(bom, null, 2)}\n`);
  return file;
}
