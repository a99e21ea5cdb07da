import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MeetingPlan } from '../../src/shared/model/scheduling.ts';
import { invitationWords } from '../fakes/invitation-words.ts';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';

const hour = 3_600_000;
const company = 'contoso.com';
let setUp: LabClient;

beforeEach(async () => {
  setUp = await startLabClient();
  expect(await setUp.signIn('karen@contoso.com')).toMatchObject({ ok: true });
});

afterEach(() => setUp.stop());

function plan(change: Partial<MeetingPlan> = {}): MeetingPlan {
  const startsAt = Date.now() + hour;
  return {
    subject: 'Budget',
    startsAt,
    endsAt: startsAt + hour,
    access: 'company',
    presenters: 'organizer',
    announcements: false,
    phoneBypassesLobby: false,
    invited: [],
    ...change,
  };
}

const refusedFor = (reason: string) => ({ ok: false, failure: { code: 'SCHEDULING_REFUSED', data: { reason } } });

describe('a factory that will not', () => {
  it('says that one has too many meetings', async () => {
    setUp.lab.setFocusFactory(company, { mostConferences: 0 });
    expect(await setUp.client.scheduling.create(plan())).toMatchObject(refusedFor('too-many'));
    expect(await setUp.client.scheduling.meetNow()).toMatchObject(refusedFor('too-many'));
  });

  it('lets nobody past the lobby by telephone', async () => {
    setUp.lab.setFocusFactory(company, { phonesMayBypassLobby: false });
    const { scheduling } = setUp.client;
    expect(await scheduling.create(plan({ phoneBypassesLobby: true }))).toMatchObject(refusedFor('phones'));
    expect(setUp.client.state.get().ownMeetings.phonesMustWait).toBe(true);
    expect(await scheduling.meetNow()).toMatchObject({ ok: true });
  });

  it('has no telephones and no sound', async () => {
    setUp.lab.setFocusFactory(company, { dialIn: [], mcuTypes: ['chat'] });
    const created = await setUp.client.scheduling.create(plan());
    expect(created.ok && created.value.phoneId).toBeUndefined();
    expect(setUp.client.state.get().ownMeetings).toMatchObject({ dialIn: [], modalities: ['chat'] });
  });

  it.each([
    ['malformed', 'SCHEDULING_UNREADABLE'],
    ['unavailable', 'SCHEDULING_UNAVAILABLE'],
    ['pending-forever', 'SCHEDULING_UNAVAILABLE'],
  ] as const)('answers %s: nothing but that fails', async (fault, code) => {
    const { scheduling, state } = setUp.client;
    expect(await scheduling.create(plan())).toMatchObject({ ok: true });
    await scheduling.refresh();
    setUp.lab.setFocusFactory(company, { faults: { answers: fault } });
    expect(await scheduling.create(plan())).toMatchObject({ ok: false, failure: { code } });
    expect(await scheduling.refresh()).toMatchObject({ ok: false, failure: { code } });
    expect(state.get().ownMeetings).toMatchObject({ state: 'failed', failure: { code } });
    expect(state.get().ownMeetings.meetings.some(({ subject }) => subject === 'Budget')).toBe(true);
    expect(state.get().account.kind).toBe('registered');
    setUp.lab.setFocusFactory(company, { faults: {} });
    expect(await scheduling.refresh()).toMatchObject({ ok: true });
    expect(state.get().ownMeetings).not.toHaveProperty('failure');
  });

  it('says no in its own words', async () => {
    const { scheduling } = setUp.client;
    const created = await scheduling.create(plan());
    const id = created.ok ? created.value.conferenceId : '';
    setUp.lab.setFocusFactory(company, { faults: { refuses: 'forbidden', command: 'modifyConference' } });
    expect(await scheduling.change(id, plan())).toMatchObject(refusedFor('forbidden'));
    setUp.lab.setFocusFactory(company, { faults: { refuses: 'serverBusy', command: 'deleteConference' } });
    expect(await scheduling.remove(id)).toMatchObject(refusedFor('busy'));
    expect(scheduling.invitation(id, invitationWords).ok).toBe(true);
  });
});

it('keeps no subject, no guest list and no link of a meeting in the trace’s files', async () => {
  const { scheduling, tracing } = setUp.client;
  await scheduling.create(plan({ subject: 'MARKED-SUBJECT', invited: ['marked-guest@contoso.com'] }));
  await scheduling.refresh();
  await tracing.close();
  const files = [tracing.files?.jsonl ?? '', tracing.files?.uccapi ?? ''].map((path) => readFileSync(path, 'utf8'));
  expect(files.join('')).toContain('getConferences');
  for (const text of files) expect(text).not.toMatch(/MARKED-SUBJECT|marked-guest/);
});
