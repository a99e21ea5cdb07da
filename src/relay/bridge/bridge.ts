/** Sorts what comes from Chromium, all by one port, to the lines it is meant for. RFC 9143 9.2 */
import { readRtpHead } from '../rtp/packet.ts';
import { type RtcpPart, readRtcp } from '../rtp/rtcp.ts';
import type { Line } from './line.ts';
import { wantedPicture } from './rtcp-parts.ts';

export interface Joined {
  readonly line: Line;
  /** Chromium's sources of this line, where its description names them. */
  readonly sources: ReadonlySet<number>;
  /** Whether the far end takes packets of this number. */
  takes(payloadType: number): boolean;
}

/** A packet that belongs to no line is dropped. */
export function rtpFromNear(packet: Buffer, lines: readonly Joined[]): void {
  const head = readRtpHead(packet);
  if (!head) return;
  const named = lines.find(({ sources }) => sources.has(head.ssrc));
  const joined = named ?? lines.find((each) => each.takes(head.payloadType));
  joined?.line.fromNear(packet, head);
}

/** Each line hears what its own sources report, and which pictures of its far end are wanted. */
export function rtcpFromNear(compound: Buffer, lines: readonly Joined[]): void {
  const shares = new Map<Joined, RtcpPart[]>();
  let current = lines[0];
  for (const part of readRtcp(compound)) {
    current = lineOf(part, lines) ?? current;
    if (current) shares.set(current, [...(shares.get(current) ?? []), part]);
  }
  for (const [{ line }, parts] of shares) line.reportFromNear(parts);
}

/** Undefined where a part does not say: it belongs with the one before. */
function lineOf(part: RtcpPart, lines: readonly Joined[]): Joined | undefined {
  const wanted = wantedPicture(part);
  if (wanted !== undefined) return lines.find(({ line }) => line.hears(wanted));
  const { said } = part;
  if (said.kind !== 'sender-report' && said.kind !== 'receiver-report') return undefined;
  const speaks = ({ line, sources }: Joined) => line.speaks(said.ssrc) || sources.has(said.ssrc);
  return lines.find(speaks) ?? lines.find(({ line }) => said.blocks.some(({ ssrc }) => line.hears(ssrc)));
}

/** The sources that each section of a description announces by `a=ssrc`. RFC 5576 */
export function sourcesOf(sdp: string): readonly ReadonlySet<number>[] {
  return sdp
    .split(/^m=/m)
    .slice(1)
    .map((section) => new Set([...section.matchAll(/^a=ssrc:(\d{1,10}) /gm)].map(([, source]) => Number(source))));
}
