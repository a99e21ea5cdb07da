/** "Configuration Information" in the real window: what the lab's server sent, copied whole to the clipboard, and asked for again. */
import { enterLab } from './lab-steps.ts';
import { expect, test } from './offhook.ts';

test('[F18] [F27] shows what the server sent, copies all of it as text, and asks again', async ({ offhook }) => {
  const { window, app } = offhook;
  await enterLab(offhook);
  await window.getByRole('button', { name: /^Signed in/ }).click();
  await window.getByRole('tab', { name: 'Configuration' }).click();
  await expect(window.getByRole('row', { name: /^Location Profile/ })).toContainText('UK_dial_plan');
  await expect(window.getByRole('row', { name: /^Audio ports/ })).toContainText('50000–50019');
  await expect(window.getByRole('region', { name: 'Photos' })).toBeVisible();

  await window.getByRole('button', { name: 'Copy everything' }).click();
  await expect(window.getByRole('button', { name: 'Copy everything' })).toHaveText('Copied');
  const copied = await app.evaluate(({ clipboard }) => clipboard.readText());
  expect(copied).toContain('groupOfTheFuture/HologramCalls = true  (not known to Offhook)');
  expect(copied).toContain('Location Profile\tUK_dial_plan');

  await window.getByRole('button', { name: 'Refresh', exact: true }).click();
  await expect(window.getByRole('button', { name: 'Refresh', exact: true })).toBeEnabled();
  await expect(window.getByRole('row', { name: /^Audio ports/ })).toContainText('50000–50019');
  expect(offhook.complaints).toEqual([]);
});
