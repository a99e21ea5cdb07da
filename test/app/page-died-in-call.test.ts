/** The page holds one end of a call's sound: where it dies the call ends, says why, and another can be made. */
import { hasPulseAudio } from '../interop/pulse/server.ts';
import { dial, heard, silent, sitDown, test, voiceHertz } from './call-steps.ts';
import { crashPage, inNewPage } from './dead-page.ts';
import { expect } from './offhook.ts';

const toneHertz = 440;
const far = 'tone@contoso.com';

test.skip(!hasPulseAudio, 'needs PulseAudio, which scripts/peers.mjs unpacks');

test('a call whose page died ends with a sentence, at the far end too, and the page that came back calls again', async ({
  callLab,
}) => {
  test.setTimeout(120_000);
  // A desk of its own: the page that Playwright knows does not come back.
  const { offhook, sound, leave } = await sitDown(callLab, { hertz: voiceHertz });
  const headset = sound.listenTo('headset');
  // Other tests have called in this lab before.
  const farEnds = () => callLab.calls.list().filter(({ party, end }) => party === far && end === 'bye').length;
  const earlier = farEnds();
  try {
    await dial(offhook, far);
    await expect.poll(() => headset.levelAt(toneHertz)).toBeGreaterThan(heard);
    await crashPage(offhook);
    const shown = await inNewPage<{ ending: readonly string[]; account: string }>(
      offhook,
      `const sentence = () => document.body.textContent.includes('The part of Offhook that carries sound and pictures failed.');
       while (!sentence()) await new Promise(requestAnimationFrame);
       const { value: { calls, account } } = await offhook.request('app.snapshot');
       return { ending: calls.map(({ state }) => state), account: account.kind };`,
    );
    expect(shown).toEqual({ ending: ['ended'], account: 'registered' });
    await expect.poll(() => headset.level()).toBeLessThan(silent);
    await expect.poll(farEnds).toBe(earlier + 1);
    await inNewPage(
      offhook,
      `[...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Call again').click();`,
    );
    await expect.poll(() => headset.levelAt(toneHertz)).toBeGreaterThan(heard);
  } finally {
    await leave();
  }
});
