import { expect, it } from 'vitest';
import { createFakeClock } from '../../../../test/fakes/fake-clock.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import { done, failed, type Outcome } from '../../../shared/outcome.ts';
import { MuteInRoster } from './mute-in-roster.ts';

const refused: Failure = { code: 'MEETING_NOT_ALLOWED', at: 0 };

/** What was told to the meeting, and what came of it here. */
function sides(answer: () => Promise<Outcome<void>> = async () => done(undefined)) {
  const told: boolean[] = [];
  const heard: (boolean | string)[] = [];
  const clock = createFakeClock();
  const roster = { isCurrent: true };
  const keeper = new MuteInRoster({
    clock,
    tell(isMuted) {
      told.push(isMuted);
      return answer();
    },
    muteByMeeting: (isMuted) => heard.push(isMuted),
    trouble: (failure) => heard.push(failure?.code ?? 'mended'),
    isRosterCurrent: () => roster.isCurrent,
  });
  keeper.begin();
  const look = (here: boolean, there: boolean, isByMeeting = false) => keeper.look({ here, there, isByMeeting });
  return { told, heard, look, clock, roster, begin: () => keeper.begin(), end: () => keeper.end() };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

it('tells the meeting once what the person does, and takes its echo for no news', async () => {
  const { told, heard, look } = sides();
  look(true, false);
  look(true, false);
  await settled();
  look(true, true);
  look(false, true);
  look(false, true);
  await settled();
  look(false, false);
  expect([told, heard]).toEqual([[true, false], []]);
});

it('follows a presenter who mutes and unmutes', () => {
  const { told, heard, look } = sides();
  look(false, true);
  look(true, true, true);
  look(true, false, true);
  look(false, false);
  expect([told, heard]).toEqual([[], [true, false]]);
});

it('keeps a microphone closed that its owner closed, whoever opens it in the roster', () => {
  const { told, heard, look } = sides();
  look(true, false);
  look(true, true);
  look(true, false);
  expect([told, heard]).toEqual([[true, true], []]);
});

it('closes the microphone again where the meeting does not let it be opened, and says why', async () => {
  const { told, heard, look } = sides(async () => failed(refused));
  look(false, true);
  look(true, true, true);
  look(false, true);
  await settled();
  expect([told, heard]).toEqual([[false], [true, true, 'MEETING_NOT_ALLOWED']]);
});

it('does not show an open microphone that a presenter closed while it was opened: the roster then says nothing new', async () => {
  const { told, heard, look, clock, roster } = sides();
  look(false, true);
  look(true, true, true);
  look(false, true);
  // Old news says nothing.
  roster.isCurrent = false;
  await clock.advance(60_000);
  expect(heard).toEqual([true]);
  roster.isCurrent = true;
  await clock.advance(5000);
  expect([told, heard]).toEqual([[false], [true, true]]);
  look(true, true, true);
  look(false, true);
  await clock.advance(4000);
  look(false, false);
  await clock.advance(60_000);
  expect([told, heard]).toEqual([
    [false, false],
    [true, true],
  ]);
});

it('waits for no word of the roster once the sound has ended', async () => {
  const { heard, look, clock, end } = sides();
  look(false, true);
  look(true, true, true);
  look(false, true);
  await settled();
  end();
  expect([heard, clock.pending]).toEqual([[true], 0]);
});

it('leaves a microphone closed whose closing the meeting was not told of', async () => {
  const { heard, look } = sides(async () => failed(refused));
  look(true, false);
  await settled();
  expect(heard).toEqual([]);
});

it('begins anew with another call: neither an answer about the one before nor its trouble is carried over', async () => {
  const answers: ((outcome: Outcome<void>) => void)[] = [];
  const { told, heard, look, begin } = sides(() => new Promise((resolve) => answers.push(resolve)));
  look(false, true);
  look(true, true, true);
  look(false, true);
  begin();
  look(false, true);
  look(true, true, true);
  look(false, true);
  answers[0]?.(failed(refused));
  await settled();
  expect([told, heard]).toEqual([
    [false, false],
    [true, true],
  ]);
  answers[1]?.(failed(refused));
  await settled();
  expect(heard).toEqual([true, true, true, 'MEETING_NOT_ALLOWED']);
  begin();
  look(true, false);
  answers[2]?.(done(undefined));
  await settled();
  expect(heard.slice(4)).toEqual([]);
});
