/** Calls that begin before anybody knows how to enter the company's media relay: right after signing in, and where its service fails. [MS-AVEDGEA] */
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Lab } from '../../src/lab/api.ts';
import { type CallScene, startCallScene } from '../fakes/call-scene.ts';
import { createHandClock } from '../fakes/hand-clock.ts';

const karen = 'karen@contoso.com';
const party = 'echo@contoso.com';
/** How long a call waits. */
const patience = 2000;
const clock = createHandClock();
let scene: CallScene;
let lab: Lab;
let before = 0;

beforeAll(async () => {
  scene = await startCallScene({ client: { clock } });
  lab = scene.world.lab;
});
beforeEach(async () => {
  // As nobody has asked yet: by itself the client does so after 3 s, which nothing here lets pass.
  await scene.world.client.signOut();
  before = lab.log().length;
  await scene.world.signIn(karen);
});
afterEach(async () => {
  for (const { id, state } of scene.world.client.state.get().calls) if (state !== 'ended') await scene.calls.hangUp(id);
});
afterAll(() => scene.stop());

const said = () => lab.log().slice(before);
const asked = () => said().filter(({ text }) => text.startsWith('SERVICE') && text.includes('<credentialsRequest'));
/** First offers, without the tag of those in a dialog. */
const invites = () => said().filter(({ text }) => /^INVITE .*^To: [^;\r\n]*\r?$/ms.test(text));

function call(): string {
  const started = scene.calls.call({ to: `sip:${party}` });
  if (!started.ok) throw new Error(started.failure.code);
  return started.value;
}

it('offers the relay’s candidates in calls made right after signing in, and asks for the way into it once', async () => {
  lab.calls.setMediaRelay('contoso.com', true);
  const ids = [call(), call()];
  for (const id of ids) await scene.untilCall(id, ({ answeredAt }) => answeredAt !== undefined);
  expect(new Set(invites().map(({ text }) => /^Call-ID: (.*)/m.exec(text)?.[1])).size).toBe(2);
  for (const { text } of invites()) expect(text).toMatch(/^a=candidate:.* typ relay/m);
  expect(asked()).toHaveLength(1);
  for (const { withoutRelay } of scene.world.client.state.get().calls) expect(withoutRelay).toBeUndefined();
});

it('rings at once, asks meanwhile, and answers with the relay’s candidates', async () => {
  lab.calls.setMediaRelay('contoso.com', true);
  lab.calls.from(party, karen);
  const { id } = await scene.until(({ state }) => state === 'incoming');
  await expect.poll(() => asked().length).toBe(1);
  expect(await scene.calls.answer(id)).toMatchObject({ ok: true });
  await scene.untilCall(id, ({ state }) => state === 'active');
  const answers = said().filter(({ text }) => /^SIP\/2.0 200 .*^CSeq: \d+ INVITE.*m=audio/ms.test(text));
  expect(answers[0]?.text).toMatch(/^a=candidate:.* typ relay/m);
});

it('lets a call go on without where the service never answers, after two seconds, and says so', async () => {
  lab.calls.setMediaRelay('contoso.com', 'silent');
  const waits = clock.held.filter((each) => each === patience).length;
  const id = call();
  await expect.poll(() => clock.held.filter((each) => each === patience).length).toBe(waits + 1);
  await expect.poll(() => asked().length).toBe(1);
  expect(invites()).toEqual([]);
  await clock.pass(patience);
  const first = await scene.untilCall(id, ({ state }) => state === 'active');
  expect(first.withoutRelay).toBe('late');
  expect(invites()[0]?.text).not.toMatch(/typ relay/);
  // The next does not wait for what has not come.
  const next = await scene.untilCall(call(), ({ state }) => state === 'active');
  expect(next.withoutRelay).toBe('late');
});

it('rings where the service never answers, and is answered', async () => {
  lab.calls.setMediaRelay('contoso.com', 'silent');
  lab.calls.from(party, karen);
  const { id } = await scene.until(({ state }) => state === 'incoming');
  await clock.pass(patience);
  expect(await scene.calls.answer(id)).toMatchObject({ ok: true });
  expect(await scene.untilCall(id, ({ state }) => state === 'active')).toMatchObject({ withoutRelay: 'late' });
});

it('goes on at once where credentials are refused, and says so', async () => {
  lab.calls.setMediaRelay('contoso.com', false);
  const { withoutRelay } = await scene.untilCall(call(), ({ state }) => state === 'active');
  expect(withoutRelay).toBe('no-credentials');
});

it('ends a call that waits when one signs out, and leaves nothing open', async () => {
  lab.calls.setMediaRelay('contoso.com', 'silent');
  const id = call();
  await expect.poll(() => asked().length).toBe(1);
  await scene.world.client.signOut();
  const { end } = scene.world.client.state.get().calls.find((each) => each.id === id) ?? {};
  expect(end?.why ?? 'put away').toMatch(/cancelled|put away/);
  expect(invites()).toEqual([]);
  expect(clock.held.filter((each) => each === patience)).toEqual([]);
});
