/** Which formats pass through the relay as they are, and which of two sides' formats are the same. */
import type { MediaSection, Payload } from './description.ts';

const AUDIO: ReadonlySet<string> = new Set([
  'opus/48000/2',
  'g722/8000/1',
  'pcmu/8000/1',
  'pcma/8000/1',
  'cn/8000/1',
  'telephone-event/8000/1',
]);
const digitsWithOpus = 'telephone-event/48000/1';
const h264 = 'h264/90000/1';
const mostPictures = 2;
/** What Chromium decodes and encodes of level 3.1: constrained baseline. RFC 6184 8.1 */
const constrainedBaseline = '42e0';
const highestLevel = 0x1f;

/** Name, clock and channels: what two sides must agree on. */
export function codecKey({ name, clockRate, channels = 1 }: Payload): string {
  return `${name.toLowerCase()}/${clockRate}/${channels}`;
}

/** The formats of a section that can be passed on, in its order. RFC 6184's packetization mode 1 alone: it is what everybody has. */
export function passable({ kind, payloads }: Pick<MediaSection, 'kind' | 'payloads'>): Payload[] {
  if (kind === 'video') return payloads.filter(isPicture);
  if (kind !== 'audio') return [];
  const known = firstOfEach(payloads.filter((payload) => isSound(codecKey(payload))));
  const hasOpus = known.some((payload) => codecKey(payload).startsWith('opus/'));
  return hasOpus ? known : known.filter((payload) => codecKey(payload) !== digitsWithOpus);
}

/** Whether a section has a codec that carries something by itself. */
export function isUsable(section: Pick<MediaSection, 'kind' | 'payloads'>): boolean {
  return passable(section).some(carries);
}

/** Sound or a picture; not silence, not digits. */
export function carries(payload: Payload): boolean {
  return !/^(?:cn|telephone-event)\//.test(codecKey(payload));
}

export function isDigits(payload: Payload): boolean {
  return codecKey(payload).startsWith('telephone-event/');
}

/** The same codec among others: of several H.264 the one with the same profile, else one Chromium can encode, else the first. */
export function findCodec(codec: Payload, among: readonly Payload[]): Payload | undefined {
  const same = among.filter((other) => codecKey(other) === codecKey(codec) && isPicture(other) === isPicture(codec));
  return same.find((other) => profileOf(other) === profileOf(codec)) ?? same.find(isBaseline) ?? same[0];
}

function isSound(key: string): boolean {
  return AUDIO.has(key) || key === digitsWithOpus;
}

function isPicture(payload: Payload): boolean {
  return codecKey(payload) === h264 && parameter(payload, 'packetization-mode') === '1';
}

/** A second one of a kind, as with another number for the same thing, would only make numbers ambiguous. */
function firstOfEach(payloads: readonly Payload[]): Payload[] {
  return [...new Map(payloads.toReversed().map((payload) => [codecKey(payload), payload])).values()].toReversed();
}

/** A parameter of `a=fmtp`, in lower case. */
function parameter({ fmtp }: Payload, name: string): string | undefined {
  const pairs = fmtp.flatMap((line) => line.split(';')).map((pair) => pair.trim().toLowerCase());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}

/** The profile without the level; a far end that names none means baseline. RFC 6184 8.1 */
function profileOf(payload: Payload): string {
  return (profileLevel(payload) ?? '42000a').slice(0, 4);
}

function profileLevel(payload: Payload): string | undefined {
  const id = parameter(payload, 'profile-level-id');
  return id !== undefined && /^[\da-f]{6}$/.test(id) ? id : undefined;
}

/** What of Chromium's formats a far end is offered: of the pictures those Chromium encodes, baseline with and without constraints. */
export function offerable(section: Pick<MediaSection, 'kind' | 'payloads'>): Payload[] {
  const codecs = passable(section).filter(isBaseline);
  return section.kind === 'video' ? codecs.slice(0, mostPictures) : codecs;
}

/** What of a far end's formats Chromium is offered: of the pictures one, since they would all be the same to it. */
export function askable(section: Pick<MediaSection, 'kind' | 'payloads'>): Payload[] {
  const codecs = passable(section);
  return section.kind === 'video'
    ? [codecs.find(isBaseline) ?? codecs[0]].filter((codec) => codec !== undefined)
    : codecs;
}

function isBaseline(payload: Payload): boolean {
  return !isPicture(payload) || profileOf(payload).startsWith('42');
}

/** The parameters of a far end's H.264 for Chromium: its profile made one that Chromium has, at most at level 3.1. */
export function picturesForNear(payload: Payload): string {
  const level = Number.parseInt((profileLevel(payload) ?? '42e01f').slice(4), 16);
  const bounded = Math.min(level, highestLevel).toString(16).padStart(2, '0');
  return `level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=${constrainedBaseline}${bounded}`;
}

/** The parameters to answer a far end's H.264 with: its own profile, and nothing of its pictures (`sprop-parameter-sets` is rejected). */
export function picturesForFar(payload: Payload): string {
  const id = profileLevel(payload);
  const asymmetry = parameter(payload, 'level-asymmetry-allowed') === '1' ? ['level-asymmetry-allowed=1'] : [];
  return [...asymmetry, 'packetization-mode=1', ...(id === undefined ? [] : [`profile-level-id=${id}`])].join(';');
}
