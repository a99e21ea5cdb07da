import { expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import type { Slices } from '../../shared/model/snapshot.ts';
import { createDraftKeeper } from '../app/draft-keeper.ts';
import { createStateStore } from '../store/state.ts';
import { windowHandlersFor } from './window-handlers.ts';

it('puts away the link that the window has shown, and no other that came meanwhile', () => {
  const first = { account: { kind: 'signed-out' }, pendingLink: 'tel:112' } as unknown as Slices;
  const state = createStateStore(first, createFakeClock());
  const handlers = windowHandlersFor({ state, drafts: createDraftKeeper(state) });
  state.set('pendingLink', 'tel:+441785123456');
  handlers['app.clearPendingLink']('tel:112');
  expect(state.get().pendingLink).toBe('tel:+441785123456');
  handlers['app.clearPendingLink']('tel:+441785123456');
  expect(state.get().pendingLink).toBeNull();
});
