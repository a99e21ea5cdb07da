/**
 * Unpacks the servers and clients nobody here wrote into .peers, for the interop tests. They are downloaded as Debian packages
 * and never installed: no service starts, nothing outside this folder changes. `node scripts/peers.mjs` does it by hand.
 */
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { main, root, run, say } from './lib/terminal.mjs';

const WANTED = [
  'kamailio',
  'kamailio-tls-modules',
  'kamailio-presence-modules',
  'baresip-core',
  'pulseaudio',
  // The other sound server of today's desktops, with what decides in it and what speaks PulseAudio's protocol.
  'pipewire',
  'wireplumber',
  'pipewire-pulse',
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
/** What is on its way: it takes the place of what was there when it is whole. */
const ASIDE = join(HOME, 'new');
/** Written last: says what a complete folder holds. */
const STAMP = join(HOME, 'complete');
const MINUTE = 60_000;

/** What is in the folder without the sound, and with it. */
const NEEDED = [...WANTED, ...HEADERS].join(' ');
const ALL = [NEEDED, ...SOUND].join(' ');

/**
 * @typedef {{ ok: true, folder: string } | { ok: false, reason: string }} Peers
 * `folder` is laid out like `/`: `usr/sbin/kamailio`, `usr/lib/…/kamailio/modules`
 *
 * @typedef {object} Parcel
 * @property {readonly string[]} alone packages without what they depend on
 * @property {readonly string[]} whole packages with the libraries this machine lacks for them
 * @property {number} minutes for each call of apt-get
 */

/**
 * Makes the peers ready. Not having them is an answer, in words for people; those of before are better than none, and SIPE's sound is not needed
 * for the others.
 * @returns {Promise<Peers>}
 */
export async function ensurePeers() {
  const stamp = await readFile(STAMP, 'utf8').catch(() => '');
  if (stamp === ALL) return { ok: true, folder: UNPACKED };
  if (process.platform !== 'linux') return { ok: false, reason: 'they are Debian packages, and this is not Linux' };
  if (stamp !== NEEDED) {
    say(`fetching peers for the interop tests: ${WANTED.join(', ')} …`);
    const problem = await fetchAside({ alone: HEADERS, whole: WANTED, minutes: 3 });
    if (problem === undefined) await swapIn();
    else if (stamp === '') return { ok: false, reason: problem };
    else {
      say(`the peers stay those of before: ${problem}`);
      return { ok: true, folder: UNPACKED };
    }
  }
  const problem = await fetchAside({ alone: SOUND, whole: [], minutes: 1 });
  if (problem === undefined) await addSound();
  else say(`SIPE's calls are tested without sound: ${problem}`);
  return { ok: true, folder: UNPACKED };
}

/** The new folder in place of the old one. */
async function swapIn() {
  await rm(STAMP, { force: true });
  await rm(UNPACKED, { recursive: true, force: true });
  await rename(join(ASIDE, 'root'), UNPACKED);
  await writeFile(STAMP, NEEDED);
  await rm(ASIDE, { recursive: true });
}

async function addSound() {
  await cp(join(ASIDE, 'root'), UNPACKED, { recursive: true, verbatimSymlinks: true });
  await writeFile(STAMP, ALL);
  await rm(ASIDE, { recursive: true });
}

/**
 * Downloads and unpacks packages beside what is there.
 * @param {Parcel} parcel
 * @returns {Promise<string | undefined>} what went wrong
 */
async function fetchAside(parcel) {
  await rm(ASIDE, { recursive: true, force: true });
  await mkdir(join(ASIDE, 'debs'), { recursive: true });
  const problem = (await download(parcel, [])) && (await download(parcel, await privateLists(parcel.minutes)));
  return problem ?? unpack();
}

/**
 * Lists of packages in a folder of our own, where the system's are missing or old and this user may not renew them.
 * @param {number} minutes
 */
async function privateLists(minutes) {
  const options = [];
  for (const name of ['State', 'Cache']) {
    const folder = join(ASIDE, 'apt', name);
    await mkdir(join(folder, name === 'State' ? 'lists/partial' : 'archives/partial'), { recursive: true });
    options.push('-o', `Dir::${name}=${folder}`);
  }
  // Which packages are installed is still the system's to say.
  options.push('-o', 'Dir::State::status=/var/lib/dpkg/status', '-o', 'APT::Sandbox::User=');
  await apt([...options, 'update'], minutes);
  return options;
}

/**
 * @param {Parcel} parcel
 * @param {readonly string[]} options for apt-get
 * @returns {Promise<string | undefined>} what went wrong
 */
async function download({ alone, whole, minutes }, options) {
  // Not --print-uris: it is silent about what lies in apt's cache already.
  const plan =
    whole.length > 0
      ? await apt([...options, 'install', '--simulate', '-y', '--no-install-recommends', ...whole], minutes)
      : { output: '' };
  const lacking = [...plan.output.matchAll(/^Inst (\S+)/gm)].map((line) => line[1] ?? '');
  const packages = new Set([...whole, ...alone, ...lacking]);
  const { code, output, timedOut } = await apt([...options, 'download', ...packages], minutes);
  if (timedOut) return `the packages did not come within ${minutes} min`;
  return code === 0 ? undefined : (/^E: .*$/m.exec(output)?.[0] ?? 'apt-get cannot be used here');
}

/**
 * @param {readonly string[]} args
 * @param {number} minutes
 */
function apt(args, minutes) {
  return run('apt-get', ['-qq', ...args], { cwd: join(ASIDE, 'debs'), quiet: true, timeoutMs: minutes * MINUTE });
}

/** @returns {Promise<string | undefined>} what went wrong */
async function unpack() {
  const debs = (await readdir(join(ASIDE, 'debs'))).filter((name) => name.endsWith('.deb'));
  for (const deb of debs) {
    const { code, output } = await run('dpkg', ['-x', join(ASIDE, 'debs', deb), join(ASIDE, 'root')], { quiet: true });
    if (code !== 0) return `${deb} cannot be unpacked: ${output.trim()}`;
  }
  return undefined;
}

if (process.argv[1] === import.meta.filename) {
  await main(async () => {
    const peers = await ensurePeers();
    say(peers.ok ? `the peers lie in ${peers.folder}` : `no peers: ${peers.reason}`);
    return peers.ok ? 0 : 1;
  });
}
