/** Descriptions for Chromium: ICE-lite, one port for all, DTLS-SRTP with us as the server, and no header extensions, so that packets pass unchanged. */
import { askable, carries, codecKey, findCodec, isUsable, passable, picturesForNear } from './codecs.ts';
import type {
  Bandwidth,
  Direction,
  Feedback,
  MediaSection,
  Payload,
  SessionDescription,
  SetupRole,
} from './description.ts';
import { answering, saidDirection } from './directions.ts';
import { completed } from './far-answer.ts';
import type { FarLocal, FarWishes, NearLocals, Negotiated, SectionPair } from './legs.ts';
import { numbered, usualForNear } from './numbers.ts';
import { type Exchange, pairsForFarOffer } from './pairs.ts';
import { answeredProtection } from './protection.ts';

const protocol = 'UDP/TLS/RTP/SAVPF';
const loopbackPriority = 2_130_706_431;
/** Without a word from the far end Chromium begins at 300 kbit/s and takes 20 s to a good picture. */
const picture = { startKbps: 1800, mostKbps: 2500 };
const feedbackOfPictures = ['nack pli', 'ccm fir', 'goog-remb'];

/** The far end's answer as one for Chromium. A section the far end refused carries nothing: Chromium keeps its place in the bundle. */
export function nearAnswer(about: {
  readonly nearOffer: SessionDescription;
  readonly farOffer: SessionDescription;
  readonly farAnswer: SessionDescription;
  readonly pairs: readonly SectionPair[];
  readonly near: NearLocals;
}): Negotiated<{ readonly answer: SessionDescription }> {
  const { nearOffer, pairs, near } = about;
  const theirs = completed(about.farAnswer, about.farOffer);
  const media = nearOffer.media.map((offered, at) => {
    const far = pairs.find((pair) => pair.near === at)?.far ?? -1;
    return answerSection(offered, theirs[far], near, about.farAnswer);
  });
  const isEmpty = !theirs.some((section) => section && section.port !== 0 && isUsable(section));
  if (isEmpty) return { ok: false, problem: 'nothing-common', detail: 'the answer takes nothing of what was offered' };
  return { ok: true, answer: described(media, near) };
}

function answerSection(
  offered: MediaSection,
  theirs: MediaSection | undefined,
  near: NearLocals,
  all: SessionDescription,
): MediaSection {
  const own = passable(offered);
  const taken = theirs && theirs.port !== 0 ? passable(theirs) : [];
  const common = taken.flatMap((codec) => {
    const mine = findCodec(codec, own);
    return mine ? [{ ...mine, fmtp: nearParameters(codec, mine, limitKbps(theirs, all)) }] : [];
  });
  const mid = offered.mid === undefined ? {} : { mid: offered.mid };
  if (own.length === 0 || offered.port === 0) return { ...refused(offered, near), ...mid };
  const isAgreed = common.some(carries) && theirs !== undefined;
  const direction = isAgreed ? answering(offered.direction, saidDirection(theirs)) : 'inactive';
  return section({ kind: offered.kind, payloads: isAgreed ? common : own, direction, setup: 'passive', ...mid }, near);
}

/** The far end's offer as one for Chromium. */
export function nearOffer(about: {
  readonly farOffer: SessionDescription;
  readonly near: NearLocals;
  readonly wishes: FarWishes;
  readonly isHeld: boolean;
  readonly before?: Exchange;
}): Negotiated<{ readonly offer: SessionDescription; readonly pairs: readonly SectionPair[] }> {
  const { farOffer, near, wishes, before } = about;
  const pairs = pairsForFarOffer(farOffer, before);
  const live = pairs.flatMap(({ far }) => farOffer.media[far] ?? []).filter(({ port }) => port !== 0);
  if (!live.some(isUsable))
    return { ok: false, problem: 'nothing-common', detail: 'nothing of the offer can be carried' };
  // What cannot be answered is refused before anybody is asked for a microphone.
  if (live.some((theirs) => !answeredProtection(theirs, wishes, noKey, near))) {
    return { ok: false, problem: 'encryption-mismatch', detail: 'the offer and the policy differ about encryption' };
  }
  const count = Math.max(before?.nearTheirs.media.length ?? 0, ...pairs.map((pair) => pair.near + 1));
  const taken = new Set(numbersOf(before));
  const media = Array.from({ length: count }, (_, at) => {
    const theirs = farOffer.media[pairs.find((pair) => pair.near === at)?.far ?? -1];
    const offered = offerSection({ ...about, at, theirs, taken });
    for (const { type } of offered.payloads) taken.add(type);
    return offered;
  });
  return { ok: true, offer: described(media, near), pairs };
}

const noKey: Pick<FarLocal, 'key'> = { key: '' };

function offerSection(about: {
  readonly at: number;
  readonly farOffer: SessionDescription;
  readonly theirs: MediaSection | undefined;
  readonly isHeld: boolean;
  readonly taken: ReadonlySet<number>;
  readonly near: NearLocals;
  readonly before?: Exchange;
}): MediaSection {
  const { at, farOffer, theirs, isHeld, taken, near, before } = about;
  const [known, said] = [before?.nearTheirs.media[at], before?.nearOurs.media[at]];
  const mid = known?.mid ?? said?.mid ?? String(at);
  const knownPayloads = [...(known ? passable(known) : []), ...(said ? passable(said) : [])];
  if (!theirs || theirs.port === 0 || !isUsable(theirs)) {
    if (!known || !said || knownPayloads.length === 0) {
      return { ...refused(known ?? { kind: 'audio', formats: ['0'] }, near), mid };
    }
    return section({ kind: known.kind, payloads: said.payloads, direction: 'inactive', setup: 'actpass', mid }, near);
  }
  const limit = limitKbps(theirs, farOffer);
  const asked = askable(theirs).map((codec) => ({ ...codec, fmtp: nearParameters(codec, undefined, limit) }));
  const payloads = numbered(asked, knownPayloads, taken, usualForNear);
  const direction = isHeld ? 'inactive' : saidDirection(theirs);
  return section({ kind: theirs.kind, payloads, direction, setup: 'actpass', mid }, near);
}

/** Whether an offer asks of Chromium what already holds: then it need not be asked. */
export function isSameForNear(offer: SessionDescription, { nearOurs }: Exchange): boolean {
  if (offer.media.length !== nearOurs.media.length) return false;
  return nearOurs.media.every((held, at) => {
    const next = offer.media[at];
    const isSame = next?.direction === held.direction && (next.port === 0) === (held.port === 0);
    return isSame && held.payloads.every((codec) => isSameCodec(codec, findCodec(codec, next.payloads)));
  });
}

/** With the same bound of its bits, which a far end may change in mid-call. RFC 3264 8.3.2 */
function isSameCodec(held: Payload, next: Payload | undefined): boolean {
  const bound = ({ fmtp }: Payload) => /;x-google-max-bitrate=(\d+)/.exec(fmtp.join())?.[1];
  return next?.type === held.type && bound(next) === bound(held);
}

/** Every number that means something in the bundle, whatever it is. */
function numbersOf(before: Exchange | undefined): number[] {
  const sections = [...(before?.nearTheirs.media ?? []), ...(before?.nearOurs.media ?? [])];
  return sections.flatMap(({ payloads }) => payloads.map(({ type }) => type));
}

function nearParameters(theirs: Payload, mine: Payload | undefined, limit: number): readonly string[] {
  if (!codecKey(theirs).startsWith('h264/')) return theirs.fmtp;
  const most = Math.min(picture.mostKbps, limit);
  const start = Math.min(picture.startKbps, most);
  const profile = mine?.fmtp[0] ?? picturesForNear(theirs);
  return [`${profile};x-google-start-bitrate=${start};x-google-max-bitrate=${most}`];
}

/** What the far end takes of a picture: no more than the section says, nor than what is said of all sections together. RFC 3890, RFC 8866 5.8 */
function limitKbps(far: MediaSection | undefined, all: SessionDescription): number {
  return Math.min(kbpsOf(far?.bandwidth ?? []), kbpsOf(all.bandwidth));
}

function kbpsOf(bandwidth: readonly Bandwidth[]): number {
  const of = (name: string) => bandwidth.find(({ type, value }) => type === name && value > 0)?.value;
  const bits = of('TIAS');
  const own = bits === undefined ? of('AS') : Math.max(1, Math.floor(bits / 1000));
  return Math.min(own ?? Number.POSITIVE_INFINITY, of('CT') ?? Number.POSITIVE_INFINITY);
}

interface NearSection {
  readonly kind: string;
  readonly payloads: readonly Payload[];
  readonly direction: Direction;
  readonly setup: SetupRole;
  readonly mid?: string;
}

function section({ payloads, ...rest }: NearSection, near: NearLocals): MediaSection {
  const { address, port, ice, fingerprint } = near;
  const foundLocally = { foundation: '1', component: 1, transport: 'UDP', type: 'host' } as const;
  return {
    ...blank,
    ...rest,
    port,
    protocol,
    formats: payloads.map(({ type }) => String(type)),
    payloads,
    address,
    ice,
    fingerprint,
    candidates: [{ ...foundLocally, priority: loopbackPriority, address, port }],
    mux: true,
    feedback: rest.kind === 'video' ? payloads.flatMap(feedback) : [],
  };
}

function feedback({ type }: Payload): Feedback[] {
  return feedbackOfPictures.map((value) => ({ payload: type, value }));
}

function refused({ kind, formats }: Pick<MediaSection, 'kind' | 'formats'>, { address }: NearLocals): MediaSection {
  return {
    ...blank,
    kind,
    port: 0,
    protocol,
    formats: formats.length > 0 ? formats : ['0'],
    address,
    direction: 'inactive',
  };
}

const blank = {
  payloads: [],
  bandwidth: [],
  crypto: [],
  candidates: [],
  remoteCandidates: [],
  mux: false,
  feedback: [],
} as const;

function described(media: readonly MediaSection[], near: NearLocals): SessionDescription {
  const mids = media.flatMap(({ port, mid }) => (port === 0 || mid === undefined ? [] : [mid]));
  return {
    origin: { userName: '-', sessionId: near.sessionId, version: String(near.version), address: near.address },
    name: '-',
    bandwidth: [],
    groups: mids.length > 0 ? [{ semantics: 'BUNDLE', mids }] : [],
    isIceLite: true,
    media,
  };
}
