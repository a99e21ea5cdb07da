/** Diagnostics in the real window: a look at any server before anybody signs in, and a trace that is read at its end. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:tls';
import { createAuthority } from '../../src/lab/pki/authority.ts';
import { createFakeRandom } from '../fakes/fake-random.ts';
import { enterLab } from './lab-steps.ts';
import { expect, type Offhook, test } from './offhook.ts';

const open = ({ window }: Offhook, tab: string) =>
  window.evaluate((path) => {
    location.hash = path;
  }, `/diagnostics/${tab}`);

test('[Q7] looks at any server before anybody signs in, and draws the missing certificate in its place', async ({
  offhook,
}) => {
  const { chainPem, keyPem } = createAuthority(Date.now(), createFakeRandom()).identityOf(
    'ews.contoso.com',
    [],
    'leaf-only',
  );
  const server = createServer({ cert: chainPem, key: keyPem });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const { window } = offhook;
    await window.getByRole('button', { name: 'Diagnostics' }).click();
    await window.getByRole('tab', { name: 'Check a server' }).click();
    await window.getByLabel('Server', { exact: true }).fill(`127.0.0.1:${(server.address() as AddressInfo).port}`);
    await window.getByRole('button', { name: 'Check', exact: true }).click();
    const chain = window.getByRole('list', { name: /chain/ });
    await expect(chain.getByRole('listitem')).toHaveCount(2);
    await expect(chain.getByRole('listitem').last()).toContainText('Offhook Lab Issuing CA');
    await expect(chain.getByRole('listitem').last()).toContainText('Missing');
    await expect(window.getByText('For the administrator')).toBeVisible();
    expect(offhook.complaints).toEqual([]);
  } finally {
    server.close();
  }
});

test('reads the trace at its end, until somebody scrolls away', async ({ offhook }) => {
  await enterLab(offhook);
  const { window } = offhook;
  await open(offhook, 'trace');
  const list = window.getByRole('listbox', { name: 'Trace' });
  const follow = window.getByRole('button', { name: 'Follow' });
  const fromEnd = () => list.evaluate((box) => Math.round(box.scrollHeight - box.scrollTop - box.clientHeight));
  await expect(follow).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(fromEnd).toBeLessThan(4);
  await list.evaluate((box) => box.scrollTo(0, 0));
  await expect(follow).toHaveAttribute('aria-pressed', 'false');
  await follow.click();
  await expect.poll(fromEnd).toBeLessThan(4);
});

test('keeps a chosen row readable when the system forces its own colours', async ({ offhook }) => {
  await enterLab(offhook);
  const { window } = offhook;
  await offhook.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1000, 700));
  await window.emulateMedia({ forcedColors: 'active' });
  await window.getByRole('treeitem', { level: 2 }).first().click();
  const selected = window.getByRole('treeitem', { selected: true });
  const colours = await selected.evaluate((row) => {
    const words = [...row.querySelectorAll('span, bdi')].filter((part) => part.closest('[aria-hidden]') === null);
    return { back: getComputedStyle(row).backgroundColor, front: words.map((part) => getComputedStyle(part).color) };
  });
  const probe = await window.evaluate(() => {
    const element = document.createElement('div');
    element.style.cssText = 'forced-color-adjust: none; background-color: Highlight; color: HighlightText';
    document.body.append(element);
    const { backgroundColor, color } = getComputedStyle(element);
    element.remove();
    return { backgroundColor, color };
  });
  expect(colours.back).toBe(probe.backgroundColor);
  expect(new Set(colours.front)).toEqual(new Set([probe.color]));
});
