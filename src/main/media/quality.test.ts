import { expect, it } from 'vitest';
import { LineQuality } from './quality.ts';

it('makes rates and loss of what came in between two reports', () => {
  const quality = new LineQuality();
  quality.hearWindow({ atMs: 1000, packetsReceived: 100, packetsLost: 0, bytesReceived: 16_000, bytesSent: 16_000 });
  const heard = quality.hearWindow({
    atMs: 3000,
    codec: 'PCMU',
    packetsReceived: 190,
    packetsLost: 10,
    bytesReceived: 32_000,
    bytesSent: 36_000,
  });
  expect(heard).toMatchObject({ codec: 'PCMU', lossPercent: 10, receivedKbps: 64, sentKbps: 80 });
  expect(heard.mos).toBeLessThan(4);
});

it('says nothing of loss while nothing was to come, and nothing of the score without loss', () => {
  const quality = new LineQuality();
  const heard = quality.hearWindow({ atMs: 1000, codec: 'PCMU', packetsReceived: 0 });
  expect(heard).toEqual({ codec: 'PCMU' });
});

it('believes the relay about the way to the far end, which the window cannot see', () => {
  const quality = new LineQuality();
  quality.hearWindow({ atMs: 0, codec: 'PCMA', roundTripMs: 1, packetsReceived: 100 });
  const heard = quality.hearRelay({ roundTripMs: 200, lossPercent: 2, path: 'direct', strangers: 3 });
  expect(heard).toMatchObject({ codec: 'PCMA', roundTripMs: 200, lossPercent: 2, path: 'direct', strangers: 3 });
  expect(heard.mos).toBeDefined();
});

it('does not take a counter that went back for loss', () => {
  const quality = new LineQuality();
  quality.hearWindow({ atMs: 0, packetsReceived: 100, packetsLost: 10, bytesReceived: 5000 });
  const heard = quality.hearWindow({ atMs: 2000, packetsReceived: 200, packetsLost: 5, bytesReceived: 100 });
  expect(heard).toMatchObject({ lossPercent: 0, receivedKbps: 0 });
});
