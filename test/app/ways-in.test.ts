/** Other ways through the window than the story's: without an account, to one's own company, with a wrong password, by a link from the desktop. */
import { enterLab, showPeople, signOut } from './lab-steps.ts';
import { expect, startOffhook, test } from './offhook.ts';

const tailspinLink = 'conf:sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ';

test('[A2] joins as a guest from the sign-in screen, without any account', async ({ offhook }) => {
  await enterLab(offhook);
  await signOut(offhook);
  const { window } = offhook;
  await window.getByRole('button', { name: 'Join a meeting as a guest' }).click();
  const dialog = window.getByRole('dialog');
  await dialog.getByLabel('Meeting link or invitation').fill(tailspinLink);
  await dialog.getByLabel('Your name').fill('Zoë Visitor');
  await dialog.getByRole('button', { name: 'Join', exact: true }).click();
  await showPeople(offhook);
  const people = window.getByRole('tree', { name: 'People' });
  await expect(people.getByRole('treeitem', { name: 'Zoë Visitor (Guest)', exact: true })).toBeVisible();
  await expect(people.getByRole('treeitem', { name: 'Garth Fort', exact: true })).toBeVisible();
  await window.getByRole('button', { name: 'Leave' }).click();
  await expect(window.getByRole('heading', { name: 'You left the meeting.' })).toBeVisible();
  expect(offhook.complaints).toEqual([]);
});

test("[I1] a meeting of one's own company is joined under one's own name", async ({ offhook }) => {
  await enterLab(offhook);
  const { window } = offhook;
  await window.getByRole('button', { name: 'Lab meetings' }).click();
  await window.getByRole('menuitem', { name: /jeremy@contoso\.com/ }).click();
  await window.getByRole('dialog').getByRole('button', { name: 'Join', exact: true }).click();
  await showPeople(offhook);
  const people = window.getByRole('tree', { name: 'People' });
  await expect(people.getByRole('treeitem', { name: /^Karen Berg/ })).toBeVisible();
  await expect(people.getByRole('treeitem', { name: /Guest/ })).toHaveCount(0);
});

test('[E3] a wrong password is said to be wrong, on its stage, and the form is usable again', async ({ offhook }) => {
  await enterLab(offhook);
  await signOut(offhook);
  const { window } = offhook;
  await window.getByLabel('Sign-in address').fill('jeremy@contoso.com');
  await window.getByLabel('Password').fill('not-the-password');
  await window.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(window.getByText(/password/i).first()).toBeVisible();
  await expect(window.getByText('Signing in', { exact: true })).toBeVisible();
  await window.getByRole('button', { name: 'Back' }).click();
  await expect(window.getByLabel('Sign-in address')).toHaveValue('jeremy@contoso.com');
});

test('[J6] a meeting link from the desktop opens the join dialog and joins nothing by itself', async () => {
  const offhook = await startOffhook({ args: [tailspinLink] });
  try {
    const dialog = offhook.window.getByRole('dialog', { name: 'Join a meeting' });
    await expect(dialog.getByLabel('Meeting link or invitation')).toHaveValue(/garth@tailspintoys\.com/);
    await expect(offhook.window.getByRole('button', { name: 'Leave' })).toHaveCount(0);
  } finally {
    await offhook.stop();
  }
});

test('the theme chosen in settings is kept over a restart', async () => {
  const first = await startOffhook();
  await first.window.evaluate(() => {
    location.hash = '/settings/general';
  });
  await first.window.getByRole('radio', { name: 'Dark' }).click();
  await expect(first.window.getByRole('radio', { name: 'Dark' })).toBeChecked();
  await first.app.close();
  const second = await startOffhook({ profile: first.profile });
  try {
    await second.window.evaluate(() => {
      location.hash = '/settings/general';
    });
    await expect(second.window.getByRole('radio', { name: 'Dark' })).toBeChecked();
  } finally {
    await first.stop();
    await second.stop();
  }
});
