// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type ManagedState, unmanaged } from '../../../shared/model/managed.ts';
import { scenes } from '../../gallery/scenes.ts';
import { clearWindow, draw, prepareWindow, settle } from '../../testing/window.tsx';
import { AboutScreen } from './about-screen.tsx';

beforeEach(prepareWindow);
afterEach(clearWindow);

async function open(managed: ManagedState) {
  const scene = scenes.find(({ name }) => name === 'about');
  if (!scene) throw new Error('no scene about');
  await draw({ ...scene.snapshot, managed }, <AboutScreen />, scene.answers);
  await settle();
}

it('says whose settings lie over the person’s, and where they stand', async () => {
  await open({ ...unmanaged, path: '/etc/offhook/managed.json', state: 'held' });
  expect(screen.getByText('Managed by')).toBeTruthy();
  expect(screen.getByText('Your administrator, in /etc/offhook/managed.json')).toBeTruthy();
});

it('says where the file was named for tests, and where it cannot be read', async () => {
  await open({ ...unmanaged, path: '/home/karen/managed.json', state: 'refused', isForTests: true });
  const words =
    'Your administrator, in /home/karen/managed.json, which could not be read (named for tests, not the system’s own)';
  expect(screen.getByText(words)).toBeTruthy();
});

it('says nothing of it where nobody manages this computer', async () => {
  await open({ ...unmanaged, path: '/etc/offhook/managed.json' });
  expect(screen.queryByText('Managed by')).toBeNull();
});
