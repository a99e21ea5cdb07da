/** A place for newer versions on loopback, whose lists and packages can be bad: what a packaged app is tried with. */
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { createServer } from 'node:http';
import { basename } from 'node:path';
import { withDate } from './feed-date.mjs';

const DAY_MS = 24 * 60 * 60 * 1000;
const PACKAGE = Buffer.from('this would be a package'.repeat(10_000));

/**
 * @typedef {object} Offer
 * @property {string} version
 * @property {number} [days] from now until the list expires; 30 unless told
 * @property {'list' | 'package' | 'pause'} [spoil] what is changed after it was signed, or that the package never ends
 */

/**
 * Opens it. Whoever opens it closes it.
 * @param {string} ending of the packages that this app is replaced by, such as `deb`
 */
export async function openUpdateFeed(ending) {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  /** @type {Map<string, Buffer>} */
  const files = new Map();
  /** @type {{ path: string, headers: import('node:http').IncomingHttpHeaders }[]} */
  const asked = [];
  let isPaused = false;
  let stuck = () => {};
  let hungUp = () => {};
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0] ?? '';
    asked.push({ path, headers: request.headers });
    const body = files.get(basename(path));
    if (!body) {
      response.writeHead(404).end();
    } else if (isPaused && path.endsWith(`.${ending}`)) {
      response.once('close', () => hungUp());
      response.writeHead(200, { 'content-length': body.length }).write(body.subarray(0, 1000));
      stuck();
    } else {
      response.writeHead(200, { 'content-length': body.length }).end(body);
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${address.port}/offhook/`,
    key: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
    asked,
    /** Of a package that never ends: when it is asked for, and when the app lets go of it. */
    endless: () => ({
      begun: new Promise((resolve) => {
        stuck = () => resolve(undefined);
      }),
      over: new Promise((resolve) => {
        hungUp = () => resolve(undefined);
      }),
    }),
    /** @param {Offer} offer in place of what was offered before */
    offer({ version, days = 30, spoil }) {
      const name = `offhook_${version}.${ending}`;
      const list = Buffer.from(withDate(listOf(version, name), new Date(Date.now() + days * DAY_MS)));
      const signature = sign(null, list, privateKey).toString('base64');
      const sent = spoil === 'list' ? Buffer.from(list.toString().replace(version, '9.9.9')) : list;
      const content = Buffer.from(PACKAGE);
      if (spoil === 'package') content[17] = 0;
      isPaused = spoil === 'pause';
      files.clear();
      files.set('latest-linux.yml', sent);
      files.set('latest-linux.yml.sig', Buffer.from(`${signature}\n`));
      files.set(name, content);
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/**
 * @param {string} version
 * @param {string} name
 */
function listOf(version, name) {
  const sha512 = createHash('sha512').update(PACKAGE).digest('base64');
  return `version: ${version}\nfiles:\n  - url: ${name}\n    sha512: ${sha512}\n    size: ${PACKAGE.length}\npath: ${name}\nsha512: ${sha512}\n`;
}
