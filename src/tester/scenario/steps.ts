/** What each kind of step does. */
import type { LabMeetingControl } from '../../lab/focus/settings.ts';
import type { Clock } from '../../shared/clock.ts';
import { isLive } from '../../shared/model/call.ts';
import type { Failure } from '../../shared/model/failure.ts';
import type { Outcome } from '../../shared/outcome.ts';
import type { HeadlessClient } from '../headless-client.ts';
import { type Difference, differences, failureDifferences, failureWords, type Scene } from './check.ts';
import type { Expectation, ExpectedFailure, ScenarioStep, StepOf } from './schema.ts';
import type { Stage } from './stage.ts';

export interface Play {
  readonly stage: Stage;
  readonly clock: Clock;
}

const usualLimitMs = 20_000;
/** How often is looked at what no change of the client tells, such as the organiser's list. */
const lookAgainMs = 100;

/** What was expected and did not come; empty for a step that went as it should. Rejects with a sentence where it could not be done at all. */
export async function perform(play: Play, step: ScenarioStep): Promise<readonly Difference[]> {
  const { stage } = play;
  switch (step.do) {
    case 'sign-in':
      return limited(play, step, async (client) => client.client.signIn.start(stage.credentialsOf(step.who)));
    case 'sign-out':
      await (await stage.clientOf(step.who)).client.signOut();
      return [];
    case 'join':
      return limited(play, step, (client) => join(stage, client, step));
    case 'leave':
      await (await stage.clientOf(step.who)).client.meetings.leave();
      return [];
    case 'expect':
      return expect(play, step);
    case 'pause':
      await new Promise<void>((resolve) => play.clock.after(step.ms, resolve));
      return [];
    case 'set':
    case 'fault':
    case 'heal':
    case 'organize':
      onLab(stage, step);
      return [];
    default:
      return talk(play, step);
  }
}

async function talk(
  play: Play,
  step: StepOf<'call' | 'answer' | 'hang-up' | 'send' | 'chat'>,
): Promise<readonly Difference[]> {
  const { client, until } = await play.stage.clientOf(step.who);
  const { talks, calls, meetingChat, state } = client;
  switch (step.do) {
    case 'call':
      return judge(step, calls.call({ to: step.to }));
    case 'answer': {
      const rings = await until(
        ({ calls: all }) => all.some((call) => call.state === 'incoming'),
        step.withinMs ?? usualLimitMs,
      );
      const call = rings?.calls.find((each) => each.state === 'incoming');
      return call
        ? judge(step, await calls.answer(call.id))
        : [{ what: 'answer', expected: 'a call that rings', got: 'none' }];
    }
    case 'hang-up': {
      const call = state.get().calls.findLast(isLive);
      return call ? judge(step, await calls.hangUp(call.id)) : [{ what: 'hang-up', expected: 'a call', got: 'none' }];
    }
    case 'send': {
      const opened = talks.open({ uri: `sip:${step.to}` });
      return judge(step, opened.ok ? talks.send(opened.value, step.text) : opened);
    }
    case 'chat':
      return judge(step, meetingChat.send(step.text));
  }
}

async function join(stage: Stage, { client }: HeadlessClient, step: StepOf<'join'>): Promise<Outcome<unknown>> {
  const conferenceKey = step.keyFrom === undefined ? {} : { conferenceKey: stage.secret(step.keyFrom) };
  return client.meetings.join({
    text: linkOf(stage, step),
    guestName: step.guestName ?? 'Visiting Tester',
    as: step.as ?? 'auto',
    ...conferenceKey,
  });
}

/** Throws a sentence for a meeting that the lab does not have. */
function linkOf(stage: Stage, { meeting, form = 'conf', link, linkFrom }: StepOf<'join'>): string {
  if (link !== undefined) return link;
  if (linkFrom !== undefined) return stage.secret(linkFrom);
  const found = stage.lab?.profile.meetings.find(({ id }) => id === meeting);
  const text = found?.links[form];
  if (text === undefined) throw new Error(`there is no meeting ${meeting} here`);
  return text;
}

/** With the step's own time limit. */
async function limited(
  play: Play,
  step: StepOf<'sign-in' | 'join'>,
  act: (client: HeadlessClient) => Promise<Outcome<unknown>>,
): Promise<readonly Difference[]> {
  const client = await play.stage.clientOf(step.who);
  const limitMs = step.withinMs ?? usualLimitMs;
  let stopLimit = () => {};
  const limit = new Promise<undefined>((resolve) => {
    stopLimit = play.clock.after(limitMs, () => resolve(undefined));
  });
  const outcome = await Promise.race([act(client), limit]).finally(() => stopLimit());
  if (outcome) return judge(step, outcome);
  return [{ what: step.do, expected: `an end within ${limitMs} ms`, got: 'none' }];
}

function judge(
  step: { readonly do: string; readonly result?: 'ok' | ExpectedFailure | undefined },
  outcome: Outcome<unknown>,
): readonly Difference[] {
  const { result = 'ok' } = step;
  if (result === 'ok') {
    return outcome.ok ? [] : [{ what: step.do, expected: 'ok', got: failureWords(outcome.failure) }];
  }
  const failure: Failure | undefined = outcome.ok ? undefined : outcome.failure;
  if (!failure) return [{ what: step.do, expected: `a failure ${JSON.stringify(result)}`, got: 'ok' }];
  return failureDifferences(step.do, result, failure);
}

/** Looks at every change, and now and then, until all of it is true or the time is over. */
async function expect({ stage, clock }: Play, step: StepOf<'expect'>): Promise<readonly Difference[]> {
  const wanted: Expectation = step.that === 'of-case' ? {} : step.that;
  const { client } = await stage.clientOf(step.who);
  const look = () => {
    const scene: Scene = {
      snapshot: client.state.get(),
      trace: client.tracing.list(0, Number.MAX_SAFE_INTEGER),
      lab: stage.lab,
    };
    return differences(scene, wanted);
  };
  const until = clock.now() + (step.withinMs ?? usualLimitMs);
  for (;;) {
    const found = look();
    const leftMs = until - clock.now();
    if (found.length === 0 || leftMs <= 0) return found;
    await new Promise<void>((resolve) => {
      const finish = () => {
        stopListening();
        stopWaiting();
        resolve();
      };
      const stopListening = client.state.onDelta(finish);
      const stopWaiting = clock.after(Math.min(lookAgainMs, leftMs), finish);
    });
  }
}

/** Throws a sentence where the lab does not have it. */
function onLab({ lab }: Stage, step: StepOf<'set' | 'fault' | 'heal' | 'organize'>): void {
  if (!lab) throw new Error(`${step.do} needs a lab`);
  switch (step.do) {
    case 'set':
      lab.switches.set(step.switch, step.target, step.value);
      return;
    case 'fault':
      lab.timeline.apply(step.fault);
      return;
    case 'heal':
      lab.timeline.heal(step.fault);
      return;
    case 'organize':
      organize(lab.meeting(step.meeting), step.action);
  }
}

function organize(meeting: LabMeetingControl, action: StepOf<'organize'>['action']): void {
  if (action === 'end') meeting.end();
  const waiting = meeting.participants().filter(({ state }) => state === 'on-hold');
  for (const { entity } of waiting) {
    if (action === 'admit-everyone') meeting.admit(entity);
    if (action === 'deny-everyone') meeting.deny(entity);
  }
}
