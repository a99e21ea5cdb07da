/** The page of the lab in the real window: a situation, somebody who calls, a scenario that is played beside. */
import { findFaults, findOverflow, setRoom } from './fitness.ts';
import { enterLab } from './lab-steps.ts';
import { expect, test } from './offhook.ts';

test('a tester makes a situation, lets somebody write, and plays a scenario beside it', async ({ offhook }) => {
  const { window } = offhook;
  await enterLab(offhook);
  await window.getByRole('button', { name: 'Lab page' }).click();
  await expect(window.getByRole('heading', { name: 'Lab', exact: true })).toBeVisible();

  const blocked = window.getByRole('button', { name: /^Partner blocked/ });
  await blocked.click();
  await expect(blocked).toHaveAttribute('aria-pressed', 'true');
  await expect(window.getByRole('textbox', { name: 'SIP Federated Domains: Blocked' })).toHaveValue('tailspintoys.com');
  await window.getByRole('button', { name: /^As it was/ }).click();
  await expect(window.getByRole('textbox', { name: 'SIP Federated Domains: Blocked' })).not.toHaveValue(
    'tailspintoys.com',
  );
  await setRoom(offhook, 360);
  expect(await findOverflow(window)).toEqual([]);
  expect(await findFaults(window)).toEqual([]);
  await setRoom(offhook, 1000);

  await window.getByRole('tab', { name: 'People' }).click();
  await window
    .getByRole('button', { name: /write to me$/ })
    .first()
    .click();
  await expect(window.getByText(/^Done: Let .* write to me$/)).toBeVisible();

  await window.getByRole('tab', { name: 'Scenarios' }).click();
  await expect(window.getByRole('combobox', { name: 'Scenario file' })).toBeVisible();
  await setRoom(offhook, 360);
  const page = window.getByRole('region', { name: 'Lab, Scenarios' });
  expect(await page.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  await setRoom(offhook, 1000);
  await window.getByRole('button', { name: /^Run 1\.1e/ }).click();
  const steps = window.getByRole('list', { name: 'Steps' }).getByRole('listitem');
  await expect(steps).toHaveCount(5);
  await expect(window.getByText(/^As expected/)).toBeVisible({ timeout: 60_000 });
  await window.getByRole('button', { name: 'Messages of attendee' }).click();
  const ladder = window.getByRole('listbox', { name: 'Ladder' });
  await ladder
    .getByRole('option', { name: /REGISTER/ })
    .first()
    .click();
  await expect(window.getByRole('region', { name: 'Selected entry' })).toContainText('REGISTER sip:');
  expect(await findFaults(window)).toEqual([]);
  expect(offhook.complaints).toEqual([]);
});
