// @vitest-environment jsdom
import { act, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Call } from '../../../shared/model/call.ts';
import type { Snapshot } from '../../../shared/model/snapshot.ts';
import { devices, fixtureTime, karen } from '../../gallery/fixtures.ts';
import {
  activeCall,
  busyCall,
  incomingCall,
  incompleteCall,
  longCall,
  overCall,
  phoneCall,
  ringingCall,
  troubledCall,
  videoCall,
} from '../../gallery/fixtures-calls.ts';
import { firstSnapshot } from '../../state/first-snapshot.ts';
import type { CallPictures } from '../../state/services.tsx';
import { clearWindow, draw, prepareWindow, settle } from '../../testing/window.tsx';
import { CallScreen } from './call-screen.tsx';

beforeEach(prepareWindow);
afterEach(clearWindow);

const base: Snapshot = { ...firstSnapshot, revision: 1, account: { kind: 'registered', account: karen }, devices };

async function show(call: Call, rest: Partial<Snapshot> = {}, others: readonly Call[] = []) {
  window.location.hash = `#/call?about=${call.id}`;
  return draw({ ...base, calls: [call, ...others], ...rest }, <CallScreen />);
}

const button = (name: string | RegExp) => screen.getByRole('button', { name });
const press = (name: string | RegExp) => fireEvent.click(button(name));
const meetingPolicy = (key: string, value: string): Snapshot['provisioning'] => ({
  ...firstSnapshot.provisioning,
  sections: [{ name: 'meetingPolicy', entries: [{ group: 'meetingPolicy', key, value }] }] as never,
});

describe('a call that stands', () => {
  it('says who, for how long, and who can listen', async () => {
    await show(activeCall);
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Garth Fort');
    expect(screen.getByText(/^Connected/).textContent).toBe('Connected · 12:30');
    expect(screen.getByText('Encrypted')).toBeTruthy();
    expect(screen.getByText('garth@tailspintoys.com')).toBeTruthy();
  });

  it('is muted, held, shown a picture and hung up by named buttons', async () => {
    const { bridge } = await show(activeCall);
    press('Mute');
    press('Hold');
    press('Start video');
    press('Share screen');
    press(/^Hang up the call with/);
    expect(bridge.asked.slice(-5)).toEqual([
      { name: 'call.mute', input: { id: 'call-1', isMuted: true } },
      { name: 'call.hold', input: { id: 'call-1', isHeld: true } },
      { name: 'call.show', input: { id: 'call-1', picture: 'camera' } },
      { name: 'call.show', input: { id: 'call-1', picture: 'screen' } },
      { name: 'call.hangUp', input: { id: 'call-1' } },
    ]);
  });

  it('says that it is muted, held and unencrypted, and offers the way back', async () => {
    const { bridge } = await show({ ...phoneCall, isMuted: true, picture: 'camera' });
    expect(screen.getByText(/^On hold/)).toBeTruthy();
    expect(screen.getByText('You are muted')).toBeTruthy();
    expect(screen.getByText('Not encrypted: anybody on the way can listen')).toBeTruthy();
    press('Unmute');
    press('Resume');
    // Even where none can be added, ours can be taken away.
    press('Stop video');
    expect(bridge.asked.slice(-3).map(({ input }) => input)).toEqual([
      { id: 'call-2', isMuted: false },
      { id: 'call-2', isHeld: false },
      { id: 'call-2', picture: 'none' },
    ]);
    expect(button('Share screen').getAttribute('aria-description')).toMatch(/takes none/);
    press('Share screen');
    expect(bridge.asked.at(-1)?.input).toEqual({ id: 'call-2', picture: 'none' });
  });

  it('says which rule of the company takes something away', async () => {
    await show(activeCall, { provisioning: meetingPolicy('EnableP2PVideo', 'false') });
    expect(button('Start video').getAttribute('aria-description')).toBe('Your company does not allow video calls.');
  });

  it('sends digits pressed, typed and pasted, and shows what went out', async () => {
    const { bridge } = await show(activeCall);
    expect(button('Keypad').getAttribute('aria-expanded')).toBe('false');
    press('Keypad');
    press('5 JKL');
    press('Hash');
    const field = screen.getByLabelText('Sent') as HTMLInputElement;
    fireEvent.change(field, { target: { value: '5#12 34x' } });
    fireEvent.change(field, { target: { value: '5#' } });
    expect(bridge.asked.filter(({ name }) => name === 'call.digits').map(({ input }) => input)).toEqual([
      { id: 'call-1', digits: '5' },
      { id: 'call-1', digits: '#' },
      { id: 'call-1', digits: '1234' },
    ]);
    expect(field.value).toBe('5#1234');
  });

  it.each([
    ['Code 4711', '4711'],
    ['Meeting ID: 123 456#', '123456#'],
    ['Passcode: 98-76 b', '9876'],
    ['12 a* B-3, 4', '12a*B34'],
    ['CD12', 'CD12'],
    ['(12) 3.4/5\u20116', '123456'],
  ])('sends of the pasted text %j the keys %s', async (text, digits) => {
    const { bridge } = await show(activeCall);
    press('Keypad');
    fireEvent.change(screen.getByLabelText('Sent'), { target: { value: text } });
    const sent = bridge.asked.filter(({ name }) => name === 'call.digits').map(({ input }) => input);
    expect(sent).toEqual([{ id: 'call-1', digits }]);
  });

  it('tells the line in a word and, folded out, in figures', async () => {
    await show(activeCall);
    press('Call details: good');
    expect(screen.getByText('Good (4.3 of 4.5)')).toBeTruthy();
    for (const words of ['G.722, 16 kHz', '24 ms', '41 ms', '0.0 %', 'Straight to the other side', 'DTLS-SRTP']) {
      expect(screen.getByText(words), words).toBeTruthy();
    }
    expect(screen.getByText('Not marked: Offhook cannot')).toBeTruthy();
  });

  it('says in the details why there is no media relay, also once the call failed for want of a way', async () => {
    const { unmount } = await show({ ...activeCall, withoutRelay: 'wrong-password' });
    press('Call details: good');
    expect(screen.getByText('Not used: it does not accept the user name and password in the settings.')).toBeTruthy();
    unmount();
    const failure = { code: 'MEDIA_NO_PATH', at: fixtureTime } as const;
    await show({ ...activeCall, state: 'ended', end: { why: 'failed', failure }, withoutRelay: 'late' });
    expect(screen.getByText('Not used: the server had not said in time how to enter it.')).toBeTruthy();
  });

  it('keeps what is wrong and what helps above the controls', async () => {
    await show(troubledCall);
    expect(screen.getByText('Nothing has come from the other side for 8 seconds.')).toBeTruthy();
    expect(screen.getByText(/Ask whether they hear you/)).toBeTruthy();
    expect(button('Call details: poor')).toBeTruthy();
  });

  it('has a place for both pictures, and shows them as they come', async () => {
    const { services } = await show(videoCall);
    expect(screen.getByText('Their picture is on its way.')).toBeTruthy();
    const pictures = { own: { id: 'own' }, theirs: { id: 'theirs' } } as unknown as CallPictures;
    act(() => services.pictures.set({ 'call-1': pictures }));
    expect((screen.getByLabelText('Your picture') as HTMLVideoElement).srcObject).toBe(pictures.own);
    expect((screen.getByLabelText(/^Picture of/) as HTMLVideoElement).srcObject).toBe(pictures.theirs);
    expect((screen.getByLabelText(/^Picture of/) as HTMLVideoElement).muted).toBe(true);
  });

  it('shows who they are until the first frame of their picture is there, each time it begins', async () => {
    const { services, bridge } = await show(videoCall);
    const waits = () => screen.queryByText('Their picture is on its way.');
    act(() => services.pictures.set({ 'call-1': { theirs: { id: 'one' } as MediaStream } }));
    expect(waits()?.parentElement?.textContent).toContain('GF');
    fireEvent.loadedData(screen.getByLabelText(/^Picture of/));
    expect(waits()).toBeNull();
    act(() => bridge.push({ revision: 2, slices: { calls: [{ ...videoCall, hasPeerPicture: false }] } }));
    expect(screen.getByText('They show no picture.')).toBeTruthy();
    act(() => bridge.push({ revision: 3, slices: { calls: [videoCall] } }));
    expect(waits()).toBeTruthy();
  });

  it('joins two that stand, and not one that only rings', async () => {
    const held: Call = { ...phoneCall, hold: 'ours' };
    const { bridge } = await show(activeCall, {}, [held, { ...ringingCall, id: 'call-9' }]);
    press(/^Join them/);
    expect(bridge.asked.at(-1)).toEqual({ name: 'call.join', input: { id: 'call-2', withId: 'call-1' } });
  });

  it('tells how a transfer goes, and why it did not', async () => {
    await show({
      ...activeCall,
      transfer: {
        to: { uri: 'sip:zoe@contoso.com', name: 'Zoë' },
        state: 'failed',
        failure: { code: 'CALL_TRANSFER_FAILED', at: fixtureTime },
      },
    });
    expect(screen.getByText(/was not handed on to/)).toBeTruthy();
    expect(screen.getByText('The call could not be handed on. You still have it.')).toBeTruthy();
  });
});

describe('a call nobody has answered', () => {
  it('can be given up; what needs an answer waits and says so', async () => {
    const { bridge } = await show(ringingCall);
    expect(screen.getByText('Ringing')).toBeTruthy();
    press('Hold');
    press('Transfer');
    expect(bridge.asked.filter(({ name }) => name.startsWith('call.'))).toEqual([]);
    expect(button('Hold').getAttribute('aria-description')).toBe('Not before the call is answered.');
    press(/^Cancel call to/);
    expect(bridge.asked.at(-1)).toEqual({ name: 'call.hangUp', input: { id: 'call-1' } });
    press('Call details');
    expect(screen.getByText(/The figures come/)).toBeTruthy();
  });

  it('says whose sound one hears before the answer, and takes digits then', async () => {
    await show({ ...ringingCall, state: 'early' });
    expect(screen.getByText('Not answered yet')).toBeTruthy();
    expect(screen.getByText(/They do not hear you/)).toBeTruthy();
    expect(button('Keypad').getAttribute('aria-disabled')).toBeNull();
  });
});

describe('a call that is over', () => {
  it('says why, what helps, and what may come next', async () => {
    const { bridge } = await show(busyCall);
    expect(screen.getByRole('alert').textContent).toMatch(
      /This person is busy\..*Try again later, or send a message\./s,
    );
    press('Call again');
    await settle();
    expect(bridge.asked.find(({ name }) => name === 'call.start')?.input).toEqual({
      to: 'sip:garth@tailspintoys.com',
      name: 'Garth Fort',
    });
  });

  it.each(['incomplete', 'unknown', 'ambiguous'])('to what was mistyped (%s) offers to change it', async (why) => {
    const failure = { code: 'CALL_REFUSED', data: { why }, at: 0 } as const;
    await show({ ...incompleteCall, end: { why: 'refused', failure } });
    press('Change and call');
    expect(window.location.hash).toBe('#/phone?about=%2B4417851');
  });

  it('to an address that was mistyped offers that; who called us typed nothing', async () => {
    const { unmount } = await show({ ...incompleteCall, peer: busyCall.peer });
    press('Change and call');
    expect(window.location.hash).toBe('#/phone?about=garth%40tailspintoys.com');
    unmount();
    await show({ ...incompleteCall, direction: 'in' });
    expect(screen.queryByRole('button', { name: 'Change and call' })).toBeNull();
  });

  it('keeps how long it was, and is put away', async () => {
    const { bridge } = await show(overCall);
    expect(screen.getByText(/^They hung up/).textContent).toBe('They hung up · 12:30');
    press('Close');
    expect(bridge.asked.at(-1)).toEqual({ name: 'call.putAway', input: { id: 'call-1' } });
    expect(window.location.hash).toBe('#/');
  });

  it('offers no message to a number, and no call to somebody signed out', async () => {
    await show({ ...overCall, peer: phoneCall.peer }, { account: { kind: 'signed-out' } });
    expect(screen.queryByRole('button', { name: 'Send a message' })).toBeNull();
    expect(button('Call again').getAttribute('aria-description')).toBe('You are not signed in.');
  });

  it('cannot be made again to somebody who did not say who it was', async () => {
    const nobody = { uri: 'sip:anonymous@anonymous.invalid', name: 'Anonymous' };
    const { bridge } = await show({ ...overCall, direction: 'in', peer: nobody });
    expect(button('Call again').getAttribute('aria-description')).toBe('They did not show who they are.');
    press('Call again');
    expect(bridge.asked.some(({ name }) => name === 'call.start')).toBe(false);
  });

  it('is said to be gone when nothing is known of it', async () => {
    window.location.hash = '#/call?about=call-77';
    await draw(base, <CallScreen />);
    expect(screen.getByText('This call is over and was put away.')).toBeTruthy();
  });
});

describe('a call that comes in, looked at', () => {
  it('shows its card with a long name from right to left, and for whom it is', async () => {
    await show(longCall);
    const card = within(screen.getByRole('region', { name: /calls you/ }));
    expect(card.getByTitle(longCall.peer.name).querySelector('bdi')?.textContent).toBe(longCall.peer.name);
    expect(card.getByText(/^For/).textContent).toContain('Karen Berg');
  });

  it('has no two buttons of one name, the way back from the other ways to decline and the page’s own neither', async () => {
    await show(incomingCall);
    press(/^Other ways to decline/);
    const { activeElement } = document;
    expect(activeElement?.textContent).toBe('I will call you back.');
    const names = screen.getAllByRole('button').map((one) => one.getAttribute('aria-label') ?? one.textContent);
    expect(names.filter((name) => name?.startsWith('Back'))).toHaveLength(2);
    expect(new Set(names).size).toBe(names.length);
  });

  it('never takes the focus to an answer', async () => {
    await show(incomingCall);
    expect(document.activeElement?.tagName).not.toBe('BUTTON');
  });
});
