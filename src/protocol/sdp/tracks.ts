/** What an offer and its answer mean for the packets. */

import type { AgreedTracks } from '../../shared/model/relay-messages.ts';
import { carries, codecKey, findCodec, isDigits, passable } from './codecs.ts';
import type { MediaSection, Payload } from './description.ts';
import { flowOf, isSomewhere, saidDirection } from './directions.ts';
import { saidByFar } from './far-answer.ts';
import type { FarWishes, Negotiated, Protection, SectionPair, Track } from './legs.ts';
import type { Exchange } from './pairs.ts';
import { agreedProtection } from './protection.ts';
import { isShared } from './shared-port.ts';

/** The tracks of a complete exchange, one for each section that both sides keep open. */
export function tracksOf(exchange: Exchange, wishes: FarWishes): Negotiated<{ readonly tracks: readonly Track[] }> {
  const { pairs, farOurs } = exchange;
  const theirs = saidByFar(exchange);
  const tracks: Track[] = [];
  for (const pair of pairs) {
    const [ours, said] = [farOurs.media[pair.far], theirs[pair.far]];
    if (!ours || !said || ours.port === 0 || said.port === 0) continue;
    const protection = agreedProtection(ours, said, wishes);
    if (!protection) {
      return { ok: false, problem: 'encryption-mismatch', detail: `section ${pair.far + 1} of the answer` };
    }
    const track = trackOf({ exchange, pair, ours, theirs: said, protection });
    if (track) tracks.push(track);
  }
  if (tracks.length === 0) return { ok: false, problem: 'nothing-common', detail: 'no codec is left on both sides' };
  return { ok: true, tracks };
}

interface Agreed {
  readonly exchange: Exchange;
  readonly pair: SectionPair;
  readonly ours: MediaSection;
  readonly theirs: MediaSection;
  readonly protection: Protection;
}

function trackOf(agreed: Agreed): Track | undefined {
  const { exchange, pair, ours, theirs, protection } = agreed;
  const numbers = numbersOf(agreed);
  const first = (exchange.offeredBy === 'near' ? theirs : ours).payloads.find(
    (payload) => carries(payload) && findCodec(payload, numbers.near) !== undefined,
  );
  if (!first || (ours.kind !== 'audio' && ours.kind !== 'video')) return undefined;
  const [us, them] = [flowOf(ours.direction), flowOf(saidDirection(theirs))];
  const digits = numbers.near.find((payload) => isDigits(payload) && payload.clockRate === first.clockRate);
  const isMux = isShared(ours, theirs);
  const remote = remoteOf(theirs, isMux);
  return {
    kind: ours.kind,
    pair,
    send: us.sends && them.receives,
    receive: us.receives && them.sends,
    protection,
    ...(remote && { remote }),
    isMux,
    ...(ours.ice && theirs.ice && { ice: iceOf(agreed, theirs.ice) }),
    toFar: numbers.toFar,
    toNear: numbers.toNear,
    clockRates: new Map(numbers.near.map(({ type, clockRate }) => [type, clockRate])),
    ...(digits && { digits: digits.type }),
    codec: first.name,
    takesFeedback: takesFeedback(theirs),
  };
}

interface Numbers {
  /** What both Chromium and the far end have, in Chromium's numbers. */
  readonly near: readonly Payload[];
  readonly toFar: ReadonlyMap<number, number>;
  readonly toNear: ReadonlyMap<number, number>;
}

/** Each side sends the numbers the other wrote. Those it wrote itself are taken too: not everybody knows. RFC 3264 5.1 */
function numbersOf({ exchange, pair, ours, theirs }: Agreed): Numbers {
  const [said, heard] = [exchange.nearOurs.media[pair.near], exchange.nearTheirs.media[pair.near]];
  // Both descriptions of that side have the same numbers; those of the offer that were not answered mean nothing.
  const agreed = new Map((said?.payloads ?? []).map((payload) => [payload.type, codecKey(payload)]));
  const both = heard ? passable(heard).filter((payload) => agreed.get(payload.type) === codecKey(payload)) : [];
  const toFar = new Map<number, number>();
  const toNear = new Map<number, number>();
  const near: Payload[] = [];
  for (const payload of both) {
    const [mine, other] = [findCodec(payload, passable(ours)), findCodec(payload, passable(theirs))];
    if (!mine || !other) continue;
    near.push(payload);
    toFar.set(payload.type, other.type);
    toNear.set(mine.type, payload.type);
  }
  for (const [mine, other] of toFar) if (!toNear.has(other)) toNear.set(other, mine);
  return { near, toFar, toNear };
}

function remoteOf({ address, port, rtcp }: MediaSection, isMux: boolean): Track['remote'] {
  if (!isSomewhere(address)) return undefined;
  const next = Math.min(port + 1, 65_535);
  return {
    address,
    port,
    rtcpAddress: isMux ? address : (rtcp?.address ?? address),
    rtcpPort: isMux ? port : (rtcp?.port ?? next),
  };
}

function iceOf({ exchange, theirs }: Agreed, remote: NonNullable<MediaSection['ice']>): NonNullable<Track['ice']> {
  const { candidates, remoteCandidates } = theirs;
  return { remote, candidates, isRemoteLite: exchange.farTheirs.isIceLite, remoteCandidates };
}

function takesFeedback({ protocol, feedback }: MediaSection): boolean {
  return /AVPF$/.test(protocol) || feedback.some(({ value }) => /^(?:nack pli|ccm fir)/.test(value));
}

/**
 * What main is told. `before` is what it was told last: an offer of ours that holds says nothing about whether the far end holds too, and what
 * was known stays.
 */
export function agreedOf(
  tracks: readonly Track[],
  exchange: Exchange,
  wishes: FarWishes,
  before?: AgreedTracks,
): AgreedTracks {
  const video = tracks.find(({ kind }) => kind === 'video');
  return {
    encryption: encryptionOf(tracks),
    takesDigits: tracks.some(({ digits }) => digits !== undefined),
    video: { send: video?.send ?? false, receive: video?.receive ?? false },
    isHeldByPeer: isHeldByPeer(exchange) ?? before?.isHeldByPeer ?? false,
    needsFinalOffer: needsFinalOffer(tracks, exchange, wishes),
  };
}

/** The weakest: a lock must not promise more. */
function encryptionOf(tracks: readonly Track[]): AgreedTracks['encryption'] {
  if (tracks.some(({ protection }) => protection.kind === 'none')) return 'none';
  return tracks.some(({ protection }) => protection.kind === 'sdes') ? 'srtp' : 'dtls-srtp';
}

/** By the first section of sound, else of pictures; undefined when it cannot be told. */
function isHeldByPeer(exchange: Exchange): boolean | undefined {
  const { offeredBy, pairs, farOurs } = exchange;
  const said = saidByFar(exchange);
  const open = pairs.filter(({ far }) => (said[far]?.port ?? 0) !== 0);
  const main = open.find(({ far }) => said[far]?.kind === 'audio') ?? open[0];
  const [ours, theirs] = main ? [farOurs.media[main.far], said[main.far]] : [];
  if (!ours || !theirs || (offeredBy === 'near' && !flowOf(ours.direction).sends)) return undefined;
  return !flowOf(saidDirection(theirs)).receives;
}

/** Not once it has been made: an offer that names the chosen addresses is the final one. */
function needsFinalOffer(tracks: readonly Track[], { offeredBy, farOurs }: Exchange, { dialect }: FarWishes): boolean {
  const isFinal = farOurs.media.some(({ remoteCandidates }) => remoteCandidates.length > 0);
  return dialect === 'microsoft' && offeredBy === 'near' && !isFinal && tracks.some(({ ice }) => ice !== undefined);
}
