import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at, attr, child, textOf } from '../xml/find.ts';
import { readXml, type XmlElement } from '../xml/read.ts';
import { kindOfReason } from './reasons.ts';
import {
  type C3pCommand,
  deleteConference,
  deleteUser,
  dialIn,
  dialOut,
  modifyConference,
  modifyConferenceAnnouncements,
  modifyConferenceLock,
  modifyEndpointMedia,
  modifyUserRoles,
  setLobbyAccess,
} from './write-commands.ts';
import { writeC3pRequest } from './write-envelope.ts';

const FOCUS = 'sip:alice@fabrikam.com;gruu;opaque=app:conf:focus:id:SI1NZFAU';
const SOUND = 'sip:alice@fabrikam.com;gruu;opaque=app:conf:audio-video:id:SI1NZFAU';
const CHAT = 'sip:alice@fabrikam.com;gruu;opaque=app:conf:chat:id:SI1NZFAU';
const BOB = 'sip:bob@fabrikam.com';

function elementOf({ xml }: C3pCommand): XmlElement {
  const reading = readXml(writeC3pRequest({ to: FOCUS, from: 'sip:alice@fabrikam.com', requestId: '5' }, xml));
  if (!reading.ok) throw new Error(reading.problem);
  const [element, ...others] = reading.root.children;
  if (!element || others.length > 0) throw new Error('not one command');
  return element;
}

describe('a command', () => {
  it('[O3] lets one person in from the lobby in the form of the specification’s example', () => {
    // [MS-CONFBAS] 4.4.8
    expect(setLobbyAccess(FOCUS, BOB, 'granted')).toEqual({
      name: 'setLobbyAccess',
      xml: `<setLobbyAccess><conferenceKeys confEntity="${FOCUS}"/><userEntity>${BOB}</userEntity><access>granted</access></setLobbyAccess>`,
    });
    expect(textOf(elementOf(setLobbyAccess(FOCUS, BOB, 'denied')), 'access')).toBe('denied');
  });

  it('removes a person in the form of the specification’s example', () => {
    // [MS-CONFIM] 4.3.1
    expect(deleteUser(FOCUS, BOB).xml).toBe(
      `<deleteUser><userKeys confEntity="${FOCUS}" userEntity="${BOB}"/></deleteUser>`,
    );
  });

  it('changes a role, the lock and who gets in', () => {
    const roles = elementOf(modifyUserRoles(FOCUS, BOB, 'presenter'));
    expect([attr(child(roles, 'userKeys'), 'userEntity'), textOf(roles, 'user-roles', 'entry')]).toEqual([
      BOB,
      'presenter',
    ]);
    expect(modifyConferenceLock(FOCUS, { locked: true }).xml).toBe(
      `<modifyConferenceLock><conferenceKeys confEntity="${FOCUS}"/><locked>true</locked></modifyConferenceLock>`,
    );
    const access = elementOf(
      modifyConferenceLock(FOCUS, { locked: false, admissionPolicy: 'anonymous', pstnLobbyBypass: true }),
    );
    const said = ['locked', 'admission-policy', 'pstn-lobby-bypass'].map((name) => textOf(access, name));
    expect(said).toEqual(['false', 'anonymous', 'true']);
  });

  it('names the part of the meeting that is to act', () => {
    const keys = { mcuUri: SOUND, user: BOB, endpoint: '{E}', mediaId: '1' };
    const muted = elementOf(modifyEndpointMedia(FOCUS, keys, true));
    expect(attr(muted, 'mcuUri')).toBe(SOUND);
    expect(textOf(muted, 'media', 'media-ingress-filter')).toBe('block');
    expect(attr(child(muted, 'mediaKeys'), 'endpointEntity')).toBe('{E}');
    const heard = elementOf(modifyEndpointMedia(FOCUS, keys, false));
    expect([textOf(heard, 'media', 'status'), textOf(heard, 'media', 'media-ingress-filter')]).toEqual([
      'sendrecv',
      'unblock',
    ]);
    const announcements = elementOf(modifyConferenceAnnouncements(FOCUS, SOUND, true));
    expect([attr(announcements, 'mcuUri'), textOf(announcements, 'enabled')]).toEqual([SOUND, 'true']);
  });

  it('says what attendees may do, and only that', () => {
    const state = (rules: Parameters<typeof modifyConference>[2], uri = SOUND) => {
      const info = child(elementOf(modifyConference(FOCUS, uri, rules)), 'conference-info');
      expect(attr(info, 'state')).toBe('partial');
      expect(attr(at(info, 'conference-view', 'entity-view'), 'entity')).toBe(uri);
      return at(info, 'conference-view', 'entity-view', 'entity-state');
    };
    const muted = state({ muted: true });
    expect(textOf(muted, 'mediaFiltersRules', 'initialFilters', 'ingressFilter')).toBe('block');
    expect(at(muted, 'mediaFiltersRules', 'mayModifyOwnFilters')).toBeUndefined();
    expect(textOf(state({ mayUnmute: false }), 'mediaFiltersRules', 'mayModifyOwnFilters', 'value')).toBe('false');
    expect(textOf(state({ mayChat: false }, CHAT), 'attendee-chat-enabled')).toBe('false');
    expect(child(state({ mayChat: false }, CHAT), 'mediaFiltersRules')).toBeUndefined();
  });

  it('has people called, and asks for the own way to a part', () => {
    const request = { mcuUri: CHAT, user: BOB, endpointId: 'E' };
    for (const [write, method] of [
      [dialOut, 'dialed-out'],
      [dialIn, 'dialed-in'],
    ] as const) {
      const element = elementOf(write(FOCUS, request));
      expect([element.local, attr(element, 'mcuUri'), attr(child(element, 'user'), 'entity')]).toEqual([
        'addUser',
        CHAT,
        BOB,
      ]);
      expect(textOf(element, 'user', 'endpoint', 'joining-method')).toBe(method);
    }
    expect(deleteConference(FOCUS).xml).toContain(`confEntity="${FOCUS}"`);
  });

  it('stays one command, whatever stands in a name', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (user, name) => {
        const element = elementOf(dialOut(FOCUS, { mcuUri: CHAT, user, endpointId: 'E', displayName: name }));
        expect(element.local).toBe('addUser');
        elementOf(setLobbyAccess(user, name, 'granted'));
      }),
    );
  });
});

it.each([
  ['userDoesntExist', 'person-gone'],
  ['UserDoesNotExist', 'person-gone'],
  ["userDoesn'tExist", 'person-gone'],
  ['endpointDoesntExist', 'person-gone'],
  ['conferenceDoesntExist', 'conference-gone'],
  ['unauthorized', 'not-allowed'],
  ['Forbidden', 'not-allowed'],
  ['maximumMeetingSizeExceeded', 'full'],
  ['userNotAnswered', 'unanswered'],
  ['alreadyAdmitted', 'already-so'],
  ['userExists', 'already-so'],
  ['serverBusy', 'busy'],
  ['notSupported', 'not-supported'],
  ['otherFailure', 'other'],
  ['', 'other'],
])('the reason %s comes down to %s', (reason, kind) => {
  expect(kindOfReason(reason)).toBe(kind);
});
