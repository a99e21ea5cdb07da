/** From launch to the first message in the real window, by what a person sees; and the one log that tells it afterwards. */
import { readFileSync } from 'node:fs';
import { formsOf, missingStages } from '../fakes/first-message-log.ts';
import { enterLab } from './lab-steps.ts';
import { expect, type Offhook, test } from './offhook.ts';

const said = 'The marmalade is in the blue cupboard';

/** Finds somebody by name in the one field, who is on no list: the company's directory knows. */
async function openCard({ window }: Offhook, typed: string, name: string): Promise<void> {
  await window.getByRole('searchbox', { name: 'Find someone, dial a number, paste a link' }).fill(typed);
  await window.getByRole('treeitem', { name: new RegExp(`^${name}`) }).click();
  await expect(window.getByRole('button', { name: 'Message', exact: true })).toBeVisible();
}

/** What the session's log files hold, asked of the application as the window asks. */
async function traces({ window }: Offhook): Promise<string[]> {
  const files = await window.evaluate(async () => {
    const bridge = (globalThis as unknown as { offhook: { request(name: string): Promise<{ value?: object }> } })
      .offhook;
    return Object.values((await bridge.request('trace.files')).value ?? {}).map(String);
  });
  return files.map((file) => readFileSync(file, 'utf8'));
}

test('[F28] [X2] [X4] from launch to the first message: seen in the window, told by one log in order, without a word of it', async ({
  offhook,
}) => {
  test.slow();
  const { window } = offhook;
  await enterLab(offhook);
  await openCard(offhook, 'echo', 'Echo');
  await window.getByRole('button', { name: 'Message', exact: true }).click();
  const field = window.getByRole('textbox', { name: /^Message to .*Echo/ });
  await expect(field).toBeFocused();
  await field.fill(said);
  await field.press('Enter');
  const log = window.getByRole('log');
  // Once as ours, and once as the simulated person says it back.
  await expect(log.getByText(said)).toHaveCount(2);
  await expect(field).toHaveValue('');

  await window.keyboard.press('Control+2');
  await expect(window.getByRole('option', { name: /Echo.*marmalade/ })).toBeVisible();

  // Found by two clicks: the state of the connection, then the trace.
  await window.getByRole('button', { name: /^Signed in/ }).click();
  await window.getByRole('tab', { name: 'Trace' }).click();
  await expect(window.getByRole('listbox', { name: 'Trace' })).toBeVisible();

  // The log is written a moment after what it tells.
  await expect.poll(async () => missingStages((await traces(offhook)).at(-1) ?? '')).toEqual([]);
  expect(await traces(offhook)).toHaveLength(2);
  for (const text of await traces(offhook)) {
    for (const form of formsOf(said)) expect(text.includes(form), form).toBe(false);
  }
  expect(offhook.complaints).toEqual([]);
});
