import { describe, expect, it } from 'vitest';
import { figuresOf } from './figures.ts';

/** As Chromium 130 reports a call with sound and a picture, shortened to what is read. */
const report = [
  { type: 'codec', id: 'C0', mimeType: 'audio/PCMU' },
  { type: 'codec', id: 'C1', mimeType: 'video/H264' },
  {
    ...{
      type: 'inbound-rtp',
      kind: 'audio',
      codecId: 'C0',
      packetsReceived: 500,
      packetsLost: 3,
      bytesReceived: 80_000,
    },
    ...{ jitter: 0.004, jitterBufferDelay: 128, jitterBufferEmittedCount: 4000, totalAudioEnergy: 0.25 },
  },
  { type: 'inbound-rtp', kind: 'video', codecId: 'C1', bytesReceived: 20_000, frameWidth: 1280, frameHeight: 720 },
  { type: 'outbound-rtp', kind: 'audio', codecId: 'C0', bytesSent: 79_000 },
  { type: 'remote-inbound-rtp', kind: 'audio', roundTripTime: 0.042, fractionLost: 0.01 },
  { type: 'media-source', kind: 'audio', totalAudioEnergy: 0.5 },
  { type: 'candidate-pair', currentRoundTripTime: 0.0001 },
];

describe('figures of a call', () => {
  it('are those of the sound, the sizes of both, and the way to the far end, not to the relay', () => {
    expect(figuresOf(report, 1000)).toEqual({
      ...{ atMs: 1000, codec: 'PCMU', videoCodec: 'H264', videoSize: '1280x720', packetsReceived: 500, packetsLost: 3 },
      ...{
        bytesReceived: 100_000,
        bytesSent: 79_000,
        jitterMs: 4,
        bufferedMs: 128_000,
        bufferedCount: 4000,
        roundTripMs: 42,
        sentLoss: 0.01,
      },
    });
  });

  it('leave out what the report does not tell yet', () => {
    expect(figuresOf([], 5)).toEqual({ atMs: 5, bytesReceived: 0, bytesSent: 0 });
    const strange = [
      { type: 'inbound-rtp', kind: 'audio', jitter: Number.NaN, packetsReceived: 'many', jitterBufferDelay: '1' },
    ];
    expect(figuresOf(strange, 5)).toEqual({ atMs: 5, bytesReceived: 0, bytesSent: 0 });
  });
});
