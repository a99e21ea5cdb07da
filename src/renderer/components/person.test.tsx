// @vitest-environment jsdom
/** Whose picture is shown, and as long as it may be. */
import { act } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { noProvisioning, type ProvisioningState } from '../../shared/model/provisioning.ts';
import type { Snapshot } from '../../shared/model/snapshot.ts';
import { done } from '../../shared/outcome.ts';
import { karen } from '../gallery/fixtures.ts';
import { firstSnapshot } from '../state/first-snapshot.ts';
import { clearWindow, draw, prepareWindow, settle } from '../testing/window.tsx';
import { PersonAvatar } from './person.tsx';

beforeEach(prepareWindow);
afterEach(clearWindow);

const settings = (use: string): ProvisioningState => ({
  ...noProvisioning,
  state: 'ready',
  sections: [
    { id: 'photo', entries: [{ group: 'endpointConfiguration', key: 'PhotoUsage', value: use, known: true }] },
  ],
});
const registered: Snapshot['account'] = { kind: 'registered', account: karen };
const picture = { ok: true, value: done({ mime: 'image/png', base64: 'AAAA' }) } as const;

async function show(more: Partial<Snapshot>) {
  const { bridge } = await draw(
    { ...firstSnapshot, revision: 1, account: registered, ...more },
    <PersonAvatar name="Jeremy Los" size={64} photoOf="sip:jeremy@contoso.com" />,
    { 'directory.photo': picture },
  );
  let revision = 1;
  return {
    bridge,
    asked: () => bridge.asked.filter(({ name }) => name === 'directory.photo').length,
    async change(slices: Partial<Snapshot>) {
      revision += 1;
      act(() => bridge.push({ revision, slices }));
      await settle();
    },
  };
}

const isShown = () => document.querySelector('img[src^="data:image/png"]') !== null;

it('a picture waits for the settings that tell where pictures are', async () => {
  const { asked, change } = await show({ provisioning: noProvisioning });
  expect([asked(), isShown()]).toEqual([0, false]);
  await change({ provisioning: settings('AllPhotos') });
  expect([asked(), isShown()]).toEqual([1, true]);
});

it('a picture that is shown goes when the company forbids it, and stays while the connection is made anew', async () => {
  const { change } = await show({ provisioning: settings('AllPhotos') });
  const failure = { code: 'CONNECTION_LOST', at: 0 } as const;
  await change({ account: { kind: 'reconnecting', account: karen, failure, attempt: 1, nextAt: 0 } });
  expect(isShown()).toBe(true);
  await change({ account: registered, provisioning: settings('NoPhoto') });
  expect(isShown()).toBe(false);
});

it('the next who signs in is shown what they are told of themselves', async () => {
  const { bridge, change } = await show({ provisioning: settings('AllPhotos') });
  expect(isShown()).toBe(true);
  bridge.answer('directory.photo', { ok: true, value: done('none') });
  await change({ account: { kind: 'signed-out' } });
  await change({ account: { kind: 'registered', account: { ...karen, sipUri: 'sip:adam@fabrikam.com' } } });
  expect(isShown()).toBe(false);
});
