/** Somebody asked to a meeting while he looks elsewhere: the desktop tells him, and leads him in, and to what is said there. */
import { badge, lookAway, makeNoticeFolder, type NoticeFolder, tooltip, watchDesk } from './desk-watch.ts';
import { chooseInMeeting, enterLab, meetNow, showPeople, signInAs, signOut } from './lab-steps.ts';
import { expect, type Offhook, startOffhook } from './offhook.ts';
import { test as base, shareLab } from './two-windows.ts';

interface Asked {
  readonly karen: Offhook;
  readonly jeremy: Offhook;
  /** Jeremy's desktop. */
  readonly folder: NoticeFolder;
}

const test = base.extend<{ asked: Asked }>({
  asked: async ({ one: { lab, offhook: karen } }, use) => {
    const folder = makeNoticeFolder();
    const jeremy = await startOffhook({ env: folder.env });
    await shareLab(jeremy, lab.profile);
    await watchDesk(jeremy.app);
    await enterLab(jeremy);
    await signOut(jeremy);
    const account = lab.profile.accounts.find(({ address }) => address === 'jeremy@contoso.com');
    if (!account) throw new Error('the lab has no Jeremy');
    await signInAs(jeremy, account);
    await enterLab(karen);
    await use({ karen, jeremy, folder });
    await jeremy.stop();
    folder.remove();
  },
});

test.skip(process.platform !== 'linux', 'notify-send is of Linux desktops');
test.describe.configure({ timeout: 120_000 });

const newest = (folder: NoticeFolder) => {
  const notice = folder.notices().at(-1);
  return notice && [notice.title, notice.body, ...notice.buttons];
};
const button = ({ window }: Offhook, name: string) => window.getByRole('button', { name, exact: true });
const roster = ({ window }: Offhook) => window.getByRole('tree', { name: 'People' });

async function invite(karen: Offhook, name: string): Promise<void> {
  await chooseInMeeting(karen, 'Invite somebody…');
  await karen.window.getByLabel('Name or address').fill(name);
  await button(karen, `Invite ${name}`).click();
  await button(karen, 'Done').click();
}

test('an invitation and the chat of the meeting are told on the desktop, and taken back when answered', async ({
  asked: { karen, jeremy, folder },
}) => {
  await meetNow(karen);
  await lookAway(jeremy);
  await invite(karen, 'Jeremy Los');
  await expect.poll(() => newest(folder)).toEqual(['Karen Berg', expect.any(String), 'Show', 'Join', 'Decline']);
  await expect(jeremy.window.getByRole('alert').filter({ hasText: 'Karen Berg' })).toBeVisible();
  await expect(jeremy.window.getByRole('tab', { name: /^Meetings/ })).toContainText('1');
  await expect.poll(() => tooltip(jeremy)).toMatch(/1 meeting you are asked to/);
  expect(await badge(jeremy)).toBeGreaterThan(0);

  const invitation = folder.notices().at(-1);
  if (!invitation) throw new Error('the notice went');
  folder.choose(invitation, 'accept-invitation');
  await showPeople(jeremy);
  await expect(roster(jeremy).getByRole('treeitem', { name: 'Karen Berg', exact: true })).toBeVisible();
  await expect(roster(karen).getByRole('treeitem', { name: 'Jeremy Los', exact: true })).toBeVisible();
  await expect.poll(() => folder.isStanding(invitation)).toBe(false);
  await expect.poll(() => tooltip(jeremy)).not.toContain('asked to');

  await lookAway(jeremy);
  await karen.window.getByRole('tab', { name: 'Chat', exact: true }).click();
  await karen.window.getByRole('textbox', { name: /^Message to everybody/ }).fill('Shall we begin?');
  await karen.window.keyboard.press('Enter');
  await expect.poll(() => newest(folder)).toEqual(['Karen Berg', 'Shall we begin?', 'Open']);
  await expect.poll(() => tooltip(jeremy)).toMatch(/1 message in the meeting/);
  const message = folder.notices().at(-1);
  if (!message) throw new Error('the notice went');
  folder.choose(message, 'open-meeting-chat');
  await expect(jeremy.window.getByRole('log').getByText('Shall we begin?')).toBeVisible();
  await expect.poll(() => tooltip(jeremy)).not.toContain('message in the meeting');
  expect([...karen.complaints, ...jeremy.complaints]).toEqual([]);
});

test('a declined invitation is gone on both sides', async ({ asked: { karen, jeremy, folder } }) => {
  await meetNow(karen);
  await lookAway(jeremy);
  await invite(karen, 'Jeremy Los');
  await expect.poll(() => folder.notices()).not.toHaveLength(0);
  const invitation = folder.notices().at(-1);
  if (!invitation) throw new Error('the notice went');
  await button(jeremy, 'Decline the meeting of Karen Berg').click();
  await expect.poll(() => folder.isStanding(invitation)).toBe(false);
  await expect(jeremy.window.getByRole('alert')).toHaveCount(0);
  await expect(karen.window.getByRole('treeitem', { name: 'Jeremy Los', exact: true })).toHaveAttribute(
    'aria-description',
    /Declined/,
  );
});
