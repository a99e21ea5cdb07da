/** A .deb by dpkg-deb. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** @type {Readonly<Record<string, string>>} */
const COMPRESSIONS = { gz: 'gzip', xz: 'xz', zst: 'zstd', none: 'none' };

/**
 * The lines of DEBIAN/control ([deb-control(5)]).
 * @param {import('./fpm.mjs').PackageJob} job
 */
function control({ one, all, bytes }) {
  const [summary = one('--name'), ...rest] = one('--description')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const fields = {
    Package: one('--name').toLowerCase(),
    Version: one('--version'),
    Architecture: one('--architecture'),
    Maintainer: one('--maintainer'),
    'Installed-Size': String(Math.ceil(bytes / 1024)),
    Depends: all('-d').join(', '),
    Recommends: all('--deb-recommends').join(', '),
    Section: one('--category') || 'net',
    Priority: one('--deb-priority') || 'optional',
    Homepage: one('--url'),
    Description: [summary, ...rest.map((line) => ` ${line}`)].join('\n'),
  };
  return Object.entries(fields)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('');
}

/**
 * Writes the package. Throws where dpkg-deb refuses.
 * @param {import('./fpm.mjs').PackageJob} job
 */
export function makeDeb(job) {
  const { one, tree } = job;
  mkdirSync(join(tree, 'DEBIAN'));
  writeFileSync(join(tree, 'DEBIAN/control'), control(job));
  for (const [name, option] of [
    ['postinst', '--after-install'],
    ['postrm', '--after-remove'],
  ]) {
    const file = one(option ?? '');
    if (file) writeFileSync(join(tree, 'DEBIAN', name ?? ''), readFileSync(file), { mode: 0o755 });
  }
  const compression = COMPRESSIONS[one('--deb-compression') || 'xz'];
  if (!compression) throw new Error(`dpkg-deb does not know the compression ${one('--deb-compression')}`);
  execFileSync('dpkg-deb', ['--root-owner-group', `-Z${compression}`, '--build', tree, one('--package')], {
    stdio: 'inherit',
  });
}
