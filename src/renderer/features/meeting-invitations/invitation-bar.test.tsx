// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../shared/model/snapshot.ts';
import { invitation, joined } from '../../gallery/fixtures-meeting.ts';
import { firstSnapshot } from '../../state/first-snapshot.ts';
import { clearWindow, draw, prepareWindow } from '../../testing/window.tsx';
import { InvitationBar } from './invitation-bar.tsx';

beforeEach(prepareWindow);
afterEach(clearWindow);

const show = (rest: Partial<Snapshot>) => draw({ ...firstSnapshot, revision: 1, ...rest }, <InvitationBar />);
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

describe('an invitation to a meeting', () => {
  it('says who asks and to what, and is answered by name', async () => {
    const { bridge } = await show({ meetingInvitations: [invitation] });
    expect(screen.getByRole('alert').textContent).toBe('Garth Fort asks you to come to Tailspin weekly');
    press('Join the meeting of Garth Fort');
    press('Decline the meeting of Garth Fort');
    expect(bridge.asked.slice(-2)).toEqual([
      { name: 'meetingInvitation.accept', input: { id: 'invitation-1' } },
      { name: 'meetingInvitation.decline', input: { id: 'invitation-1' } },
    ]);
  });

  it('says that a meeting is left for it', async () => {
    const { bridge } = await show({ meetingInvitations: [invitation], meeting: joined });
    press('Leave your meeting and join that of Garth Fort');
    expect(bridge.asked.at(-1)).toEqual({
      name: 'meetingInvitation.accept',
      input: { id: 'invitation-1', replace: true },
    });
  });

  it('is one of three at most, and nothing where nobody asks', async () => {
    const many = Array.from({ length: 9 }, (_, index) => ({ ...invitation, id: `i${index}` }));
    const drawn = await show({ meetingInvitations: many });
    expect(screen.getAllByRole('alert')).toHaveLength(3);
    drawn.unmount();
    await show({});
    expect(screen.queryByRole('region')).toBeNull();
  });
});
