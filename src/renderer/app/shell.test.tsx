// @vitest-environment jsdom
import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { joined } from '../gallery/fixtures-meeting.ts';
import { scenes } from '../gallery/scenes.ts';
import { clearWindow, draw, prepareWindow, settle } from '../testing/window.tsx';
import { firstPlace, hashOf } from './navigation.ts';
import { screens } from './screens.ts';
import { detailToShow, Shell } from './shell.tsx';
import { loadAllViews } from './views.tsx';

beforeEach(prepareWindow);
afterEach(clearWindow);

function sceneNamed(name: string) {
  const found = scenes.find((scene) => scene.name === name);
  if (!found) throw new Error(`no scene ${name}`);
  return found;
}

async function open(name: string) {
  const scene = sceneNamed(name);
  window.location.hash = scene.hash;
  await loadAllViews();
  const drawn = await draw(scene.snapshot, <Shell />, scene.answers);
  await settle();
  return drawn;
}

describe('detail to show', () => {
  const away = { signedIn: false, meeting: null };
  it('shows what was asked for if it can be had', () => {
    expect(detailToShow({ ...firstPlace, detail: 'about' }, away)).toBe('about');
    expect(detailToShow({ ...firstPlace, detail: 'contact' }, away)).toBeUndefined();
    expect(detailToShow({ ...firstPlace, detail: 'meeting' }, away)).toBeUndefined();
    expect(detailToShow({ ...firstPlace, detail: 'meeting' }, { signedIn: false, meeting: joined })).toBe('meeting');
  });

  it('falls back to the meeting one is in, beside the list only', () => {
    expect(detailToShow(firstPlace, { signedIn: true, meeting: joined })).toBe('meeting');
    expect(detailToShow(firstPlace, { signedIn: false, meeting: joined })).toBeUndefined();
  });
});

describe('the window', () => {
  it('has a scene in the gallery for every screen of the list', () => {
    const shown = new Set(scenes.map((scene) => scene.hash.split('?')[0]));
    const missing = screens.filter((known) => known.id !== 'sign-in' && !shown.has(hashOf(known.id)));
    expect(missing).toEqual([]);
  });

  it.each(scenes.map((scene) => scene.name))('draws %s', async (name) => {
    const { services } = await open(name);
    expect(document.querySelectorAll('h1').length).toBeGreaterThan(0);
    expect(document.querySelectorAll('main')).toHaveLength(1);
    expect(services.notice.get()).toBeNull();
  });

  it('draws the main window in the very frame the sign-in succeeds, once its chunk is here', async () => {
    const { bridge } = await open('sign-in');
    const { account } = sceneNamed('contacts').snapshot;
    act(() => bridge.push({ revision: 2, slices: { account } }));
    expect(screen.getByRole('heading', { name: 'Karen Berg' })).toBeTruthy();
  });

  it('keeps what was typed at sign-in while another screen is looked at', async () => {
    await open('sign-in');
    fireEvent.change(screen.getByLabelText('Sign-in address'), { target: { value: 'kim@fabrikam.com' } });
    fireEvent.click(screen.getByRole('button', { name: 'About' }));
    await settle();
    expect(screen.getByRole('heading', { name: 'About Offhook' })).toBeTruthy();
    fireEvent.keyDown(window, { key: 'Escape' });
    await settle();
    expect(screen.queryByRole('heading', { name: 'About Offhook' })).toBeNull();
    expect((screen.getByLabelText('Sign-in address') as HTMLInputElement).value).toBe('kim@fabrikam.com');
  });

  it('leaves Esc to an input method that is composing', async () => {
    await open('sign-in');
    fireEvent.click(screen.getByRole('button', { name: 'About' }));
    await settle();
    fireEvent.keyDown(window, { key: 'Escape', isComposing: true });
    await settle();
    expect(screen.getByRole('heading', { name: 'About Offhook' })).toBeTruthy();
  });

  it('opens the meeting when one begins, and a link the desktop handed over in the join dialog', async () => {
    const { bridge } = await open('contacts');
    act(() => bridge.push({ revision: 2, slices: { meeting: joined } }));
    await settle();
    expect(window.location.hash).toBe('#/meeting');
    act(() => bridge.push({ revision: 3, slices: { pendingLink: 'conf:sip:a@b;opaque=app:conf:focus:id:1' } }));
    await settle();
    expect(window.location.hash).toBe('#/join');
    expect((screen.getByLabelText('Meeting link or invitation') as HTMLTextAreaElement).value).toContain(
      'conf:sip:a@b',
    );
    expect(bridge.asked.map(({ name }) => name)).toContain('app.clearPendingLink');
  });

  it('stays where it was when its page comes back while one is in a meeting, and opens the next one', async () => {
    const { bridge } = await open('meeting-beside-conversation');
    expect(window.location.hash).toBe('#/conversation?about=c1');
    act(() => bridge.push({ revision: 2, slices: { meeting: { ...joined, id: 'the next' } } }));
    await settle();
    expect(window.location.hash).toBe('#/meeting');
  });

  it('[O1] comes back to a link that waited for the sign-in, once', async () => {
    const { bridge, services } = await open('sign-in');
    const registered = sceneNamed('contacts').snapshot.account;
    services.joinDraft.set({ ...services.joinDraft.get(), text: 'conf:sip:a@b', afterSignIn: true });
    act(() => bridge.push({ revision: 20, slices: { account: registered } }));
    await settle();
    expect(window.location.hash).toBe('#/join');
    expect((screen.getByLabelText('Meeting link or invitation') as HTMLTextAreaElement).value).toBe('conf:sip:a@b');
    expect(services.joinDraft.get().afterSignIn).toBe(false);
  });

  it('goes to tabs and to the one field by keyboard', async () => {
    await open('contacts');
    fireEvent.keyDown(window, { key: '4', ctrlKey: true });
    expect(window.location.hash).toBe('#/meetings');
    fireEvent.keyDown(window, { key: '3', ctrlKey: true });
    expect(window.location.hash).toBe('#/phone');
  });

  it('is called as the pane in front, and as what lies behind when that is closed', async () => {
    await open('sign-in');
    expect(document.title).toBe('Sign in – Offhook');
    fireEvent.click(screen.getByRole('button', { name: 'About' }));
    await settle();
    expect(document.title).toBe('About Offhook – Offhook');
    fireEvent.click(screen.getByRole('button', { name: 'Back' }));
    await settle();
    expect(document.title).toBe('Sign in – Offhook');
  });

  it('is called anew when one pane follows another', async () => {
    const { bridge } = await open('contact');
    const person = screen.getAllByRole('heading', { level: 1 }).at(-1)?.textContent;
    expect(document.title.endsWith(`${person} – Offhook`)).toBe(true);
    act(() => {
      window.location.hash = hashOf('settings-general');
      window.dispatchEvent(new HashChangeEvent('hashchange'));
    });
    await settle();
    expect(document.title).toMatch(/Settings – Offhook$/);
    act(() => bridge.push({ revision: 2, slices: { account: { kind: 'signed-out' } } }));
    await settle();
    expect(document.title).toBe('Settings – Offhook');
  });

  it('shows a failure that belongs to no screen until it is put away', async () => {
    const { services } = await open('contacts');
    act(() => services.notice.set({ code: 'PUBLISH_REFUSED', at: 1 }));
    expect(screen.getByText('The server did not accept your new status.')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
    expect(screen.queryByText('The server did not accept your new status.')).toBeNull();
  });
});

describe('a lost connection', () => {
  /** Seen or not: a second one that is hidden would be read out all the same. */
  const bars = () => screen.queryAllByText('Try now').length;
  /** Sets how wide the window is, as far as media queries tell. */
  function setWidth(width: number): void {
    window.matchMedia = (query) =>
      Object.assign(new EventTarget(), {
        matches: width >= Number(/min-width: (\d+)px/.exec(query)?.[1] ?? Number.POSITIVE_INFINITY),
        media: query,
        onchange: null,
        addListener: () => undefined,
        removeListener: () => undefined,
      });
  }

  it.each([
    [420, 'reconnecting'],
    [420, 'reconnecting-conversation'],
    [1100, 'reconnecting-conversation'],
  ])('is said once in a window of %i pixels that shows %s', async (width, name) => {
    setWidth(width);
    const { bridge } = await open(name);
    expect(bars()).toBe(1);
    expect(screen.queryAllByText(/\(try 2\)/)).toHaveLength(1);
    fireEvent.click(screen.getByText('Try now'));
    expect(bridge.asked.map((asked) => asked.name)).toContain('signIn.tryNow');
  });

  it('is said above the detail that covers the list, and by a meeting that one has fallen out of alone', async () => {
    const { bridge } = await open('reconnecting-conversation');
    expect(document.querySelector('main')?.contains(screen.getByRole('button', { name: 'Try now' }))).toBe(false);
    const failure = { code: 'CONNECTION_LOST', server: 'sip.contoso.com', at: 0 } as const;
    const meeting = { ...joined, away: { since: 0, attempt: 1, failure } };
    act(() => bridge.push({ revision: 2, slices: { meeting } }));
    await settle();
    expect(window.location.hash).toBe('#/meeting');
    expect(bars()).toBe(1);
    expect(document.querySelector('main')?.contains(screen.getByRole('button', { name: 'Try now' }))).toBe(true);
  });
});
