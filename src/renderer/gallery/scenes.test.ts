import { expect, it } from 'vitest';
import { screens } from '../app/screens.ts';
import { scenes } from './scenes.ts';

it('has every screen of the window, so that tests of every scene look at every screen', () => {
  const drawn = new Set(scenes.map(({ hash }) => hash.replace(/^#/, '').split('?')[0]));
  // What stands behind no address is the sign-in, or who is signed in has the contacts there.
  const missing = screens.filter(({ id, path }) => !drawn.has(id === 'sign-in' ? '/' : path));
  expect(missing.map(({ id }) => id)).toEqual([]);
  expect(new Set(scenes.map(({ name }) => name)).size).toBe(scenes.length);
});
