import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import { invite } from '../sip/test-people.ts';
import { asker, LIVELY, LOBBY, open, setUpMeeting, usersIn, WEEKLY, watch } from './test-meeting.ts';

const setUp = () => setUpMeeting(createFakeClock(), createFakeRandom());

const keys = (entity: string) => `<userKeys confEntity="${WEEKLY}" userEntity="${entity}"/>`;
const role = (entity: string, wanted: string) =>
  `<modifyUserRoles>${keys(entity)}<user-roles xmlns="urn:ietf:params:xml:ns:conference-info"><entry>${wanted}</entry></user-roles></modifyUserRoles>`;
const access = (entities: readonly string[], wanted: string) =>
  `<setLobbyAccess><conferenceKeys confEntity="${LOBBY}"/>${entities.map((each) => `<userEntity>${each}</userEntity>`).join('')}<access>${wanted}</access></setLobbyAccess>`;

describe('the lobby', () => {
  it('[O3] lets several in at once, or nobody when one of them does not wait', () => {
    const { bench, garth, stranger } = setUp();
    const organizer = garth();
    const ask = asker(organizer, open(organizer, LOBBY));
    const guests = [1, 2, 3].map(stranger);
    for (const each of guests) open(each, LOBBY);
    const entities = guests.map(({ address }) => `sip:${address}`);
    const states = () =>
      bench.side
        .meeting('L0BBY7TS')
        .participants()
        .filter(({ anonymous }) => anonymous)
        .map(({ state }) => state);
    expect(ask(access([...entities, 'sip:nobody@anonymous.invalid'], 'granted')).reason).toBe('userDoesntExist');
    expect(states()).toEqual(['on-hold', 'on-hold', 'on-hold']);
    expect(ask(access(entities.slice(0, 2), 'granted')).code).toBe('success');
    expect(states()).toEqual(['connected', 'connected', 'on-hold']);
    // Another presenter was quicker.
    expect(ask(access(entities.slice(0, 1), 'denied')).reason).toBe('userExists');
    expect(ask(access(entities.slice(2), 'denied')).code).toBe('success');
    expect(states()).toEqual(['connected', 'connected']);
    expect(ask(access([], 'granted')).reason).toBe('requestMalformed');
    expect(ask(access(entities, 'perhaps')).reason).toBe('requestMalformed');
  });

  it('[O3] takes the person as keys too', () => {
    const { bench, garth, karen } = setUp();
    const organizer = garth();
    const ask = asker(organizer, open(organizer, LOBBY));
    open(karen, LOBBY);
    expect(ask(`<setLobbyAccess>${keys(`sip:${karen.address}`)}<access>granted</access></setLobbyAccess>`).code).toBe(
      'success',
    );
    expect(bench.side.meeting('L0BBY7TS').participants().at(-1)?.state).toBe('connected');
  });

  it('[O2] keeps a guest waiting for as long as the knob says', async () => {
    const { bench, karen, clock } = setUp();
    bench.side.meeting('L0BBY7TS').setRules({ lobbyMs: 2000 });
    open(karen, LOBBY);
    await clock.advance(2000);
    expect(karen.client.take().at(-1)?.header('Reason')).toMatch(/cause=408/);
  });

  it('[O2] sends away the machine that waited too long, not the same person’s other one', async () => {
    const { bench, john, clock } = setUp();
    const meeting = bench.side.meeting('L0BBY7TS');
    meeting.setRules({ lobbyMs: 2000 });
    meeting.setPolicy('locked');
    const [early, late] = [john(), john()];
    open(early, LOBBY);
    await clock.advance(1000);
    const edit = (body: string) => body.replace('{4A5B2C3D-1111', '{4A5B2C3D-2222');
    expect(invite(late, LOBBY, { edit })[0]?.status).toBe(200);
    watch(late, LOBBY);
    await clock.advance(1000);
    expect(early.client.take().at(-1)?.header('Reason')).toMatch(/cause=408/);
    const heard = () =>
      late.client.take().map(({ startLine, text }) => startLine.startsWith('BYE') || /terminated/.test(text));
    expect(heard()).not.toContain(true);
    await clock.advance(1000);
    expect(heard()).toContain(true);
    expect(meeting.participants().map(({ entity }) => entity)).toEqual(['sip:garth@tailspintoys.com']);
  });
});

describe('somebody with two machines', () => {
  it.each(['a presenter', 'a tester'])('is denied at the one that waits by %s, and stays at the other', (who) => {
    const { bench, garth, john } = setUp();
    const organizer = garth();
    const ask = asker(organizer, open(organizer, LOBBY));
    const meeting = bench.side.meeting('L0BBY7TS');
    meeting.setPolicy('openAuthenticated');
    const [inside, waiting] = [john(), john()];
    open(inside, LOBBY);
    meeting.setPolicy('locked');
    const edit = (body: string) => body.replace('{4A5B2C3D-1111', '{4A5B2C3D-2222');
    invite(waiting, LOBBY, { edit });
    const entity = `sip:${waiting.address}`;
    const states = () => meeting.participants().flatMap((each) => (each.entity === entity ? each.state : []));
    expect(states()).toEqual(['connected', 'on-hold']);
    if (who === 'a tester') meeting.deny(entity);
    else expect(ask(access([entity], 'denied')).code).toBe('success');
    expect(states()).toEqual(['connected']);
    expect(waiting.client.take().at(-1)?.header('Reason')).toMatch(/cause=403/);
    expect(inside.client.take().map(({ startLine }) => startLine)).not.toContainEqual(expect.stringMatching(/^BYE/));
  });
});

describe('roles', () => {
  it('stay with a person who was made a presenter, and who then passes a lock', () => {
    const { garth, john } = setUp();
    const organizer = garth();
    const colleague = john();
    const ask = asker(organizer, open(organizer));
    open(colleague);
    expect(ask(role(`sip:${colleague.address}`, 'presenter')).code).toBe('success');
    expect(ask('<modifyConferenceLock><locked>true</locked></modifyConferenceLock>').code).toBe('success');
    colleague.client.drop();
    const again = john();
    const answer = open(again);
    expect(answer.body).toContain('<ci:entry>presenter</ci:entry>');
    expect(answer.body).toContain('<ci:status>connected</ci:status>');
  });

  it('cannot be taken from the organiser, nor be what they are not', () => {
    const { garth } = setUp();
    const organizer = garth();
    const ask = asker(organizer, open(organizer));
    expect(ask(role(`sip:${organizer.address}`, 'attendee')).reason).toBe('forbidden');
    expect(ask(role('sip:cynthia@tailspintoys.com', 'king')).reason).toBe('invalidRole');
    expect(ask(role('sip:nobody@tailspintoys.com', 'presenter')).reason).toBe('userDoesntExist');
  });

  it('[O1] are given to whoever comes in, as the meeting promotes', () => {
    const { bench, john, stranger } = setUp();
    const meeting = bench.side.meeting('2Z92HZZZ');
    meeting.setRules({ autopromote: 0x8000 });
    open(john());
    open(stranger(1));
    meeting.setRules({ autopromote: 0x8000_0000 });
    open(stranger(2));
    expect(
      meeting
        .seats()
        .slice(-3)
        .map((seat) => seat.role),
    ).toEqual(['presenter', 'attendee', 'presenter']);
  });
});

it('lets an attendee go by himself, and send nobody else away', () => {
  const { bench, karen } = setUp();
  const ask = asker(karen, open(karen));
  expect(ask(`<deleteUser>${keys('sip:garth@tailspintoys.com')}</deleteUser>`).reason).toBe('unauthorized');
  expect(ask(`<deleteUser>${keys(`sip:${karen.address}`)}</deleteUser>`).code).toBe('success');
  expect(bench.side.meeting('2Z92HZZZ').participants()).toHaveLength(2);
});

it('sends somebody out of one part alone', () => {
  const { garth } = setUp();
  const organizer = garth();
  const ask = asker(organizer, open(organizer, LIVELY));
  watch(organizer, LIVELY);
  const sound = LIVELY.replace(':focus:', ':audio-video:');
  const gone = ask(`<deleteUser mscp:mcuUri="${sound}">${keys('sip:cynthia@tailspintoys.com')}</deleteUser>`);
  expect(gone.code).toBe('success');
  expect(usersIn(gone.more[0])).toMatchObject([{ entity: 'cynthia@tailspintoys.com', endpoints: ['focus connected'] }]);
  expect(
    ask(
      `<deleteUser mscp:mcuUri="${sound.replace('audio-video', 'phone-conf')}">${keys('sip:cynthia@tailspintoys.com')}</deleteUser>`,
    ).reason,
  ).toBe('unknownMcuType');
});
