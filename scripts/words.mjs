/** Finds what must not lie in the checkout: registry and machine addresses, left-over marks, binaries outside their two folders. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { main, root, run } from './lib/terminal.mjs';

/**
 * @typedef {object} Rule
 * @property {RegExp} pattern
 * @property {string} why
 * @property {RegExp} [only] the files it looks at; all, unless told
 */

// Written so that this file does not contain what it looks for.
/** @type {readonly Rule[]} */
const RULES = [
  { pattern: /registry\.(?:npmjs|yarnpkg|npmmirror)\b/, why: 'names a package registry' },
  { pattern: /"resolved":/, why: 'pins an address (see .npmrc)', only: /(?:^|\/)package-lock\.json$/ },
  { pattern: /(?<![\w.*)~-])\/(?:work|root|tmp)\/\w/, why: 'names a folder of one machine' },
  { pattern: /\b(?:TO[D]O|FIX[M]E|XX[X])\b/, why: 'leaves a note instead of the work' },
  { pattern: /\b(?:it|test|describe|suite)\.(?:only)\(/, why: 'runs one test alone', only: /\.test\.tsx?$/ },
  { pattern: /\.waitFor(?:Timeout)\(/, why: 'sleeps instead of waiting for something', only: /^test\/(?!bench\/)/ },
  { pattern: /^(?:<{7} |>{7} )/m, why: 'holds a merge conflict' },
];

const BINARIES_MAY_BE_IN = /^(?:assets|docs)\//;

/**
 * What is wrong with one file.
 * @param {string} name
 * @param {Buffer} content
 * @returns {string[]} `file:line: why`
 */
export function findingsIn(name, content) {
  if (content.includes(0))
    return BINARIES_MAY_BE_IN.test(name) ? [] : [`${name}: is binary; only assets and docs hold such`];
  const text = content.toString('utf8');
  return RULES.flatMap(({ pattern, why, only }) => {
    const hit = !only || only.test(name) ? pattern.exec(text) : null;
    return hit ? [`${name}:${text.slice(0, hit.index).split('\n').length}: ${why}`] : [];
  });
}

/** The files git knows or would add. */
async function ownFiles() {
  const { code, output } = await run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    quiet: true,
  });
  if (code !== 0) throw new Error(`git could not list the files:\n${output}`);
  return output.split('\0').filter((name) => name !== '');
}

/** @param {string} name */
function contentOf(name) {
  try {
    return readFileSync(join(root, name));
  } catch {
    // Deleted, but not yet committed as such.
    return Buffer.alloc(0);
  }
}

if (process.argv[1] === import.meta.filename) {
  await main(async () => {
    const findings = (await ownFiles()).flatMap((name) => findingsIn(name, contentOf(name)));
    for (const finding of findings) console.log(finding);
    return findings.length === 0 ? 0 : 1;
  });
}
