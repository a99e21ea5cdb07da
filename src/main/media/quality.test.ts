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
  quality.hearWindow({ atMs: 0, codec: 'PCMU', packetsReceived: 0 });
  const heard = quality.hearWindow({ atMs: 1000, codec: 'PCMU', packetsReceived: 0 });
  expect(heard).toEqual({ codec: 'PCMU' });
});

it('believes the relay about the way to the far end, which the window cannot see', () => {
  const quality = new LineQuality();
  quality.hearWindow({ atMs: 0, codec: 'PCMA', roundTripMs: 1, packetsReceived: 100 });
  quality.hearWindow({ atMs: 2000, codec: 'PCMA', roundTripMs: 1, packetsReceived: 200 });
  const heard = quality.hearRelay({ roundTripMs: 200, lossPercent: 2, path: 'direct', strangers: 3 });
  expect(heard).toMatchObject({ codec: 'PCMA', roundTripMs: 200, lossPercent: 2, path: 'direct', strangers: 3 });
  expect(heard.mos).toBeDefined();
});

it('does not go on with what the far end missed in a report that the relay takes for too old', () => {
  const quality = new LineQuality();
  quality.hearWindow({ atMs: 0, sentLoss: 0.25 });
  expect(quality.hearRelay({ sentLossPercent: 25, strangers: 0 }).sentLossPercent).toBe(25);
  quality.hearRelay({ strangers: 0 });
  expect(quality.hearWindow({ atMs: 2000, sentLoss: 0.25 }).sentLossPercent).toBeUndefined();
});

it('does not take a counter that went back for loss', () => {
  const quality = new LineQuality();
  quality.hearWindow({ atMs: 0, packetsReceived: 100, packetsLost: 10, bytesReceived: 5000 });
  const heard = quality.hearWindow({ atMs: 2000, packetsReceived: 200, packetsLost: 5, bytesReceived: 100 });
  expect(heard).toMatchObject({ lossPercent: 0, receivedKbps: 0 });
});

/** Figures every two seconds of a line on which all arrives; `waitMs` is how long samples waited since the figures before. */
function steady(quality: LineQuality) {
  let [seconds, bufferedMs] = [0, 0];
  return (waitMs: number) => {
    seconds += 2;
    bufferedMs += waitMs * 16_000;
    return quality.hearWindow({
      atMs: seconds * 1000,
      codec: 'PCMU',
      packetsReceived: seconds * 50,
      packetsLost: 0,
      bufferedMs,
      bufferedCount: seconds * 8000,
    }).mos;
  };
}

it('tells no score before two figures stand, since the first hold how the buffers filled', () => {
  const quality = new LineQuality();
  const figures = steady(quality);
  expect(figures(900)).toBeUndefined();
  expect(quality.hearRelay({ lossPercent: 0 }).mos).toBeUndefined();
  expect(figures(40)).toBeGreaterThan(4.3);
});

it('scores how long packets wait now, not on average since the call began', () => {
  const figures = steady(new LineQuality());
  for (let count = 0; count < 100; count += 1) figures(40);
  expect(figures(400)).toBeLessThan(3.7);
  expect(figures(40)).toBeGreaterThan(4.3);
});

it('keeps its score over the two figures after a change of device, and then says what is', () => {
  const quality = new LineQuality();
  const figures = steady(quality);
  figures(40);
  const before = figures(40);
  quality.devicesChanged();
  expect(figures(900)).toBe(before);
  expect(quality.hearRelay({ lossPercent: 0 }).mos).toBe(before);
  expect(figures(900)).toBe(before);
  expect(figures(900)).toBeLessThan(3);
});

it('remembers a bad call that ended well', () => {
  const quality = new LineQuality();
  let received = 0;
  let heard = quality.hearWindow({ atMs: 0, codec: 'PCMU', packetsReceived: 0 });
  for (let interval = 1; interval <= 300; interval += 1) {
    const lossPercent = interval <= 295 ? 20 : 0;
    received += 100 - lossPercent;
    quality.hearWindow({ atMs: interval * 2000, codec: 'PCMU', packetsReceived: received });
    heard = quality.hearRelay({ lossPercent, jitterMs: interval === 7 ? 90 : 5 });
  }
  expect(heard.mos).toBeGreaterThan(4.03);
  expect(heard.wholeCall).toMatchObject({ worstJitterMs: 90 });
  expect(heard.wholeCall?.lossPercent).toBeCloseTo((295 * 20) / 300, 0);
  expect(heard.wholeCall?.meanMos).toBeLessThan(3.1);
  expect(heard.wholeCall?.worstMos).toBeLessThanOrEqual(heard.wholeCall?.meanMos ?? 0);
});

it('does not count the scores of a time that holds how a device was changed', () => {
  const quality = new LineQuality();
  const next = steady(quality);
  for (let figures = 0; figures < 4; figures += 1) next(20);
  quality.devicesChanged();
  next(900);
  const heard = quality.hearRelay({});
  expect(heard.wholeCall?.worstMos).toBe(heard.wholeCall?.meanMos);
});

it('tells how long sound waited, which the score counts, and nothing of it before two figures stand', () => {
  const quality = new LineQuality();
  const figures = steady(quality);
  figures(900);
  expect(quality.hearRelay({}).bufferMs).toBeUndefined();
  figures(400);
  expect(quality.hearRelay({}).bufferMs).toBe(400);
});
