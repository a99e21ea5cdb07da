/** A call between two real windows: what one says, the other's speaker plays; what one shows, the other sees. */
import { button, callPerson, type Desk, sitDown, snapshot } from './call-steps.ts';
import { lookAway } from './desk-watch.ts';
import { expect } from './offhook.ts';
import { hasPulseAudio } from './sound.ts';
import { test as base } from './two-windows.ts';

const [karenHertz, jeremyHertz] = [700, 1100];

const test = base.extend<{ karen: Desk; jeremy: Desk }>({
  karen: async ({ lab }, use) => {
    const desk = await sitDown(lab, { hertz: karenHertz });
    await use(desk);
    await desk.leave();
  },
  jeremy: async ({ lab }, use) => {
    const desk = await sitDown(lab, { hertz: jeremyHertz, address: 'jeremy@contoso.com' });
    await use(desk);
    await desk.leave();
  },
});

test.skip(!hasPulseAudio, 'needs the peers: npm run peers');
test.describe.configure({ timeout: 120_000 });

test('[F1] two people', async ({ karen, jeremy }) => {
  const t0 = Date.now();
  const log = (...x: unknown[]) => console.log(Date.now() - t0, ...x);
  const karens = karen.sound.listenTo('headset');
  const jeremys = jeremy.sound.listenTo('headset');
  await lookAway(jeremy.offhook);
  setTimeout(() => karen.offhook.window.screenshot({ path: '/tmp/tt/dbg.png' }), 12000);
  setTimeout(async () => log(JSON.stringify((await snapshot(karen.offhook)).calls), JSON.stringify((await snapshot(jeremy.offhook)).calls)), 12000);
  const [toast] = await Promise.all([
    jeremy.offhook.app.waitForEvent('window'),
    callPerson(karen.offhook, 'Jeremy Los'),
  ]);
  log('toast');
  await toast.getByRole('button', { name: /^Answer/ }).first().waitFor();
  log('drawn');
  await toast.screenshot({ path: '/tmp/tt/toast.png' });
  await jeremy.offhook.window.screenshot({ path: '/tmp/tt/incoming.png' });
  await karen.offhook.window.screenshot({ path: '/tmp/tt/calling.png' });
  await expect.poll(() => jeremys.levelAt(784)).toBeGreaterThan(-40);
  log('ring', jeremys.levelAt(784), jeremys.level());
  await expect.poll(() => karens.levelAt(425)).toBeGreaterThan(-40);
  log('ringback', karens.levelAt(425));
  await toast.getByRole('button', { name: /^Answer/ }).first().click();
  await expect.poll(() => karens.levelAt(jeremyHertz)).toBeGreaterThan(-50);
  log('karen hears', karens.levelAt(jeremyHertz), karens.pitch());
  await expect.poll(() => jeremys.levelAt(karenHertz)).toBeGreaterThan(-50);
  log('jeremy hears', jeremys.levelAt(karenHertz), jeremys.pitch());
  for (let i = 0; i < 8; i++) { await new Promise((r) => setTimeout(r, 1000)); log(karens.levelAt(jeremyHertz), jeremys.levelAt(karenHertz)); }
  await karen.offhook.window.screenshot({ path: '/tmp/tt/active.png' });
  await jeremy.offhook.window.screenshot({ path: '/tmp/tt/active-j.png' });
  log(JSON.stringify((await snapshot(karen.offhook)).calls));
  await button(karen.offhook, 'Mute').click();
  await expect.poll(() => jeremys.levelAt(karenHertz)).toBeLessThan(-60);
  log('muted', jeremys.level());
  await button(karen.offhook, 'Unmute').click();
  await expect.poll(() => jeremys.levelAt(karenHertz)).toBeGreaterThan(-50);
  await button(karen.offhook, 'Hold').click();
  await expect.poll(() => Math.max(jeremys.level(), karens.level())).toBeLessThan(-60);
  log('hold', jeremys.level(), karens.level());
  await karen.offhook.window.screenshot({ path: '/tmp/tt/hold.png' });
  await jeremy.offhook.window.screenshot({ path: '/tmp/tt/hold-j.png' });
  await button(karen.offhook, 'Resume').click();
  await expect.poll(() => karens.levelAt(jeremyHertz)).toBeGreaterThan(-50);
  await expect.poll(() => jeremys.levelAt(karenHertz)).toBeGreaterThan(-50);
  log('resumed');
  await button(karen.offhook, /^Hang up/).click();
  await expect(jeremy.offhook.window.getByText('They hung up')).toBeVisible();
  await karen.offhook.window.screenshot({ path: '/tmp/tt/ended.png' });
  await expect.poll(karen.sound.streams).toBe(0);
  await expect.poll(jeremy.sound.streams).toBe(0);
  log('streams 0');
  expect([...karen.offhook.complaints, ...jeremy.offhook.complaints]).toEqual([]);
});
