/** The list of newer versions: its reader alone, and what comes of any list that the administrator's key signed, with sound lists to damage. */
import assert from 'node:assert/strict';
import { generateKeyPairSync, sign } from 'node:crypto';
import { believeFeed } from '../../src/main/updates/feed.ts';
import { readYaml } from '../../src/main/updates/read-yaml.ts';
import { isVersion } from '../../src/main/updates/version.ts';
import { type FuzzTarget, textTarget } from './fuzz.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const key = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
const feed = 'https://updates.contoso.com/offhook/';
// A reader under fire is called and gives its value at once, so it is loaded before.
const parse = await readYaml();

const sha512 = `${'A'.repeat(86)}==`;
const lists = [
  `version: 1.2.3\nfiles:\n  - url: offhook_1.2.3_amd64.deb\n    sha512: ${sha512}\n    size: 104857600\npath: offhook_1.2.3_amd64.deb\nsha512: ${sha512}\nreleaseDate: '2026-11-21T10:00:00.000Z'\nvalidUntil: '2026-12-21T10:00:00.000Z'\n`,
  `version: 1.2.3-beta.1\nvalidUntil: "2026-12-21T10:00:00.000Z"\nfiles: &all\n  - &one {url: a.rpm, sha512: ${sha512}, size: 1}\n  - {<<: *one, url: b.rpm}\n  - *one\npackages: *all\n`,
  `--- !!map\n? version\n: !!str 1.2.3\nvalidUntil: 2026-12-21T10:00:00.000Z # a date, not a text\nfiles: []\nreleaseNotes: |+\n  words\n\n__proto__: {files: 1}\n...\n`,
  `{"version":"1.2.3","validUntil":"2026-12-21T10:00:00.000Z","files":[{"url":"../x.deb","sha512":"${sha512}","size":9007199254740993}]}`,
];

/** Returns what the text holds; undefined where the reader refused it as it says it does. Any other exception goes on. */
function read(text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    assert.equal((error as NodeJS.ErrnoException).code, 'ERR_UPDATER_INVALID_UPDATE_INFO', String(error));
    return undefined;
  }
}

export const updateTargets: readonly FuzzTarget[] = [
  textTarget('update-list', lists, (text) => {
    const before = Object.keys(Object.prototype);
    const value = read(text);
    // The same text says the same, and reaches no object but its own.
    assert.deepEqual(read(text), value);
    assert.deepEqual(Object.keys(Object.prototype), before);
  }),
  textTarget('signed-update-list', lists, (text) => {
    const bytes = Buffer.from(text);
    const signature = sign(null, bytes, privateKey).toString('base64');
    const outcome = believeFeed({ bytes, signature }, { source: { feed, key }, parse, at: 0 });
    if (!outcome.ok) {
      assert.match(outcome.failure.code, /^UPDATE_(?:NOT_BELIEVED|EXPIRED)$/);
      return;
    }
    const { version, validUntil, files } = outcome.value;
    assert.ok(isVersion(version) && Number.isSafeInteger(validUntil) && files.length >= 1 && files.length <= 20);
    for (const { url, size } of files) {
      assert.ok(url.startsWith(feed) && url.length > feed.length && size >= 1 && size <= 2_000_000_000, url);
    }
  }),
];
