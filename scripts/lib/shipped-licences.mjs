/** Which packages a bundle is made of, with the licences they came under: told at build time, by the bundle itself. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './terminal.mjs';

/** What may be shipped with a program under the MIT licence without further duties than naming it. SPDX identifiers. */
const FREE = [
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  '0BSD',
  'Unlicense',
  'CC0-1.0',
  'BlueOak-1.0.0',
];

/** The longest licence text taken over; none that is in use comes near. */
const LONGEST = 40_000;
const NAMES = /^(?:licen[cs]e|copying|notice)(?:[.-].*)?$/i;

/** @typedef {{ name: string, version: string, licence: string, text: string }} Notice */

/**
 * The folder of the package that a module lies in; undefined for modules of our own.
 * @param {string} id of a module, as the bundler has it
 */
export function packageFolder(id) {
  const found = /^\0?(.*\/node_modules\/(?:@[^/]+\/)?[^/?]+)(?:[/?]|$)/.exec(id.replaceAll('\\', '/'));
  return found?.[1];
}

/**
 * What the package in a folder says of itself. Throws where its licence is none of the free ones: the build ends, and somebody decides.
 * @param {string} folder
 * @returns {Notice}
 */
export function noticeOf(folder) {
  const { name, version, license: licence } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (!name || !version) throw new Error(`${folder} is no package`);
  if (!FREE.includes(licence))
    throw new Error(`${name} may not be shipped without a decision: its licence is ${licence}`);
  const files = readdirSync(folder).filter((file) => NAMES.test(file));
  const texts = files.sort().map((file) => readFileSync(join(folder, file), 'utf8').trim());
  return { name, version, licence, text: texts.join('\n\n').slice(0, LONGEST) };
}

/**
 * A plugin that writes `licences-NAME.json` beside a bundle: the packages in it and the native ones beside it.
 * @param {string} bundle
 * @param {readonly string[]} [native] packages that are shipped as they are, where they are installed
 * @returns {import('vite').Plugin}
 */
export function shippedLicences(bundle, native = []) {
  return {
    name: 'offhook-shipped-licences',
    generateBundle(_options, files) {
      const folders = new Set(native.map((name) => join(root, 'node_modules', name)).filter(isInstalled));
      for (const file of Object.values(files)) {
        if (file.type !== 'chunk') continue;
        for (const id of file.moduleIds) {
          const folder = packageFolder(id);
          if (folder) folders.add(folder);
        }
      }
      const notices = [...folders].map(noticeOf).sort((a, b) => a.name.localeCompare(b.name));
      this.emitFile({ type: 'asset', fileName: `licences-${bundle}.json`, source: JSON.stringify(notices) });
    },
  };
}

/** @param {string} folder */
function isInstalled(folder) {
  try {
    readFileSync(join(folder, 'package.json'));
    return true;
  } catch {
    return false;
  }
}
