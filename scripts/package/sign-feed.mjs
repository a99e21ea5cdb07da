/**
 * Signs the lists of versions in release/ for updates: `node scripts/package/sign-feed.mjs PRIVATE-KEY.pem`. Prints the public key as the managed
 * file wants it. A key is made by `openssl genpkey -algorithm ed25519 -out PRIVATE-KEY.pem`, once, and kept where no build machine reads it.
 */
import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { main, root, Stop, say } from '../lib/terminal.mjs';

await main(async () => {
  const [file] = process.argv.slice(2);
  if (!file) throw new Stop('usage: node scripts/package/sign-feed.mjs PRIVATE-KEY.pem');
  const key = createPrivateKey(await readFile(file));
  if (key.asymmetricKeyType !== 'ed25519') throw new Stop('the key must be an Ed25519 key');
  const release = join(root, 'release');
  const lists = (await readdir(release).catch(() => [])).filter((name) => /^latest.*\.yml$/.test(name));
  if (lists.length === 0) throw new Stop('release/ holds no list of versions; type: npm run package');
  for (const name of lists) {
    const signature = sign(null, await readFile(join(release, name)), key);
    await writeFile(join(release, `${name}.sig`), `${signature.toString('base64')}\n`);
    say(`signed ${name}`);
  }
  console.log(createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64'));
  return 0;
});
