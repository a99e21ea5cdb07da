/**
 * The story of the first page of this project, stage by stage, in the words of the window: `npm start` plays it where there is no
 * display, and a test demands it. Every selector of it stands here.
 */
import { expect, type Locator, type Page } from '@playwright/test';

export interface Stage {
  readonly title: string;
  /** Does the stage, checks it, and returns what a reader should see of it, a line each. Rejects where the window shows anything else. */
  readonly play: (page: Page) => Promise<readonly string[]>;
}

/** Longer than any stage needs: whole journeys are bounded to 30 s by the app itself. */
const PATIENCE = { timeout: 35_000 };

const MEETING = 'Tailspin weekly';
const GUEST = 'Karen Berg (Guest)';
const ORGANIZER = 'Garth Fort';

const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });

/** The people in a tree, as a screen reader names them. */
async function peopleIn(tree: Locator): Promise<string[]> {
  await expect(tree.getByRole('treeitem', { level: 2 }).first()).toBeVisible(PATIENCE);
  const snapshot = await tree.ariaSnapshot();
  return [...snapshot.matchAll(/treeitem "(.*)" .*\[level=2\]/g)].map(([, name]) => name ?? '');
}

async function seeSignIn(page: Page): Promise<string[]> {
  await expect(button(page, 'Sign in')).toBeVisible(PATIENCE);
  await expect(button(page, 'Join a meeting as a guest')).toBeVisible();
  return [];
}

/** One click: the lab starts, karen@contoso.com is filled in, and the sign-in begins. */
async function startLab(page: Page): Promise<string[]> {
  await button(page, 'Try the built-in lab').click();
  const banner = page.getByRole('complementary', { name: /^Lab/ });
  await expect(banner).toBeVisible(PATIENCE);
  return [(await banner.getAttribute('aria-label')) ?? ''];
}

async function signIn(page: Page): Promise<string[]> {
  const signedIn = page.getByRole('button', { name: /^Signed in/ });
  await expect(signedIn).toBeVisible(PATIENCE);
  await expect(page.getByRole('heading', { name: 'Karen Berg' })).toBeVisible();
  return [`Karen Berg: ${((await signedIn.textContent()) ?? '').trim()}`];
}

async function seeContacts(page: Page): Promise<string[]> {
  const tree = page.getByRole('tree', { name: 'Contacts' });
  await expect(tree.getByRole('treeitem', { level: 2, name: /Available/ }).first()).toBeVisible(PATIENCE);
  return peopleIn(tree);
}

async function pickMeeting(page: Page): Promise<string[]> {
  await button(page, 'Lab meetings').click();
  await page.getByRole('menuitem', { name: new RegExp(`^${MEETING}`) }).click();
  const dialog = page.getByRole('dialog', { name: 'Join a meeting' });
  const link = dialog.getByLabel('Meeting link or invitation');
  await expect(link).toHaveValue(/garth@tailspintoys\.com/);
  await expect(dialog.getByText('Meeting of garth@tailspintoys.com')).toBeVisible();
  return [await link.inputValue()];
}

async function joinAsGuest(page: Page): Promise<string[]> {
  await page.getByRole('dialog').getByRole('button', { name: 'Join', exact: true }).click();
  await expect(button(page, 'Leave')).toBeVisible(PATIENCE);
  await button(page, 'About this meeting').click();
  await button(page, 'How you got in').click();
  const steps = page.getByRole('list').filter({ hasText: 'You are in' }).getByRole('listitem');
  const lines = (await steps.allInnerTexts()).map((text) => text.replace(/\s*\n\s*/g, '  '));
  expect(lines.join('\n')).toMatch(/refused.*504\/1017/);
  await page.keyboard.press('Escape');
  return lines;
}

async function seeRoster(page: Page): Promise<string[]> {
  await page.getByRole('tab', { name: 'People' }).click();
  const roster = page.getByRole('tree', { name: 'People' });
  await expect(roster.getByRole('treeitem', { name: GUEST, exact: true })).toBeVisible(PATIENCE);
  await expect(roster.getByRole('treeitem', { name: ORGANIZER, exact: true })).toBeVisible(PATIENCE);
  return peopleIn(roster);
}

async function leave(page: Page): Promise<string[]> {
  await button(page, 'Leave').click();
  const words = page.getByRole('heading', { name: 'You left the meeting.' });
  await expect(words).toBeVisible(PATIENCE);
  return [(await words.textContent()) ?? ''];
}

/** From the first window to having left the other company's meeting. */
export const story: readonly Stage[] = [
  { title: 'The sign-in screen', play: seeSignIn },
  { title: 'The built-in lab starts', play: startLab },
  { title: 'Karen signs in over DNS, TLS and SIP', play: signIn },
  { title: 'Her contacts and their presence', play: seeContacts },
  { title: 'A link to a meeting of garth@tailspintoys.com', play: pickMeeting },
  { title: 'Refused at home, in as a guest', play: joinAsGuest },
  { title: 'The roster', play: seeRoster },
  { title: 'She leaves', play: leave },
];
