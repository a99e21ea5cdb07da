import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../../test/fakes/fake-clock.ts';
import { createFakeDialog } from '../../../../test/fakes/fake-dialog.ts';
import { createFakeRandom } from '../../../../test/fakes/fake-random.ts';
import { fakeResponse } from '../../../../test/fakes/fake-sip-agent.ts';
import { setLobbyAccess } from '../../../protocol/c3p/write-commands.ts';
import type { SipRequest } from '../../../protocol/sip/message.ts';
import { done, failed } from '../../../shared/outcome.ts';
import type { Answer } from '../../sip/agent.ts';
import type { Tracer } from '../../trace/tracer.ts';
import { FocusCommands } from './focus-commands.ts';

const focusUri = 'sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ';
const admit = setLobbyAccess(focusUri, 'sip:bob@contoso.com', 'granted');
const c3p = 'application/cccp+xml';

function info(text: string, contentType = c3p): SipRequest {
  const headers = [{ name: 'Content-Type', key: 'content-type', value: contentType }];
  const body = new TextEncoder().encode(text);
  return { kind: 'request', method: 'INFO', uri: focusUri, headers, body, head: new Uint8Array() } as SipRequest;
}

function setUp(answer: () => Answer | Promise<Answer> = () => done(fakeResponse(202))) {
  const clock = createFakeClock();
  const sent: { id: string; text: string }[] = [];
  const tracer: Tracer = { record: () => undefined, for: () => tracer };
  const dialog = createFakeDialog({
    async request(_method, { body }) {
      const text = body?.text ?? '';
      sent.push({ id: /requestId="(\d+)"/.exec(text)?.[1] ?? '', text });
      return answer();
    },
  });
  const from = 'sip:karen@contoso.com';
  const commands = new FocusCommands({ focusUri, from, clock, random: createFakeRandom(), tracer });
  commands.start(dialog);
  /** The focus's own words to a command. */
  const say = (id: string, code: string, content = '<setLobbyAccess/>', more = '') =>
    commands.heard(
      info(
        `<response xmlns="urn:ietf:params:xml:ns:cccp" requestId="${id}" code="${code}"${more}>${content}</response>`,
      ),
    );
  return { clock, commands, sent, say };
}

describe('a command to the focus', () => {
  it('is answered by an INFO of the focus after 202', async () => {
    const { clock, commands, sent, say } = setUp();
    const running = commands.run(admit);
    await clock.advance(0);
    expect(sent[0]?.text).toContain(`to="${focusUri}" from="sip:karen@contoso.com"`);
    expect(say('1', 'success')).toBe(200);
    expect(say(sent[0]?.id ?? '', 'success')).toBe(200);
    expect(await running).toMatchObject({ ok: true, value: { code: 'success', command: 'setLobbyAccess' } });
    expect(clock.pending).toBe(0);
  });

  it('is answered in the 200, or by an INFO that overtakes it', async () => {
    const success = '<response requestId="0" code="success"><setLobbyAccess/></response>';
    const inBody = setUp(() => done(fakeResponse(200, success.replace('requestId="0" ', ''), c3p)));
    expect(await inBody.commands.run(admit)).toMatchObject({ ok: true });

    let answered: (answer: Answer) => void = () => undefined;
    const slow = setUp(() => new Promise((resolve) => (answered = resolve)));
    const running = slow.commands.run(admit);
    slow.say(slow.sent[0]?.id ?? '', 'success');
    expect(await running).toMatchObject({ ok: true });
    answered(failed({ code: 'SIP_TIMEOUT', at: 0 }));
    await slow.clock.advance(60_000);
    expect(slow.clock.pending).toBe(0);
  });

  it('waits on when it is pending, as long as the focus asks for within reason', async () => {
    const { clock, commands, sent, say } = setUp();
    const running = commands.run(admit);
    await clock.advance(10_000);
    say(sent[0]?.id ?? '', 'pending', '<setLobbyAccess/>', ' timeOut="60"');
    await clock.advance(50_000);
    say(sent[0]?.id ?? '', 'success');
    expect(await running).toMatchObject({ ok: true });

    const forever = commands.run(admit);
    await clock.advance(0);
    say(sent[1]?.id ?? '', 'pending', '<setLobbyAccess/>', ' timeOut="4000000000"');
    await clock.advance(120_000);
    expect(await forever).toMatchObject({ ok: false, failure: { code: 'MEETING_NO_ANSWER' } });
  });

  it('is given up after five minutes, however often the focus asks for more time', async () => {
    const { clock, commands, sent, say } = setUp();
    const running = commands.run(admit);
    await clock.advance(0);
    const began = clock.now();
    let isOver = false;
    void running.then(() => {
      isOver = true;
    });
    for (let times = 0; times < 20 && !isOver; times += 1) {
      say(sent[0]?.id ?? '', 'pending', '<setLobbyAccess/>', ' timeOut="60"');
      await clock.advance(50_000);
    }
    expect(await running).toMatchObject({ failure: { code: 'MEETING_NO_ANSWER' } });
    expect(clock.now() - began).toBe(300_000);
    expect(clock.pending).toBe(0);
  });

  it('fails by the clock when nothing, nonsense or another number comes', async () => {
    const { clock, commands, sent, say } = setUp();
    const running = commands.run(admit);
    await clock.advance(0);
    expect(commands.heard(info('<response', c3p))).toBe(400);
    expect(commands.heard(info('<request/>', c3p))).toBe(200);
    expect(commands.heard(info('x', 'text/plain'))).toBe(415);
    expect(commands.heard(info(''))).toBe(200);
    say('123', 'success');
    // Our number, but somebody else's command.
    say(sent[0]?.id ?? '', 'success', '<deleteUser/>');
    await clock.advance(14_999);
    let isOver = false;
    void running.then(() => {
      isOver = true;
    });
    await clock.advance(0);
    expect(isOver).toBe(false);
    await clock.advance(1);
    expect(await running).toMatchObject({ failure: { code: 'MEETING_NO_ANSWER', server: 'tailspintoys.com' } });
  });

  it.each([
    ['unauthorized', 'MEETING_NOT_ALLOWED'],
    ['userDoesntExist', 'MEETING_PERSON_GONE'],
    ['conferenceDoesntExist', 'MEETING_NOT_IN'],
    ['timeout', 'MEETING_NO_ANSWER'],
    ['neverHeardOf', 'MEETING_REFUSED'],
  ])('the reason %s is told as %s, with the word itself', async (reason, code) => {
    const { clock, commands, sent, say } = setUp();
    const running = commands.run(admit);
    await clock.advance(0);
    say(sent[0]?.id ?? '', 'failure', `<setLobbyAccess reason="${reason}"/>`);
    expect(await running).toMatchObject({ ok: false, failure: { code, data: { reason } } });
  });

  it('a SIP refusal is told by its body, its diagnostics, or its status', async () => {
    const with403 = setUp(() => done(fakeResponse(403)));
    expect(await with403.commands.run(admit)).toMatchObject({ failure: { code: 'MEETING_NOT_ALLOWED' } });
    const response = fakeResponse(400);
    const diagnostics = {
      name: 'ms-diagnostics',
      key: 'ms-diagnostics',
      value: '3015;reason="This meeting does not allow 3rd-party dial-out by attendees";source="fe.contoso.com"',
    };
    const told = setUp(() => done({ ...response, headers: [...response.headers, diagnostics] }));
    expect(await told.commands.run(admit)).toMatchObject({
      failure: { code: 'MEETING_NOT_ALLOWED', diagnostics: [{ code: 3015 }] },
    });
    const body = '<response code="failure"><setLobbyAccess reason="userDoesntExist"/></response>';
    const withBody = setUp(() => done(fakeResponse(500, body, c3p)));
    expect(await withBody.commands.run(admit)).toMatchObject({ failure: { code: 'MEETING_PERSON_GONE' } });
    const silent = setUp(() => failed({ code: 'SIP_TIMEOUT', at: 0 }));
    expect(await silent.commands.run(admit)).toMatchObject({ failure: { code: 'MEETING_NO_ANSWER' } });
    const lost = setUp(() => failed({ code: 'CONNECTION_LOST', at: 0 }));
    expect(await lost.commands.run(admit)).toMatchObject({ failure: { code: 'CONNECTION_LOST' } });
  });

  it('all that are open fail when the dialog ends, and none is sent afterwards', async () => {
    const { clock, commands, sent } = setUp();
    const running = [commands.run(admit), commands.run(admit)];
    await clock.advance(0);
    commands.close();
    for (const outcome of await Promise.all(running))
      expect(outcome).toMatchObject({ failure: { code: 'MEETING_NOT_IN' } });
    expect(clock.pending).toBe(0);
    expect(await commands.run(admit)).toMatchObject({ failure: { code: 'MEETING_NOT_IN' } });
    expect(sent).toHaveLength(2);
  });

  it('a focus that never answers does not fill the memory', async () => {
    const { commands } = setUp();
    for (let count = 0; count < 200; count += 1) void commands.run(admit);
    expect(await commands.run(admit)).toMatchObject({ failure: { code: 'MEETING_NO_ANSWER' } });
    commands.close();
  });
});
