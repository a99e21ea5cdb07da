/** Scenarios that the window plays: the player in this process, its lab and clients real. */
import { expect, it } from 'vitest';
import { systemClock } from '../../src/lab/net/system.ts';
import { createScenarioPlayer, type PlayerProcess } from '../../src/main/session/lab/scenario-player.ts';
import { createStateStore } from '../../src/main/store/state.ts';
import { lanesOf } from '../../src/shared/ladder/lanes.ts';
import { plainLadderWords } from '../../src/shared/ladder/words.ts';
import { firstSlices } from '../../src/shared/model/first-slices.ts';
import type { LabRun } from '../../src/shared/model/lab-run.ts';
import { defaultSettings } from '../../src/shared/model/settings.ts';
import { servePlayer } from '../../src/tester/player/serve-player.ts';
import { testApp } from '../fakes/test-app.ts';

const clock = systemClock();

/** `isMute`: a process that takes messages and never says anything. */
function setUp(isMute = false) {
  const state = createStateStore(firstSlices(testApp, defaultSettings), clock);
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
  expect(files.value).toHaveLength(7);
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
  const [ladder] = run.ladders;
  const kinds = new Set(ladder?.entries.map(({ kind }) => kind));
  expect(kinds).toEqual(new Set(['connect', 'sip']));
  const lanes = lanesOf(ladder?.entries ?? [], ladder?.connections ?? [], plainLadderWords);
  expect(lanes.lanes.map(({ server }) => server)).toContain('sip.contoso.com');
  expect(run.report).toContain('1 of 1 as expected');
});

it('begins none that was cancelled while the list was read, and of two the newer', async () => {
  const { player, state, forked, until } = setUp();
  const cancelled = player.run('federation-matrix.json', '1.1');
  player.cancel();
  await cancelled;
  expect([forked.length, state.get().labRun]).toEqual([1, null]);
  await Promise.all([player.run('federation-matrix.json', '1.1'), player.run('federation-matrix.json', '1.2')]);
  expect(forked).toHaveLength(2);
  expect(await until(({ phase }) => phase !== 'running')).toMatchObject({ phase: 'passed', id: '1.2' });
});

it('plays a file from the disk, under the name it has there; opened again it takes its own place', async () => {
  const { player, until } = setUp();
  const text = JSON.stringify({
    version: 1,
    name: 'Mine',
    where: { lab: {} },
    who: { karen: { address: 'karen@contoso.com' } },
    scenarios: [{ name: 'In', steps: [{ do: 'sign-in', who: 'karen' }] }],
  });
  const opened = await player.open({ name: 'mine.json', text });
  expect(opened).toMatchObject({ value: { kind: 'opened', file: { name: 'Mine', opened: 'mine.json' } } });
  const again = await player.open({ name: 'mine.json', text });
  const files = await player.files();
  const own = (files.ok ? files.value : []).filter((each) => each.opened !== undefined);
  expect(own).toEqual(again.ok && again.value.kind === 'opened' ? [again.value.file] : []);
  await player.run(own[0]?.file ?? '', '1');
  expect(await until(({ phase }) => phase !== 'running')).toMatchObject({ phase: 'passed', name: 'In' });
});

it('says with line and reason what is wrong with a file, and reads none that it names', async () => {
  const { player } = setUp();
  const lines = (where: string) =>
    [
      '{ "version": 1, "name": "n",',
      `"where": ${where},`,
      '"who": {},',
      '"scenarios": [{ "name": "s", "steps": [',
      '{ "do": "sign-in", "who": "karen" }] }] }',
    ].join('\n');
  const problemsOf = async (text: string) => {
    const outcome = await player.open({ name: 'mine.json', text });
    return outcome.ok && outcome.value.kind === 'unreadable' ? outcome.value.problems : [];
  };
  expect(await problemsOf(lines('{ "lab": {} }'))).toEqual([
    { line: 5, path: 'scenarios[0].steps[0].who', expected: expect.stringContaining('expected one of') },
  ]);
  expect(await problemsOf(lines('{ "lab": {} }').replace('"n",', '"n" '))).toMatchObject([{ line: 2, path: '' }]);
  const other = lines('{ "replay": "other.json" }').replace('"who": {}', '"who": { "karen": { "address": "k@x.y" } }');
  expect(await problemsOf(other)).toMatchObject([{ line: 2, path: 'where' }]);
  const step = { do: 'pause', ms: 1 };
  const cases = Array.from({ length: 400 }, (_, at) => ({ name: `case ${at}` }));
  const scenarios = ['a', 'b', 'c'].map((name) => ({ name, steps: [step], cases }));
  const long = JSON.stringify({ version: 1, name: 'n', where: { lab: {} }, who: {}, scenarios });
  expect(await problemsOf(long)).toMatchObject([
    { path: 'scenarios', expected: expect.stringContaining('at most 1000 cases') },
  ]);
  expect(await player.open({ name: 'mine.json', problem: 'EACCES' })).toMatchObject({
    value: { kind: 'unreadable', name: 'mine.json', problems: [{ line: 1, expected: 'EACCES' }] },
  });
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
