import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import { attr } from '../../protocol/xml/find.ts';
import { createBench, type Seen } from '../sip/test-bench.ts';
import { guest, inside, invite, type Joiner, joinerOf, signIn } from '../sip/test-people.ts';
import { rootOf } from '../sip/xml-read.ts';

const EDGE = 'sip.tailspintoys.com';
const WEEKLY = 'sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ';
const LOBBY = WEEKLY.replace('2Z92HZZZ', 'L0BBY7TS');

function setUp() {
  const bench = createBench(createFakeClock(), createFakeRandom());
  return { bench, karen: guest(bench.connect(EDGE)) };
}

function open(joiner: Joiner, uri = WEEKLY): Seen {
  const [answer] = invite(joiner, uri);
  if (answer?.status !== 200) throw new Error(`join refused: ${answer?.startLine}`);
  return answer;
}

describe('commands', () => {
  const request = (command: string) =>
    `<request xmlns="urn:ietf:params:xml:ns:cccp" C3PVersion="1" to="${WEEKLY}" from="sip:x" requestId="9">${command}</request>`;
  const info = (joiner: Joiner, dialog: Seen, command: string, cseq = 2) => {
    const [answer] = inside(joiner, dialog, 'INFO', { cseq, type: 'application/cccp+xml', body: request(command) });
    const root = rootOf(answer?.body ?? '');
    return [answer?.status, attr(root, 'code'), attr(root?.children[0], 'reason')];
  };

  it('answers what it does not know with a C3P failure', () => {
    const { karen } = setUp();
    const dialog = open(karen);
    expect(info(karen, dialog, '<playMusic/>')).toEqual([200, 'failure', 'notSupported']);
    expect(info(karen, dialog, '<constructor/>', 3)).toEqual([200, 'failure', 'notSupported']);
    expect(info(karen, dialog, '<getConference/>', 4)).toEqual([200, 'success', undefined]);
    expect(inside(karen, dialog, 'INFO', { cseq: 5, type: 'application/cccp+xml', body: '<broken' })[0]?.status).toBe(
      400,
    );
    expect(inside(karen, dialog, 'INFO', { cseq: 6, type: 'text/plain', body: 'x' })[0]?.status).toBe(415);
  });

  it('lets presenters run the meeting, and nobody else', () => {
    const { bench, karen } = setUp();
    const garth = joinerOf(signIn(bench, 'garth@tailspintoys.com', EDGE));
    const mine = open(karen, LOBBY);
    const his = open(garth, LOBBY);
    const target = `<userKeys confEntity="${LOBBY}" userEntity="sip:${karen.address}"/>`;
    const meeting = bench.side.meeting('L0BBY7TS');
    const karenNow = () => meeting.participants().find(({ anonymous }) => anonymous)?.state;
    expect(info(karen, mine, '<modifyConferenceLock><locked>true</locked></modifyConferenceLock>')).toEqual([
      200,
      'failure',
      'unauthorized',
    ]);
    expect(
      info(
        garth,
        his,
        `<setLobbyAccess><userEntity>sip:${karen.address}</userEntity><access>granted</access></setLobbyAccess>`,
      ),
    ).toEqual([200, 'success', undefined]);
    expect(karenNow()).toBe('connected');
    expect(info(karen, mine, '<deleteConference/>', 3)).toEqual([200, 'failure', 'unauthorized']);
    const promote = `<modifyUserRoles>${target}<user-roles xmlns="urn:ietf:params:xml:ns:conference-info"><entry>presenter</entry></user-roles></modifyUserRoles>`;
    expect(info(garth, his, promote, 3)).toEqual([200, 'success', undefined]);
    expect(info(karen, mine, '<modifyConferenceLock><locked>true</locked></modifyConferenceLock>', 4)).toEqual([
      200,
      'success',
      undefined,
    ]);
    expect(info(garth, his, '<deleteUser><userKeys userEntity="sip:nobody@x"/></deleteUser>', 4)).toEqual([
      200,
      'failure',
      'userDoesntExist',
    ]);
    expect(info(garth, his, `<deleteUser>${target}</deleteUser>`, 5)).toEqual([200, 'success', undefined]);
    expect(karenNow()).toBeUndefined();
    expect(info(garth, his, '<deleteConference/>', 6)).toEqual([200, 'success', undefined]);
    expect(meeting.participants()).toEqual([]);
  });
});

describe('the joining INVITE', () => {
  it.each([
    ['another From', (body: string) => body.replace(' from="sip:36825c7a', ' from="sip:other'), '400 3000'],
    ['another To', (body: string) => body.replace(' to="sip:garth', ' to="sip:other'), '400 3001'],
    ['another user', (body: string) => body.replace(' entity="sip:36825c7a', ' entity="sip:other'), '400 3002'],
    ['another meeting', (body: string) => body.replace('confEntity="sip:garth', 'confEntity="sip:other'), '400 3003'],
    ['another command', (body: string) => body.replaceAll('addUser', 'addAnybody'), '400 3004'],
    ['damaged XML', (body: string) => body.slice(1), '400 3006'],
    ['a DOCTYPE', (body: string) => body.replace('?>', '?><!DOCTYPE request>'), '400 3006'],
    ['no user', (body: string) => body.replaceAll('ci:user', 'ci:nobody'), '400 3007'],
    ['no endpoint GUID', (body: string) => body.replace('{4A5B2C3D', '{'), '400 3009'],
    ['a role of its own', (body: string) => body.replace('>attendee<', '>king<'), '400 3016'],
  ])('is refused for %s', (_, edit, expected) => {
    const { karen, bench } = setUp();
    const [answer] = invite(karen, WEEKLY, { edit });
    expect(`${answer?.status} ${answer?.header('ms-diagnostics')?.split(';')[0]}`).toBe(expected);
    expect(bench.side.meeting('2Z92HZZZ').participants()).toHaveLength(2);
  });

  it('is refused without the session timer, and with another body', () => {
    const { karen } = setUp();
    const [untimed] = invite(karen, WEEKLY, { without: 'Supported: timer' });
    expect([untimed?.status, untimed?.header('ms-diagnostics')?.split(';')[0]]).toEqual([421, '3010']);
    expect(invite(karen, WEEKLY, { without: 'Content-Type' })[0]?.status).toBe(400);
  });
});
