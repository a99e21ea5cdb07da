/** Notices through libnotify's command to dunst, which shows them: programs nobody here wrote, on a bus and a screen of their own. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DesktopNotice, hasNotifySend, notifySend } from '../../src/main/platform/notify-send.ts';
import { type Desktop, startDesktop, whyNoDesktop } from './notifications/desktop.ts';

const reason = whyNoDesktop();

const message: DesktopNotice = {
  title: 'Jeremy Los',
  body: 'Lunch at twelve?',
  category: 'im.received',
  buttons: [
    { id: 'accept-chat', label: 'Accept' },
    { id: 'decline-chat', label: 'Decline' },
  ],
};

describe.skipIf(reason)(reason ? `dunst, skipped: ${reason}` : 'dunst', () => {
  let desktop: Desktop;

  beforeAll(async () => {
    desktop = await startDesktop();
  });
  afterAll(() => desktop?.stop());

  /** Shows a notice until it ends, by what the desktop or `act` does with it. */
  async function show(
    notice: DesktopNotice,
    act: (takeBack: () => void) => Promise<void> | void,
  ): Promise<string | undefined> {
    let takeBack: () => void = () => undefined;
    const ended = new Promise<string | undefined>((resolve) => {
      takeBack = notifySend(desktop.env)(notice, resolve);
    });
    await desktop.shows(1);
    await act(takeBack);
    const chosen = await ended;
    await desktop.shows(0);
    return chosen;
  }

  it('is served by the command', async () => {
    expect(await hasNotifySend(desktop.env)).toBe(true);
  });

  it('shows a notice as ours, and tells the button that was chosen', async () => {
    expect(await show(message, () => desktop.choose('Decline'))).toBe('decline-chat');
    expect((await desktop.history())[0]).toEqual({
      summary: 'Jeremy Los',
      body: 'Lunch at twelve?',
      message: 'Jeremy Los|Lunch at twelve?',
      appname: 'Offhook',
      category: 'im.received',
    });
    expect(await show(message, () => desktop.choose('Accept'))).toBe('accept-chat');
  });

  it('takes a click on the notice for its first button', async () => {
    expect(await show(message, () => desktop.click())).toBe('accept-chat');
  });

  it('ends the process when the notice is sent away, and nothing was chosen', async () => {
    expect(await show(message, () => desktop.dismiss())).toBeUndefined();
  });

  it('takes the notice off the screen when it is taken back', async () => {
    expect(await show(message, (takeBack) => takeBack())).toBeUndefined();
  });

  it('shows words as they were written, whatever they try', async () => {
    const title = '--icon=/etc/passwd <b>Karen</b>';
    const body = '<img src="file:///etc/passwd"/><a href="https://example.com">click</a> &lt;i&gt; %s %n "quoted"';
    await show({ ...message, title, body }, (takeBack) => takeBack());
    const [shown] = await desktop.history();
    expect(shown?.summary).toBe(title);
    // What is drawn is markup: read as such, it is the words again, with no element in it.
    const [drawnTitle = '', drawnBody = ''] = (shown?.message ?? '').split('|');
    expect([drawnTitle, drawnBody].join()).not.toMatch(/[<>]/);
    expect(readMarkup(drawnTitle)).toBe(title);
    expect(readMarkup(drawnBody)).toBe(body);
  });
});

function readMarkup(markup: string): string {
  const meanings: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", '#39': "'", amp: '&' };
  return markup.replace(/&([^;]+);/g, (whole, name: string) => meanings[name] ?? whole);
}
