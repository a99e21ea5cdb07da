/** Scenarios that the window plays: the player in this process, its lab and clients real. */
import { expect, it } from 'vitest';
import { systemClock } from '../../src/lab/net/system.ts';
import { createScenarioPlayer, type PlayerProcess } from '../../src/main/session/lab/scenario-player.ts';
import { createStateStore } from '../../src/main/store/state.ts';
import { firstSlices } from '../../src/shared/model/first-slices.ts';
import type { LabRun } from '../../src/shared/model/lab-run.ts';
import { defaultSettings } from '../../src/shared/model/settings.ts';
import { servePlayer } from '../../src/tester/player/serve-player.ts';

const clock = systemClock();
const app = {
  version: '0',
  runtime: '',
  standInRuntime: false,
  sandboxed: true,
  secretStore: { available: true, backend: '' },
  platform: '',
};

/** `isMute`: a process that takes messages and never says anything. */
function setUp(isMute = false) {
  const state = createStateStore(firstSlices(app, defaultSettings), clock);
  const forked: PlayerProcess[] = [];
  const fork = () => {
    const made = playerHere(isMute && forked.length > 0);
    forked.push(made);
    return made;
  };
  const player = createScenarioPlayer({ state, clock, fork });
  const until = (fits: (run: LabRun) => boolean) =>
    new Promise<LabRun>((resolve) => {
      const look = () => {
        const { labRun } = state.get();
        if (labRun && fits(labRun)) resolve(labRun);
      };
      state.onDelta(look);
      look();
    });
  return { player, state, forked, until };
}

function playerHere(isMute: boolean): PlayerProcess {
  const heard: ((message: unknown) => void)[] = [];
  const ends: (() => void)[] = [];
  let isOver = false;
  const post = (reply: unknown) => {
    for (const hear of isOver ? [] : heard) hear(structuredClone(reply));
  };
  const take = servePlayer({ post }, clock);
  return {
    postMessage: (message) => void (isMute ? undefined : take(structuredClone(message))),
    kill() {
      isOver = true;
      for (const end of ends.splice(0)) end();
    },
    once: (_event, listener) => ends.push(listener),
    on: (_event, listener) => heard.push(listener),
  };
}

it('[I16] lists the 32 cells and the examples, and plays a cell step by step', async () => {
  const { player, until } = setUp();
  const files = await player.files();
  if (!files.ok) throw new Error(files.failure.detail);
  expect(files.value[0]).toMatchObject({ file: 'federation-matrix.json' });
  expect(files.value[0]?.scenarios).toHaveLength(32);
  expect(files.value).toHaveLength(6);
  const seen: number[] = [];
  await player.run('federation-matrix.json', '1.1');
  const run = await until((now) => {
    seen.push(now.steps.length);
    return now.phase !== 'running';
  });
  expect(run).toMatchObject({ phase: 'passed', file: 'federation-matrix.json' });
  expect(run.steps).toHaveLength(run.planned.length);
  // Some of its steps were told before the last was played.
  expect(seen.some((count) => count > 0 && count < run.planned.length)).toBe(true);
  expect(run.ladders[0]?.text).toContain('INVITE');
  expect(run.report).toContain('1 of 1 as expected');
});

it('is cancelled, and says so; a process that ends by itself is told', async () => {
  const { player, state, forked } = setUp(true);
  await player.run('federation-matrix.json', '1.1');
  expect(state.get().labRun?.phase).toBe('running');
  player.cancel();
  expect(state.get().labRun?.phase).toBe('cancelled');
  await player.run('federation-matrix.json', '1.2');
  forked.at(-1)?.kill();
  expect(state.get().labRun).toMatchObject({ phase: 'error', problem: 'The scenario player ended.' });
  player.close();
});
