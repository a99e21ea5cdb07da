import { expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import type { Lab } from '../api.ts';
import { createBench } from '../sip/test-bench.ts';
import { turnKnob } from './knobs.ts';

function setUp() {
  const { side } = createBench(createFakeClock(), createFakeRandom());
  const lab = side as unknown as Lab;
  return { side, turn: (line: string) => turnKnob(lab, line).text };
}

it('a meeting can be steered by lines', () => {
  const { side, turn } = setUp();
  const meeting = side.meeting('2Z92HZZZ');
  for (const line of [
    'policy locked',
    'add 3',
    'waiting 2',
    'leave 1',
    'grace 5',
    'wait 5',
    'seats 9',
    'part chat down',
  ]) {
    expect(turn(`meeting 2Z92HZZZ ${line}`)).toMatch(/^2Z92HZZZ: /);
  }
  expect(meeting.participants()).toHaveLength(2 + 3 + 2 - 1);
  expect(meeting.now()).toMatchObject({ policy: 'locked' });
  expect(turn('meeting 2Z92HZZZ admit sip:waiting-4@anonymous.invalid')).toContain('admit');
  expect(turn('meeting 2Z92HZZZ people')).toContain('Garth Fort, presenter, connected');
  expect(turn('meeting 2Z92HZZZ facts')).toContain('key TSW7KEYQ');
  expect(turn('meeting 2Z92HZZZ role sip:cynthia@tailspintoys.com presenter')).toContain('presenter');
  expect(meeting.seats()[1]?.role).toBe('presenter');
  for (const line of [
    'fault later',
    'fault refuse serverBusy addUser',
    'fault roster cut',
    'fault off',
    'play 2',
    'play off',
    'gather 5 0',
  ]) {
    expect(turn(`meeting 2Z92HZZZ ${line}`)).toMatch(/^2Z92HZZZ: /);
  }
  turn('meeting 2Z92HZZZ end');
  expect(meeting.participants()).toEqual([]);
});

it.each([
  'meeting NOWHERE1 people',
  'meeting 2Z92HZZZ dance',
  'meeting 2Z92HZZZ policy friendly',
  'meeting 2Z92HZZZ admit',
  'meeting 2Z92HZZZ fault lazy',
  'meeting 2Z92HZZZ fault refuse',
  'meeting 2Z92HZZZ part smell up',
  'factory contoso.com parts chat,smell',
  'factory contoso.com refuse',
  'factory contoso.com dance',
  'factory nowhere.invalid none',
])('says how to write it for %s', (line) => {
  expect(setUp().turn(line)).toContain('Usage: ');
});

it('a factory can be steered by lines', () => {
  const { turn } = setUp();
  for (const line of [
    'parts chat,meeting',
    'most 3',
    'phones off',
    'refuse serverBusy',
    'fault silent addConference',
    'none',
  ]) {
    expect(turn(`factory contoso.com ${line}`)).not.toContain('Usage');
  }
});
