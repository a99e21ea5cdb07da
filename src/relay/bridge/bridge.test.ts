import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Track } from '../../protocol/sdp/legs.ts';
import type { Kind } from '../far/guard.ts';
import { systemClock } from '../net/system.ts';
import { readRtcp } from '../rtp/rtcp.ts';
import { type Joined, rtcpFromNear, rtpFromNear, sourcesOf } from './bridge.ts';
import { createLine } from './line.ts';
import { goodbye, wantedPicture } from './rtcp-parts.ts';

interface Wire {
  readonly joined: Joined;
  readonly toFar: { readonly packet: Buffer; readonly kind: Kind }[];
  readonly toNear: { readonly packet: Buffer; readonly kind: Kind }[];
  pictures: number;
  readonly line: Joined['line'];
}

function wire(track: Partial<Track>, sources: readonly number[] = []): Wire {
  const full: Track = {
    kind: 'video',
    pair: { near: 0, far: 0 },
    send: true,
    receive: true,
    protection: { kind: 'none' },
    isMux: true,
    toFar: new Map([[102, 97]]),
    toNear: new Map([[97, 102]]),
    clockRates: new Map([[102, 90_000]]),
    codec: 'H264',
    takesFeedback: true,
    ...track,
  };
  const made: Omit<Wire, 'joined' | 'line'> = { toFar: [], toNear: [], pictures: 0 };
  const line = createLine({
    clock: systemClock,
    track: () => full,
    sendFar: (packet, kind) => made.toFar.push({ packet, kind }) > 0,
    sendNear: (packet, kind) => void made.toNear.push({ packet, kind }),
    onPictureWanted: () => {
      wired.pictures += 1;
    },
  });
  const joined = { line, sources: new Set(sources), takes: (type: number) => full.toFar.has(type) };
  const wired: Wire = Object.assign(made, { joined, line });
  return wired;
}

function rtp(payloadType: number, ssrc: number, sequence = 1): Buffer {
  const packet = Buffer.alloc(13);
  packet.writeUInt16BE(0x8000 | 0x80 | payloadType, 0);
  packet.writeUInt16BE(sequence, 2);
  packet.writeUInt32BE(ssrc, 8);
  return packet;
}

/** An empty receiver report. */
function reports(ssrc: number): Buffer {
  const packet = Buffer.alloc(8);
  packet.writeUInt32BE(0x80c90001, 0);
  packet.writeUInt32BE(ssrc, 4);
  return packet;
}

/** RFC 4585 6.3.1 */
function pictureLoss(sender: number, media: number): Buffer {
  const packet = Buffer.alloc(12);
  packet.writeUInt32BE(0x81ce0002, 0);
  packet.writeUInt32BE(sender, 4);
  packet.writeUInt32BE(media, 8);
  return packet;
}

describe('the bridge', () => {
  it('sorts by number, and writes the number of the other side; the marker stays', () => {
    const [sound, picture] = [wire({ kind: 'audio', toFar: new Map([[0, 0]]) }), wire({})];
    rtpFromNear(rtp(102, 7), [sound.joined, picture.joined]);
    expect(sound.toFar).toEqual([]);
    expect(picture.toFar[0]?.packet[1]).toBe(0x80 | 97);
    picture.line.fromFar(rtp(97, 9), 'rtp');
    expect(picture.toNear[0]?.packet[1]).toBe(0x80 | 102);
  });

  it('sorts by source where two lines share their numbers', () => {
    const [camera, screen] = [wire({}, [1]), wire({}, [2])];
    rtpFromNear(rtp(102, 2), [camera.joined, screen.joined]);
    expect([camera.toFar.length, screen.toFar.length]).toEqual([0, 1]);
  });

  it('drops numbers nobody agreed on, and everything on a line that is held', () => {
    const [open, held] = [wire({}), wire({ send: false, receive: false })];
    rtpFromNear(rtp(99, 1), [open.joined]);
    open.line.fromFar(rtp(99, 1), 'rtp');
    rtpFromNear(rtp(102, 1), [held.joined]);
    held.line.fromFar(rtp(97, 1), 'rtp');
    expect([...open.toFar, ...open.toNear, ...held.toFar, ...held.toNear]).toEqual([]);
  });

  it('hands a wish for a picture to the line whose picture it is', () => {
    const [camera, screen] = [wire({}, [1]), wire({}, [2])];
    screen.line.fromFar(rtp(97, 50), 'rtp');
    rtcpFromNear(Buffer.concat([reports(1), pictureLoss(1, 50)]), [camera.joined, screen.joined]);
    expect(camera.toFar.map(({ packet }) => packet.length)).toEqual([8]);
    expect(screen.toFar.map(({ packet }) => packet)).toEqual([Buffer.concat([reports(1), pictureLoss(1, 50)])]);
  });

  it('asks by signalling where the far end knows no feedback, and sends it none', () => {
    const line = wire({ takesFeedback: false });
    line.line.fromFar(rtp(97, 50), 'rtp');
    rtcpFromNear(Buffer.concat([reports(1), pictureLoss(1, 50)]), [line.joined]);
    expect(line.pictures).toBe(1);
    expect(line.toFar.map(({ packet }) => packet)).toEqual([reports(1)]);
  });

  it('passes reports of the far end on, without what Chromium did not agree to', () => {
    const line = wire({});
    const nack = Buffer.from([0x81, 205, 0, 3, ...Array<number>(12).fill(0)]);
    line.line.fromFar(Buffer.concat([reports(50), nack, pictureLoss(50, 1)]), 'rtcp');
    expect(line.toNear.map(({ packet }) => packet)).toEqual([Buffer.concat([reports(50), pictureLoss(50, 1)])]);
  });

  it('reads the sources of each section', () => {
    const sdp =
      'v=0\r\nm=audio 9 X 0\r\na=ssrc:11 cname:x\r\nm=video 9 X 1\r\na=ssrc:12 cname:x\r\na=ssrc:13 cname:x\r\n';
    expect(sourcesOf(sdp)).toEqual([new Set([11]), new Set([12, 13])]);
  });

  it('says goodbye for its sources in a compound packet that can be read', () => {
    const [report, bye, ...more] = readRtcp(goodbye([5, 6]));
    expect(report?.said).toEqual({ kind: 'receiver-report', ssrc: 5, blocks: [] });
    expect(bye?.bytes.toString('hex')).toBe('82cb00020000000500000006');
    expect(more).toEqual([]);
  });

  it('never throws, whatever comes from either side', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), fc.constantFrom(0x80, 0x81, 0x90, 0xbf), (bytes, first) => {
        const packet = Buffer.from([first, ...bytes]);
        const line = wire({});
        rtpFromNear(Buffer.from(packet), [line.joined]);
        rtcpFromNear(packet, [line.joined]);
        line.line.fromFar(Buffer.from(packet), 'rtp');
        line.line.fromFar(packet, 'rtcp');
        for (const part of readRtcp(packet)) wantedPicture(part);
      }),
    );
  });
});
