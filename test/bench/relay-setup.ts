/** From the click to the first sound of a call: what distance adds to it, in round trips. */
import { type CallScene, startCallScene } from '../fakes/call-scene.ts';
import { median } from './median.ts';
import type { Part } from './table.ts';

interface Sample {
  readonly roundTrips: number;
  readonly ms: number;
}

const distances = [20, 50];
/** The compiler is still at work in the first calls. */
const warmUps = 2;

/**
 * A party that answers at once; client, relay, lab and a WebRTC engine in the window's place share this process. What they compute, handshakes most
 * of all, is the same at any distance; the lab is away by its signalling, not by its sound.
 */
export async function setUpRows(runs: number): Promise<Part> {
  const scene = await startCallScene();
  try {
    scene.world.lab.calls.setTimes({ ringMs: 0 });
    for (let run = 0; run < warmUps; run += 1) await setUp(scene, 0);
    const near = await setUps(scene, 0, runs);
    const far = [];
    for (const rttMs of distances) far.push({ rttMs, ...(await setUps(scene, rttMs, runs)) });
    const rows = far.map(({ rttMs, ms, roundTrips }) => ({
      what: `from the click to the first sound, ${rttMs} ms away: what that adds, in round trips`,
      measured: `${ms.toFixed(0)} ms against ${near.ms.toFixed(0)} ms next door; the lab counted ${roundTrips}`,
      value: (ms - near.ms) / rttMs,
    }));
    return { rows, figures: { near, far } };
  } finally {
    await scene.stop();
  }
}

/** Medians. */
async function setUps(scene: CallScene, rttMs: number, runs: number): Promise<Sample> {
  const samples: Sample[] = [];
  while (samples.length < Math.min(runs, 5)) samples.push(await setUp(scene, rttMs));
  return {
    ms: median(samples.map(({ ms }) => ms)),
    roundTrips: median(samples.map(({ roundTrips }) => roundTrips)),
  };
}

async function setUp({ world: { lab }, calls, window, untilCall }: CallScene, rttMs: number): Promise<Sample> {
  lab.setLatency(rttMs / 2);
  lab.resetRoundTrips();
  const startedMs = performance.now();
  const called = calls.call({ to: 'sip:echo@contoso.com' });
  if (!called.ok) throw new Error(called.failure.code);
  while (window.openCalls === 0) await new Promise((resolve) => setImmediate(resolve));
  await window.record(called.value, 0.02);
  const sample = { ms: performance.now() - startedMs, roundTrips: lab.roundTrips() };
  lab.setLatency(0);
  await untilCall(called.value, ({ state }) => state === 'active');
  await calls.hangUp(called.value);
  await untilCall(called.value, ({ state }) => state === 'ended');
  return sample;
}
