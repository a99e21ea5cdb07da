// @vitest-environment jsdom
/** The one field as it is typed in: what Enter and Esc do, and that nothing typed is lost. */
import { fireEvent } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Snapshot } from '../../../shared/model/snapshot.ts';
import { karen } from '../../gallery/fixtures.ts';
import { firstSnapshot } from '../../state/first-snapshot.ts';
import { clearWindow, draw, prepareWindow, settle } from '../../testing/window.tsx';
import { MainWindow } from './index.ts';

beforeEach(prepareWindow);
afterEach(clearWindow);

const signedIn: Snapshot = { ...firstSnapshot, revision: 1, account: { kind: 'registered', account: karen } };
const field = () =>
  document.querySelector<HTMLInputElement>('input[data-one-field]') ?? document.createElement('input');

async function typed(value: string) {
  const drawn = await draw(signedIn, <MainWindow />);
  fireEvent.change(field(), { target: { value } });
  await settle();
  return drawn;
}

it.each([
  ['a number', '０１７８５'],
  ['a link', 'https://meet.tailspintoys.com/garth/2Z92HZZZ'],
])('leaves Enter and Esc to an input method that composes %s', async (_, text) => {
  const { bridge } = await typed(text);
  for (const key of ['Enter', 'Escape']) fireEvent.keyDown(field(), { key, isComposing: true });
  await settle();
  expect(bridge.asked.some(({ name }) => name === 'call.start')).toBe(false);
  expect(window.location.hash).toBe('');
  expect(field().value).toBe(text);
});

it('gives a number back that could not be called', async () => {
  const { bridge } = await typed('01785 123456');
  bridge.answer('call.start', { ok: true, value: { ok: false, failure: { code: 'CALL_TOO_MANY', at: 0 } } });
  fireEvent.keyDown(field(), { key: 'Enter' });
  await settle();
  expect(field().value).toBe('01785 123456');
});
