import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readC3pResponse } from './read.ts';
import { writeAddUser } from './write.ts';

const FOCUS = 'sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ';

/** The body of a message of test/fixtures/sip, the line break after the XML declaration as ours. */
function fixtureBody(name: string): string {
  const text = readFileSync(new URL(`../../../test/fixtures/sip/${name}.sip`, import.meta.url), 'utf8');
  return text.slice(text.indexOf('<?xml')).replace(/\r?\n/, '\r\n').trimEnd();
}

describe('the INVITE’s body', () => {
  it('[J1] is that of the documented INVITE to the own server', () => {
    const body = writeAddUser({
      focusUri: FOCUS,
      userUri: 'sip:karen@contoso.com',
      displayName: 'Karen Berg',
      requestId: '387792480',
      endpointId: '4A5B2C3D-6E7F-4811-92A3-B4C5D6E7F809',
    });
    expect(body).toBe(fixtureBody('j1-invite-home'));
  });

  it('[J3] is that of the documented anonymous INVITE', () => {
    const body = writeAddUser({
      focusUri: FOCUS,
      userUri: 'sip:36825c7a-a4ea-430b-aa85-e8aa6ee97ebc@anonymous.invalid',
      displayName: 'Karen Berg',
      requestId: '387813728',
      endpointId: '9C1D7E50-2B64-4F0A-8E13-57A9C0D2E4F6',
    });
    expect(body).toBe(fixtureBody('j3-invite-guest'));
    expect(body).not.toContain('karen');
  });

  it('[I9] carries any name and leaves a blank one out', () => {
    const request = { focusUri: FOCUS, userUri: 'sip:a@b.c', requestId: '1', endpointId: 'E' };
    expect(writeAddUser({ ...request, displayName: ' Jürgen "J" <&> \u0000O’Neil 🙂 ' })).toContain(
      '<ci:display-text>Jürgen &#34;J&#34; &#60;&#38;&#62; O’Neil 🙂</ci:display-text>',
    );
    expect(writeAddUser({ ...request, displayName: ' ' })).not.toContain('display-text');
  });
});

describe('the answer', () => {
  const open = '<response xmlns="urn:ietf:params:xml:ns:cccp" C3PVersion="1" requestId="7" code=';
  const user = (status: string, role = 'attendee') =>
    `<user xmlns="urn:ietf:params:xml:ns:conference-info" entity="sip:a@b.c"><roles><entry>${role}</entry></roles>${status}</user>`;

  it('tells the role granted', () => {
    const text = `${open}"success"><addUser><conferenceKeys confEntity="${FOCUS}"/>${user('', 'presenter')}</addUser></response>`;
    expect(readC3pResponse(text)).toMatchObject({
      ok: true,
      response: {
        code: 'success',
        requestId: '7',
        command: 'addUser',
        user: { entity: 'sip:a@b.c', role: 'presenter' },
        waitsInLobby: false,
      },
    });
  });

  it.each([
    [
      'on hold',
      `${open}"success"><addUser>${user('<endpoint entity="{1}"><status>on-hold</status></endpoint>')}</addUser></response>`,
      true,
    ],
    ['pending', `${open}"pending"/>`, true],
    [
      'connected',
      `${open}"success"><addUser>${user('<endpoint entity="{1}"><status>connected</status></endpoint>')}</addUser></response>`,
      false,
    ],
  ])('%s', (_, text, waitsInLobby) => {
    expect(readC3pResponse(text)).toMatchObject({ ok: true, response: { waitsInLobby } });
  });

  it.each([
    ['the command', `${open}"failure"><addUser reason="anonymousUsersNotAllowed"/></response>`],
    ['the response', `${open}"failure" reason="anonymousUsersNotAllowed"><addUser/></response>`],
  ])('finds the reason of a failure on %s', (_, text) => {
    expect(readC3pResponse(text)).toMatchObject({
      ok: true,
      response: { code: 'failure', reason: 'anonymousUsersNotAllowed', waitsInLobby: false },
    });
  });

  it.each([
    ['', 'empty'],
    ['<response', 'not-well-formed'],
    ['<!DOCTYPE r><response code="success"/>', 'doctype'],
    ['<request code="success"/>', 'not-a-response'],
    ['<response/>', 'not-a-response'],
    ['<response code="maybe"/>', 'not-a-response'],
  ])('%s is %s', (text, problem) => {
    expect(readC3pResponse(text)).toEqual({ ok: false, problem });
  });
});
