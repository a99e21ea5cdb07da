/** What the roster says beside names: media, lock, rules, addresses of the parts. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accessOf, announcesOf, conferenceUri, isLocked, permissionsOf } from './meeting-facts.ts';
import { applyConferenceInfo, type RosterState } from './merge.ts';
import { soundKeysOf } from './modalities.ts';
import { participantsOf } from './people.ts';
import { readConferenceInfo } from './read.ts';

const BASE = 'sip:garth@tailspintoys.com;gruu;opaque=app:conf:';
const FOCUS = `${BASE}focus:id:2Z92HZZZ`;
const SOUND = `${BASE}audio-video:id:2Z92HZZZ`;
const CHAT = `${BASE}chat:id:2Z92HZZZ`;
const VADIM = 'sip:vadim@contoso.com';

function documentText(state: string, version: number, content: string): string {
  return (
    '<conference-info xmlns="urn:ietf:params:xml:ns:conference-info" ' +
    'xmlns:msci="http://schemas.microsoft.com/rtc/2005/08/confinfoextensions" ' +
    `entity="${FOCUS}" state="${state}" version="${version}">${content}</conference-info>`
  );
}

function apply(...texts: readonly string[]): RosterState {
  let state: RosterState | undefined;
  for (const text of texts) {
    const reading = readConferenceInfo(text);
    if (!reading.ok) throw new Error(reading.problem);
    state = applyConferenceInfo(state, reading.info).state;
  }
  if (!state) throw new Error('no documents');
  return state;
}

const sound = (media: string, state = 'full') =>
  `<endpoint entity="{s}" msci:session-type="audio-video" state="${state}">${state === 'full' ? '<status>connected</status>' : ''}${media}</endpoint>`;
const medium = (id: string, type: string, ingress: string, status = 'sendrecv') =>
  `<media id="${id}"><type>${type}</type><status>${status}</status><msci:media-ingress-filter>${ingress}</msci:media-ingress-filter></media>`;
const focusSeat = '<endpoint entity="{f}" msci:session-type="focus"><status>connected</status></endpoint>';
const session = (type: string, status = 'connected') =>
  `<endpoint entity="{${type}}" msci:session-type="${type}"><status>${status}</status></endpoint>`;
const person = (endpoints: string, state = 'full') =>
  `<users state="${state === 'full' ? 'full' : 'partial'}"><user entity="${VADIM}" state="${state}">${endpoints}</user></users>`;
const vadimIn = (state: RosterState) => participantsOf(state, 'sip:karen@contoso.com')[0];

describe('what a person takes part in', () => {
  it('is told in one order, and only of who is in', () => {
    const all = [
      session('meeting'),
      session('applicationsharing'),
      sound(medium('2', 'video', 'unblock')),
      session('chat'),
    ];
    const inside = apply(
      documentText('full', 1, person(focusSeat + all.join('') + sound(medium('1', 'audio', 'unblock')))),
    );
    expect(vadimIn(inside)?.modalities).toEqual(['chat', 'audio', 'sharing', 'content']);
    const waiting = focusSeat.replace('connected', 'on-hold') + session('chat');
    expect(vadimIn(apply(documentText('full', 1, person(waiting))))).toMatchObject({
      state: 'in-lobby',
      modalities: [],
    });
    expect(
      vadimIn(apply(documentText('full', 1, person(focusSeat + session('chat', 'disconnected')))))?.modalities,
    ).toEqual([]);
  });

  it('has sound where no media are listed, and no video that is inactive', () => {
    const of = (endpoints: string) => vadimIn(apply(documentText('full', 1, person(focusSeat + endpoints))));
    expect(of(sound(''))?.modalities).toEqual(['audio']);
    expect(of(sound(medium('1', 'audio', '') + medium('2', 'video', '', 'inactive')))?.modalities).toEqual(['audio']);
    expect(of(session('phone-conf'))?.modalities).toEqual(['audio']);
    expect(of('')?.isMuted).toBeUndefined();
  });

  it('shows a camera or a screen, as long as the meeting takes it', () => {
    const picture = (label: string, ingress = 'unblock', status = 'sendonly') =>
      medium('2', 'video', ingress, status).replace('<status>', `<label>${label}</label><status>`);
    const of = (media: string) => vadimIn(apply(documentText('full', 1, person(focusSeat + sound(media)))))?.shows;
    expect(of(picture('main-video'))).toBe('camera');
    expect(of(picture('applicationsharing-video'))).toBe('screen');
    expect(of(medium('1', 'applicationsharing', '', 'sendonly') + medium('2', 'video', ''))).toBe('screen');
    expect(of(picture('main-video', 'block'))).toBeUndefined();
    expect(of(picture('main-video', 'unblock', 'recvonly'))).toBeUndefined();
    expect(of(medium('1', 'audio', 'unblock'))).toBeUndefined();
  });

  it('a partial endpoint adds to its media by their numbers', () => {
    const before = documentText(
      'full',
      1,
      person(focusSeat + sound(medium('1', 'audio', 'unblock') + medium('2', 'video', 'unblock'))),
    );
    expect(vadimIn(apply(before))).toMatchObject({ isMuted: false, modalities: ['audio', 'video'] });
    const change = '<media id="1"><msci:media-ingress-filter>block</msci:media-ingress-filter></media>';
    const after = apply(before, documentText('partial', 2, person(sound(change, 'partial'), 'partial')));
    expect(vadimIn(after)).toMatchObject({ isMuted: true, modalities: ['audio', 'video'] });
    const user = after.users.get(VADIM);
    expect(user && soundKeysOf(user)).toEqual([{ endpoint: '{s}', mediaId: '1' }]);
  });

  it('who is in with a computer and a phone is muted when the meeting takes nothing of either, in whatever order they stand', () => {
    const of = (first: string, second: string) =>
      apply(
        documentText(
          'full',
          1,
          person(
            focusSeat +
              sound(medium('1', 'audio', first)) +
              sound(medium('7', 'audio', second)).replace('{s}', '{phone}'),
          ),
        ),
      );
    expect(vadimIn(of('block', 'unblock'))?.isMuted).toBe(false);
    expect(vadimIn(of('unblock', 'block'))?.isMuted).toBe(false);
    const silent = of('block', 'block');
    expect(vadimIn(silent)?.isMuted).toBe(true);
    const user = silent.users.get(VADIM);
    expect(user && soundKeysOf(user)).toEqual([
      { endpoint: '{s}', mediaId: '1' },
      { endpoint: '{phone}', mediaId: '7' },
    ]);
  });

  it('who came back again and again, each time with another endpoint, is there with the newest', () => {
    const texts = Array.from({ length: 40 }, (_, at) => {
      const gone = at === 0 ? '' : focusSeat.replace('{f}', `{${at - 1}}`).replace('connected', 'disconnected');
      const endpoints = gone + focusSeat.replace('{f}', `{${at}}`);
      return documentText(at === 0 ? 'full' : 'partial', at + 1, person(endpoints, at === 0 ? 'full' : 'partial'));
    });
    const after = apply(...texts);
    expect(vadimIn(after)?.state).toBe('connected');
    expect(after.users.get(VADIM)?.endpoints.size).toBe(32);
  });

  it('whom one document names twice is one person with the endpoints of both', () => {
    const twice =
      `<users state="full"><user entity="${VADIM}" state="full"><display-text>Vadim</display-text>${focusSeat}</user>` +
      `<user entity="${VADIM.toUpperCase().replace('SIP', 'sip')};gruu" state="full">${session('chat')}</user></users>`;
    const people = participantsOf(apply(documentText('full', 1, twice)), 'sip:karen@contoso.com');
    expect(people).toMatchObject([{ name: 'Vadim', state: 'connected', modalities: ['chat'] }]);
    const gone = `<users state="full"><user entity="${VADIM}">${focusSeat}</user><user entity="${VADIM}" state="deleted"/></users>`;
    expect(participantsOf(apply(documentText('full', 1, gone)), '')).toEqual([]);
  });
});

describe('what the meeting allows', () => {
  const description = (more = '') =>
    `<conference-description><subject>Weekly</subject>${more}</conference-description>`;
  const view = (entity: string, content: string, state = 'full') =>
    `<msci:entity-view entity="${entity}" state="${state}"><msci:entity-state>${content}</msci:entity-state></msci:entity-view>`;
  const views = (...parts: readonly string[]) =>
    `<msci:conference-view state="partial">${parts.join('')}</msci:conference-view>`;

  it('[O2] who gets in directly, by lock and policy', () => {
    const policy = (word: string) => `<msci:admission-policy>${word}</msci:admission-policy>`;
    const accessBy = (word: string, locked = false) =>
      accessOf(
        apply(
          documentText(
            'full',
            1,
            description(policy(word)) + views(view(FOCUS, `<msci:locked>${locked}</msci:locked>`)),
          ),
        ),
      );
    expect(accessBy('anonymous')).toBe('everyone');
    expect(accessBy('openAuthenticated')).toBe('company');
    expect(accessBy('closedAuthenticated')).toBe('invited');
    expect(accessBy('anonymous', true)).toBe('organizer');
    expect(accessBy('somethingNew')).toBeUndefined();
    const otherPart = apply(documentText('full', 1, views(view(SOUND, '<msci:locked>true</msci:locked>'))));
    expect(isLocked(otherPart)).toBe(false);
  });

  it('a partial view changes what it names and keeps the rest', () => {
    const rule =
      '<msci:mediaFiltersRules><msci:mayModifyOwnFilters><msci:role>attendee</msci:role><msci:value>false</msci:value></msci:mayModifyOwnFilters></msci:mediaFiltersRules>';
    const first = documentText(
      'full',
      1,
      views(
        view(
          SOUND,
          `${rule}<msci:entry-exit-announcements><msci:enabled>true</msci:enabled></msci:entry-exit-announcements>`,
        ),
        view(CHAT, '<msci:attendee-chat-enabled>false</msci:attendee-chat-enabled>'),
      ),
    );
    expect(permissionsOf(apply(first))).toEqual({ attendeesMayChat: false, attendeesMayUnmute: false });
    expect(announcesOf(apply(first))).toBe(true);
    const second = documentText(
      'partial',
      2,
      views(
        view(
          SOUND,
          '<msci:entry-exit-announcements><msci:enabled>false</msci:enabled></msci:entry-exit-announcements>',
          'partial',
        ),
      ),
    );
    const after = apply(first, second);
    expect([announcesOf(after), permissionsOf(after)?.attendeesMayUnmute]).toEqual([false, false]);
    expect(permissionsOf(apply(documentText('full', 1, '')))).toBeUndefined();
  });

  it.each([
    'sip:boss@contoso.com',
    CHAT.replace('sip:garth@', 'sip:boss@'),
    'sip:garth@tailspintoys.com',
    'tel:+1',
    'x',
  ])('a part that is %s is none: nobody is led to write there in our name', (uri) => {
    const uris = `<conf-uris><entry><uri>${uri}</uri><purpose>chat</purpose></entry></conf-uris>`;
    const state = apply(documentText('full', 1, description(uris)));
    expect(conferenceUri(state, 'chat', `${BASE}focus:id:2Z92HZZZ`)).toBeUndefined();
  });

  it('holds no more endpoints of one person, and no more parts, than it may, however many documents tell of them', () => {
    const endpoints = (from: number) =>
      Array.from({ length: 30 }, (_, at) => `<endpoint entity="{${from + at}}" session-type="chat"/>`).join('');
    const documents = Array.from({ length: 20 }, (_, at) => {
      const user = `<user entity="sip:eve@evil.example" state="partial">${endpoints(at * 30)}</user>`;
      const views = Array.from({ length: 60 }, (_, each) =>
        view(`sip:e${at * 60 + each}@x;opaque=app:conf:chat:id:1`, ''),
      );
      return `<conference-info entity="x" state="${at === 0 ? 'full' : 'partial'}" version="${at + 1}"><users state="partial">${user}</users><conference-view state="partial">${views.join('')}</conference-view></conference-info>`;
    });
    const state = apply(...documents);
    expect(state.users.get('sip:eve@evil.example')?.endpoints.size).toBe(32);
    expect(state.views.size).toBe(64);
  });

  it('[O4] names its parts, its link and its organizer; a link that is not https is none', () => {
    const uris = `<conf-uris><entry><uri>${CHAT}</uri><purpose>chat</purpose></entry><entry><uri>x</uri></entry></conf-uris>`;
    const link = (url: string) =>
      `<msci:join-url>${url}</msci:join-url><msci:pstn-lobby-bypass>true</msci:pstn-lobby-bypass>`;
    const state = apply(
      documentText('full', 1, description(uris + link('https://meet.tailspintoys.com/garth/2Z92HZZZ'))),
    );
    expect(state.description).toMatchObject({
      joinUrl: 'https://meet.tailspintoys.com/garth/2Z92HZZZ',
      pstnLobbyBypass: true,
    });
    const uriOf = (purpose: string) => conferenceUri(state, purpose, `${BASE}focus:id:2Z92HZZZ`);
    expect([uriOf('chat'), uriOf('meeting')]).toEqual([CHAT, undefined]);
    const bad = apply(documentText('full', 1, description(link('javascript:alert(1)'))));
    expect(bad.description.joinUrl).toBeUndefined();
  });
});

it('reads and merges whatever comes, within its bounds', () => {
  const word = fc.constantFrom('full', 'partial', 'deleted', 'on-hold', 'connected', 'audio', 'block', 'true', '', 'x');
  const element: fc.Arbitrary<string> = fc.letrec((tie) => ({
    node: fc
      .tuple(
        fc.constantFrom(
          'users',
          'user',
          'endpoint',
          'media',
          'status',
          'conference-view',
          'entity-view',
          'entity-state',
          'roles',
        ),
        word,
        fc.constantFrom(VADIM, FOCUS, '{1}', ''),
        fc.oneof(
          { depthSize: 'small' },
          word,
          fc.array(tie('node') as fc.Arbitrary<string>, { maxLength: 4 }).map((all) => all.join('')),
        ),
      )
      .map(
        ([name, state, entity, content]) =>
          `<${name} state="${state}" entity="${entity}" id="${state}">${content}</${name}>`,
      ),
  })).node as fc.Arbitrary<string>;
  fc.assert(
    fc.property(
      fc.array(fc.tuple(word, fc.nat(5), fc.array(element, { maxLength: 5 })), { maxLength: 5 }),
      (documents) => {
        let state: RosterState | undefined;
        for (const [kind, version, parts] of documents) {
          const reading = readConferenceInfo(documentText(kind, version, parts.join('')));
          if (!reading.ok) continue;
          const step = applyConferenceInfo(state, reading.info);
          if (step.outcome === 'applied') state = step.state;
        }
        if (!state) return;
        for (const { entity, modalities } of participantsOf(state, VADIM)) {
          expect(entity).not.toBe('');
          expect(modalities.length).toBeLessThanOrEqual(5);
        }
        accessOf(state);
        permissionsOf(state);
      },
    ),
  );
});
