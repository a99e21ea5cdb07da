import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import { at, attr, children, textOf } from '../../protocol/xml/find.ts';
import { readXml } from '../../protocol/xml/read.ts';
import { failureReasons } from '../focus/focus-faults.ts';
import { createBench } from '../sip/test-bench.ts';
import { guest, invite, joinerOf, type SignedIn, service, signIn } from '../sip/test-people.ts';
import { rootOf } from '../sip/xml-read.ts';

const KAREN = 'karen@contoso.com';
const EDGE = 'sip.contoso.com';
const factoryOf = (address: string) => `sip:${address};gruu;opaque=app:conf:focusfactory`;

function setUp() {
  const clock = createFakeClock();
  const bench = createBench(clock, createFakeRandom());
  return { clock, bench, karen: signIn(bench, KAREN, EDGE) };
}

function ask(who: SignedIn, command: string, uri = factoryOf(who.address)) {
  const spaces =
    'xmlns="urn:ietf:params:xml:ns:cccp" xmlns:mscp="http://schemas.microsoft.com/rtc/2005/08/cccpextensions"';
  const body = `<request ${spaces} C3PVersion="1" to="${uri}" from="sip:${who.address}" requestId="5">${command}</request>`;
  const [answer] = service(who, 'application/cccp+xml', body, uri);
  const root = rootOf(answer?.body ?? '');
  const child = root?.children[0];
  return {
    status: answer?.status,
    word: attr(child, 'reason') ?? attr(root, 'code'),
    number: attr(root, 'requestId'),
    conferences: children(child, 'conference-info'),
    command: child,
    body: answer?.body ?? '',
  };
}

interface Wish {
  readonly id?: string;
  readonly description?: string;
  readonly locked?: boolean;
  readonly views?: string;
  readonly users?: string;
  readonly attributes?: string;
}

function conference(
  verb: string,
  { id = 'PLANNED7', description = '', locked = false, views = '', users = '', attributes = '' }: Wish,
) {
  return [
    `<${verb}><ci:conference-info xmlns:ci="urn:ietf:params:xml:ns:conference-info" entity="" xmlns:msci="http://schemas.microsoft.com/rtc/2005/08/confinfoextensions" ${attributes}>`,
    `<ci:conference-description><ci:subject>Plans</ci:subject><msci:conference-id>${id}</msci:conference-id>${description}</ci:conference-description>`,
    `<ci:conference-state><ci:locked>${locked}</ci:locked></ci:conference-state>${users === '' ? '' : `<ci:users>${users}</ci:users>`}`,
    `<msci:conference-view>${views}</msci:conference-view></ci:conference-info></${verb}>`,
  ].join('');
}

const add = (wish: Wish = {}) => conference('addConference', wish);
const FOCUS = `sip:${KAREN};gruu;opaque=app:conf:focus:id:PLANNED7`;
const keys = (id: string) =>
  `<conferenceKeys msci:conference-id="${id}" xmlns:msci="http://schemas.microsoft.com/rtc/2005/08/confinfoextensions"/>`;

describe('a new meeting', () => {
  it('is joined at once by its organiser, and by a guest who has the key', () => {
    const { bench, karen } = setUp();
    const made = ask(karen, add({ description: '<msci:admission-policy>anonymous</msci:admission-policy>' }));
    expect(made.word).toBe('success');
    expect(attr(made.conferences[0], 'entity')).toBe(FOCUS);
    expect(textOf(made.conferences[0], 'conference-description', 'join-url')).toBe(
      'https://meet.contoso.com/karen/PLANNED7',
    );
    const [organizer] = invite(joinerOf(karen), FOCUS);
    expect(organizer?.body).toContain('<ci:entry>presenter</ci:entry>');
    const { key, joinUrl } = bench.side.meeting('PLANNED7').now();
    expect(key).toMatch(/^[A-Z2-9]{8}$/);
    expect(made.body).not.toContain(key);
    expect(joinUrl).toBe('https://meet.contoso.com/karen/PLANNED7');
    expect(invite(guest(bench.connect(EDGE)), FOCUS)[0]?.status).toBe(200);
    bench.side.setGuestChallenge('contoso.com', true);
    expect(invite({ ...guest(bench.connect(EDGE)), address: 'x@anonymous.invalid' }, FOCUS)[0]?.status).toBe(401);
  });

  it('is what Meet Now of other clients asks for: 32 hexadecimal digits, and nothing but a policy', () => {
    const { karen } = setUp();
    const id = '8386E6AEAAA41E4AA6627BA76D43B6D1';
    const views = '<msci:entity-view entity="chat"/><msci:entity-view entity="audio-video"/>';
    const wished =
      '<msci:expiry-time>2026-11-21T17:57:09Z</msci:expiry-time><msci:admission-policy>openAuthenticated</msci:admission-policy>';
    const made = ask(karen, add({ id, description: wished, views }));
    expect(attr(made.conferences[0], 'entity')).toBe(FOCUS.replace('PLANNED7', id));
    expect(invite(joinerOf(karen), FOCUS.replace('PLANNED7', id))[0]?.status).toBe(200);
  });

  it('keeps what its organiser asked for, and gives it back', () => {
    const { karen } = setUp();
    const description = [
      '<msci:expiry-time>2027-01-01T10:00:00Z</msci:expiry-time><msci:admission-policy>closedAuthenticated</msci:admission-policy>',
      '<msci:organizer-roaming-data><times xmlns="urn:x" start="1"/></msci:organizer-roaming-data><msci:pstn-access/>',
      '<msci:autopromote>32768</msci:autopromote><msci:pstn-lobby-bypass>true</msci:pstn-lobby-bypass>',
      '<msci:default-announcement-mode>true</msci:default-announcement-mode>',
    ].join('');
    const users =
      '<ci:user entity="sip:jeremy@contoso.com"><ci:roles><ci:entry>presenter</ci:entry></ci:roles></ci:user><ci:user entity="sip:vadim@contoso.com"/>';
    ask(karen, add({ description, users, locked: true }));
    const [kept] = ask(karen, `<getConference>${keys('PLANNED7')}</getConference>`).conferences;
    const told = at(kept, 'conference-description');
    expect(
      [
        'subject',
        'expiry-time',
        'admission-policy',
        'autopromote',
        'pstn-lobby-bypass',
        'default-announcement-mode',
        'is-active',
      ].map((name) => textOf(told, name)),
    ).toEqual(['Plans', '2027-01-01T10:00:00Z', 'closedAuthenticated', '32768', 'true', 'true', 'false']);
    expect(attr(at(told, 'organizer-roaming-data', 'times'), 'start')).toBe('1');
    expect(textOf(told, 'pstn-access', 'id')).toMatch(/^\d{6}$/);
    expect(textOf(kept, 'conference-state', 'locked')).toBe('true');
    expect(
      children(at(kept, 'users'), 'user').map((user) => `${attr(user, 'entity')} ${textOf(user, 'roles', 'entry')}`),
    ).toEqual(['sip:jeremy@contoso.com presenter', 'sip:vadim@contoso.com attendee']);
  });

  it.each([
    [{ id: 'SHORT' }, 'invalidConferenceId'],
    [{ id: 'A'.repeat(33) }, 'invalidConferenceId'],
    [{ description: '<msci:admission-policy>friends</msci:admission-policy>' }, 'invalidAdmissionPolicy'],
    [{ description: '<msci:expiry-time>tomorrow</msci:expiry-time>' }, 'invalidExpiryTime'],
    [{ description: '<msci:expiry-time>2020-01-01T00:00:00Z</msci:expiry-time>' }, 'invalidExpiryTime'],
    [{ description: '<msci:expiry-time>2099-01-01T00:00:00Z</msci:expiry-time>' }, 'invalidExpiryTime'],
    [{ description: '<msci:autopromote>7</msci:autopromote>' }, 'invalidAutomaticPromoteValue'],
    [{ views: '<msci:entity-view entity="smell"/>' }, 'unknownMcuType'],
    [{ views: '<msci:entity-view entity="phone-conf"/>' }, 'mcuTypeNotAvailable'],
    [{ users: '<ci:user entity="jeremy"/>' }, 'invalidUserEntity'],
    [
      { description: `<msci:notification-data>${'x'.repeat(9000)}</msci:notification-data>` },
      'notificationDataTooLarge',
    ],
    [
      { description: `<msci:organizer-roaming-data>${'x'.repeat(9000)}</msci:organizer-roaming-data>` },
      'organizerRoamingDataTooLarge',
    ],
  ])('is refused for %o', (wish, reason) => {
    const { karen } = setUp();
    const before = ask(karen, '<getConferences/>').conferences.length;
    expect(ask(karen, add(wish)).word).toBe(reason);
    expect(ask(karen, '<getConferences/>').conferences).toHaveLength(before);
  });

  it('is refused by what the company has set', () => {
    const { bench, karen } = setUp();
    bench.side.setFederation('contoso.com', { anonymousInPolicy: false });
    expect(ask(karen, add({ description: '<msci:admission-policy>anonymous</msci:admission-policy>' })).word).toBe(
      'anonymousUsersNotAllowed',
    );
    bench.side.setFocusFactory('contoso.com', { mcuTypes: ['chat'], phonesMayBypassLobby: false, mostConferences: 3 });
    expect(ask(karen, add({ views: '<msci:entity-view entity="meeting"/>' })).word).toBe('mcuTypeNotAvailable');
    expect(ask(karen, add({ description: '<msci:pstn-lobby-bypass>true</msci:pstn-lobby-bypass>' })).word).toBe(
      'pstnLobbyBypassNotAllowed',
    );
    expect(ask(karen, add()).word).toBe('success');
    expect(ask(karen, add()).word).toBe('conferenceExists');
    expect(ask(karen, add({ id: 'PLANNED8' })).word).toBe('maximumConferencesExceeded');
  });

  it('is one standing room at most', () => {
    const { karen } = setUp();
    expect(ask(karen, add({ attributes: 'static="true"' })).word).toBe('success');
    expect(ask(karen, add({ id: 'PLANNED8', attributes: 'static="true"' })).word).toBe('maximumStaticMeetingsExceeded');
    expect(ask(karen, '<getConferences static="true"/>').conferences.map((each) => attr(each, 'static'))).toEqual([
      'true',
    ]);
    expect(ask(karen, conference('modifyConference', {})).word).toBe('staticFlagDoesNotMatch');
    expect(ask(karen, `<deleteConference>${keys('PLANNED7')}</deleteConference>`).word).toBe(
      'invalidStaticMeetingRequest',
    );
  });
});

describe('an own meeting', () => {
  it('stands in the list with the topology’s, and is nobody else’s', () => {
    const { bench, karen } = setUp();
    ask(karen, add());
    const ids = ask(karen, '<getConferences/>').conferences.map((each) =>
      textOf(each, 'conference-description', 'conference-id'),
    );
    expect(ids).toEqual(['KARENL1V', 'KARENL0B', 'PLANNED7']);
    const jeremy = signIn(bench, 'jeremy@contoso.com', EDGE);
    expect(ask(jeremy, '<getConferences/>', factoryOf(KAREN)).word).toBe('unauthorized');
    expect(ask(jeremy, `<deleteConference>${keys('PLANNED7')}</deleteConference>`).word).toBe('conferenceDoesntExist');
    expect(ask(jeremy, `<getConference><conferenceKeys confEntity="${FOCUS}"/></getConference>`).word).toBe(
      'invalidConferenceId',
    );
    expect(ask(karen, `<getConference><conferenceKeys confEntity="${FOCUS}"/></getConference>`).word).toBe('success');
  });

  it('changes also while people are in it', () => {
    const { bench, karen } = setUp();
    ask(karen, add({ description: '<msci:admission-policy>anonymous</msci:admission-policy>' }));
    invite(joinerOf(karen), FOCUS);
    const { key } = bench.side.meeting('PLANNED7').now();
    const changed = ask(
      karen,
      conference('modifyConference', {
        description: '<msci:admission-policy>openAuthenticated</msci:admission-policy>',
        locked: true,
      }),
    );
    expect(attr(changed.conferences[0], 'version')).toBe('2');
    expect(bench.side.meeting('PLANNED7').now()).toMatchObject({ policy: 'locked', key });
    expect(textOf(ask(karen, '<getConferences/>').conferences.at(-1), 'conference-description', 'is-active')).toBe(
      'true',
    );
    expect(ask(karen, conference('modifyConference', { attributes: 'version="1"' })).word).toBe('invalidVersion');
    expect(ask(karen, conference('modifyConference', { id: 'UNKN0WN7' })).word).toBe('conferenceDoesntExist');
  });

  it('gives the roles of its newest list to those who come later, and to those who are in', () => {
    const { bench, karen } = setUp();
    const [alicia, vadim] = ['alicia@contoso.com', 'vadim@contoso.com'];
    const listed = (presenter: string, attendee: string) =>
      [
        [presenter, 'presenter'],
        [attendee, 'attendee'],
      ]
        .map(
          ([who, role]) => `<ci:user entity="sip:${who}"><ci:roles><ci:entry>${role}</ci:entry></ci:roles></ci:user>`,
        )
        .join('');
    ask(karen, add({ users: listed(alicia, vadim) }));
    invite(joinerOf(signIn(bench, alicia, EDGE)), FOCUS);
    expect(ask(karen, conference('modifyConference', { users: listed(vadim, alicia) })).word).toBe('success');
    invite(joinerOf(signIn(bench, vadim, EDGE)), FOCUS);
    const roles = bench.side.meeting('PLANNED7').seats();
    expect(roles.map(({ entity, role }) => [entity, role])).toEqual([
      [`sip:${alicia}`, 'attendee'],
      [`sip:${vadim}`, 'presenter'],
    ]);
  });

  it('is gone when it is deleted, and sends whoever is in it out', () => {
    const { karen } = setUp();
    ask(karen, add());
    invite(joinerOf(karen), FOCUS);
    expect(ask(karen, `<deleteConference>${keys('PLANNED7')}</deleteConference>`).word).toBe('success');
    expect(invite(joinerOf(karen), FOCUS)[0]?.status).toBe(404);
    expect(ask(karen, `<deleteConference>${keys('PLANNED7')}</deleteConference>`).word).toBe('conferenceDoesntExist');
    expect(ask(karen, '<deleteConference/>').word).toBe('invalidConferenceId');
  });

  it('lives until its expiry, and as long as somebody is in it', async () => {
    const { bench, clock, karen } = setUp();
    ask(karen, add({ description: '<msci:expiry-time>2026-11-20T10:00:00Z</msci:expiry-time>' }));
    const guestSeat = { ...joinerOf(karen) };
    invite(guestSeat, FOCUS);
    bench.side.meeting('PLANNED7').setRules({ mostSeats: 5 });
    await clock.advance(20 * 60_000);
    expect(invite(guestSeat, FOCUS)[0]?.status).toBe(200);
    await clock.advance(3_600_000);
    expect(bench.side.meeting('PLANNED7').participants()).toEqual([]);
    expect(invite(guestSeat, FOCUS)[0]?.status).toBe(404);
    expect(ask(karen, '<getConferences/>').conferences).toHaveLength(2);
  });
});

describe('the factory', () => {
  it('tells what meetings can have', () => {
    const { bench, karen } = setUp();
    const { command } = ask(karen, '<getConferencingCapabilities/>');
    expect(children(at(command, 'mcu-types'), 'mcuType').map(({ text }) => text)).toEqual([
      'chat',
      'meeting',
      'audio-video',
      'applicationsharing',
    ]);
    expect(textOf(command, 'anonymous-scheduling')).toBe('true');
    expect(attr(at(command, 'pstn-bridging', 'access-numbers', 'region'), 'name')).toBe('Redmond');
    bench.side.setFocusFactory('contoso.com', { dialIn: [], mcuTypes: ['chat'] });
    expect(at(ask(karen, '<getConferencingCapabilities/>').command, 'pstn-bridging')).toBeUndefined();
    expect(ask(karen, '<getAvailableMcuTypes/>').body).toContain('<mcu-types><mcuType>chat</mcuType></mcu-types>');
    expect(ask(karen, '<getEncryptionKey/>').word).toBe('notSupported');
  });

  it('refuses what is no request, no factory, or nothing it knows', () => {
    const { karen } = setUp();
    expect(service(karen, 'application/cccp+xml', '<request', factoryOf(KAREN))[0]?.status).toBe(400);
    expect(ask(karen, '<getConferences/>', `sip:${KAREN}`).status).toBe(404);
    expect(ask(karen, '<constructor/>').word).toBe('notSupported');
    expect(ask(karen, '<addConference/>').word).toBe('requestMalformed');
  });

  it('does wrong what a tester wants', () => {
    const { bench, karen } = setUp();
    const faults = (fault: object) => bench.side.setFocusFactory('contoso.com', { faults: fault });
    for (const refuses of failureReasons) {
      faults({ refuses, command: 'addConference' });
      expect(ask(karen, add()).word).toBe(refuses);
    }
    expect(ask(karen, '<getConferences/>').word).toBe('success');
    faults({ answers: 'silent' });
    expect(ask(karen, add()).status).toBeUndefined();
    faults({ answers: 'malformed' });
    expect(readXml(ask(karen, add()).body).ok).toBe(false);
    faults({ answers: 'wrong-number' });
    expect(ask(karen, '<getConferences/>').number).toBe('50');
    faults({ answers: 'unavailable' });
    expect(ask(karen, add()).status).toBe(503);
    faults({ answers: 'pending-forever' });
    expect(ask(karen, add()).word).toBe('pending');
    faults({});
    expect(ask(karen, add()).word).toBe('success');
  });
});
