/** The first paragraph of what Offhook promises, in the real window, in one go: the built program that `npm start` plays without a display. */
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { root } from './offhook.ts';
import { story } from './story-page.ts';

test('signs in to the lab, joins another company as a guest, sees the roster, leaves', async () => {
  test.slow();
  const played = await promisify(execFile)(process.execPath, [join(root, 'out/cli/story.js')], { cwd: root });
  for (const [at, { title }] of story.entries()) expect(played.stdout).toContain(`${at + 1}. ${title} (`);
  expect(readdirSync(join(root, 'out/story')).filter((name) => name.endsWith('.png'))).toHaveLength(story.length);
});
