/** One long call through the relay as it ships: whether packets come later and later, and whether its process grows. */
import { measureInElectron, whyNoRelay } from './relay-electron.ts';
import type { Part } from './table.ts';

/** Part `long-call` of the bench. */
export async function benchLongCall(minutes: number): Promise<Part> {
  const what = `a call of ${minutes} minutes`;
  const skipped = whyNoRelay();
  if (skipped) return { rows: [{ what, measured: `skipped (${skipped})` }], figures: { skipped } };
  const [call] = await measureInElectron([{ calls: 1, seconds: minutes * 60 }]);
  if (!call) throw new Error('nothing was measured');
  const { firstMs, lastMs, packets, missingPercent, memoryBeforeMb, memoryMb, cpuPercent } = call;
  return {
    rows: [
      {
        what: `${what}: how much later packets come at its end, ms`,
        measured: `median ${firstMs.toFixed(2)} ms in its first tenth, ${lastMs.toFixed(2)} ms in its last`,
        value: lastMs - firstMs,
        aim: { most: 0.25 },
      },
      {
        what: `${what}: packets lost, per cent`,
        measured: `${packets} came`,
        value: missingPercent,
        aim: { most: 0.1 },
      },
      {
        what: `${what}: memory that the relay's process gained, MB`,
        measured: `${memoryBeforeMb.toFixed(0)} MB when it began, ${memoryMb.toFixed(0)} MB at its end`,
        value: memoryMb - memoryBeforeMb,
        aim: { most: 10 },
      },
      { what: `${what}: per cent of a core`, measured: '', value: cpuPercent, aim: { most: 2 } },
    ],
    figures: call,
  };
}
