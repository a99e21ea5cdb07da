import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import type { BenchClient, Seen } from '../sip/test-bench.ts';
import { signIn } from '../sip/test-people.ts';
import { asker, EDGE, open, setUpMeeting, WEEKLY, wordOf } from './test-meeting.ts';

const setUp = () => setUpMeeting(createFakeClock(), createFakeRandom());

const call = (entity: string, part = 'chat') =>
  `<addUser mscp:mcuUri="${WEEKLY.replace(':focus:', `:${part}:`)}"><conferenceKeys confEntity="${WEEKLY}"/><ci:user xmlns:ci="urn:ietf:params:xml:ns:conference-info" entity="${entity}"><ci:endpoint entity="{5}"><ci:joining-method>dialed-out</ci:joining-method></ci:endpoint></ci:user></addUser>`;

function organizer() {
  const meeting = setUp();
  const garth = meeting.garth();
  const ask = asker(garth, open(garth));
  return { ...meeting, garth, ask, final: () => garth.client.take().map(wordOf) };
}

/** Answers a request of the server. */
function answer(client: BenchClient, request: Seen | undefined, status: number): Seen[] {
  const copied = ['Via', 'From', 'Call-ID', 'CSeq'].map((name) => `${name}: ${request?.header(name)}`);
  return client.send([
    `SIP/2.0 ${status} Answer`,
    ...copied,
    `To: ${request?.header('To')};tag=invited`,
    'Contact: <sip:john@tailspintoys.com;opaque=user:epid:x;gruu>',
  ]);
}

describe('calling somebody into a meeting', () => {
  it('invites him where he is signed in, by the meeting’s address, and reports the end by INFO', () => {
    const { bench, ask, final } = organizer();
    const john = signIn(bench, 'john@tailspintoys.com', EDGE);
    const { status, code } = ask(call('sip:john@tailspintoys.com'));
    expect([status, code]).toEqual([202, 'pending']);
    const [invitation] = john.client.take();
    expect(invitation?.startLine).toMatch(/^INVITE /);
    expect(invitation?.header('Content-Type')).toBe('application/ms-conf-invite+xml');
    expect(invitation?.body).toContain(`<focus-uri>${WEEKLY}</focus-uri>`);
    expect(invitation?.body).not.toContain('TSW7KEYQ');
    answer(john.client, invitation, 180);
    const ended = answer(john.client, invitation, 200).map(({ startLine }) => startLine.split(' ')[0]);
    expect(ended).toEqual(['ACK', 'BYE']);
    expect(final()).toEqual([{ code: 'success', reason: undefined }]);
  });

  it.each([
    [486, 'userBusy'],
    [603, 'userDeclined'],
    [480, 'userNotAnswered'],
    [404, 'userUnknown'],
  ])('reports %i as %s', (status, reason) => {
    const { bench, ask, final } = organizer();
    const john = signIn(bench, 'john@tailspintoys.com', EDGE);
    ask(call('sip:john@tailspintoys.com'));
    const [ack] = answer(john.client, john.client.take()[0], status);
    expect(ack?.startLine).toMatch(/^ACK /);
    expect(final()).toEqual([{ code: 'failure', reason }]);
  });

  it('gives up after a minute, and once when he is gone', async () => {
    const { bench, ask, final, clock } = organizer();
    const john = signIn(bench, 'john@tailspintoys.com', EDGE);
    ask(call('sip:john@tailspintoys.com'));
    const [invitation] = john.client.take();
    await clock.advance(60_000);
    const [cancel] = john.client.take();
    expect(cancel?.startLine).toMatch(/^CANCEL /);
    expect(cancel?.header('Via')).toBe(invitation?.header('Via'));
    expect(final()).toEqual([{ code: 'failure', reason: 'userNotAnswered' }]);
    ask(call('sip:john@tailspintoys.com'));
    john.client.drop();
    expect(final()).toEqual([{ code: 'failure', reason: 'userNotAnswered' }]);
  });

  it('stops when the meeting has ended', () => {
    const { bench, ask } = organizer();
    const john = signIn(bench, 'john@tailspintoys.com', EDGE);
    ask(call('sip:john@tailspintoys.com'));
    const [invitation] = john.client.take();
    bench.side.meeting('2Z92HZZZ').end();
    const [cancel, ...more] = john.client.take();
    expect(cancel?.startLine).toMatch(/^CANCEL /);
    expect(cancel?.header('Call-ID')).toBe(invitation?.header('Call-ID'));
    expect(more).toEqual([]);
  });

  it.each([
    ['busy', 'userBusy'],
    ['none', 'userNotAnswered'],
    ['echo', undefined],
  ] as const)('asks somebody simulated, who takes it as a tester has set: %s', async (manner, reason) => {
    const { bench, ask, final, clock } = organizer();
    bench.side.setManner('john@tailspintoys.com', manner);
    ask(call('sip:john@tailspintoys.com'));
    await clock.advance(1_500);
    expect(final()).toEqual([{ code: reason === undefined ? 'success' : 'failure', reason }]);
  });

  it('is for presenters, for people, and for parts that can call', () => {
    const { ask, karen } = organizer();
    expect(asker(karen, open(karen))(call('sip:john@tailspintoys.com')).reason).toBe('unauthorized');
    expect(ask(call('john')).reason).toBe('invalidUserEntity');
    expect(ask(call('tel:+14255550100')).reason).toBe('notSupported');
    expect(ask(call('sip:cynthia@tailspintoys.com')).reason).toBe('userExists');
    expect(ask(call('sip:stranger@example.invalid')).more.map(wordOf)).toEqual([
      { code: 'failure', reason: 'userUnknown' },
    ]);
  });
});
