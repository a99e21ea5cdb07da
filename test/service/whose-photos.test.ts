/** Photos belong to who asked for them, and to what the company allows at that moment. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';

let world: LabClient;
let uri: string;

const isReady = () =>
  world.until(({ provisioning, contacts }) => provisioning.state === 'ready' && contacts.state === 'ready');
const photo = async () => {
  const found = await world.client.people.directory.photo(uri);
  return found.ok ? (found.value === 'none' ? 'none' : found.value.mime) : found.failure.code;
};

beforeEach(async () => {
  world = await startLabClient();
  await world.signIn('karen@contoso.com');
  await isReady();
  const found = await world.client.people.directory.expandGroup('everyone@contoso.com');
  uri = (found.ok && found.value.members.find(({ hasPhoto }) => hasPhoto)?.uri) || '';
  expect(await photo()).toBe('image/png');
});
afterEach(() => world.stop());

it('one that is held is not shown once the company forbids photos', async () => {
  const patch = { group: 'endpointConfiguration', key: 'PhotoUsage', value: 'NoPhoto' };
  world.lab.setSettings('contoso.com', { switches: [patch] });
  await world.until(({ provisioning }) =>
    provisioning.sections.some(({ entries }) =>
      entries.some(({ key, value }) => key === patch.key && value === patch.value),
    ),
  );
  expect(await photo()).toBe('none');
});

it('one that is held is not shown to the next who signs in', async () => {
  await world.client.signOut();
  expect(await photo()).toBe('image/png');
  world.lab.setDirectory('contoso.com', { photos: false });
  await world.signIn('jeremy@contoso.com');
  await isReady();
  expect(await photo()).toBe('none');
});

it('none is held after "forget me", nor a card, a calendar, a conversation', async () => {
  const { client } = world;
  await world.until(({ calendar, presence }) => calendar.state === 'ready' && Object.keys(presence).length > 0);
  const opened = client.talks.open({ uri: 'echo@contoso.com' });
  client.talks.send(opened.ok ? opened.value : '', 'remember me');
  await world.until(({ conversations }) => conversations[0]?.state === 'active');
  await client.forgetMe();
  expect(await photo()).toBe('NOT_SIGNED_IN');
  expect(client.people.presence.card('sip:jeremy@contoso.com')).toEqual({ ok: true, value: 'not-known' });
  expect(client.people.presence.card('sip:karen@contoso.com')).toEqual({ ok: true, value: 'not-known' });
  expect(client.talks.messages(opened.ok ? opened.value : '', 0)).toMatchObject({ ok: false });
  expect(await client.history.search({ text: 'remember', limit: 10 })).toMatchObject({ ok: false });
  const { calendar, missed, voicemail, conversations, presence, contacts } = client.state.get();
  expect(calendar).toEqual({ state: 'off', meetings: [] });
  expect([missed.items, conversations, Object.keys(presence), contacts.contacts]).toEqual([[], [], [], []]);
  expect(voicemail.state).not.toBe('ready');
});
