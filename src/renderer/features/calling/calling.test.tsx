// @vitest-environment jsdom
import { createEvent, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Capabilities } from '../../../shared/model/presence.ts';
import type { Snapshot } from '../../../shared/model/snapshot.ts';
import { karen } from '../../gallery/fixtures.ts';
import { ringingCall } from '../../gallery/fixtures-calls.ts';
import { firstSnapshot } from '../../state/first-snapshot.ts';
import { clearWindow, draw, prepareWindow, settle } from '../../testing/window.tsx';
import { CallButtons } from './call-buttons.tsx';
import { KeyPad } from './key-pad.tsx';
import { callRefusals } from './use-refusal.ts';

beforeEach(prepareWindow);
afterEach(clearWindow);

const signedIn: Snapshot = { ...firstSnapshot, revision: 1, account: { kind: 'registered', account: karen } };
const person = { uri: 'sip:jeremy@contoso.com', name: 'Jeremy Los' };

describe('the call buttons', () => {
  it('call, with a camera or without, and show the call', async () => {
    const { bridge } = await draw(signedIn, <CallButtons {...person} />);
    bridge.answer('call.start', { ok: true, value: { ok: true, value: 'call-8' } });
    fireEvent.click(screen.getByRole('button', { name: /^Call .*Jeremy/ }));
    fireEvent.click(screen.getByRole('button', { name: /^Video call to .*Jeremy/ }));
    await settle();
    expect(bridge.asked.filter(({ name }) => name === 'call.start').map(({ input }) => input)).toEqual([
      { to: person.uri, name: person.name },
      { to: person.uri, name: person.name, withCamera: true },
    ]);
    expect(window.location.hash).toBe('#/call?about=call-8');
  });

  it('say what hinders, and do nothing then', async () => {
    const { bridge } = await draw({ ...firstSnapshot, revision: 1 }, <CallButtons {...person} isCompact />);
    const call = screen.getByRole('button', { name: /^Call/ });
    expect(call.getAttribute('aria-description')).toBe('You are not signed in.');
    fireEvent.click(call);
    expect(bridge.asked.some(({ name }) => name === 'call.start')).toBe(false);
  });

  it('do not call twice who is being called already, and show that call', async () => {
    const being = { ...ringingCall, id: 'call-3', peer: person };
    const { bridge } = await draw({ ...signedIn, calls: [being] }, <CallButtons {...person} />);
    fireEvent.click(screen.getByRole('button', { name: /^Call .*Jeremy/ }));
    await settle();
    expect(bridge.asked.some(({ name }) => name === 'call.start')).toBe(false);
    expect(window.location.hash).toBe('#/call?about=call-3');
  });

  it('leave a refusal on top of the window', async () => {
    const { bridge, services } = await draw(signedIn, <CallButtons {...person} />);
    bridge.answer('call.start', { ok: true, value: { ok: false, failure: { code: 'CALL_TOO_MANY', at: 0 } } });
    fireEvent.click(screen.getByRole('button', { name: /^Call/ }));
    await settle();
    expect(services.notice.get()?.code).toBe('CALL_TOO_MANY');
  });
});

describe('why not', () => {
  const parts = {
    isSignedIn: true,
    provisioning: firstSnapshot.provisioning,
    isPartnerByXmpp: false,
    isWithheld: false,
  };
  const can = (rest: Partial<Capabilities>): Capabilities => ({
    im: true,
    audio: false,
    video: false,
    sharing: false,
    ...rest,
  });
  it.each<[string, Capabilities | undefined, string | undefined, string | undefined]>([
    ['nothing known', undefined, undefined, undefined],
    ['everything', can({ audio: true, video: true }), undefined, undefined],
    ['sound only', can({ audio: true }), undefined, 'This contact takes no video.'],
    ['messages only', can({}), 'This contact takes messages only.', 'This contact takes messages only.'],
    ['nothing at the moment', can({ im: false }), undefined, undefined],
  ])('%s', (_what, capabilities, call, video) => {
    expect(callRefusals({ ...parts, capabilities })).toEqual({ call, video });
  });

  it('partners by XMPP take messages only', () => {
    expect(callRefusals({ ...parts, capabilities: undefined, isPartnerByXmpp: true }).call).toMatch(/messages only/);
  });

  it('who called without saying who it was cannot be called back', () => {
    const words = 'They did not show who they are.';
    const nobody = { ...parts, capabilities: undefined, isWithheld: true };
    expect(callRefusals(nobody)).toEqual({ call: words, video: words });
  });
});

describe('the keys', () => {
  it('have names and letters, and give a plus only when held down where one is wanted', async () => {
    const pressed: string[] = [];
    await draw(signedIn, <KeyPad label="Keypad" hasPlus onKey={(key) => pressed.push(key)} />);
    expect(screen.getByRole('group', { name: 'Keypad' })).toBeTruthy();
    for (const name of ['7 PQRS', 'Star', '0 +']) fireEvent.click(screen.getByRole('button', { name }));
    expect(pressed).toEqual(['7', '*', '0']);
  });

  it.each([
    ['held down', 1, 700, '+'],
    ['pressed', 1, 100, '0'],
    ['pressed by the keyboard, some time after a finger slid off it', 0, 700, '0'],
  ])('0 %s', async (_what, detail, ms, expected) => {
    const pressed: string[] = [];
    await draw(signedIn, <KeyPad label="Keypad" hasPlus onKey={(key) => pressed.push(key)} />);
    const zero = screen.getByRole('button', { name: '0 +' });
    const at = (event: Event, timeStamp: number) => Object.defineProperty(event, 'timeStamp', { value: timeStamp });
    fireEvent(zero, at(createEvent.pointerDown(zero), 5000));
    fireEvent(zero, at(createEvent.click(zero, { detail }), 5000 + ms));
    expect(pressed).toEqual([expected]);
  });
});
