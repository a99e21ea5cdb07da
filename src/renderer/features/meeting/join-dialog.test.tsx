// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DevicesState } from '../../../shared/model/devices.ts';
import type { MeetingState } from '../../../shared/model/meeting.ts';
import type { Snapshot } from '../../../shared/model/snapshot.ts';
import { karen, lab } from '../../gallery/fixtures.ts';
import { joined } from '../../gallery/fixtures-meeting.ts';
import { firstSnapshot } from '../../state/first-snapshot.ts';
import { clearWindow, draw, prepareWindow, settle } from '../../testing/window.tsx';
import { JoinDialog } from './join-dialog.tsx';
import { MeetingView } from './meeting-view.tsx';

const withMicrophone: DevicesState = {
  state: 'ready',
  devices: [{ id: 'mic', kind: 'microphone', label: 'Jabra Evolve 65' }],
  chosen: { microphone: 'mic' },
};

beforeEach(prepareWindow);
afterEach(clearWindow);

const signedOut: Snapshot = { ...firstSnapshot, revision: 1 };
const signedIn: Snapshot = { ...signedOut, account: { kind: 'registered', account: karen } };
const link = 'conf:sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ';

const ownLink = { ...joined.link, organizer: 'jeremy@contoso.com', organizerDomain: 'contoso.com' };
const planning: MeetingState = {
  ...joined,
  subject: 'Contoso planning',
  link: { ...ownLink, focusUri: 'sip:jeremy@contoso.com;gruu;opaque=app:conf:focus:id:5H2KPLAN' },
};

const linkField = () => screen.getByLabelText('Meeting link or invitation') as HTMLTextAreaElement;
const nameField = () => screen.getByLabelText('Your name') as HTMLInputElement;
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

async function type(field: HTMLElement, value: string): Promise<void> {
  fireEvent.change(field, { target: { value } });
  await settle();
}

const asked = (drawn: Awaited<ReturnType<typeof draw>>, name: string) =>
  drawn.bridge.asked.filter((request) => request.name === name).map((request) => request.input);

describe('join dialog', () => {
  it('says whose meeting a link is before anything is joined', async () => {
    await draw(signedIn, <JoinDialog />);
    await type(linkField(), link);
    expect(screen.getByText('Meeting of garth@tailspintoys.com')).toBeTruthy();
    expect(screen.getByText(/Offhook asks contoso.com first/)).toBeTruthy();
  });

  it('says so at once when the text holds no meeting', async () => {
    await draw(signedIn, <JoinDialog />);
    await type(linkField(), 'see you at noon');
    expect(screen.getByText(/not a meeting link that Offhook can read/)).toBeTruthy();
  });

  it('[I9] offers the own display name as guest name, to be edited before joining', async () => {
    const drawn = await draw(signedIn, <JoinDialog />);
    expect(nameField().value).toBe('Karen Berg');
    await type(linkField(), link);
    await type(nameField(), 'Zoë "K" Ümlaut');
    press('Join');
    await settle();
    expect(asked(drawn, 'meeting.join')).toEqual([{ text: link, guestName: 'Zoë "K" Ümlaut', as: 'auto' }]);
    expect(asked(drawn, 'settings.change')).toEqual([{ guestName: 'Zoë "K" Ümlaut' }]);
  });

  it('[A2] joins as a guest without any account', async () => {
    const drawn = await draw(signedOut, <JoinDialog />);
    expect(screen.getByRole('dialog', { name: 'Join a meeting as a guest' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Join as a guest' })).toBeNull();
    await type(linkField(), ` ${link}\n`);
    await type(nameField(), 'Karen Berg');
    press('Join');
    await settle();
    expect(asked(drawn, 'meeting.join')).toEqual([{ text: link, guestName: 'Karen Berg', as: 'guest' }]);
  });

  it('[O1] lets somebody who is signed out sign in first, and keeps the link for then', async () => {
    const drawn = await draw(signedOut, <JoinDialog />);
    press('Sign in and join');
    await settle();
    expect(screen.getByText('Paste the meeting link or the invitation.')).toBeTruthy();
    await type(linkField(), ` ${link} `);
    press('Sign in and join');
    await settle();
    expect(drawn.services.joinDraft.get()).toMatchObject({ text: link, afterSignIn: true });
    expect(asked(drawn, 'meeting.join')).toEqual([]);
  });

  it('[O1] offers no sign-in to who is signed in', async () => {
    await draw(signedIn, <JoinDialog />);
    expect(screen.queryByRole('button', { name: 'Sign in and join' })).toBeNull();
  });

  it('asks once whether to be heard at once, and keeps the answer', async () => {
    const first = await draw({ ...signedIn, devices: withMicrophone }, <JoinDialog />);
    const box = screen.getByRole<HTMLInputElement>('checkbox', { name: 'Join with sound' });
    expect([box.checked, screen.getByText(/Microphone: /).textContent]).toEqual([
      true,
      expect.stringContaining('Jabra'),
    ]);
    fireEvent.click(box);
    expect(first.bridge.asked.at(-1)).toEqual({ name: 'settings.change', input: { joinWithSound: false } });
    first.unmount();
    await draw({ ...signedIn, devices: { ...withMicrophone, devices: [], chosen: {} } }, <JoinDialog />);
    expect(screen.getByRole<HTMLInputElement>('checkbox', { name: 'Join with sound' }).checked).toBe(false);
    expect(screen.getByText(/No microphone was found/)).toBeTruthy();
  });

  it('[O4] says in advance what can be done in a meeting from here, and what the own company forbids', async () => {
    const rule = { key: 'EnableDataCollaboration', value: 'false', group: 'meetingPolicy', known: true };
    const provisioning = { ...signedIn.provisioning, sections: [{ id: 'conferencing' as const, entries: [rule] }] };
    await draw({ ...signedIn, provisioning }, <JoinDialog />);
    const words = () => screen.getByRole('dialog').querySelector('dl')?.textContent;
    expect(words()).toContain('You can usechat, audio, video, screen sharing');
    expect(words()).toContain('slides, whiteboard, polls and questions (EnableDataCollaboration)');
  });

  it('goes straight in as a guest when a signed-in person wants that', async () => {
    const drawn = await draw(signedIn, <JoinDialog />);
    await type(linkField(), link);
    press('Join as a guest');
    await settle();
    expect(asked(drawn, 'meeting.join')).toMatchObject([{ as: 'guest' }]);
  });

  it('[I9] asks for what is missing beside its field and sends nothing', async () => {
    const drawn = await draw(signedOut, <JoinDialog />);
    press('Join');
    await settle();
    expect(screen.getByText('Paste the meeting link or the invitation.')).toBeTruthy();
    expect(screen.getByText('Type the name the others will see.')).toBeTruthy();
    expect(document.activeElement).toBe(linkField());
    expect(asked(drawn, 'meeting.join')).toEqual([]);
  });

  it('shows a refusal that no meeting tells of', async () => {
    const drawn = await draw(signedIn, <JoinDialog />);
    drawn.bridge.answer('meeting.join', {
      ok: true,
      value: { ok: false, failure: { code: 'LINK_UNREACHABLE', server: 'meet.contoso.com', at: 0 } },
    });
    await type(linkField(), link);
    press('Join');
    await settle();
    expect(screen.getByRole('alert').textContent).toContain('meet.contoso.com cannot be reached');
  });

  it('[I1] joins a meeting of the own company under the own name, which cannot be changed, and never as a guest', async () => {
    const drawn = await draw(signedIn, <JoinDialog />);
    drawn.bridge.answer('meeting.readLink', { ok: true, value: { ok: true, value: { ...ownLink, ownCompany: true } } });
    await type(nameField(), 'Somebody Else');
    await type(linkField(), link);
    expect(nameField().value).toBe('Karen Berg');
    expect(nameField().readOnly).toBe(true);
    expect(screen.queryByRole('button', { name: 'Join as a guest' })).toBeNull();
    press('Join');
    await settle();
    expect(asked(drawn, 'meeting.join')).toEqual([{ text: link, guestName: 'Karen Berg', as: 'auto' }]);
  });

  it('asks before one meeting is left for another, and stays when told so', async () => {
    const drawn = await draw({ ...signedIn, meeting: planning }, <JoinDialog />);
    await type(linkField(), link);
    press('Join');
    expect(screen.getByRole('heading', { level: 2 }).textContent).toBe(
      'You are in \u2068Contoso planning\u2069. Leave it and join \u2068the meeting of garth@tailspintoys.com\u2069?',
    );
    press('Stay');
    expect(linkField().value).toBe(link);
    press('Join as a guest');
    expect(asked(drawn, 'meeting.join')).toEqual([]);
    press('Leave and join');
    await settle();
    expect(asked(drawn, 'meeting.join')).toMatchObject([{ text: link, as: 'guest', replace: true }]);
  });

  it('neither asks nor sends anything for a text that holds no meeting', async () => {
    const drawn = await draw({ ...signedIn, meeting: planning }, <JoinDialog />);
    await type(linkField(), 'see you at noon');
    press('Join');
    await settle();
    expect(document.activeElement).toBe(linkField());
    expect(screen.queryByRole('button', { name: 'Leave and join' })).toBeNull();
    expect(asked(drawn, 'meeting.join')).toEqual([]);
  });

  it('asks nothing when the other meeting has ended', async () => {
    const drawn = await draw({ ...signedIn, meeting: { ...planning, phase: 'ended' } }, <JoinDialog />);
    await type(linkField(), link);
    press('Join');
    await settle();
    expect(asked(drawn, 'meeting.join')).toHaveLength(1);
  });

  it('leads back to the meeting when the link is of the very same one', async () => {
    const drawn = await draw({ ...signedIn, meeting: joined }, <JoinDialog />);
    await type(linkField(), link);
    press('Join');
    expect(screen.getByText('You are in this meeting already.')).toBeTruthy();
    press('Back to the meeting');
    expect(window.location.hash).toBe('#/meeting');
    expect(asked(drawn, 'meeting.join')).toEqual([]);
  });

  it('gives a page no tick before it was read, says that it is being read, and can be cancelled meanwhile', async () => {
    const drawn = await draw(signedIn, <JoinDialog />);
    const page = { form: 'https', host: 'meet.tailspintoys.com' };
    drawn.bridge.answer('meeting.readLink', { ok: true, value: { ok: true, value: page } });
    drawn.bridge.hold('meeting.join');
    await type(linkField(), 'https://meet.tailspintoys.com/garth/2Z92HZZZ');
    expect(screen.getByText('A page at meet.tailspintoys.com. Offhook reads it when you join.')).toBeTruthy();
    expect(document.querySelector('.fui-Field__validationMessageIcon')).toBeNull();
    press('Join');
    await settle();
    expect(screen.getByText('Reading the meeting page at meet.tailspintoys.com')).toBeTruthy();
    press('Cancel');
    expect(asked(drawn, 'meeting.leave')).toHaveLength(1);
  });

  it('is joined again with what led to it, in which there may be a key', async () => {
    const text = `${link}?conf-key=4711`;
    const drawn = await draw(
      signedIn,
      <>
        <JoinDialog />
        <MeetingView />
      </>,
    );
    drawn.bridge.hold('meeting.join', 1);
    await type(linkField(), text);
    press('Join');
    await settle();
    drawn.bridge.push({ revision: 2, slices: { meeting: joined } });
    drawn.bridge.release('meeting.join');
    await settle();
    drawn.bridge.push({ revision: 3, slices: { meeting: { ...joined, phase: 'ended', endedBecause: 'removed' } } });
    await settle();
    press('Join again');
    await settle();
    expect(asked(drawn, 'meeting.join')).toMatchObject([{ text }, { text }]);
  });

  it('gives a join up on Esc as well, that nobody comes into a meeting who went away', async () => {
    const drawn = await draw(signedIn, <JoinDialog />);
    const esc = () => fireEvent(screen.getByRole('dialog'), new Event('cancel', { cancelable: true }));
    await type(linkField(), link);
    esc();
    expect(asked(drawn, 'meeting.leave')).toHaveLength(0);
    drawn.bridge.hold('meeting.join');
    press('Join');
    await settle();
    esc();
    expect(asked(drawn, 'meeting.leave')).toHaveLength(1);
  });

  it.each([
    ['not-https', /begins with http:\/\/.*begins with https:\/\//],
    ['user-in-page', /shows one address and leads to another/],
    ['foreign-letters', /letters, such as "ü"/],
    ['not-a-meeting', /something other than a meeting/],
    ['no-link', /not a meeting link that Offhook can read/],
  ])('says of a link what is wrong with it: %s', async (problem, words) => {
    const drawn = await draw(signedIn, <JoinDialog />);
    const failure = { code: 'LINK_INVALID', data: { problem }, at: 0 };
    drawn.bridge.answer('meeting.readLink', { ok: true, value: { ok: false, failure } });
    await type(linkField(), 'x');
    expect(screen.getByText(words)).toBeTruthy();
  });

  it('offers the meetings of the lab while it runs', async () => {
    await draw({ ...signedIn, lab }, <JoinDialog />);
    await type(screen.getByLabelText('Lab meetings'), lab.meetings[0]?.link ?? '');
    expect(linkField().value).toBe(link);
  });
});
