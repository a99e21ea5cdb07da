/** What the company's rules say about calls is kept to by main, whatever a window asks, and the rule is named. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Call } from '../../src/shared/model/call.ts';
import { settingOf } from '../../src/shared/model/provisioning.ts';
import { type CallScene, firstTone, startCallScene } from '../fakes/call-scene.ts';

let here: CallScene;

beforeAll(async () => {
  here = await startCallScene();
});

afterAll(() => here.stop());

/** Signed in anew at a company with this rule. */
async function under(group: string, key: string, value: string): Promise<void> {
  const { lab, client } = here.world;
  lab.setSettings('contoso.com', { switches: [{ group, key, value }] });
  await client.signOut();
  expect(await here.world.signIn('karen@contoso.com')).toEqual({ ok: true, value: undefined });
  await here.world.until(
    ({ provisioning }) => provisioning.state === 'ready' && settingOf(provisioning, key, group) === value,
  );
}

const isOver = ({ state }: Call) => state === 'ended';
const forbids = (policy: string, key: string) => ({
  ok: false,
  failure: { code: 'POLICY_FORBIDS', data: { policy, key } },
});

/** The call, over or heard both ways. */
async function outcomeOf(to: string): Promise<Call> {
  const started = here.calls.call({ to });
  return here.untilCall(started.ok ? started.value : '', ({ state }) => state === 'ended' || state === 'active');
}

it('[F27] without pictures: no call begins with one, none is added, and the sound goes on', async () => {
  await under('meetingPolicy', 'EnableP2PVideo', 'false');
  const against = forbids('meetingPolicy', 'EnableP2PVideo');
  expect(here.calls.call({ to: 'sip:echo@contoso.com', withCamera: true })).toMatchObject(against);
  const call = await here.talkTo('sip:echo@contoso.com');
  expect(call.canShowPicture).toBe(false);
  expect(await here.calls.show(call.id, 'camera')).toMatchObject(against);
  expect(await firstTone(here, call.id)).toBe(440);
  here.world.lab.calls.from('jeremy@contoso.com', 'karen@contoso.com', { video: true });
  const ringing = await here.until(({ state }) => state === 'incoming');
  expect(await here.calls.answer(ringing.id, true)).toMatchObject(against);
  expect(await here.calls.answer(ringing.id)).toEqual({ ok: true, value: undefined });
  const taken = await here.untilCall(ringing.id, ({ state }) => state === 'active');
  expect([taken.hasPeerPicture, taken.canShowPicture, taken.picture]).toEqual([false, false, 'none']);
});

it('[F27] without sharing: the own screen is shown to nobody', async () => {
  await under('meetingPolicy', 'AllowedAppDesktopSharingLevel', 'None');
  const call = await here.talkTo('sip:echo@contoso.com');
  const against = forbids('meetingPolicy', 'AllowedAppDesktopSharingLevel');
  expect(await here.calls.show(call.id, 'screen')).toMatchObject(against);
  expect((await here.untilCall(call.id, () => true)).picture).toBe('none');
});

it('[F27] without transfer: nobody is handed on, to anybody or to another call', async () => {
  await under('ucPolicy', 'EnableCallTransfer', 'false');
  const against = forbids('ucPolicy', 'EnableCallTransfer');
  const first = await here.talkTo('sip:echo@contoso.com');
  expect(await here.calls.transfer(first.id, 'sip:music@contoso.com')).toMatchObject(against);
  const second = await here.talkTo('sip:music@contoso.com');
  expect(await here.calls.join(first.id, second.id)).toMatchObject(against);
  expect((await here.untilCall(second.id, () => true)).state).toBe('active');
});

it('[F27] with encryption demanded: whoever has none is neither called nor answered, and the others are', async () => {
  await under('ServerConfiguration', 'ucPC2PCAVEncryption', 'RequireEncryption');
  const refused = await outcomeOf('sip:plainonly@contoso.com');
  expect(refused).toMatchObject({ state: 'ended', end: { failure: { data: { why: 'encryption' } } } });
  expect((await outcomeOf('sip:sdesonly@contoso.com')).encryption).toBe('srtp');
  here.world.lab.calls.from('jeremy@contoso.com', 'karen@contoso.com', { security: 'plain' });
  const ringing = await here.until(({ state }) => state === 'incoming');
  expect(await here.calls.answer(ringing.id)).toMatchObject({ failure: { code: 'MEDIA_ENCRYPTION_MISMATCH' } });
  expect((await here.untilCall(ringing.id, isOver)).end).toMatchObject({ why: 'failed' });
  await expect.poll(() => here.world.lab.calls.list().at(-1)?.end).toBe('488');
});

it('[F27] with encryption forbidden: everything goes plain, and whoever demands keys is not called', async () => {
  await under('ServerConfiguration', 'ucPC2PCAVEncryption', 'DoNotSupportEncryption');
  expect((await outcomeOf('sip:echo@contoso.com')).encryption).toBe('none');
  expect(await outcomeOf('sip:sdesonly@contoso.com')).toMatchObject({
    state: 'ended',
    end: { failure: { data: { why: 'encryption' } } },
  });
});

it('[F27] without a mailbox nobody is sent to one, and it rings on', async () => {
  await under('ServerConfiguration', 'voiceMailUri', '');
  here.world.lab.calls.from('jeremy@contoso.com', 'karen@contoso.com');
  const ringing = await here.until(({ state }) => state === 'incoming');
  expect(here.calls.decline(ringing.id, { toVoicemail: true })).toMatchObject(
    forbids('ServerConfiguration', 'voiceMailUri'),
  );
  expect((await here.untilCall(ringing.id, () => true)).state).toBe('incoming');
});
