// @vitest-environment jsdom
import { AnnounceProvider } from '@fluentui/react-components';
import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Call } from '../../../shared/model/call.ts';
import type { Slices } from '../../../shared/model/snapshot.ts';
import { karen } from '../../gallery/fixtures.ts';
import { activeCall, busyCall, incomingCall, phoneCall, ringingCall, sixCalls } from '../../gallery/fixtures-calls.ts';
import { provisioning } from '../../gallery/fixtures-people.ts';
import { firstSnapshot } from '../../state/first-snapshot.ts';
import { clearWindow, draw, prepareWindow } from '../../testing/window.tsx';
import { CallBars } from './call-bars.tsx';

beforeEach(prepareWindow);
afterEach(clearWindow);

async function show(calls: readonly Call[], rest: Partial<Slices> = {}) {
  const said: string[] = [];
  const announce = (words: string, options?: { readonly alert?: boolean }) => {
    said.push(`${options?.alert ? '! ' : ''}${words.replace(/[\u2068\u2069]/g, '')}`);
  };
  const drawn = await draw(
    { ...firstSnapshot, revision: 1, account: { kind: 'registered', account: karen }, calls, ...rest },
    <AnnounceProvider value={{ announce }}>
      <input aria-label="elsewhere" />
      <CallBars />
    </AnnounceProvider>,
  );
  let revision = 1;
  return {
    ...drawn,
    said,
    change: (slices: Partial<Slices>) => {
      revision += 1;
      act(() => drawn.bridge.push({ revision, slices }));
    },
    did: () => drawn.bridge.asked.filter(({ name }) => name.startsWith('call.')),
  };
}

const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));
const key = (value: string, rest: Partial<KeyboardEventInit> = {}) =>
  fireEvent.keyDown(screen.getByLabelText('elsewhere'), { key: value, ctrlKey: true, ...rest });

describe('somebody who calls', () => {
  it('is shown with the address, and by their card with what they are and where', async () => {
    await show([incomingCall]);
    expect(screen.getByText('jeremy@contoso.com · Senior engineer, Contoso')).toBeTruthy();
  });

  it('is answered with or without a picture, or declined, by name', async () => {
    const { did } = await show([incomingCall]);
    press(/^Answer \S*Jeremy Los\S*$/);
    press(/^Answer .* with video$/);
    press(/^Decline/);
    expect(did()).toEqual([
      { name: 'call.answer', input: { id: 'call-3' } },
      { name: 'call.answer', input: { id: 'call-3', withCamera: true } },
      { name: 'call.decline', input: { id: 'call-3' } },
    ]);
  });

  it('is sent words, ready made or of one’s own, or to voicemail', async () => {
    const { did } = await show([incomingCall], { provisioning });
    press(/^Other ways to decline/);
    press('I am in a meeting.');
    fireEvent.change(screen.getByLabelText('Your own words'), { target: { value: '  In ten minutes  ' } });
    press('Decline and send');
    press('To voicemail');
    expect(did().map(({ input }) => input)).toEqual([
      { id: 'call-3', message: 'I am in a meeting.' },
      { id: 'call-3', message: 'In ten minutes' },
      { id: 'call-3', toVoicemail: true },
    ]);
    press(/^Back to answering \S*Jeremy Los\S*$/);
    expect(screen.getByRole('button', { name: /^Decline/ })).toBeTruthy();
  });

  it('cannot be sent words by a number, nor to a mailbox nobody has', async () => {
    await show([{ ...incomingCall, peer: phoneCall.peer }]);
    press(/^Other ways to decline/);
    expect(screen.queryByText('I am in a meeting.')).toBeNull();
    expect(screen.queryByText('To voicemail')).toBeNull();
    expect(screen.getByRole('button', { name: 'Decline' })).toBeTruthy();
  });

  it('is offered no picture where there can be none', async () => {
    await show([{ ...incomingCall, canShowPicture: false }]);
    expect(screen.queryByRole('button', { name: /with video/ })).toBeNull();
  });

  it('waits beside the call one is in, which answering would hold', async () => {
    await show([activeCall, incomingCall]);
    expect(screen.getByText('Answering puts your other call on hold.')).toBeTruthy();
  });

  it('leaves the focus and Enter where they were', async () => {
    const { change, did } = await show([]);
    const field = screen.getByLabelText('elsewhere');
    field.focus();
    change({ calls: [incomingCall] });
    expect(document.activeElement).toBe(field);
    fireEvent.keyDown(field, { key: 'Enter' });
    expect(did()).toEqual([]);
  });

  it('is shown once answered, wherever that was', async () => {
    const { change } = await show([incomingCall]);
    change({ calls: [{ ...incomingCall, state: 'connecting' }] });
    expect(window.location.hash).toBe('#/call?about=call-3');
  });

  it('who gave up opens nothing', async () => {
    const { change } = await show([incomingCall]);
    change({ calls: [{ ...incomingCall, state: 'ended', end: { why: 'missed' } }] });
    expect(window.location.hash).toBe('');
  });
});

describe('what is read out', () => {
  it('is each change once; who calls interrupts', async () => {
    const { change, said } = await show([ringingCall]);
    change({ calls: [activeCall] });
    change({ calls: [{ ...activeCall, isMuted: true, quality: { mos: 3 } }] });
    change({ calls: [{ ...activeCall, hold: 'theirs' }, incomingCall] });
    change({
      calls: [
        { ...activeCall, hold: 'theirs' },
        { ...incomingCall, state: 'ended', end: { why: 'missed' } },
      ],
    });
    expect(said).toEqual([
      'Garth Fort: Ringing',
      'Connected with Garth Fort',
      'Garth Fort: They put you on hold',
      '! Jeremy Los calls you',
      'Jeremy Los: Missed call',
    ]);
  });

  it('says why a call behind another screen failed, and nothing of old ones', async () => {
    const { change, said } = await show([{ ...busyCall, id: 'old' }, ringingCall]);
    change({ calls: [busyCall] });
    expect(said).toEqual(['Garth Fort: Ringing', 'Garth Fort: This person is busy.']);
  });

  it('leaves the failure to its card where that is in front', async () => {
    window.location.hash = '#/call?about=call-1';
    const { change, said } = await show([ringingCall]);
    change({ calls: [busyCall] });
    expect(said).toEqual(['Garth Fort: Ringing']);
  });
});

describe('calls behind the screen', () => {
  it('have a line each, six of them too, but for the one in front', async () => {
    window.location.hash = '#/call?about=call-1';
    const { did } = await show(sixCalls);
    expect(screen.getAllByRole('button', { name: /^Show the call/ })).toHaveLength(4);
    press(/^Resume the call with .*Bonnie/);
    press(/^Hang up the call with .*Bonnie/);
    expect(did()).toEqual([
      { name: 'call.hold', input: { id: 'call-5', isHeld: false } },
      { name: 'call.hangUp', input: { id: 'call-5' } },
    ]);
    press(/^Show the call with .*Bonnie/);
    expect(window.location.hash).toBe('#/call?about=call-5');
  });

  it('are nothing when all are over', async () => {
    await show([busyCall]);
    expect(screen.queryByRole('region')).toBeNull();
    expect(screen.getAllByRole('textbox')).toHaveLength(1);
  });
});

describe('keys', () => {
  it('answer and decline who calls, hang up and mute whom one speaks with', async () => {
    const { did } = await show([phoneCall, activeCall, incomingCall]);
    key('A', { shiftKey: true });
    key('D', { shiftKey: true });
    key('H', { shiftKey: true });
    key('m');
    expect(did()).toEqual([
      { name: 'call.answer', input: { id: 'call-3' } },
      { name: 'call.decline', input: { id: 'call-3' } },
      { name: 'call.hangUp', input: { id: 'call-1' } },
      { name: 'call.mute', input: { id: 'call-1', isMuted: true } },
    ]);
  });

  it('mean nothing without the call they are for, held down, or without Ctrl', async () => {
    const { did } = await show([phoneCall]);
    key('A', { shiftKey: true });
    key('H', { shiftKey: true });
    key('m', { repeat: true });
    key('m', { ctrlKey: false });
    key('m', { altKey: true });
    expect(did()).toEqual([]);
  });
});
