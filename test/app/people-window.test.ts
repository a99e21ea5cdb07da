/** People and talk in the real window, over the lab's own servers: by pointer, by keyboard alone, at 200 %, and for a screen reader. */
import { findFaults } from './fitness.ts';
import { enterLab } from './lab-steps.ts';
import { expect, type Offhook, test } from './offhook.ts';

const tree = ({ window }: Offhook) => window.getByRole('tree', { name: 'Contacts' });
const person = (offhook: Offhook, name: string) =>
  tree(offhook).getByRole('treeitem', { name: new RegExp(`^${name}`) });

async function go({ window }: Offhook, hash: string): Promise<void> {
  await window.evaluate((path) => {
    location.hash = path;
  }, hash);
}

/** Opens the conversation with one of the lab's simulated people, and writes. */
async function writeTo(offhook: Offhook, user: string, text: string): Promise<void> {
  await go(offhook, `/contact?about=${encodeURIComponent(`sip:${user}@contoso.com`)}`);
  await offhook.window.getByRole('button', { name: 'Message', exact: true }).click();
  const field = offhook.window.getByRole('textbox', { name: /^Message to/ });
  await field.fill(text);
  await field.press('Enter');
}

test('[H1] a contact and a group are changed by keyboard alone, and the server has it', async ({ offhook }) => {
  test.slow();
  const { window } = offhook;
  await enterLab(offhook);
  const { keyboard } = window;
  await expect(person(offhook, 'Jeremy Los').first()).toBeVisible();
  await tree(offhook).focus();
  await keyboard.type('j');
  await keyboard.press('Shift+F10');
  const menu = window.getByRole('menu', { name: 'Actions for Jeremy Los' });
  await expect(menu.getByRole('menuitem').first()).toBeFocused();
  await keyboard.type('r');
  await expect(menu.getByRole('menuitem', { name: 'Rename…' })).toBeFocused();
  await keyboard.press('Enter');
  await expect(window.getByRole('dialog').getByRole('textbox', { name: 'Name' })).toBeFocused();
  await keyboard.type('Jeremy the Second');
  await keyboard.press('Enter');
  await expect(person(offhook, 'Jeremy the Second').first()).toBeVisible();
  await expect(tree(offhook)).toBeFocused();

  await keyboard.press('Home');
  await keyboard.press('Shift+F10');
  await keyboard.type('n');
  await keyboard.press('Enter');
  await keyboard.type('Suppliers');
  await keyboard.press('Enter');
  // The list draws what is in view; a letter goes to the next row that begins with it.
  await expect(window.getByRole('dialog')).toHaveCount(0);
  await expect(async () => {
    await keyboard.press('s');
    await expect(person(offhook, 'Suppliers')).toBeVisible({ timeout: 200 });
  }).toPass();
  expect(offhook.complaints).toEqual([]);
});

test('[H1] somebody is added into a group, moved and removed by pointer', async ({ offhook }) => {
  test.slow();
  const { window } = offhook;
  await enterLab(offhook);
  await window.getByRole('button', { name: 'Add a contact' }).click();
  await window.getByRole('menuitem', { name: 'Add a contact…' }).click();
  const dialog = window.getByRole('dialog');
  await dialog.getByLabel('Address').fill('echo@contoso.com');
  await dialog.getByLabel('Group').selectOption({ label: 'Favourites' });
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(person(offhook, 'Echo')).toHaveCount(1);

  await person(offhook, 'Echo').click({ button: 'right' });
  await window.getByRole('menuitem', { name: 'Groups…' }).click();
  await dialog.getByText('Sales', { exact: true }).click();
  await expect(dialog.getByRole('checkbox', { name: 'Sales' })).toBeChecked();
  await expect(dialog.getByRole('checkbox', { name: 'Favourites' })).toBeChecked();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);

  await person(offhook, 'Echo').first().click({ button: 'right' });
  await window.getByRole('menuitem', { name: 'Remove from contacts…' }).click();
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await expect(person(offhook, 'Echo')).toHaveCount(0);
  expect(offhook.complaints).toEqual([]);
});

test('a message that is declined says why and can be sent again; one who types is announced', async ({ offhook }) => {
  test.slow();
  const { window } = offhook;
  await enterLab(offhook);
  await writeTo(offhook, 'decliner', 'Do you have a minute?');
  const log = window.getByRole('log');
  await expect(log.getByRole('status').filter({ hasText: /declined/i })).toBeVisible();
  await log.getByRole('button', { name: /^Try again/ }).click();
  await expect(log.getByRole('status').filter({ hasText: /declined/i })).toBeVisible();
  await expect(log.getByText('Do you have a minute?')).toHaveCount(1);

  await writeTo(offhook, 'slow', 'Take your time');
  await expect(window.getByRole('status').filter({ hasText: /is typing/ })).toBeVisible();
  await expect(log.getByText('Take your time')).toHaveCount(2);
  await expect(window.getByRole('status').filter({ hasText: /is typing/ })).toHaveCount(0);
  expect(offhook.complaints).toEqual([]);
});

test('card, conversation, menus and dialogs are fit for everybody, in light and dark, at 200 %', async ({
  offhook,
}) => {
  test.slow();
  const { window, app } = offhook;
  await enterLab(offhook);
  await writeTo(offhook, 'decliner', 'A line that is not taken https://plans.contoso.com/q3');
  await expect(window.getByRole('log').getByRole('button', { name: /^Try again/ })).toBeVisible();
  const conversation = new URL(window.url()).hash.slice(1);
  const places = [conversation, '/contact?about=sip%3Ajeremy%40contoso.com', '/chats', '/phone', '/meetings'];
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await window.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const look = async (what: string) => {
      const faults = await findFaults(window, colorScheme === 'light' ? 'all' : 'colours');
      found.push(...faults.map((fault) => `${what} ${colorScheme}: ${fault}`));
    };
    for (const place of places) {
      await go(offhook, place);
      await look(place);
    }
    await go(offhook, '/contacts');
    await person(offhook, 'Jeremy Los').first().click({ button: 'right' });
    await expect(window.getByRole('menu')).toBeVisible();
    await look('menu');
    await window.getByRole('menuitem', { name: 'Groups…' }).click();
    await expect(window.getByRole('dialog')).toBeVisible();
    await look('groups');
    await window.keyboard.press('Escape');
    await expect(window.getByRole('dialog')).toHaveCount(0);
  }
  for (const width of [640, 1280]) {
    await app.evaluate(({ BrowserWindow }, wide) => {
      const [first] = BrowserWindow.getAllWindows();
      first?.setContentSize(wide, 800);
      first?.webContents.setZoomFactor(2);
    }, width);
    await expect.poll(() => window.evaluate(() => innerWidth)).toBeLessThanOrEqual(width / 2 + 1);
    for (const place of [...places, '/contacts']) {
      await go(offhook, place);
      await expect(window.getByRole('main').first()).toBeVisible();
      const overflow = await window.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (overflow > 0) found.push(`${place} at ${width} and 200 %: ${overflow} px too wide`);
    }
  }
  expect(found).toEqual([]);
  expect(offhook.complaints).toEqual([]);
});

test('[F19] the lab’s calendar leads into its meeting', async ({ offhook }) => {
  const { window } = offhook;
  await enterLab(offhook);
  await go(offhook, '/meetings');
  await window
    .getByRole('list', { name: 'Meetings today' })
    .getByRole('button', { name: /^Join / })
    .first()
    .click();
  const dialog = window.getByRole('dialog', { name: 'Join a meeting' });
  await expect(dialog.getByLabel('Meeting link or invitation')).not.toHaveValue('');
  await expect(dialog.getByText(/^A page at meet\.contoso\.com/)).toBeVisible();
});
