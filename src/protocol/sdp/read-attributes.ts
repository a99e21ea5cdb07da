/** The attributes a call needs, by name. The first of several counts, but where a list is kept. */
import type { Direction, EncryptionLevel, SetupRole } from './description.ts';
import type { Draft } from './draft.ts';
import { readCandidate, readRemoteCandidates } from './read-candidate.ts';
import { readCrypto, readFingerprint } from './read-crypto.ts';
import { isAddress, isPrintable, isToken, readPort, readWhole, wordsOf } from './values.ts';

/** False: the value is none, and was passed over. */
type Reader = (draft: Draft, value: string) => boolean;

const most = { candidates: 64, crypto: 16, feedback: 64, fmtp: 4, groups: 8, mids: 32, payload: 127, channels: 8 };
const longestFmtp = 512;
const highestClock = 1_000_000;
const highestSsrc = 0xffff_ffff;
const longestPtime = 1000;
const LEVELS: ReadonlySet<string> = new Set(['required', 'optional', 'rejected']);
const ROLES: ReadonlySet<string> = new Set(['active', 'passive', 'actpass', 'holdconn']);
/** RFC 8839 5.4 allows letters, digits, plus and slash; nothing depends on it. */
const UFRAG = /^[!-~]{4,256}$/;
const PWD = /^[!-~]{22,256}$/;

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['rtpmap', readMap],
  ['fmtp', readFmtp],
  ['rtcp-fb', readFeedback],
  ['rtcp', readRtcp],
  ['rtcp-mux', flag((draft) => (draft.mux = true))],
  ['ice-lite', flag((draft) => (draft.isIceLite = true))],
  ...(['sendrecv', 'sendonly', 'recvonly', 'inactive'] as const).map(directionReader),
  ['ice-ufrag', pattern(UFRAG, (draft, value) => (draft.ufrag ??= value))],
  ['ice-pwd', pattern(PWD, (draft, value) => (draft.pwd ??= value))],
  ['mid', pattern(/^[\w.\-+]{1,32}$/, (draft, value) => (draft.mid ??= value))],
  ['label', pattern(/^[\w.\-:]{1,64}$/, (draft, value) => (draft.label ??= value))],
  ['x-source', pattern(/^[\w.\-:]{1,64}$/, (draft, value) => (draft.source ??= value))],
  ['encryption', member(LEVELS, (draft, value) => (draft.encryption ??= value as EncryptionLevel))],
  ['setup', member(ROLES, (draft, value) => (draft.setup ??= value as SetupRole))],
  ['fingerprint', value(readFingerprint, (draft, found) => (draft.fingerprint ??= found))],
  ['crypto', value(readCrypto, (draft, found) => push(draft.crypto, found, most.crypto))],
  ['candidate', value(readCandidate, (draft, found) => push(draft.candidates, found, most.candidates))],
  ['remote-candidates', readRemote],
  ['x-ssrc-range', readRange],
  ['ptime', value(readPtime, (draft, found) => (draft.ptime ??= found))],
  ['group', readGroup],
]);

/** Reads one `a=` line without its letter into the draft; false when it was of use and is damaged. Unknown attributes are passed over. */
export function readAttribute(draft: Draft, line: string): boolean {
  const colon = line.indexOf(':');
  const name = (colon < 0 ? line : line.slice(0, colon)).trim().toLowerCase();
  const reader = READERS.get(name);
  return !reader || reader(draft, colon < 0 ? '' : line.slice(colon + 1).trim());
}

function push<T>(list: T[], item: T, atMost: number): void {
  if (list.length < atMost) list.push(item);
}

function flag(set: (draft: Draft) => void): Reader {
  return (draft) => {
    set(draft);
    return true;
  };
}

function directionReader(direction: Direction): [string, Reader] {
  return [
    direction,
    flag((draft) => {
      draft.direction ??= direction;
    }),
  ];
}

function value<T>(read: (text: string) => T | undefined, set: (draft: Draft, found: T) => void): Reader {
  return (draft, text) => {
    const found = read(text);
    if (found === undefined) return false;
    set(draft, found);
    return true;
  };
}

function pattern(form: RegExp, set: (draft: Draft, found: string) => void): Reader {
  return value((text) => (form.test(text) ? text : undefined), set);
}

function member(members: ReadonlySet<string>, set: (draft: Draft, found: string) => void): Reader {
  return value((text) => (members.has(text.toLowerCase()) ? text.toLowerCase() : undefined), set);
}

/** `96 opus/48000/2` */
function readMap(draft: Draft, text: string): boolean {
  const [typeText, coding = ''] = wordsOf(text, 3);
  const type = readWhole(typeText, most.payload);
  const [name, clockText, channelText] = coding.split('/', 4);
  const clockRate = readWhole(clockText, highestClock);
  const channels = channelText === undefined ? 1 : readWhole(channelText, most.channels);
  if (type === undefined || !isToken(name) || !clockRate || !channels) return false;
  if (!draft.named.has(type)) draft.named.set(type, { type, name, clockRate, ...(channels > 1 && { channels }) });
  return true;
}

function readFmtp(draft: Draft, text: string): boolean {
  const [typeText = ''] = wordsOf(text, 1);
  const type = readWhole(typeText, most.payload);
  const parameters = text.slice(typeText.length).replace(/\t/g, ' ').trim();
  if (type === undefined || parameters === '' || !isPrintable(parameters, longestFmtp)) return false;
  const known = draft.fmtp.get(type) ?? [];
  push(known, parameters, most.fmtp);
  draft.fmtp.set(type, known);
  return true;
}

function readFeedback(draft: Draft, text: string): boolean {
  const [which = '', ...words] = wordsOf(text, 8);
  const payload = which === '*' ? '*' : readWhole(which, most.payload);
  const value = words.join(' ');
  if (payload === undefined || value === '' || !isPrintable(value, 64)) return false;
  push(draft.feedback, { payload, value }, most.feedback);
  return true;
}

/** `50013`, or `50013 IN IP4 192.0.2.1`. RFC 3605 2.1 */
function readRtcp(draft: Draft, text: string): boolean {
  const [portText, , , address] = wordsOf(text, 4);
  const port = readPort(portText);
  if (!port || (address !== undefined && !isAddress(address))) return false;
  draft.rtcp ??= { port, ...(address !== undefined && { address }) };
  return true;
}

function readRemote(draft: Draft, text: string): boolean {
  const found = readRemoteCandidates(text);
  if (draft.remoteCandidates.length === 0) draft.remoteCandidates = found;
  return found.length > 0;
}

function readRange(draft: Draft, text: string): boolean {
  const [firstText, lastText] = text.split('-', 3);
  const first = readWhole(firstText, highestSsrc);
  const last = readWhole(lastText, highestSsrc);
  if (first === undefined || last === undefined || first > last) return false;
  draft.ssrcRange ??= { first, last };
  return true;
}

/** Some write parts of a millisecond; they do not matter. */
function readPtime(text: string): number | undefined {
  return readWhole(/^(\d+)(?:\.\d+)?$/.exec(text)?.[1], longestPtime) || undefined;
}

function readGroup(draft: Draft, text: string): boolean {
  const [semantics, ...mids] = wordsOf(text, most.mids + 1);
  if (!isToken(semantics) || !mids.every(isToken)) return false;
  push(draft.groups, { semantics, mids }, most.groups);
  return true;
}
