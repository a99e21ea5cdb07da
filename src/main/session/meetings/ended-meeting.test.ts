import { expect, it } from 'vitest';
import { createFakeClock } from '../../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../../test/fakes/fake-random.ts';
import { testApp } from '../../../../test/fakes/test-app.ts';
import { firstSlices } from '../../../shared/model/first-slices.ts';
import type { MeetingState } from '../../../shared/model/meeting.ts';
import { defaultSettings } from '../../../shared/model/settings.ts';
import type { Snapshot } from '../../../shared/model/snapshot.ts';
import { createStateStore } from '../../store/state.ts';
import { createMeetingService, type MeetingDependencies } from './meeting-service.ts';

it('a meeting that is over is put away when somebody else signs in, with all that was said in it', async () => {
  const clock = createFakeClock();
  const state = createStateStore(firstSlices(testApp, defaultSettings), clock);
  createMeetingService({ state, clock, random: createFakeRandom() } as unknown as MeetingDependencies);
  const registered = async (sipUri: string) => {
    state.set('account', { kind: 'registered', account: { sipUri } } as Snapshot['account']);
    await clock.advance(100);
    return state.get().meeting?.phase;
  };
  state.set('meeting', { id: 'meeting-1', phase: 'ended', participants: [] } as unknown as MeetingState);
  // Who was a guest may sign in, and connections come and go.
  expect([await registered('sip:karen@contoso.com'), await registered('sip:karen@contoso.com')]).toEqual([
    'ended',
    'ended',
  ]);
  expect(await registered('sip:vadim@contoso.com')).toBeUndefined();
  // A guest's meeting goes on whoever signs in.
  state.set('meeting', { id: 'meeting-2', phase: 'joined', participants: [] } as unknown as MeetingState);
  expect(await registered('sip:karen@contoso.com')).toBe('joined');
});
