import { describe, expect, it } from 'vitest';
import { conferenceUri, isLocked } from './meeting-facts.ts';
import { applyConferenceInfo, type RosterState } from './merge.ts';
import { ownState, participantsOf } from './people.ts';
import { type ConferenceInfo, readConferenceInfo } from './read.ts';

const FOCUS = 'sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ';
const KAREN = 'sip:36825c7a-a4ea-430b-aa85-e8aa6ee97ebc@anonymous.invalid';

function read(text: string): ConferenceInfo {
  const reading = readConferenceInfo(text);
  if (!reading.ok) throw new Error(reading.problem);
  return reading.info;
}

function document(state: string, version: number | undefined, content: string): ConferenceInfo {
  return read(
    '<conference-info xmlns="urn:ietf:params:xml:ns:conference-info" ' +
      'xmlns:msci="http://schemas.microsoft.com/rtc/2005/08/confinfoextensions" ' +
      `entity="${FOCUS}" state="${state}"${version === undefined ? '' : ` version="${version}"`}>${content}</conference-info>`,
  );
}

const description =
  '<conference-description><subject>Weekly</subject><msci:organizer><msci:display-name>Garth Fort</msci:display-name>' +
  '<msci:uri>sip:Garth@tailspintoys.com</msci:uri></msci:organizer></conference-description>';

function user(
  entity: string,
  name: string,
  options: { state?: string; role?: string; endpoints?: string } = {},
): string {
  const { state = 'full', role = 'attendee', endpoints = endpoint('{1}', 'connected') } = options;
  return `<user entity="${entity}" state="${state}"><display-text>${name}</display-text><roles><entry>${role}</entry></roles>${endpoints}</user>`;
}

function endpoint(
  entity: string,
  status: string,
  options: { state?: string; type?: string; auth?: string } = {},
): string {
  const { state = 'full', type = 'focus', auth } = options;
  const method = auth === undefined ? '' : `<msci:authMethod>${auth}</msci:authMethod>`;
  return `<endpoint entity="${entity}" msci:session-type="${type}" state="${state}"><status>${status}</status>${method}</endpoint>`;
}

function apply(...documents: readonly ConferenceInfo[]): RosterState {
  let state: RosterState | undefined;
  for (const each of documents) {
    const step = applyConferenceInfo(state, each);
    expect(step.outcome).toBe('applied');
    state = step.state;
  }
  if (!state) throw new Error('no documents');
  return state;
}

const garth = user('sip:garth@tailspintoys.com', 'Garth Fort', { role: 'presenter' });
const karen = user(KAREN, 'Karen Berg', { endpoints: endpoint('{9}', 'connected', { auth: 'anonymous' }) });
const first = document('full', 1, `${description}<users state="full">${garth}${karen}</users>`);

describe('people', () => {
  it('[I8] shows the guest as a guest, beside the organiser', () => {
    expect(participantsOf(apply(first), KAREN.toUpperCase().replace('SIP:', 'sip:'))).toEqual([
      {
        entity: 'sip:garth@tailspintoys.com',
        name: 'Garth Fort',
        role: 'organizer',
        isGuest: false,
        isSelf: false,
        state: 'connected',
        modalities: [],
      },
      {
        entity: KAREN,
        name: 'Karen Berg',
        role: 'attendee',
        isGuest: true,
        isSelf: true,
        state: 'connected',
        modalities: [],
      },
    ]);
    expect(apply(first).description.subject).toBe('Weekly');
  });

  it.each([
    ['an anonymous address', KAREN, undefined, true],
    ['an anonymous address with parameters', `${KAREN};user=x`, undefined, true],
    ['the way of proving', 'sip:a@contoso.com', 'anonymous', true],
    ['a person of the company', 'sip:a@contoso.com', 'enterprise', false],
    ['a federated person', 'sip:a@contoso.com', 'federated', false],
    ['a look-alike', 'sip:anonymous.invalid@contoso.com', undefined, false],
    ['a longer domain', 'sip:a@anonymous.invalid.example', undefined, false],
  ])('[I8] [E6] Guest by %s: %s', (_, entity, auth, isGuest) => {
    const endpoints = endpoint('{1}', 'connected', auth === undefined ? {} : { auth });
    const info = document('full', 1, `<users>${user(entity, 'A', { endpoints })}</users>`);
    expect(participantsOf(apply(info), 'sip:x@y.z')[0]?.isGuest).toBe(isGuest);
  });

  it.each([
    ['on-hold at the focus is the lobby', endpoint('{1}', 'on-hold'), 'in-lobby'],
    ['on-hold in audio is a held call', endpoint('{1}', 'on-hold', { type: 'audio-video' }), 'connected'],
    [
      'the focus decides',
      endpoint('{1}', 'on-hold') + endpoint('{2}', 'connected', { type: 'audio-video' }),
      'in-lobby',
    ],
    ['a second device inside', endpoint('{1}', 'on-hold') + endpoint('{2}', 'connected'), 'connected'],
    ['dialling', endpoint('{1}', 'dialing-out'), 'connecting'],
    ['gone', endpoint('{1}', 'disconnected'), 'disconnected'],
    ['no endpoint', '', 'disconnected'],
  ])('%s', (_, endpoints, state) => {
    const roster = apply(document('full', 1, `<users>${user(KAREN, 'Karen', { endpoints })}</users>`));
    expect(ownState(roster, KAREN, '{none}')).toBe(state);
    expect(ownState(roster, 'sip:other@contoso.com', '{none}')).toBe('absent');
  });

  it('stands in a stable order: role, name, lobby last', () => {
    const entries = [
      user('sip:4@x.y', 'zoe'),
      user('sip:3@x.y', 'Åse'),
      user('sip:2@x.y', 'Bob', { role: 'presenter' }),
      user('sip:1@x.y', 'Adam', { endpoints: endpoint('{1}', 'on-hold') }),
      user('sip:6@x.y', 'Same'),
      user('sip:5@x.y', 'Same'),
      garth,
    ];
    const order = (users: readonly string[]) =>
      participantsOf(apply(document('full', 1, `${description}<users>${users.join('')}</users>`)), 'sip:4@x.y').map(
        ({ entity }) => entity,
      );
    const expected = ['sip:garth@tailspintoys.com', ...[2, 3, 5, 6, 4, 1].map((number) => `sip:${number}@x.y`)];
    expect(order(entries)).toEqual(expected);
    expect(order(entries.reverse())).toEqual(expected);
  });

  it('falls back to the address where there is no name', () => {
    const info = document('full', 1, '<users><user entity="sip:kim.akers@fabrikam.com"/></users>');
    expect(participantsOf(apply(info), '')[0]?.name).toBe('kim.akers');
  });

  it('tells a locked meeting', () => {
    const view = (locked: boolean, type = 'focus') =>
      `<msci:conference-view><msci:entity-view entity="${FOCUS.replace('focus', type)}"><msci:entity-state>` +
      `<msci:locked>${locked}</msci:locked></msci:entity-state></msci:entity-view></msci:conference-view>`;
    expect(isLocked(apply(document('full', 1, view(true))))).toBe(true);
    expect(isLocked(apply(document('full', 1, view(true, 'chat'))))).toBe(false);
    expect(isLocked(apply(document('full', 1, view(true)), document('partial', 2, view(false))))).toBe(false);
  });
});

describe('merging, RFC 4575 4', () => {
  const bob = 'sip:bob@x.y';

  it('adds, changes and removes by key and keeps the rest as it is', () => {
    const added = apply(first, document('partial', 2, `<users state="partial">${user(bob, 'Bob')}</users>`));
    expect([...added.users.keys()]).toEqual(['sip:garth@tailspintoys.com', KAREN, bob]);
    const changed = applyConferenceInfo(
      added,
      document('partial', 3, `<users state="partial">${user(bob, 'Robert')}</users>`),
    ).state;
    expect(changed.users.get(bob)?.displayText).toBe('Robert');
    expect(changed.users.get(KAREN)).toBe(added.users.get(KAREN));
    const removed = applyConferenceInfo(
      changed,
      document('partial', 4, `<users state="partial"><user entity="SIP:BOB@X.Y" state="deleted"/></users>`),
    ).state;
    expect([...removed.users.keys()]).toEqual(['sip:garth@tailspintoys.com', KAREN]);
  });

  it('replaces a full user and adds to a partial one', () => {
    const two =
      endpoint('{1}', 'connected') + endpoint('{2}', 'connected', { type: 'audio-video', auth: 'enterprise' });
    const start = document('full', 1, `<users>${user(bob, 'Bob', { role: 'presenter', endpoints: two })}</users>`);
    const full = apply(start, document('partial', 2, `<users state="partial">${user(bob, 'Bob')}</users>`));
    expect([...(full.users.get(bob)?.endpoints.keys() ?? [])]).toEqual(['{1}']);
    expect(full.users.get(bob)?.roles).toEqual(['attendee']);
    const change =
      endpoint('{2}', 'on-hold', { state: 'partial', type: 'audio-video' }) + endpoint('{1}', '', { state: 'deleted' });
    const partial = apply(
      start,
      document('partial', 2, `<users state="partial"><user entity="${bob}" state="partial">${change}</user></users>`),
    );
    expect(partial.users.get(bob)).toEqual({
      entity: bob,
      displayText: 'Bob',
      roles: ['presenter'],
      endpoints: new Map([
        ['{2}', { entity: '{2}', sessionType: 'audio-video', status: 'on-hold', authMethod: 'enterprise' }],
      ]),
    });
  });

  it('takes a full list of users inside a partial document as the whole list', () => {
    const state = apply(first, document('partial', 2, `<users>${user(bob, 'Bob')}</users>`));
    expect([...state.users.keys()]).toEqual([bob]);
    expect(state.description.subject).toBe('Weekly');
  });

  it('leaves out nothing but what a full document leaves out', () => {
    const state = apply(first, document('full', 5, `<users>${garth}</users>`));
    expect([...state.users.keys()]).toEqual(['sip:garth@tailspintoys.com']);
    expect(state.description).toEqual({});
    expect(state.version).toBe(5);
  });

  it('ignores what is old, and asks for the full state after a gap', () => {
    const state = apply(first, document('partial', 2, ''));
    for (const version of [1, 2]) {
      const step = applyConferenceInfo(state, document('full', version, ''));
      expect(step).toEqual({ state, outcome: 'old' });
    }
    const gap = applyConferenceInfo(
      state,
      document('partial', 4, `<users state="partial">${user(bob, 'Bob')}</users>`),
    );
    expect(gap).toEqual({ state, outcome: 'gap' });
    expect(applyConferenceInfo(undefined, document('partial', 1, '')).outcome).toBe('gap');
  });

  it('believes a server that counts no versions', () => {
    const state = apply(document('full', undefined, `<users>${garth}</users>`), document('partial', undefined, ''));
    expect(state.users.size).toBe(1);
  });

  it('is over when the conference is deleted', () => {
    const state = apply(first, document('deleted', 2, ''));
    expect(state).toMatchObject({ isOver: true, version: 2, description: { subject: 'Weekly' } });
    expect(state.users.size).toBe(0);
  });

  it('lets nobody vanish by a deleted list that still names people', () => {
    const state = apply(first, document('partial', 2, `<users state="deleted">${user(bob, 'Bob')}</users>`));
    expect(state.users.size).toBe(0);
  });
});

it('a partial list of addresses adds to those that are known (RFC 4575 4.4, uris-type)', () => {
  const uriOf = (part: string) => FOCUS.replace('focus', part);
  const uris = (state: string, ...parts: readonly string[]) => {
    const entries = parts.map((part) => `<entry><uri>${uriOf(part)}</uri><purpose>${part}</purpose></entry>`);
    return `<conference-description><conf-uris state="${state}">${entries.join('')}</conf-uris></conference-description>`;
  };
  const found = (...steps: readonly ConferenceInfo[]) => {
    const roster = apply(
      document('full', 1, uris('full', 'chat')),
      document('partial', 2, uris('partial', 'audio-video')),
      ...steps,
    );
    expect(roster.description.uris?.length).toBeLessThanOrEqual(2);
    return ['chat', 'audio-video'].map((purpose) => conferenceUri(roster, purpose, FOCUS));
  };
  const both = [uriOf('chat'), uriOf('audio-video')];
  expect(found()).toEqual(both);
  expect(found(document('partial', 3, uris('partial', 'chat')))).toEqual(both);
  expect(found(document('partial', 3, uris('full', 'audio-video')))).toEqual([undefined, both[1]]);
  expect(found(document('partial', 3, uris('deleted')))).toEqual([undefined, undefined]);
});

describe('reading', () => {
  it.each([
    ['', 'empty'],
    ['<conference-info', 'not-well-formed'],
    ['<conference-info><users><user entity="sip:nobody@example.invalid">', 'not-well-formed'],
    ['<!DOCTYPE x [<!ENTITY i "i">]><conference-info>&i;</conference-info>', 'doctype'],
    ['<categories/>', 'not-a-roster'],
  ])('%s is %s', (text, problem) => {
    expect(readConferenceInfo(text)).toEqual({ ok: false, problem });
  });

  it('passes over parts without a key and bounds what it keeps', () => {
    const info = document(
      'full',
      1,
      `<users><user/><user entity=""/><user entity="sip:${'x'.repeat(2000)}@y"/>${user('sip:a@b.c', 'n'.repeat(1000))}</users>`,
    );
    expect(info.users?.parts).toHaveLength(1);
    expect(info.users?.parts[0]?.displayText).toHaveLength(256);
  });

  it('takes a version that is no number as none', () => {
    const text = '<conference-info version="9999999999999"/>';
    expect(read(text)).toEqual({ entity: '', state: 'full' });
  });
});
