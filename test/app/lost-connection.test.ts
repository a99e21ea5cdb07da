/** That the connection is away is seen wherever one is, in a window of any width, and once. */
import { withGallery } from './gallery-window.ts';
import { expect, test } from './offhook.ts';

test('why, until when and "Try now" are in sight beside the list and above whatever covers it', async () => {
  test.slow();
  await withGallery(async ({ window, show, setSize }) => {
    for (const width of [420, 799, 800, 1000]) {
      await setSize(width, 700);
      for (const scene of ['reconnecting', 'reconnecting-conversation']) {
        await show(scene, 'en');
        const what = `${scene} in ${width} pixels`;
        await expect(window.getByText('The connection to sip.contoso.com was lost.'), what).toHaveCount(1);
        await expect(window.getByText(/^Next try in|^Trying again now/), what).toBeInViewport({ ratio: 1 });
        await expect(window.getByRole('button', { name: 'Try now' }), what).toBeInViewport({ ratio: 1 });
      }
      await show('backup-settings', 'en');
      await expect(window.getByText(/a backup serves you/), `${width} pixels`).toBeInViewport({ ratio: 1 });
    }
  });
});
