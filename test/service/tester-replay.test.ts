/** What a person's trace tells is played again: the same sign-in, and the same failures, without any of the lab's servers. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Lab } from '../../src/lab/api.ts';
import { systemClock } from '../../src/lab/net/system.ts';
import { readFixture } from '../../src/lab/replay/fixture.ts';
import { type Replay, startReplay } from '../../src/lab/replay/start-replay.ts';
import { startLab } from '../../src/lab/start-lab.ts';
import type { Snapshot } from '../../src/shared/model/snapshot.ts';
import { openHeadlessClient } from '../../src/tester/headless-client.ts';
import { readTrace } from '../../src/tester/record/read-trace.ts';
import { recordFixture } from '../../src/tester/record/record.ts';
import { readScenarioFile } from '../../src/tester/scenario/read-file.ts';
import { runScenarioFile } from '../../src/tester/scenario/run.ts';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';
import { findSecrets, secretOf } from '../fakes/secret-search.ts';

const address = 'karen@contoso.com';
const meeting = 'conf:sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ%3Fconversation-id=1';

let lab: Lab;
let world: LabClient;
let before: ReturnType<typeof seen> | undefined;
const recordings = new Map<string, string>();

/** A session of its own, from its first line to its last, as the file on disk has it. */
async function record(name: string, play: () => Promise<void>): Promise<void> {
  world = await startLabClient({ lab });
  await play();
  await world.client.close();
  const { files } = world.client.tracing;
  const recorded = recordFixture(readTrace(readFileSync(files?.jsonl ?? '', 'utf8')), name);
  if (!recorded.ok) throw new Error(recorded.problem);
  recordings.set(name, JSON.stringify(recorded.fixture));
  await world.stop();
}

beforeAll(async () => {
  lab = await startLab({ ports: 'free' });
  await record('sign-in', async () => {
    expect(await world.signIn(address)).toEqual({ ok: true });
    before = seen(await world.until(({ contacts }) => contacts.state === 'ready'));
  });
  await record('wrong password', async () => {
    expect(await world.signIn(address, 'another')).toMatchObject({ failure: { code: 'CREDENTIALS_WRONG' } });
  });
  await record('forbidden', async () => {
    world.lab.setFaults('sip.contoso.com', { auth: { mismatch: true } });
    expect(await world.signIn(address)).toMatchObject({ failure: { code: 'ACCOUNT_MISMATCH', sip: { status: 403 } } });
    world.lab.setFaults('sip.contoso.com', {});
  });
  await record('a refused join', async () => {
    world.lab.setFederation('tailspintoys.com', { anonymousAtEdge: false });
    await world.signIn(address);
    expect(await world.join(meeting)).toMatchObject({ ok: false });
  });
  // Whatever is played from here on, no server of the lab has a part in it.
  await lab.stop();
}, 60_000);

let replay: Replay | undefined;
async function play<T>(
  name: string,
  act: (client: Awaited<ReturnType<typeof openHeadlessClient>>) => Promise<T>,
): Promise<T> {
  const read = readFixture(recordings.get(name) ?? '');
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  replay = await startReplay(read.fixture);
  const client = await openHeadlessClient(replay);
  try {
    return await act(client);
  } finally {
    await client.close();
    await replay.stop();
  }
}
afterAll(async () => {
  await Promise.all([replay?.stop(), lab.stop()]);
});

const start = { address, password: 'any', remember: false };

/** What a person sees of being signed in. */
const seen = ({ account, contacts }: Snapshot) => ({
  account: account.kind,
  name: 'account' in account ? account.account.displayName : '',
  groups: contacts.groups.map(({ name }) => name),
  contacts: contacts.contacts.map(({ uri }) => uri),
});

describe('a recording that is played again', () => {
  it('[X1] leads to the same state: registered, with the same contacts', async () => {
    const recorded = JSON.parse(recordings.get('sign-in') ?? '') as { readonly servers: readonly unknown[] };
    expect(recorded.servers).toEqual([{ host: 'sip.contoso.com', port: expect.any(Number) }]);
    const now = await play('sign-in', async (user) => {
      expect(await user.client.signIn.start(start)).toEqual({ ok: true });
      return user.until(({ contacts }) => contacts.state === 'ready');
    });
    expect(before).toMatchObject({ account: 'registered', name: 'Karen Berg' });
    expect(before?.contacts.length).toBeGreaterThan(20);
    expect(now && seen(now)).toEqual(before);
    expect(replay?.profile.limits.join('\n')).toMatch(/This is a replay.*Handshakes of the sign-in/s);
  });

  it.each([
    ['wrong password', { code: 'CREDENTIALS_WRONG' }],
    ['forbidden', { code: 'ACCOUNT_MISMATCH', sip: { status: 403 }, diagnostics: [{ code: 4004 }] }],
  ])('[X1] leads to the same failure: %s', async (name, failure) => {
    const outcome = await play(name, (user) => user.client.signIn.start(start));
    expect(outcome).toMatchObject({ ok: false, failure });
  });

  it('[X1] refuses a join as the home company and then the organiser’s edge did', async () => {
    const outcome = await play('a refused join', async ({ client }) => {
      await client.signIn.start(start);
      const joined = await client.meetings.join({ text: meeting, guestName: 'Karen Berg', as: 'auto' });
      return { joined, home: client.state.get().meeting?.homeFailure };
    });
    expect(outcome.home).toMatchObject({
      sip: { status: 504 },
      diagnostics: [{ code: 1017, source: 'sipfed.contoso.com' }],
    });
    expect(outcome.joined).toMatchObject({ failure: { code: 'GUESTS_NOT_ALLOWED', diagnostics: [{ code: 4003 }] } });
  });

  it('says plainly what it was asked and has not', async () => {
    const outcome = await play('sign-in', async ({ client }) => {
      await client.signIn.start(start);
      return client.meetings.join({ text: meeting, guestName: 'Karen Berg', as: 'auto' });
    });
    expect(outcome).toMatchObject({ ok: false });
    expect(replay?.gaps()).toContainEqual({ server: 'sip.contoso.com', what: 'INVITE', answered: 'no' });
  });
});

it('begins a recording anew for each case of a scenario', async () => {
  const read = readFixture(recordings.get('forbidden') ?? '');
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const recorded = read.fixture;
  const file = readScenarioFile(
    JSON.stringify({
      version: 1,
      name: 'Twice',
      where: { replay: 'forbidden.json' },
      who: { karen: { address } },
      scenarios: [
        {
          name: 'Refused',
          steps: [{ do: 'sign-in', who: 'karen', result: { code: 'ACCOUNT_MISMATCH' } }],
          cases: [{ name: 'once' }, { name: 'and again' }],
        },
      ],
    }),
  );
  if (!file.ok) throw new Error(JSON.stringify(file.problems));
  const results = await runScenarioFile('twice.json', file.file, {
    clock: systemClock(),
    environment: {},
    mayLeaveLab: false,
    readFixture: () => recorded,
  });
  expect(results.map(({ outcome, gaps }) => [outcome, gaps])).toEqual([
    ['passed', []],
    ['passed', []],
  ]);
});

it('[X5] no secret and no proof of the recorded session is in a recording', () => {
  const secrets = secretOf('password', world.passwordOf(address));
  const kept = [...recordings].map(([name, text]) => ({ name, bytes: Buffer.from(text) }));
  expect(secrets.length).toBeGreaterThan(0);
  expect(findSecrets(secrets, kept)).toEqual([]);
  for (const { name, bytes } of kept) {
    expect(
      `${name} ${/(?:^|\\n)(?:proxy-)?authorization|authentication-info|gssapi-data=/im.exec(bytes.toString())?.[0] ?? ''}`,
    ).toBe(`${name} `);
  }
});
