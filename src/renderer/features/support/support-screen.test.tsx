// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Reply } from '../../../shared/ipc/bridge.ts';
import { failureSentence } from '../../components/failure-sentence.ts';
import { supportAnswers } from '../../gallery/fixtures-support.ts';
import { supportTexts as texts } from '../../locales/support.ts';
import { firstSnapshot } from '../../state/first-snapshot.ts';
import { clearWindow, draw, prepareWindow, settle } from '../../testing/window.tsx';
import { SupportScreen } from './support-screen.tsx';

beforeEach(prepareWindow);
afterEach(clearWindow);

async function open() {
  const drawn = await draw({ ...firstSnapshot, revision: 1 }, <SupportScreen />);
  await settle();
  const saved = () => drawn.bridge.asked.filter(({ name }) => name === 'support.save').map(({ input }) => input);
  return { ...drawn, saved };
}

it('saves what is ticked, and nothing where nothing is', async () => {
  const { saved } = await open();
  const boxes = screen.getAllByRole('checkbox');
  for (const box of boxes.slice(1)) fireEvent.click(box);
  fireEvent.click(screen.getByRole('button', { name: texts.save }));
  await settle();
  expect(saved()).toEqual([{ names: ['outcome.txt'] }]);
  fireEvent.click(boxes[0] ?? screen.getByRole('main'));
  expect(screen.getByRole('button', { name: texts.save })).toHaveProperty('disabled', true);
  expect(screen.getByText(texts.nothingChosen)).toBeTruthy();
});

it('says why nothing was saved', async () => {
  const { bridge } = await open();
  const failure = { code: 'STORAGE_FAILED', data: { what: 'file' }, detail: 'ENOSPC', at: 0 };
  bridge.answer('support.save', { ok: true, value: { ok: false, failure } });
  fireEvent.click(screen.getByRole('button', { name: texts.save }));
  await settle();
  expect(screen.getByText(/Check that the disk is not full/)).toBeTruthy();
  expect(screen.queryByText(texts.saved)).toBeNull();
});

it('says why nothing was collected instead of going on for ever, and collects again when told', async () => {
  const { bridge } = await open();
  const failure = { code: 'INTERNAL', at: 0 } as const;
  bridge.answer('support.gather', { ok: false, failure });
  fireEvent.click(screen.getByRole('button', { name: texts.again }));
  await settle();
  expect(screen.getByRole('alert').textContent).toContain(failureSentence({ code: 'INTERNAL', at: 0 }).split('.')[0]);
  expect(screen.queryByText(texts.loading)).toBeNull();
  bridge.answer('support.gather', supportAnswers['support.gather'] as Reply);
  fireEvent.click(screen.getByRole('button', { name: texts.again }));
  await settle();
  expect(screen.queryByRole('alert')).toBeNull();
  expect(screen.getAllByRole('checkbox').length).toBeGreaterThan(1);
});

it('lets go of the copy when it is left', async () => {
  const { bridge, unmount } = await open();
  unmount();
  expect(bridge.asked.at(-1)?.name).toBe('support.letGo');
});
