// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { chatTexts as texts } from '../../locales/chats.ts';
import { firstSnapshot } from '../../state/first-snapshot.ts';
import { clearWindow, draw, prepareWindow, settle } from '../../testing/window.tsx';
import { DeleteDialog } from './delete-dialog.tsx';

beforeEach(prepareWindow);
afterEach(clearWindow);

const peer = { uri: 'sip:jeremy@contoso.com', name: 'Jeremy Los' };
const press = async (name: string) => {
  fireEvent.click(screen.getByRole('button', { name }));
  await settle();
};

it('deletes once, however often it is pressed, and says so once', async () => {
  const told: string[] = [];
  const { bridge } = await draw(
    { ...firstSnapshot, revision: 1 },
    <DeleteDialog peer={peer} onDeleted={() => told.push('deleted')} onClose={() => told.push('closed')} />,
  );
  bridge.hold('history.remove');
  await press(texts.remove);
  await press(texts.remove);
  bridge.release('history.remove');
  await settle();
  expect(bridge.asked.filter(({ name }) => name === 'history.remove')).toHaveLength(1);
  expect(told).toEqual(['closed', 'deleted']);
});

it('stays with the reason where it could not be deleted, and tries again', async () => {
  const told: string[] = [];
  const { bridge } = await draw(
    { ...firstSnapshot, revision: 1 },
    <DeleteDialog peer={peer} onDeleted={() => told.push('deleted')} onClose={() => told.push('closed')} />,
  );
  const failure = { code: 'STORAGE_FAILED', data: { what: 'history' }, at: 0 };
  bridge.answer('history.remove', { ok: true, value: { ok: false, failure } });
  await press(texts.remove);
  expect(screen.getByRole('alert')).toBeTruthy();
  expect(told).toEqual([]);
  bridge.answer('history.remove', { ok: true, value: { ok: true, value: undefined } });
  await press(texts.remove);
  expect(told).toEqual(['closed', 'deleted']);
});
