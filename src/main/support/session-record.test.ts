import { expect, it } from 'vitest';
import { call } from '../../../test/fakes/device-bench.ts';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { testApp } from '../../../test/fakes/test-app.ts';
import type { Call } from '../../shared/model/call.ts';
import { firstSlices } from '../../shared/model/first-slices.ts';
import { defaultSettings } from '../../shared/model/settings.ts';
import { createStateStore } from '../store/state.ts';
import { recordSession } from './session-record.ts';

it('counts each answered call once, whatever becomes of it and of the others, and none of a meeting', async () => {
  const clock = createFakeClock();
  const state = createStateStore(firstSlices(testApp, defaultSettings), clock);
  const record = recordSession(state, clock, undefined);
  const { answeredAt: _, ...ringing }: Call = { ...call, id: 'one', state: 'ringing' };
  const answered: Call = { ...ringing, state: 'active', answeredAt: 1 };
  const show = (...calls: readonly Call[]) => {
    state.set('calls', calls);
    return clock.advance(1000);
  };
  await show(ringing);
  await show(answered);
  await show({ ...answered, isMuted: true }, { ...answered, id: 'two' });
  await show({ ...answered, id: 'two' }, { ...answered, id: 'sound', meetingId: 'm1' });
  await show();
  record.close();
  expect(record.outcome()).toContain('2 calls');
});
