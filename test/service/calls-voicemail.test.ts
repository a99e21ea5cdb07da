/** Calls that nobody takes: sent to the mailbox, left to ring; and one's own mailbox called. Protocol notes 9.5 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Call } from '../../src/shared/model/call.ts';
import { type CallScene, firstTone, startCallScene } from '../fakes/call-scene.ts';
import { createHandClock } from '../fakes/hand-clock.ts';

const clock = createHandClock({ short: 5000 });
let karen: CallScene;
let jeremy: CallScene;

beforeAll(async () => {
  karen = await startCallScene({ client: { clock } });
  jeremy = await startCallScene({ address: 'jeremy@contoso.com', lab: karen.world.lab });
  await jeremy.world.until(({ provisioning }) => provisioning.state === 'ready');
});

afterAll(async () => {
  await jeremy.stop();
  await karen.stop();
});

const isOver = ({ state }: Call) => state === 'ended';
const started = (to: string) => {
  const outcome = karen.calls.call({ to });
  if (!outcome.ok) throw new Error(outcome.failure.code);
  return outcome.value;
};

it('whoever is declined to the mailbox is led there, and hears it', async () => {
  const id = started('sip:jeremy@contoso.com');
  const ringing = await jeremy.until(({ state }) => state === 'incoming');
  expect(jeremy.calls.decline(ringing.id, { toVoicemail: true })).toEqual({ ok: true, value: undefined });
  expect((await jeremy.untilCall(ringing.id, isOver)).end?.why).toBe('declined');
  await karen.untilCall(id, ({ state }) => state === 'active');
  expect(await firstTone(karen, id)).toBeGreaterThan(0);
  await karen.calls.hangUp(id);
  await expect.poll(() => karen.world.lab.calls.list().at(-1)?.end).toBe('bye');
  expect(karen.world.lab.calls.list().at(-1)?.party).toBe('jeremy@contoso.com');
});

it('the own mailbox is called by the address that the server gave', async () => {
  const call = await karen.talkTo('sip:karen@contoso.com;opaque=app:voicemail');
  expect(await firstTone(karen, call.id)).toBeGreaterThan(0);
  await karen.calls.hangUp(call.id);
  expect((await karen.untilCall(call.id, isOver)).end?.why).toBe('hung-up');
});

it('a call that nobody takes is given up after two minutes, with a sentence, and rings no longer', async () => {
  const limits = clock.begun(120_000, 3);
  const id = started('sip:never@contoso.com');
  await limits;
  await karen.untilCall(id, ({ state }) => state === 'ringing');
  await clock.pass(120_000);
  const over = await karen.untilCall(id, isOver);
  expect(over.end).toMatchObject({ why: 'failed', failure: { code: 'CALL_NO_ANSWER' } });
  await expect.poll(() => karen.world.lab.calls.list().at(-1)?.end).toBe('cancelled');
});
