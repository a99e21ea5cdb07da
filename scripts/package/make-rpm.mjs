/** An .rpm by rpmbuild, which Debian has as well (package `rpm`). */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Nothing is stripped, byte-compiled or searched for libraries: the files are packed as they are. */
const MACROS = {
  __os_install_post: '%{nil}',
  _build_id_links: 'none',
  debug_package: '%{nil}',
};

/**
 * rpmbuild's words for how the files are compressed; `T0` is as many threads as there are processors.
 * @type {Readonly<Record<string, string>>}
 */
const PAYLOADS = { gzip: 'w6.gzdio', bzip2: 'w9.bzdio', xz: 'w6.xzdio', xzmt: 'w6T0.xzdio' };

/**
 * The spec file ([rpm-spec(5)]): a folder below /opt belongs to the package as a whole, of the system's own folders only the files do.
 * @param {import('./fpm.mjs').PackageJob} job
 */
function spec({ one, all, targets }) {
  const fields = {
    Name: one('--name').toLowerCase(),
    // A hyphen parts version and release.
    Version: one('--version').replaceAll('-', '~'),
    Release: one('--iteration') || '1',
    Summary: one('--rpm-summary') || one('--description').split('\n')[0] || one('--name'),
    License: one('--license'),
    Vendor: one('--vendor'),
    Packager: one('--maintainer'),
    URL: one('--url'),
    AutoReqProv: 'no',
    ...Object.fromEntries(all('-d').map((need, index) => [`Requires${index}`, need])),
  };
  const preamble = Object.entries(fields)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name.replace(/\d+$/, '')}: ${plain(value)}`);
  return [
    ...preamble,
    `%description\n${plain(one('--description'))}`,
    `%post -p /bin/bash\n${script(one('--after-install'))}`,
    // An update removes the older package after it has installed the newer one, whose link must stay.
    `%postun -p /bin/bash\nif [ "$1" = 0 ]; then\n${script(one('--after-remove'))}\nfi`,
    '%files\n%defattr(-,root,root,-)',
    ...targets.map((target) => `"${plain(target)}"`),
    '',
  ].join('\n');
}

/** @param {string} file */
function script(file) {
  return file === '' ? ':' : plain(readFileSync(file, 'utf8'));
}

/**
 * Text in which rpmbuild finds no macro.
 * @param {string} text
 */
function plain(text) {
  return text.trim().replaceAll('%', '%%');
}

/**
 * Writes the package. Throws where rpmbuild refuses.
 * @param {import('./fpm.mjs').PackageJob} job
 */
export function makeRpm(job) {
  const { one, tree } = job;
  const work = join(dirname(tree), 'rpm');
  mkdirSync(work);
  const file = join(work, 'offhook.spec');
  writeFileSync(file, spec(job));
  const compression = one('--rpm-compression') || 'gzip';
  const payload = PAYLOADS[compression];
  if (!payload) throw new Error(`this stand-in for fpm does not know the compression ${compression}`);
  const defines = Object.entries({ ...MACROS, _binary_payload: payload, _topdir: work, _rpmdir: join(work, 'made') });
  const args = ['-bb', '--quiet', '--buildroot', tree, '--target', `${one('--architecture')}-unknown-linux`];
  for (const [name, value] of defines) args.push('--define', `${name} ${value}`);
  execFileSync('rpmbuild', [...args, file], { stdio: 'inherit' });
  const made = readdirSync(join(work, 'made'), { recursive: true, encoding: 'utf8' }).find((name) =>
    name.endsWith('.rpm'),
  );
  if (!made) throw new Error('rpmbuild made no package');
  cpSync(join(work, 'made', made), one('--package'));
}
