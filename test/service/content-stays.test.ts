/** What a meeting shows, and what opens it, stays in memory: the profile, the temporary files, the trace and the failures know nothing of it. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { encodePng } from '../../src/lab/data-mcu/png.ts';
import type { Outcome } from '../../src/shared/outcome.ts';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';
import { findSecrets, type Kept, type Secret, secretOf } from '../fakes/secret-search.ts';
import { type TlsTap, tapTls } from '../fakes/tls-tap.ts';

const marker = {
  'a question': 'Marker-question-7f3a91',
  'an answer': 'Marker-answer-7f3a92',
  'a poll': 'Marker-poll-7f3a93',
  'a choice': 'Marker-choice-7f3a94',
  'a board': 'Marker-board-7f3a95',
} as const;
/** In every page of the organizer's own: a picture in which these bytes stand as they are. */
const pageMarker = Uint8Array.from({ length: 64 }, (_, at) => (at * 37 + 11) % 251);

let scratch: string;
let before: string | undefined;
let tap: TlsTap;
let world: LabClient;
let failures: unknown;
let snapshotAfter: unknown;
let secrets: readonly Secret[];

async function value<T>(work: Promise<Outcome<T>>): Promise<T> {
  const outcome = await work;
  if (!outcome.ok) throw new Error(outcome.failure.code);
  return outcome.value;
}

/** An organizer shows, draws, asks and answers; pages come sound and damaged; tokens are refused; then the meeting is left. */
beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'offhook-stays-'));
  before = process.env.TMPDIR;
  mkdirSync(join(scratch, 'tmp'));
  process.env.TMPDIR = join(scratch, 'tmp');
  tap = tapTls();
  world = await startLabClient();
  const { lab, client } = world;
  await world.signIn('karenb@contoso.com');
  lab.content('C0NT0S02').change({ token: 'outer-altered' });
  await world.join(lab.profile.meetings.find(({ id }) => id === 'C0NT0S02')?.links.conf ?? '');
  const refused = await world.until(({ meetingContent }) => meetingContent?.state === 'failed');
  lab.content('C0NT0S02').change({ token: undefined });
  client.content.retry();
  await world.until(({ meetingContent }) => meetingContent?.state === 'open');

  const shown = join(scratch, 'chosen.png');
  writeFileSync(shown, storedPicture());
  await value(client.content.newWhiteboard(marker['a board']));
  await value(client.content.askPoll(marker['a poll'], [marker['a choice'], 'other']));
  await value(client.content.askQuestion(marker['a question']));
  await world.until(
    ({ meetingContent }) =>
      !!meetingContent?.items.some((item) => item.kind === 'questions' && item.questions.length > 0),
  );
  const questions = client.state.get().meetingContent?.items.find(({ kind }) => kind === 'questions');
  const id = questions?.kind === 'questions' ? (questions.questions[0]?.id ?? '') : '';
  await value(client.content.answer(id, marker['an answer']));
  await value(client.content.presentPictures([shown]));
  const { meetingContent } = await world.until(
    ({ meetingContent: content }) => !!content?.items.some(({ kind }) => kind === 'slides'),
  );
  const slides = meetingContent?.items.find(({ kind }) => kind === 'slides')?.id ?? '';
  expect((await value(client.content.page(slides, 0))).type).toBe('image/png');
  lab.content('C0NT0S02').change({ slides: 'strange' });
  const spoiled = lab.content('C0NT0S02').showSlides('More', 2);
  await world.until(({ meetingContent: content }) => !!content?.items.some((item) => item.id === spoiled));
  failures = [
    refused.meetingContent?.failure,
    await client.content.page(spoiled, 0),
    await client.content.vote('gone', 1),
  ];
  await client.meetings.leave();
  await client.signIn.signOut();
  client.meetings.dismiss();
  snapshotAfter = { ...client.state.get(), lab: undefined };
  await client.tracing.close();
  rmSync(shown);
  secrets = [
    ...Object.entries(marker).flatMap(([name, text]) => secretOf(name, text)),
    ...secretOf('a page', pageMarker),
    ...saidSecrets(tap.heard()),
  ];
}, 60_000);

afterAll(async () => {
  tap.stop();
  await world.stop();
  if (before === undefined) Reflect.deleteProperty(process.env, 'TMPDIR');
  else process.env.TMPDIR = before;
  rmSync(scratch, { recursive: true, force: true });
});

/** A picture whose palette holds the marker as it is. */
function storedPicture(): Buffer {
  const palette = Array.from({ length: 22 }, (_, at) => {
    const [red = 0, green = 0, blue = 0] = pageMarker.subarray(3 * at);
    return [red, green, blue] as const;
  });
  return encodePng(4, new Uint8Array(16), palette);
}

/** Tokens, keys and addresses, as they went over the wire. */
function saidSecrets(heard: readonly string[]): Secret[] {
  const places = {
    'the token for the Edge': /OFFHOOK-CONTENT\/1 (\S+)/g,
    'the token for the server': /"auth":"([^"]+)"/g,
    'the key of slides': /"key":"([^"]+)"/g,
    'the address of a page': /"(https:[^"]*\/DataCollab\/[^"]+)"/gi,
  } as const;
  return Object.entries(places).flatMap(([name, place]) => {
    const found = new Set(heard.flatMap((text) => [...text.matchAll(place)].map((match) => match[1] ?? '')));
    expect(found.size, name).toBeGreaterThan(0);
    return [...found].flatMap((text) => secretOf(name, text));
  });
}

function filesUnder(folder: string): Kept[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name, parentPath }) => ({ name, bytes: readFileSync(join(parentPath, name)) }));
}

it('[N1] [N5] [N8] [X4] nothing of it stands in the profile, in temporary files, in the trace, in a failure or in what the window keeps', () => {
  const files = filesUnder(scratch);
  expect(files.some(({ bytes }) => bytes.includes('INFO sip:'))).toBe(true);
  const inMemory = {
    trace: world.client.tracing.list(0, 5000).entries,
    failures,
    snapshot: snapshotAfter,
  };
  const kept = Object.entries(inMemory).map(([name, kind]) => ({ name, bytes: Buffer.from(JSON.stringify(kind)) }));
  expect(findSecrets(secrets, [...files, ...kept])).toEqual([]);
});

it('[N8] the search finds what would be there', () => {
  const trap = { name: 'trap', bytes: storedPicture() };
  expect(findSecrets(secrets, [trap])).toEqual(['a page as it is in trap']);
});

it('[N7] the trace tells that something was asked and fetched, and no more', () => {
  const told = world.client.tracing.list(0, 5000).entries.flatMap((entry) => {
    if (entry.kind === 'decision') return entry.text.startsWith('Content: ') ? [entry.text] : [];
    return entry.kind === 'http' ? [`${entry.method} ${entry.url}`] : [];
  });
  expect(told).toContain('Content: asked poll');
  expect(told).toContain('Content: told question');
  expect(told.some((line) => /^GET https:\/\/[^/]+\/…$/.test(line))).toBe(true);
});
