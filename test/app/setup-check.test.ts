/** "Test my setup" in the real window: from the sign-in to a report, with keyboard and little room. */
import { readFile } from 'node:fs/promises';
import { findFaults, findOverflow, setRoom } from './fitness.ts';
import { enterLab, signOut } from './lab-steps.ts';
import { expect, test } from './offhook.ts';

test('[B15] tests a setup before anybody signs in, and saves a page that can be sent', async ({ offhook }) => {
  const { app, window } = offhook;
  await enterLab(offhook);
  await signOut(offhook);
  await window.getByLabel('Sign-in address').fill('karenb@contoso.com');
  await window.getByRole('button', { name: 'Test my setup' }).click();
  await expect(window.getByRole('heading', { name: 'Test my setup' })).toBeVisible();
  const address = window.getByLabel('Your sign-in address');
  await expect(address).toHaveValue('karenb@contoso.com');
  await window.getByLabel(/^Can I join a meeting of/).fill('tailspintoys.com');
  await window.keyboard.press('Enter');
  const steps = window.getByRole('list', { name: 'Steps' }).locator(':scope > li');
  await expect(steps).toHaveCount(10);
  await expect(steps.nth(8)).toContainText('You can reach meetings of tailspintoys.com as a guest');
  await expect(steps.nth(2)).toContainText('contoso.com names its server: sip.contoso.com.');
  await expect(window.getByRole('button', { name: 'Save as page…' })).toBeVisible();
  await window.getByRole('button', { name: 'Details: Encryption and certificate' }).click();
  await expect(window.getByText('The certificate is good.').first()).toBeVisible();

  await setRoom(offhook, 360);
  expect(await findOverflow(window)).toEqual([]);
  expect(await findFaults(window)).toEqual([]);

  const file = test.info().outputPath('setup.html');
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ filePath, canceled: false });
  }, file);
  await window.getByRole('button', { name: 'Save as page…' }).click();
  await expect(window.getByText('The report was saved.')).toBeVisible();
  expect(await readFile(file, 'utf8')).toContain('<h1>Setup of karenb@contoso.com</h1>');
  expect(offhook.complaints).toEqual([]);
});

test('says beside the field that something is no address, and is reached from Diagnostics', async ({ offhook }) => {
  const { window } = offhook;
  await window.getByRole('button', { name: 'Diagnostics' }).click();
  await window.getByRole('button', { name: 'Test my setup' }).click();
  await window.getByLabel('Your sign-in address').fill('karen');
  await window.getByRole('button', { name: 'Start' }).click();
  await expect(window.getByText('This is not a sign-in address. Type it like karen@contoso.com.')).toBeVisible();
  await expect(window.getByText('Nothing has been tried yet.')).toBeVisible();
});
