import { expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import type { Slices } from '../../shared/model/snapshot.ts';
import { createStateStore } from '../store/state.ts';
import { createDraftKeeper } from './draft-keeper.ts';

it('gives back what was typed last in each field, until somebody signs out', async () => {
  const clock = createFakeClock();
  const state = createStateStore({ account: { kind: 'registered' } } as unknown as Slices, clock);
  const drafts = createDraftKeeper(state);
  drafts.keep({ id: 'c1', text: 'Hel' });
  drafts.keep({ id: 'c2', text: 'See you' });
  drafts.keep({ id: 'c1', text: 'Hello' });
  drafts.keep({ id: 'c2', text: '' });
  expect(drafts.all()).toEqual([{ id: 'c1', text: 'Hello' }]);
  for (let count = 0; count < 120; count += 1) drafts.keep({ id: `more ${count}`, text: 'x' });
  expect(drafts.all()).toHaveLength(100);
  state.set('account', { kind: 'signed-out' });
  await clock.advance(1000);
  expect(drafts.all()).toEqual([]);
});

it('keeps what a guest typed while a sign-in fails, and forgets it when told', async () => {
  const clock = createFakeClock();
  const state = createStateStore({ account: { kind: 'signed-out' } } as unknown as Slices, clock);
  const drafts = createDraftKeeper(state);
  drafts.keep({ id: 'meeting', text: 'My number is' });
  state.set('account', { kind: 'signing-in', address: 'karen@contoso.com' });
  await clock.advance(1000);
  state.set('account', { kind: 'signed-out' });
  await clock.advance(1000);
  expect(drafts.all()).toHaveLength(1);
  drafts.forget();
  expect(drafts.all()).toEqual([]);
});
