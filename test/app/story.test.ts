/** The first paragraph of what Offhook promises, in the real window, in one go. */
import { expect, test } from './offhook.ts';
import { story } from './story-page.ts';

test('signs in to the lab, joins another company as a guest, sees the roster, leaves', async ({ offhook }) => {
  test.slow();
  for (const stage of story) await test.step(stage.title, () => stage.play(offhook.window));
  expect(offhook.complaints).toEqual([]);
});
