/** Descriptions for the far end, in its dialect: RFC 4568, RFC 8643 and RFC 5763 with RFC 8839, or [MS-SDPEXT] with [MS-ICE2]. */
import { carries, codecKey, findCodec, isDigits, offerable, passable, picturesForFar } from './codecs.ts';
import type { Feedback, MediaSection, Payload, SessionDescription } from './description.ts';
import { answering, isSomewhere, saidDirection } from './directions.ts';
import { saidByFar } from './far-answer.ts';
import type { FarLocal, FarLocals, FarWishes, Negotiated, Protection, SectionPair } from './legs.ts';
import { numbered, usualForFar } from './numbers.ts';
import type { Exchange } from './pairs.ts';
import {
  agreedProtection,
  answeredProtection,
  offeredAgain,
  offeredProtection,
  type ProtectionLines,
} from './protection.ts';
import { isShared, staysShared } from './shared-port.ts';

const framesMs = 20;
/** What Microsoft's clients say they have. */
const totalKbps = 99_980;

interface FarSide {
  readonly wishes: FarWishes;
  readonly locals: FarLocals;
  /** We hold: nothing is to be sent or heard. */
  readonly isHeld: boolean;
  readonly before?: Exchange;
}

/** Chromium's offer as one for the far end. `pairs` are those of pairsForNearOffer; a section without an open local is switched off. */
export function farOffer(
  about: FarSide & { readonly nearOffer: SessionDescription; readonly pairs: readonly SectionPair[] },
): Negotiated<{ readonly offer: SessionDescription }> {
  const { nearOffer, pairs, locals, before } = about;
  const count = Math.max(before?.farOurs.media.length ?? 0, ...pairs.map(({ far }) => far + 1), 0);
  const media = Array.from({ length: count }, (_, at) => {
    const near = nearOffer.media[pairs.find((pair) => pair.far === at)?.near ?? -1];
    const local = locals.sections[at];
    const offered = near && local && offerSection({ ...about, at, near, local });
    return offered ?? switchedOff(near, before?.farOurs.media[at], locals);
  });
  if (media.every(({ port }) => port === 0)) {
    return { ok: false, problem: 'nothing-common', detail: 'nothing of ours can be offered' };
  }
  return { ok: true, offer: described(media, about) };
}

function offerSection(
  about: FarSide & { readonly at: number; readonly near: MediaSection; readonly local: FarLocal },
): MediaSection | undefined {
  const { at, near, local, wishes, locals, isHeld, before } = about;
  const known = [heldAt(before, at).ours, heldAt(before, at).theirs].flatMap((held) => held?.payloads ?? []);
  const numbers = known.map(({ type }) => type);
  const payloads = numbered(offerable(near), known, numbers, usualForFar).map(withEvents);
  const isQuiet = near.direction === 'inactive' && !isHeld;
  // A picture nobody shows is not offered; one that was is kept, since its ports and keys stand.
  const isUnwanted = isQuiet && near.kind === 'video' && (before?.farOurs.media[at]?.port ?? 0) === 0;
  if (near.port === 0 || isUnwanted || !payloads.some(carries)) return undefined;
  const withIce = hasIce(about);
  // The second port is gone by then, and its keys are; so a far end without ICE that shares one is asked to go on as well. RFC 5761 5.1.1
  const isMux = isMuxed(before, at);
  const mayMux = isMux || (withIce && wishes.dialect === 'standard');
  return {
    ...section({ kind: near.kind, payloads, local, wishes, withIce, isMux }),
    ...(agreedLines(about) ?? offeredProtection(wishes, local, locals, takesKeys(about))),
    mux: mayMux,
    direction: isHeld ? 'inactive' : near.direction,
  };
}

/** What holds is offered again; what was refused before is offered as if for the first time. */
function agreedLines(about: {
  readonly at: number;
  readonly local: FarLocal;
  readonly wishes: FarWishes;
  readonly locals: FarLocals;
  readonly before?: Exchange;
}): ProtectionLines | undefined {
  const { at, local, wishes, locals, before } = about;
  const { ours, theirs } = heldAt(before, at);
  if (!ours || !theirs || ours.port === 0 || theirs.port === 0) return undefined;
  const protection = agreedProtection(ours, theirs, wishes);
  return protection && offeredAgain({ protection, ours, theirs }, wishes, local, locals);
}

/** Whether the far end has taken keys for another section. */
function takesKeys({ before, wishes }: FarSide): boolean {
  const said = before ? saidByFar(before) : [];
  return said.some((theirs, at) => {
    const ours = before?.farOurs.media[at];
    return ours && theirs && agreedProtection(ours, theirs, wishes)?.kind === 'sdes';
  });
}

/** What both said last of a section. */
function heldAt(
  before: Exchange | undefined,
  at: number,
): { readonly ours: MediaSection | undefined; readonly theirs: MediaSection | undefined } {
  return { ours: before?.farOurs.media[at], theirs: before && saidByFar(before)[at] };
}

function hasIce({ at, wishes, before }: FarSide & { readonly at: number }): boolean {
  const { ours, theirs } = heldAt(before, at);
  const isKnown = ours && theirs && ours.port !== 0 && theirs.port !== 0;
  return isKnown ? ours.ice !== undefined && theirs.ice !== undefined : wishes.offersIce || wishes.offersDtls;
}

function isMuxed(before: Exchange | undefined, at: number): boolean {
  const { ours, theirs } = heldAt(before, at);
  return ours !== undefined && theirs !== undefined && isShared(ours, theirs);
}

/** Chromium's answer as one for the far end; `nearOffer` is what it answered. */
export function farAnswer(
  about: FarSide & {
    readonly farOffer: SessionDescription;
    readonly nearAnswer: SessionDescription;
    readonly pairs: readonly SectionPair[];
  },
): Negotiated<{ readonly answer: SessionDescription }> {
  const { farOffer: offer, nearAnswer, pairs, locals } = about;
  const media: MediaSection[] = [];
  for (const [at, theirs] of offer.media.entries()) {
    const near = nearAnswer.media[pairs.find((pair) => pair.far === at)?.near ?? -1];
    const local = locals.sections[at];
    const answered = near && local && answerSection({ ...about, at, theirs, near, local });
    if (answered === 'mismatch') {
      return { ok: false, problem: 'encryption-mismatch', detail: `section ${at + 1} of the offer` };
    }
    media.push(answered ?? switchedOff(theirs, theirs, locals));
  }
  if (media.every(({ port }) => port === 0)) {
    return { ok: false, problem: 'nothing-common', detail: 'nothing of the offer was taken' };
  }
  return { ok: true, answer: described(media, about) };
}

function answerSection(
  about: FarSide & {
    readonly at: number;
    readonly theirs: MediaSection;
    readonly near: MediaSection;
    readonly local: FarLocal;
  },
): MediaSection | 'mismatch' | undefined {
  const { at, theirs, near, local, wishes, locals, isHeld, before } = about;
  const offered = passable(theirs);
  const payloads = passable(near).flatMap((mine) => {
    const codec = findCodec(mine, offered);
    return codec ? [{ ...codec, fmtp: farParameters(mine, codec) }] : [];
  });
  const isUnwanted =
    near.direction === 'inactive' && !isHeld && saidDirection(theirs) !== 'inactive' && theirs.kind === 'video';
  const isNew = (before?.farOurs.media[at]?.port ?? 0) === 0;
  const isLive = theirs.port !== 0 && near.port !== 0 && payloads.some(carries);
  if (!isLive || (isUnwanted && isNew)) return undefined;
  const held = standing(theirs, heldAt(before, at), wishes);
  const lines = answeredProtection(theirs, wishes, { key: local.key, held }, locals);
  if (!lines) return 'mismatch';
  const own = section({
    kind: theirs.kind,
    payloads,
    local,
    wishes,
    withIce: theirs.ice !== undefined,
    isMux: theirs.mux || staysShared(theirs, heldAt(before, at)),
  });
  return {
    ...own,
    ...lines,
    // Nobody answers what was not offered; where reports go stands in the line of their port. RFC 8035
    mux: theirs.mux,
    ...(theirs.mid !== undefined && { mid: theirs.mid }),
    direction: isHeld ? 'inactive' : answering(saidDirection(theirs), near.direction),
  };
}

/** What protects a section whose packets go on between the same places: a handshake is made anew where they do not. To be nowhere, held, is no other place. RFC 5763 6.6 */
function standing(theirs: MediaSection, held: ReturnType<typeof heldAt>, wishes: FarWishes): Protection | undefined {
  const { ours, theirs: last } = held;
  if (!ours || !last || ours.port === 0 || last.port === 0) return undefined;
  const isHeld = !isSomewhere(theirs.address) || !isSomewhere(last.address);
  const isSamePlace =
    theirs.ice !== undefined || isHeld || (theirs.address === last.address && theirs.port === last.port);
  return isSamePlace ? agreedProtection(ours, last, wishes) : undefined;
}

/** What was agreed once more, with the chosen candidates that `locals` now hold alone. [MS-ICE2] 3.1.4.9 */
export function finalOffer(about: {
  readonly wishes: FarWishes;
  readonly locals: FarLocals;
  readonly before: Exchange;
}): Negotiated<{ readonly offer: SessionDescription }> {
  const { wishes, locals, before } = about;
  const media = before.farOurs.media.map((said, at) => {
    const local = locals.sections[at];
    const lines = local && agreedLines({ at, local, wishes, locals, before });
    if (said.port === 0 || !lines) return switchedOff(said, said, locals);
    const { kind, payloads, direction } = said;
    const isMux = isMuxed(before, at);
    return {
      ...section({ kind, payloads, local, wishes, withIce: said.ice !== undefined, isMux }),
      ...lines,
      direction,
    };
  });
  return { ok: true, offer: described(media, about) };
}

function section(about: {
  readonly kind: string;
  readonly payloads: readonly Payload[];
  readonly local: FarLocal;
  readonly wishes: FarWishes;
  readonly withIce: boolean;
  readonly isMux: boolean;
}): Omit<MediaSection, 'protocol' | 'crypto' | 'direction'> {
  const { kind, payloads, local, wishes, isMux } = about;
  const withIce = about.withIce && local.ice.ufrag !== '';
  const chosen = local.remoteCandidates ?? [];
  // [MS-SDPEXT] 3.1.5.38: with a shared port the chosen addresses stand for both components all the same.
  const isNamed = (component: number) => !isMux || component === 1;
  return {
    kind,
    port: local.port,
    formats: payloads.map(({ type }) => String(type)),
    payloads,
    address: local.address,
    bandwidth: [],
    ...(withIce && { ice: local.ice }),
    candidates: withIce ? local.candidates.filter(({ component }) => isNamed(component)) : [],
    remoteCandidates: withIce ? chosen : [],
    rtcp: { port: isMux ? local.port : local.rtcpPort },
    mux: isMux,
    ...(wishes.dialect === 'microsoft' && microsoftLines(kind, local)),
    feedback: kind === 'video' && wishes.dialect === 'standard' ? pictureFeedback : [],
    ...(kind === 'audio' && { ptime: framesMs }),
  };
}

/** Understood by many even under a profile without feedback. */
const pictureFeedback: readonly Feedback[] = [
  { payload: '*', value: 'nack pli' },
  { payload: '*', value: 'ccm fir' },
];

function microsoftLines(kind: string, { ssrcRange }: FarLocal): Partial<MediaSection> {
  const name = `main-${kind}`;
  return { label: name, ...(kind === 'video' && { source: name }), ...(ssrcRange && { ssrcRange }) };
}

/** Ten digits, star, hash, A to D and flash: some take digits only from who names them. RFC 4733 2.4.1 */
function withEvents(codec: Payload): Payload {
  return isDigits(codec) && codec.fmtp.length === 0 ? { ...codec, fmtp: ['0-16'] } : codec;
}

function farParameters(mine: Payload, theirs: Payload): readonly string[] {
  if (codecKey(theirs).startsWith('h264/')) return [picturesForFar(theirs)];
  return isDigits(theirs) && mine.fmtp.length === 0 ? theirs.fmtp : mine.fmtp;
}

/** A section that carries nothing, in the words of whoever described it first. RFC 3264 6 */
function switchedOff(
  said: MediaSection | undefined,
  before: MediaSection | undefined,
  { sections }: FarLocals,
): MediaSection {
  const { kind = 'audio', formats = [] } = before ?? said ?? {};
  const address = sections.find((local) => local !== undefined)?.address ?? '0.0.0.0';
  return {
    kind,
    port: 0,
    protocol: before?.protocol ?? 'RTP/AVP',
    formats: formats.length > 0 ? formats : ['0'],
    payloads: [],
    address,
    bandwidth: [],
    direction: 'inactive',
    crypto: [],
    candidates: [],
    remoteCandidates: [],
    ...(before?.mid !== undefined && { mid: before.mid }),
    mux: false,
    feedback: [],
  };
}

/** All descriptions of a call are versions of one session, whose first line says the same in each but for the count. RFC 3264 8 */
function described(
  media: readonly MediaSection[],
  { wishes, locals, before }: Pick<FarSide, 'wishes' | 'locals' | 'before'>,
): SessionDescription {
  const address = before?.farOurs.origin.address ?? media.find(({ port }) => port !== 0)?.address ?? '0.0.0.0';
  const shared = { groups: [], isIceLite: false, media };
  if (wishes.dialect === 'microsoft') {
    // Microsoft's clients count from nought.
    const origin = { userName: '-', sessionId: '0', version: String(locals.version - 1), address };
    return { ...shared, origin, name: 'session', bandwidth: [{ type: 'CT', value: totalKbps }] };
  }
  const origin = { userName: '-', sessionId: locals.sessionId, version: String(locals.version), address };
  return { ...shared, origin, name: '-', bandwidth: [] };
}
