import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import { at, children, textOf } from '../../protocol/xml/find.ts';
import type { Seen } from '../sip/test-bench.ts';
import { rootOf } from '../sip/xml-read.ts';
import { asker, LIVELY, open, setUpMeeting, usersIn, WEEKLY, watch } from './test-meeting.ts';

const setUp = () => setUpMeeting(createFakeClock(), createFakeRandom());

const SOUND = LIVELY.replace(':focus:', ':audio-video:');
const lock = (content: string) =>
  `<modifyConferenceLock><conferenceKeys confEntity="${WEEKLY}"/>${content}</modifyConferenceLock>`;

/** What a partial document says of the meeting. */
function told(seen: Seen | undefined) {
  const root = rootOf(seen?.body ?? '');
  const states = children(at(root, 'conference-view'), 'entity-view').map((view) => at(view, 'entity-state'));
  return {
    policy: textOf(root, 'conference-description', 'admission-policy'),
    bypass: textOf(root, 'conference-description', 'pstn-lobby-bypass'),
    locked: textOf(states[0], 'locked'),
    announces: textOf(states[0], 'announcements-enabled'),
    chat: states.flatMap((state) => textOf(state, 'attendee-chat-enabled') ?? []),
    filters: states.flatMap((state) => [
      ...(textOf(state, 'mediaFiltersRules', 'initialFilters', 'ingressFilter')?.split(' ') ?? []),
      ...(textOf(state, 'mediaFiltersRules', 'mayModifyOwnFilters', 'value')?.split(' ') ?? []),
    ]),
  };
}

function organizer(uri = WEEKLY) {
  const meeting = setUp();
  const garth = meeting.garth();
  const ask = asker(garth, open(garth, uri));
  watch(garth, uri);
  return { ...meeting, ask };
}

describe('the lock', () => {
  it('takes the policy and the phones along, and tells everybody', () => {
    const { ask } = organizer();
    const answer = ask(
      lock(
        '<locked>true</locked><admission-policy>openAuthenticated</admission-policy><pstn-lobby-bypass>true</pstn-lobby-bypass>',
      ),
    );
    expect(answer.code).toBe('success');
    expect(told(answer.more[0])).toMatchObject({ locked: 'true', policy: 'openAuthenticated', bypass: 'true' });
  });

  it('[O2] gives way to the policy that stood before', () => {
    const { ask, bench } = organizer();
    expect(told(ask(lock('<locked>true</locked>')).more[0])).toMatchObject({ locked: 'true', policy: 'anonymous' });
    expect(told(ask(lock('<locked>false</locked>')).more[0])).toMatchObject({ locked: 'false', policy: 'anonymous' });
    expect(bench.side.meeting('2Z92HZZZ').now().policy).toBe('anonymous');
  });

  it('is refused with a policy nobody knows, or that the organiser may not have', () => {
    const { ask } = organizer();
    expect(ask(lock('<admission-policy>friends</admission-policy>')).reason).toBe('invalidAdmissionPolicy');
    expect(ask(lock('')).reason).toBe('requestMalformed');
    const { ask: askBoard } = organizer(WEEKLY.replace('2Z92HZZZ', 'N0GUESTS'));
    expect(askBoard(lock('<admission-policy>anonymous</admission-policy>')).reason).toBe('anonymousUsersNotAllowed');
  });
});

describe('rules for attendees', () => {
  const state = (part: string, content: string) =>
    `<modifyConference mscp:mcuUri="${part}"><conference-info xmlns="urn:ietf:params:xml:ns:conference-info" entity="${WEEKLY}"><msci:conference-view xmlns:msci="http://schemas.microsoft.com/rtc/2005/08/confinfoextensions"><msci:entity-view entity="${part}"><msci:entity-state>${content}</msci:entity-state></msci:entity-view></msci:conference-view></conference-info></modifyConference>`;
  const muted = (filter: string) =>
    state(
      SOUND,
      `<msci:mediaFiltersRules><msci:initialFilters><msci:role>attendee</msci:role><msci:ingressFilter>${filter}</msci:ingressFilter></msci:initialFilters></msci:mediaFiltersRules>`,
    );

  it('mute all of them, and whoever comes later', () => {
    const { ask, bench } = organizer(LIVELY);
    const meeting = bench.side.meeting('TSL1VELY');
    const mutedNow = () =>
      meeting
        .seats()
        .filter((seat) => seat.muted)
        .map(({ entity }) => entity);
    const { code, more } = ask(muted('block'));
    expect(code).toBe('success');
    expect(told(more[0]).filters).toEqual(['block', 'true']);
    expect(usersIn(more[1])).toMatchObject([{ entity: 'cynthia@tailspintoys.com', filters: ['block'] }]);
    // Presenters are heard.
    expect(mutedNow()).toEqual(['sip:cynthia@tailspintoys.com']);
    expect(ask(muted('unblock')).code).toBe('success');
    expect(mutedNow()).toEqual([]);
  });

  it('close the chat to them, and leave the unmuting to presenters', () => {
    const { ask } = organizer(LIVELY);
    const value = state(
      SOUND,
      '<msci:mediaFiltersRules><msci:mayModifyOwnFilters><msci:role>attendee</msci:role><msci:value>false</msci:value></msci:mayModifyOwnFilters></msci:mediaFiltersRules>',
    );
    expect(told(ask(value).more[0]).filters).toEqual(['unblock', 'false']);
    expect(ask(state(SOUND, '<msci:colour>red</msci:colour>')).reason).toBe('requestMalformed');
    expect(ask(state(SOUND.replace('audio-video', 'applicationsharing'), '')).reason).toBe('unknownMcuType');
  });
});

describe('muting one', () => {
  const mute = (entity: string, filter: string, more = '') =>
    `<modifyEndpointMedia mscp:mcuUri="${SOUND}"><mediaKeys confEntity="${LIVELY}" userEntity="${entity}" ${more}/><ci:media xmlns:ci="urn:ietf:params:xml:ns:conference-info" id="1"><ci:type>audio</ci:type><media-ingress-filter>${filter}</media-ingress-filter></ci:media></modifyEndpointMedia>`;

  it('is for presenters, and shows in the roster', () => {
    const { ask, bench, karen } = organizer(LIVELY);
    const asGuest = asker(karen, open(karen, LIVELY));
    expect(asGuest(mute('sip:cynthia@tailspintoys.com', 'block')).reason).toBe('unauthorized');
    expect(ask(mute('sip:cynthia@tailspintoys.com', 'block', 'mediaId="1"')).code).toBe('success');
    expect(
      bench.side
        .meeting('TSL1VELY')
        .seats()
        .find(({ muted }) => muted)?.entity,
    ).toBe('sip:cynthia@tailspintoys.com');
    expect(ask(mute('sip:cynthia@tailspintoys.com', 'block', 'mediaId="7"')).reason).toBe('mediaDoesntExist');
    expect(ask(mute('sip:cynthia@tailspintoys.com', 'block', 'endpointEntity="{7}"')).reason).toBe(
      'endpointDoesntExist',
    );
    expect(ask(mute('sip:nobody@tailspintoys.com', 'block')).reason).toBe('userDoesntExist');
    expect(ask(mute('sip:cynthia@tailspintoys.com', 'perhaps')).reason).toBe('requestMalformed');
  });
});

it('announces comings and goings', () => {
  const { ask } = organizer();
  const answer = ask('<modifyConferenceAnnouncements><enabled>true</enabled></modifyConferenceAnnouncements>');
  expect(told(answer.more[0]).announces).toBe('true');
  expect(ask('<modifyConferenceAnnouncements/>').reason).toBe('requestMalformed');
});

it('ends with its own name in the answer', () => {
  const { ask, bench } = organizer();
  expect(
    ask(`<deleteConference><conferenceKeys confEntity="${WEEKLY.replace('2Z92HZZZ', 'OTHER123')}"/></deleteConference>`)
      .reason,
  ).toBe('conferenceDoesntExist');
  expect(bench.side.meeting('2Z92HZZZ').participants()).toHaveLength(3);
  const { code, body } = ask(`<deleteConference><conferenceKeys confEntity="${WEEKLY}"/></deleteConference>`);
  expect([code, body.includes(`entity="${WEEKLY}"`)]).toEqual(['success', true]);
  expect(bench.side.meeting('2Z92HZZZ').participants()).toEqual([]);
});
