/** What the desktop asks of a window: a menu that works, a page that comes back, a disk that refuses, a link at any time. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Snapshot } from '../../src/shared/model/snapshot.ts';
import { crashPage, inNewPage } from './dead-page.ts';
import { enterLab, meetNow } from './lab-steps.ts';
import { expect, type Offhook, startOffhook, test } from './offhook.ts';

const link = 'conf:sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ';

/** What somebody was about to say. */
const typed = 'half a thought';

/** What a page shows that came back. */
interface Found {
  readonly place: string;
  readonly titles: readonly string[];
  readonly words: string;
  readonly account: string;
  readonly meeting: readonly unknown[];
  readonly trace: string;
}

async function snapshot({ window }: Offhook): Promise<Snapshot> {
  const answer = await window.evaluate<{ readonly value: Snapshot }>("offhook.request('app.snapshot')");
  return answer.value;
}

test('the menu edits and zooms, reloads nothing, and leads to the diagnostics without loading the page anew', async ({
  offhook,
}) => {
  const { app, window } = offhook;
  const roles = await app.evaluate(({ Menu }) =>
    (Menu.getApplicationMenu()?.items ?? []).flatMap(
      ({ submenu }) => submenu?.items.map(({ role }) => role ?? '') ?? [],
    ),
  );
  expect(roles.map((role) => role.toLowerCase())).toEqual(
    expect.arrayContaining(['undo', 'cut', 'copy', 'paste', 'selectall', 'zoomin', 'zoomout', 'resetzoom', 'quit']),
  );
  expect(roles.filter((role) => /reload/i.test(role))).toEqual([]);

  await window.getByLabel('Sign-in address').fill('karen@contoso.com');
  await app.evaluate(({ Menu }) => {
    const items = (Menu.getApplicationMenu()?.items ?? []).flatMap(({ submenu }) => submenu?.items ?? []);
    items.find(({ label }) => label === 'Diagnostics')?.click();
  });
  await expect(window.getByRole('tab', { name: 'Journey' })).toBeVisible();
  await window.keyboard.press('Escape');
  await expect(window.getByLabel('Sign-in address')).toHaveValue('karen@contoso.com');
  expect(offhook.complaints).toEqual([]);
});

test('a page that died comes back with its place, what was typed and the meeting, and the trace says what happened', async ({
  offhook,
}) => {
  const { window } = offhook;
  await enterLab(offhook);
  await meetNow(offhook);
  const meeting = (await snapshot(offhook)).meeting?.id;
  await window.evaluate(
    (card) => {
      location.hash = card;
    },
    `/contact?about=${encodeURIComponent('sip:echo@contoso.com')}`,
  );
  await window.getByRole('button', { name: 'Message', exact: true }).click();
  await window.getByRole('textbox', { name: /^Message to/ }).fill(typed);
  await expect
    .poll(() => window.evaluate<string>("offhook.request('app.drafts').then(JSON.stringify)"))
    .toContain(typed);
  const place = await window.evaluate(() => location.hash);
  expect(place).toMatch(/^#\/conversation\?about=/);

  await crashPage(offhook);
  const found = await inNewPage<Found>(
    offhook,
    `const field = () => [...document.querySelectorAll('[role=textbox], textarea')]
       .find((each) => (each.value ?? each.textContent).includes(${JSON.stringify(typed)}));
     while (!field()) await new Promise(requestAnimationFrame);
     const { value: { account, meeting } } = await offhook.request('app.snapshot');
     const { value: trace } = await offhook.request('trace.list', { afterSeq: 0, limit: 5000 });
     return {
       place: location.hash,
       titles: [...document.querySelectorAll('h1')].map(({ textContent }) => textContent),
       words: document.body.textContent,
       account: account.kind,
       meeting: [meeting.id, meeting.phase, meeting.away],
       trace: JSON.stringify(trace),
     };`,
  );
  expect(found).toMatchObject({ place, account: 'registered', meeting: [meeting, 'joined'] });
  expect(found.meeting[2]).toBeUndefined();
  expect(found.titles).toContain('Karen Berg');
  expect(found.words).toContain('You are in a meeting');
  expect(found.trace).toContain("the window's page ended: ");
});

test('starts on a disk that refuses, and says so until that is put away', async () => {
  const profile = mkdtempSync(join(tmpdir(), 'offhook-test-'));
  writeFileSync(join(profile, 'traces'), 'a file in the place of the folder');
  mkdirSync(join(profile, 'install-id'));
  mkdirSync(join(profile, 'settings.json.new'));
  const offhook = await startOffhook({ profile });
  try {
    const { window } = offhook;
    await expect(window.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
    // What is read out says it as well, for a moment.
    const notice = window.getByText(/could not be kept on this computer|cannot be written to this computer/).first();
    await expect(notice).toBeVisible();
    const dismiss = window.getByRole('button', { name: 'Dismiss' });
    await dismiss.click();
    await expect(dismiss).toHaveCount(0);
    await expect(notice).toBeHidden();
  } finally {
    await offhook.stop();
    rmSync(profile, { recursive: true, force: true });
  }
});

test('[J6] a link that another start brings comes to the window that is there', async ({ offhook }) => {
  await offhook.app.evaluate(({ app }, argument) => {
    app.emit('second-instance', {}, ['offhook', argument], '/');
  }, link);
  await expect(offhook.window.getByRole('dialog', { name: 'Join a meeting' })).toBeVisible();
});

test('what is copied from the trace holds no roster', async ({ offhook }) => {
  const copied = await offhook.app.evaluate(async ({ BrowserWindow, clipboard }) => {
    const text = 'before <conference-info><user entity="sip:mark@t"/></conference-info> after';
    await BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
      `offhook.request('app.copy', ${JSON.stringify({ text })})`,
    );
    return await clipboard.readText();
  });
  expect(copied).toMatch(/^before \(\d+ characters of a roster, not copied\) after$/);
});
