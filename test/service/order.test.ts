/** The whole sign-in on the wire, from the lab's log: what comes before what, what goes side by side, and answers in any order. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { serverFacts } from '../../src/shared/model/server-facts.ts';
import type { Snapshot } from '../../src/shared/model/snapshot.ts';
import { type HeldAnswers, holdAnswers } from '../fakes/held-answers.ts';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';

const KAREN = 'karen@contoso.com';

let world: LabClient;

const headerIn = (text: string, name: string) => new RegExp(`^${name}: (.*)\\r$`, 'mi').exec(text)?.[1] ?? '';

/** What a message of the sign-in is about, whichever way it goes: both ways name their event, or their address. */
function topicOf(text: string): string {
  const method = /^\d+ (\w+)/.exec(headerIn(text, 'CSeq'))?.[1] ?? /^\S+/.exec(text)?.[0] ?? '';
  if (method === 'SUBSCRIBE') return headerIn(text, 'Event').replace(/^vnd-microsoft-/, '');
  if (method !== 'SERVICE') return method;
  return headerIn(text, 'To').includes('app:locationprofile:get') ? 'location-profile' : 'publication';
}

/** A request of the client, in the words of this test: its topic, or what it asks of a web service. */
const nameOf = (startLine: string, text: string) =>
  /^(?:GET|POST) .*(?= HTTP\/1\.1$)/.exec(startLine)?.[0] ?? topicOf(text);

interface Line {
  readonly name: string;
  readonly text: string;
}

/** What the client asked, in the order in which it reached the lab; what the lab's servers ask each other is left out. */
function asked(): Line[] {
  return world.lab
    .log()
    .filter(({ direction, callId, peer }) => direction === 'received' && (callId === '' || peer.startsWith('127.')))
    .map(({ startLine, text }) => ({ name: nameOf(startLine, text), text }));
}

/** Everything has come that the server and the mailbox have to tell. */
const settled = () =>
  world.until(
    ({ journey, calendar, missed, presence, provisioning, voicemail }) =>
      Boolean(journey?.stages.every(({ endedMs }) => endedMs !== undefined)) &&
      calendar.state === 'ready' &&
      missed.items.length > 0 &&
      voicemail.state === 'ready' &&
      serverFacts(provisioning).own.ddi !== undefined &&
      presence['sip:jeremy@contoso.com']?.value !== undefined,
  );

/** The first wave after the registration: nothing of it waits for anything else. */
const firstWave = ['provisioning-v2', 'location-profile', 'roaming-contacts', 'roaming-self', 'publication'] as const;

describe('the sign-in on the wire', () => {
  // These look at one sign-in and change nothing.
  beforeAll(async () => {
    world = await startLabClient();
    world.lab.setMessagesWaiting(KAREN, { unread: 2, read: 5 }, 'presence');
    expect(await world.signIn(KAREN)).toEqual({ ok: true, value: undefined });
    await settled();
  });
  afterAll(() => world.stop());

  it('[F7] finds the server by the records of the domain, and says so before it connects', () => {
    const told = world.client.tracing.list(0, 5000).entries;
    const found = told.findIndex((entry) => entry.kind === 'dns-answer' && entry.name === '_sip._tls.contoso.com');
    expect(told[found]).toMatchObject({ outcome: 'answered', answers: [expect.stringMatching(/^sip\.contoso\.com:/)] });
    expect(found).toBeLessThan(told.findIndex(({ kind }) => kind === 'connect'));
  });

  it('[F9] begins with four REGISTERs, the first without a word of who it is, and nothing else before the 200', () => {
    const log = world.lab.log().filter(({ callId }) => callId !== '');
    const first8 = log.slice(0, 8);
    expect(first8.map(({ direction, startLine }) => `${direction} ${startLine}`)).toEqual(
      ['401 Unauthorized', '401 Unauthorized', '401 Unauthorized', '200 OK'].flatMap((status) => [
        'received REGISTER sip:contoso.com SIP/2.0',
        `sent SIP/2.0 ${status}`,
      ]),
    );
    const [first = '', challenge = '', second = ''] = first8.map(({ text }) => text);
    expect(headerIn(first, 'Authorization')).toBe('');
    expect(challenge).toMatch(/^WWW-Authenticate: TLS-DSK /m);
    expect(headerIn(second, 'Authorization')).toMatch(/^TLS-DSK /);
  });

  it('[F10] goes on with the own subscriptions and the first publication, all before any other question', () => {
    const after = asked().slice(asked().findLastIndex(({ name }) => name === 'REGISTER') + 1);
    expect(after.slice(0, firstWave.length).map(({ name }) => name)).toEqual(firstWave);
    const bodyOf = (topic: string) => after.find(({ name }) => name === topic)?.text ?? '';
    for (const topic of ['provisioning-v2', 'roaming-contacts', 'roaming-self']) {
      expect(headerIn(bodyOf(topic), 'Accept'), topic).toContain('application/vnd-microsoft-roaming-');
      expect(bodyOf(topic), topic).toMatch(/^Supported: .*ms-benotify/m);
      expect(bodyOf(topic), topic).toMatch(/ms-piggyback-first-notify/);
    }
    for (const type of ['categories', 'containers', 'subscribers']) expect(bodyOf('roaming-self')).toContain(type);
  });

  it('[F11] asks for the location profile by SERVICE, beside them', () => {
    const profile = asked().filter(({ name }) => name === 'location-profile');
    expect(profile).toHaveLength(1);
    expect(headerIn(profile[0]?.text ?? '', 'Accept')).toBe('application/ms-location-profile-definition+xml');
  });

  it('[F24] asks for presence when the contacts are known: the own company at once, partners one by one', () => {
    const { contacts } = world.client.state.get().contacts;
    const federated = contacts.filter(({ kind }) => kind === 'federated').map(({ uri }) => uri);
    const [batch, ...single] = asked().filter(({ name }) => name === 'presence');
    expect(headerIn(batch?.text ?? '', 'To')).toBe(`<sip:${KAREN}>`);
    for (const { uri, kind } of contacts)
      expect(batch?.text.includes(`"${uri}"`), uri).toBe(kind === 'same-enterprise');
    expect(single.map(({ text }) => headerIn(text, 'To')).sort()).toEqual(federated.map((uri) => `<${uri}>`).sort());
  });

  it('[F26] says that she is ready and available: 3500 is the first that the server has of her', () => {
    expect(world.lab.publishedBy(KAREN)[0]).toBe(3500);
    const publication = asked().find(({ name, text }) => name === 'publication' && text.includes('3500'));
    expect(publication?.text).toMatch(/<availability>3500<\/availability>/);
  });

  it('[F19] [F22] asks Exchange after all that: where it is, the calendar, how the time is taken, what was missed', () => {
    const names = asked().map(({ name }) => name);
    const mailbox = names.filter((name) => /autodiscover|EWS/.test(name));
    expect(names.indexOf(mailbox[0] ?? '')).toBeGreaterThan(names.indexOf('presence'));
    expect(mailbox[0]).toBe('POST /autodiscover/autodiscover.xml');
    expect(mailbox.lastIndexOf('POST /autodiscover/autodiscover.xml')).toBeLessThan(
      mailbox.indexOf('POST /EWS/Exchange.asmx'),
    );
    expect(world.client.state.get().calendar.meetings).toHaveLength(3);
    expect(world.client.state.get().missed.unread).toBeGreaterThan(0);
  });

  it('[F20] [F21] [F23] has notes, waiting messages, direct number and mailbox from what was asked already', () => {
    const { voicemail, provisioning } = world.client.state.get();
    expect(voicemail).toMatchObject({ unread: 2, read: 5 });
    expect(serverFacts(provisioning).own).toMatchObject({ voicemailUri: expect.stringContaining(KAREN) });
    // One subscription each: nothing is asked twice.
    for (const topic of firstWave.slice(0, -1)) expect(asked().filter(({ name }) => name === topic)).toHaveLength(1);
  });

  it('[F29] is told as six stages, each with its time and its result', () => {
    const { journey } = world.client.state.get();
    for (const { state, startedMs, endedMs, steps, name } of journey?.stages ?? []) {
      expect({ name, state, timed: (endedMs ?? -1) >= (startedMs ?? Number.POSITIVE_INFINITY) }).toEqual({
        name,
        state: 'done',
        timed: true,
      });
      expect(steps.length, name).toBeGreaterThan(0);
    }
  });
});

describe('answers', () => {
  const isAnswer = (text: string) => /^SIP\/2\.0 2/.test(text) && /^CSeq: \d+ (?:SUBSCRIBE|SERVICE)\r$/im.test(text);
  const answerName = (text: string) => (isAnswer(text) ? topicOf(text) : undefined);

  let held: HeldAnswers | undefined;

  beforeEach(async () => {
    world = await startLabClient();
    world.lab.setMessagesWaiting(KAREN, { unread: 1, read: 0 }, 'presence');
    held = holdAnswers(answerName);
    expect((await world.signIn(KAREN)).ok).toBe(true);
  });
  afterEach(async () => {
    held?.stop();
    await world.stop();
  });

  it('[F14] are waited for by nobody: all of the first wave is asked while none is answered', async () => {
    await held?.untilHeld(firstWave);
    const names = asked().map(({ name }) => name);
    expect(names.filter((name) => name !== 'REGISTER' && !name.includes(' '))).toEqual(firstWave);
    expect(world.client.state.get()).toMatchObject({
      account: { kind: 'registered' },
      contacts: { state: 'loading' },
      dialPlan: { state: 'loading' },
      provisioning: { state: 'loading' },
    });
  });

  it('[F14] may come in the opposite order', async () => {
    await held?.untilHeld(firstWave);
    held?.release('presence');
    for (const topic of firstWave.toReversed()) held?.release(topic);
    await settled();
    expect(world.client.state.get()).toMatchObject({
      dialPlan: { state: 'active' },
      contacts: { state: 'ready' },
      ownPresence: { availability: 'available', published: 3500 },
    });
  });

  it.each([
    [
      'provisioning-v2',
      ({ contacts, dialPlan }: Snapshot) => contacts.state === 'ready' && dialPlan.state === 'active',
    ],
    [
      'location-profile',
      ({ contacts, provisioning }: Snapshot) => contacts.state === 'ready' && provisioning.state === 'ready',
    ],
    [
      'roaming-contacts',
      ({ dialPlan, provisioning }: Snapshot) => dialPlan.state === 'active' && provisioning.state === 'ready',
    ],
    ['roaming-self', ({ contacts, presence }: Snapshot) => contacts.state === 'ready' && hasJeremy(presence)],
    ['publication', ({ contacts, presence }: Snapshot) => contacts.state === 'ready' && hasJeremy(presence)],
    ['presence', ({ contacts, ownPresence }: Snapshot) => contacts.state === 'ready' && ownPresence.published === 3500],
  ] as const)('[F14] to %s may come last of all: the rest is there before', async (late, rest) => {
    for (const topic of [...firstWave, 'presence']) if (topic !== late) held?.release(topic);
    await held?.untilHeld([late]);
    await world.until(rest);
    expect(held?.names).toContain(late);
    held?.release(late);
    await settled();
  });
});

const hasJeremy = (presence: Snapshot['presence']) => presence['sip:jeremy@contoso.com']?.value !== undefined;
