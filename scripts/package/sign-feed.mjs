/**
 * Dates and signs the lists of versions in a folder, release/ unless told: `node scripts/package/sign-feed.mjs PRIVATE-KEY.pem [DAYS] [FOLDER]`. They
 * count for DAYS days, 30 unless told, and must be signed again before that, also where nothing is newer. Prints the public key as the managed
 * file wants it. A key is made by `openssl genpkey -algorithm ed25519 -out PRIVATE-KEY.pem`, once, and kept where no build machine reads it.
 */
import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { main, root, Stop, say } from '../lib/terminal.mjs';
import { expiry, withDate } from './feed-date.mjs';

await main(async () => {
  const [file, days, named] = process.argv.slice(2);
  const until = expiry(days, Date.now());
  if (!file || !until) {
    throw new Stop('usage: node scripts/package/sign-feed.mjs PRIVATE-KEY.pem [DAYS from 1 to 92] [FOLDER]');
  }
  const key = createPrivateKey(await readFile(file));
  if (key.asymmetricKeyType !== 'ed25519') throw new Stop('the key must be an Ed25519 key');
  const folder = named === undefined ? join(root, 'release') : resolve(named);
  const lists = (await readdir(folder).catch(() => [])).filter((name) => /^latest.*\.yml$/.test(name));
  if (lists.length === 0) throw new Stop(`${folder} holds no list of versions; type: npm run package`);
  for (const name of lists) {
    const list = Buffer.from(withDate(await readFile(join(folder, name), 'utf8'), until));
    await writeFile(join(folder, name), list);
    await writeFile(join(folder, `${name}.sig`), `${sign(null, list, key).toString('base64')}\n`);
    say(`signed ${name}, which counts until ${until.toISOString()}`);
  }
  console.log(createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64'));
  return 0;
});
