/** What a meeting is about stays in memory: files and copies know that somebody was there, never who, nor where its page is. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { withoutRosters } from '../../src/main/trace/content.ts';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';

let world: LabClient;
beforeEach(async () => {
  world = await startLabClient();
});
afterEach(() => world.stop());

it('[X4] no file and no copy tells who was in a meeting; the window can', async () => {
  const meeting = world.lab.profile.meetings.find(({ id }) => id === '2Z92HZZZ');
  await world.join(meeting?.links.conf ?? '', { guestName: 'Visitor' });
  const { participants } = await world.untilMeeting(
    ({ phase, participants: people }) => phase === 'joined' && people.length >= 3,
  );
  const others = participants.filter(({ isSelf }) => !isSelf).map(({ name }) => name);
  expect(others).toEqual(['Garth Fort', 'Cynthia Carey']);
  await world.client.meetings.leave();
  await world.client.tracing.close();

  const folder = join(world.folder, 'traces');
  const traces = readdirSync(folder).filter((name) => !name.endsWith('.txt'));
  const files = traces.map((name) => readFileSync(join(folder, name), 'utf8'));
  expect(files).toHaveLength(2);
  const inMemory = world.client.tracing.list(0, 5000).entries.map((entry) => (entry.kind === 'sip' ? entry.text : ''));
  const copy = withoutRosters(inMemory.join('\n'));
  for (const text of [...files, copy]) {
    expect(text).not.toMatch(/Garth Fort|Cynthia|<users/);
    expect(text).toMatch(/\d+ characters of (?:application\/conference-info\+xml|a roster), not (?:kept|copied)/);
  }
  expect(inMemory.join()).toContain('Cynthia Carey');
  // Where the meeting's page is opens the meeting.
  expect(inMemory.join()).toContain('<msci:join-url>(hidden)</msci:join-url>');
});
