// @vitest-environment jsdom
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runningJourney } from '../gallery/fixtures.ts';
import { joined } from '../gallery/fixtures-meeting.ts';
import { scenes } from '../gallery/scenes.ts';
import { clearWindow, draw, prepareWindow, settle } from '../testing/window.tsx';
import { Shell } from './shell.tsx';
import { loadAllViews } from './views.tsx';

beforeEach(prepareWindow);
afterEach(clearWindow);

async function open(name: string) {
  const scene = scenes.find((known) => known.name === name);
  if (!scene) throw new Error(`no scene ${name}`);
  window.location.hash = scene.hash;
  await loadAllViews();
  const drawn = await draw(scene.snapshot, <Shell />);
  await settle();
  return drawn;
}

const contactsAccount = scenes.find((scene) => scene.name === 'contacts')?.snapshot.account;

/** The focus moves once a frame, so it is waited for. */
const focusIsOn = (find: () => Element) =>
  waitFor(() => expect(document.activeElement).toBe(find()), { timeout: 10_000 });
const heading = (name: string) => () => screen.getByRole('heading', { level: 1, name });

describe('the focus', () => {
  it('is in the address when the window begins', async () => {
    await open('sign-in');
    await focusIsOn(() => screen.getByLabelText('Sign-in address'));
  });

  it('goes to the heading of the main window once signed in, and into the form once signed out', async () => {
    const { bridge } = await open('sign-in');
    await focusIsOn(() => screen.getByLabelText('Sign-in address'));
    if (contactsAccount) act(() => bridge.push({ revision: 2, slices: { account: contactsAccount } }));
    await focusIsOn(heading('Karen Berg'));
    act(() => bridge.push({ revision: 3, slices: { account: { kind: 'signed-out' } } }));
    await focusIsOn(() => screen.getByLabelText('Sign-in address'));
  });

  it('goes to the heading of a screen that is opened, and back to what opened it', async () => {
    await open('sign-in');
    const about = screen.getByRole('button', { name: 'About' });
    about.focus();
    fireEvent.click(about);
    await focusIsOn(heading('About Offhook'));
    fireEvent.keyDown(window, { key: 'Escape' });
    await focusIsOn(() => screen.getByRole('button', { name: 'About' }));
  });

  it('goes to the meeting that begins, and stays in it when the button that had it goes away', async () => {
    const { bridge } = await open('contacts');
    act(() => bridge.push({ revision: 2, slices: { meeting: joined } }));
    await focusIsOn(heading('Tailspin weekly'));
    screen.getByRole('button', { name: 'Leave' }).focus();
    const meeting = { ...joined, phase: 'ended' as const, endedBecause: 'left' as const, participants: [] };
    act(() => bridge.push({ revision: 3, slices: { meeting } }));
    await focusIsOn(heading('Tailspin weekly'));
  });

  it('follows Ctrl+1 to 4 to the tab and Ctrl+K to the one field, from behind a detail too', async () => {
    await open('settings-general');
    const go = (key: string) => fireEvent.keyDown(window, { key, ctrlKey: true });
    go('2');
    await focusIsOn(() => screen.getByRole('tab', { name: 'Chats' }));
    go('3');
    await focusIsOn(() => screen.getByRole('tab', { name: 'Phone' }));
    go('4');
    await focusIsOn(() => screen.getByRole('tab', { name: 'Meetings' }));
    go('k');
    await focusIsOn(() => screen.getByRole('searchbox'));
  });

  it('is left alone after a click beside everything', async () => {
    const { services } = await open('contacts');
    await focusIsOn(heading('Karen Berg'));
    heading('Karen Berg')().blur();
    act(() => services.notice.set({ code: 'PUBLISH_REFUSED', at: 1 }));
    await act(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    expect(document.activeElement).toBe(document.body);
  });
});

describe('Esc', () => {
  const press = () => fireEvent.keyDown(window, { key: 'Escape' });

  it('cancels a sign-in that is under way', async () => {
    const { bridge } = await open('signing-in');
    expect(runningJourney.stages.some(({ state }) => state === 'running')).toBe(true);
    press();
    expect(bridge.asked.at(-1)?.name).toBe('signIn.cancel');
  });

  it('closes what lies over the sign-in before it cancels it', async () => {
    const { bridge } = await open('signing-in');
    window.location.hash = '#/about';
    await settle();
    press();
    await settle();
    expect(bridge.asked.map(({ name }) => name)).not.toContain('signIn.cancel');
    expect(screen.queryByRole('heading', { name: 'About Offhook' })).toBeNull();
  });

  it('puts an ended meeting away, and never one that goes on', async () => {
    const ended = await open('meeting-removed');
    press();
    await settle();
    expect(ended.bridge.asked.at(-1)?.name).toBe('meeting.dismiss');
    expect(window.location.hash).toBe('#/');
    ended.unmount();
    const going = await open('meeting');
    press();
    await settle();
    expect(going.bridge.asked.map(({ name }) => name)).not.toContain('meeting.dismiss');
  });
});
