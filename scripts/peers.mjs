/**
 * Unpacks the servers and clients nobody here wrote into .peers, for the interop tests. They are downloaded as Debian packages
 * and never installed: no service starts, nothing outside this folder changes. `node scripts/peers.mjs` does it by hand.
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { main, root, run, say } from './lib/terminal.mjs';

const WANTED = [
  'kamailio',
  'kamailio-tls-modules',
  'kamailio-presence-modules',
  'baresip-core',
  'pulseaudio',
  'pidgin-sipe',
  'krb5-kdc',
  'krb5-admin-server',
  'krb5-user',
  'prosody',
  // Its own resolver can be told which name server to ask; without it the system's is asked.
  'lua-unbound',
  'libnotify-bin',
  'dunst',
  // The ICE library SIPE and Empathy use, and a TURN server.
  'libnice10',
  'coturn',
  // SIPp, which plays telephones out of scenarios.
  'sip-tester',
];
/** What the programs that drive SIPE and libnice are compiled against: these alone, not what they in turn would install. */
const HEADERS = ['libpurple-dev', 'libglib2.0-dev', 'libxml2-dev', 'libnice-dev', 'libgstreamer1.0-dev'];
/**
 * The sound of SIPE's calls: a tone, G.711, RTP, SRTP, ICE. These alone as well: a dozen of their plugins are used (test/interop/sipe/sound.ts), and the
 * others would bring more than a hundred libraries.
 */
const SOUND = [
  'libgstreamer1.0-0',
  'gstreamer1.0-plugins-base',
  'gstreamer1.0-plugins-good',
  'gstreamer1.0-plugins-bad',
  'gstreamer1.0-nice',
  'libsrtp2-1',
];
const HOME = join(root, '.peers');
const UNPACKED = join(HOME, 'root');
/** Written last: says what a complete folder holds. */
const STAMP = join(HOME, 'complete');
const TIMEOUT_MS = 3 * 60_000;

/**
 * @typedef {{ ok: true, folder: string } | { ok: false, reason: string }} Peers
 * `folder` is laid out like `/`: `usr/sbin/kamailio`, `usr/lib/…/kamailio/modules`
 */

/**
 * Makes the peers ready. Not having them is an answer, in words for people.
 * @returns {Promise<Peers>}
 */
export async function ensurePeers() {
  const stamp = await readFile(STAMP, 'utf8').catch(() => '');
  if (stamp === contents()) return { ok: true, folder: UNPACKED };
  if (process.platform !== 'linux') return { ok: false, reason: 'they are Debian packages, and this is not Linux' };
  await rm(HOME, { recursive: true, force: true });
  await mkdir(join(HOME, 'debs'), { recursive: true });
  say(`fetching peers for the interop tests: ${WANTED.join(', ')} …`);
  const problem = (await download([])) && (await download(await privateLists()));
  return problem ? { ok: false, reason: problem } : unpack();
}

/** What a complete folder was made of. */
function contents() {
  return [...WANTED, ...HEADERS, ...SOUND].join(' ');
}

/** Lists of packages in a folder of our own, where the system's are missing or old and this user may not renew them. */
async function privateLists() {
  const options = [];
  for (const name of ['State', 'Cache']) {
    const folder = join(HOME, 'apt', name);
    await mkdir(join(folder, name === 'State' ? 'lists/partial' : 'archives/partial'), { recursive: true });
    options.push('-o', `Dir::${name}=${folder}`);
  }
  // Which packages are installed is still the system's to say.
  options.push('-o', 'Dir::State::status=/var/lib/dpkg/status', '-o', 'APT::Sandbox::User=');
  await apt([...options, 'update']);
  return options;
}

/**
 * Downloads the peers with the libraries this machine lacks for them.
 * @param {readonly string[]} options for apt-get
 * @returns {Promise<string | undefined>} what went wrong
 */
async function download(options) {
  // Not --print-uris: it is silent about what lies in apt's cache already.
  const plan = await apt([...options, 'install', '--simulate', '-y', '--no-install-recommends', ...WANTED]);
  const lacking = [...plan.output.matchAll(/^Inst (\S+)/gm)].map((line) => line[1] ?? '');
  const { code, output } = await apt([
    ...options,
    'download',
    ...new Set([...WANTED, ...HEADERS, ...SOUND, ...lacking]),
  ]);
  return code === 0 ? undefined : (/^E: .*$/m.exec(output)?.[0] ?? 'apt-get cannot be used here');
}

/** @param {readonly string[]} args */
function apt(args) {
  return run('apt-get', ['-qq', ...args], { cwd: join(HOME, 'debs'), quiet: true, timeoutMs: TIMEOUT_MS });
}

/** @returns {Promise<Peers>} */
async function unpack() {
  const debs = (await readdir(join(HOME, 'debs'))).filter((name) => name.endsWith('.deb'));
  for (const deb of debs) {
    const { code, output } = await run('dpkg', ['-x', join(HOME, 'debs', deb), UNPACKED], { quiet: true });
    if (code !== 0) return { ok: false, reason: `${deb} cannot be unpacked: ${output.trim()}` };
  }
  await rm(join(HOME, 'debs'), { recursive: true });
  await writeFile(STAMP, contents());
  return { ok: true, folder: UNPACKED };
}

if (process.argv[1] === import.meta.filename) {
  await main(async () => {
    const peers = await ensurePeers();
    say(peers.ok ? `the peers lie in ${peers.folder}` : `no peers: ${peers.reason}`);
    return peers.ok ? 0 : 1;
  });
}
