// @vitest-environment jsdom
import { fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CallForwardingState } from '../../../shared/model/call-forwarding.ts';
import { noContacts } from '../../../shared/model/contacts.ts';
import type { Snapshot } from '../../../shared/model/snapshot.ts';
import { contacts, karen } from '../../gallery/fixtures.ts';
import { provisioning } from '../../gallery/fixtures-people.ts';
import {
  forwardedToMobile,
  forwardingForbidden,
  forwardingOff,
  forwardingUnreadable,
  ringsJeremy,
} from '../../gallery/scenes-forwarding.ts';
import { firstSnapshot } from '../../state/first-snapshot.ts';
import { clearWindow, draw, prepareWindow, settle } from '../../testing/window.tsx';
import { chosenKind, draftOf, inputOf, problemsOf, reasonsFor } from './forwarding-draft.ts';
import { ForwardingSettings } from './forwarding-settings.tsx';

beforeEach(prepareWindow);
afterEach(clearWindow);

const snapshot = (callForwarding: CallForwardingState, more: Partial<Snapshot> = {}): Snapshot => ({
  ...firstSnapshot,
  revision: 1,
  account: { kind: 'registered', account: karen },
  contacts: { ...noContacts, state: 'ready', contacts },
  provisioning,
  callForwarding,
  ...more,
});
const show = (state: CallForwardingState, more?: Partial<Snapshot>) =>
  draw(snapshot(state, more), <ForwardingSettings />);
const radio = (name: string | RegExp) => screen.getByRole<HTMLInputElement>('radio', { name });
const save = async () => {
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  await settle();
};
const late = { to: { kind: 'voicemail' }, afterSeconds: 20 };

describe('the page', () => {
  it('forwards to a number, which the dial plan is asked about', async () => {
    const { bridge } = await show(forwardingOff);
    fireEvent.click(radio('Forward my calls'));
    fireEvent.change(screen.getByLabelText('Number or person'), { target: { value: '01785 123456' } });
    await settle();
    expect(screen.getByText(/^Would dial \+44/)).toBeTruthy();
    await save();
    expect(bridge.asked.at(-1)).toEqual({
      name: 'callForwarding.change',
      input: {
        mode: 'forward',
        to: { kind: 'address', address: '01785 123456' },
        unanswered: late,
        workHoursOnly: false,
      },
    });
    expect(screen.getByText(/^Saved/)).toBeTruthy();
  });

  it('asks for the number that is missing, and sends nothing', async () => {
    const { bridge } = await show(forwardingOff);
    fireEvent.click(radio('Forward my calls'));
    await save();
    expect(document.activeElement).toBe(screen.getByLabelText('Number or person'));
    expect(bridge.asked.map(({ name }) => name)).not.toContain('callForwarding.change');
  });

  it('shows what stands, people by their names, and keeps addresses that nobody typed anew', async () => {
    const { bridge } = await show(ringsJeremy);
    expect(radio(/^Ring my devices and/).checked).toBe(true);
    expect(screen.getByText(/Calls of some groups/)).toBeTruthy();
    expect(within(screen.getByRole('list', { name: 'Delegates' })).getByText('Jeremy Los')).toBeTruthy();
    await save();
    expect(bridge.asked.at(-1)?.input).toEqual({
      mode: 'ring-also',
      to: { kind: 'address', address: 'sip:jeremy@contoso.com' },
      unanswered: {
        to: { kind: 'address', address: 'sip:+447700900123@contoso.com;user=phone' },
        afterSeconds: 30,
      },
      workHoursOnly: true,
    });
  });

  it('keeps what is chosen while the rest is being saved, and does not call it saved', async () => {
    const { bridge } = await show(forwardingOff);
    fireEvent.click(radio('Forward my calls'));
    fireEvent.change(screen.getByLabelText('Number or person'), { target: { value: '01785 123456' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    fireEvent.click(screen.getByRole('switch'));
    await settle();
    expect(screen.getByRole<HTMLInputElement>('switch').checked).toBe(true);
    expect(screen.queryByText(/^Saved/)).toBeNull();
    await save();
    expect(bridge.asked.at(-1)?.input).toMatchObject({ workHoursOnly: true });
    expect(screen.getByText(/^Saved/)).toBeTruthy();
  });

  it('says of calls that are sent on at once that none stays unanswered', async () => {
    await show(forwardedToMobile);
    expect(screen.getByText(/none stays unanswered/)).toBeTruthy();
    expect(screen.queryByLabelText('After this many seconds')).toBeNull();
  });

  it('follows what another device chooses, and tells why saving failed', async () => {
    const { bridge } = await show(forwardingOff);
    bridge.push({ revision: 2, slices: { callForwarding: forwardedToMobile } });
    await settle();
    expect(radio('Forward my calls').checked).toBe(true);
    const failure = { code: 'FORWARDING_TARGET_INVALID', data: { why: 'emergency' }, at: 0 };
    bridge.answer('callForwarding.change', { ok: true, value: { ok: false, failure } });
    await save();
    expect(screen.getByText(/emergency number/)).toBeTruthy();
  });

  it('says of each rule where it comes from, and what is not saved yet', async () => {
    const { bridge } = await show(forwardingOff);
    const told = (words: string) => screen.queryAllByText(words).length;
    expect(told('Default.')).toBe(3);
    bridge.push({ revision: 2, slices: { callForwarding: ringsJeremy } });
    await settle();
    expect(told('Kept by your company’s server.')).toBe(3);
    fireEvent.click(screen.getByRole('switch'));
    expect([told('Kept by your company’s server.'), told('Chosen by you, not saved yet.')]).toEqual([2, 1]);
    // Another way and back is no change.
    fireEvent.click(radio('Ring my devices only'));
    expect(told('Chosen by you, not saved yet.')).toBe(2);
    fireEvent.click(radio(/^Ring my devices and/));
    fireEvent.click(screen.getByRole('switch'));
    expect(told('Chosen by you, not saved yet.')).toBe(0);
  });

  it('disables what the company forbids, and says so', async () => {
    await show(forwardingOff, { provisioning: forwardingForbidden });
    expect(radio(/does not allow calls to be forwarded/).disabled).toBe(true);
    expect(radio(/does not allow other telephones/).disabled).toBe(true);
    expect(radio('Ring my devices only').disabled).toBe(false);
    const other = screen.getByRole<HTMLOptionElement>('option', { name: /^A number or person \(Your company/ });
    expect(other.disabled).toBe(true);
  });

  it('says what cannot be read, and offers nothing', async () => {
    await show(forwardingUnreadable);
    expect(screen.getByText('The rules for your calls cannot be read.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Save' })).toBeNull();
  });
});

describe('a draft', () => {
  const base = draftOf(forwardingOff.rules);

  it('asks for what its choice needs and no more', () => {
    expect(chosenKind(base)).toBeUndefined();
    expect(problemsOf({ ...base, address: '' })).toEqual({});
    expect(Object.keys(problemsOf({ ...base, mode: 'forward', late: 'address' }))).toEqual(['address']);
    expect(Object.keys(problemsOf({ ...base, mode: 'ring-also', ringAlso: 'team', late: 'address' }))).toEqual([
      'lateAddress',
    ]);
  });

  it.each([
    [{ mode: 'forward', forwardTo: 'voicemail' }, { kind: 'voicemail' }],
    [{ mode: 'forward', forwardTo: 'delegates' }, { kind: 'delegates' }],
    [{ mode: 'ring-also', ringAlso: 'team' }, { kind: 'team' }],
  ] as const)('%j goes to %j', (patch, to) => {
    expect(inputOf({ ...base, ...patch }, forwardingOff.rules)).toMatchObject({ mode: patch.mode, to });
  });

  it('knows why a choice is none', () => {
    expect(reasonsFor({ provisioning }, forwardingOff)).toEqual({
      modes: {},
      forwardTo: { delegates: 'You have no delegates.' },
      ringAlso: { delegates: 'You have no delegates.', team: 'You have no team.' },
      late: {},
    });
    expect(reasonsFor({ provisioning }, ringsJeremy).ringAlso).toEqual({});
  });
});
