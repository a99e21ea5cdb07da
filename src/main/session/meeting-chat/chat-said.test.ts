import { describe, expect, it } from 'vitest';
import { type ChatBench, openChat, person } from '../../../../test/fakes/chat-bench.ts';
import { headerOf } from '../../../protocol/sip/message.ts';

const plain = 'text/plain; charset=UTF-8';

const report = (id: string, inside = '') =>
  `<imdn xmlns="http://schemas.microsoft.com/rtc/2005/08/imdn"><message-id>${id}</message-id>${inside}</imdn>`;

/** Sends, and answers as the server does. */
async function say(
  room: ChatBench,
  text: string,
  status = '202 Accepted',
  headers: readonly string[] = [],
): Promise<string> {
  const sent = room.chats.send(text);
  if (!sent.ok) throw new Error(sent.failure.code);
  room.bench.peer.answer(await room.bench.peer.nextRequest('MESSAGE'), status, { headers });
  await room.bench.clock.advance(0);
  return sent.value;
}

describe('what we say', () => {
  it('goes out plain, and is sent when the server has it, delivered when it says so', async () => {
    const room = await openChat();
    const sent = room.chats.send('two\nlines');
    expect(room.said()).toEqual(['Karen Berg: two\nlines (sending)']);
    const message = await room.bench.peer.nextRequest('MESSAGE');
    expect([headerOf(message, 'content-type'), new TextDecoder().decode(message.body)]).toEqual([
      plain,
      'two\r\nlines',
    ]);
    room.bench.peer.answer(message, '202 Accepted', { headers: ['Message-Id: 2'] });
    await room.bench.clock.advance(0);
    expect(room.said()).toEqual(['Karen Berg: two\nlines (sent)']);
    room.inside('BENOTIFY', { type: 'application/ms-imdn+xml', body: report('2') });
    expect(room.said()).toEqual(['Karen Berg: two\nlines (delivered)']);
    expect(room.messages()[0]).toMatchObject({
      id: sent.ok && sent.value,
      isSelf: true,
      missedBy: [],
      missedByMore: 0,
    });
    room.bench.agent.close();
  });

  it('goes out in two ways when it has looks', async () => {
    const room = await openChat();
    room.chats.send('bold', [[{ text: 'bold', bold: true }]]);
    const message = await room.bench.peer.nextRequest('MESSAGE');
    expect(headerOf(message, 'content-type')).toMatch(/^multipart\/alternative; boundary="=_[0-9a-f]{32}"$/);
    const body = new TextDecoder().decode(message.body);
    expect(body).toMatch(/text\/plain.*\r\n\r\nbold\r\n--/);
    expect(body).toContain('<span style="font-weight:bold">bold</span>');
    room.bench.agent.close();
  });

  it('names those who have not got it, by BENOTIFY or MESSAGE, also when the report overtakes the answer', async () => {
    const room = await openChat();
    room.roster({ participants: [person('bob@contoso.com', { name: 'Bob Kelly' })] });
    const missed =
      '<recipient uri="&lt;sip:bob@contoso.com ;opaque=user:epid:d7;gruu&gt;"><status>408</status></recipient>';
    room.chats.send('hello');
    const message = await room.bench.peer.nextRequest('MESSAGE');
    room.inside('MESSAGE', { type: 'application/ms-imdn+xml', body: report('7', missed) });
    room.bench.peer.answer(message, '200 OK', { headers: ['Message-Id: 7'] });
    await room.bench.clock.advance(0);
    expect(room.messages()[0]).toMatchObject({
      delivery: 'delivered',
      missedBy: [
        {
          entity: 'sip:bob@contoso.com',
          name: 'Bob Kelly',
          failure: { code: 'IM_NOT_DELIVERED', data: { why: 'unanswered' } },
        },
      ],
    });
    expect(room.messages()).toHaveLength(1);
    room.bench.agent.close();
  });

  it('fails with what the server says, and goes out again when asked', async () => {
    const room = await openChat();
    const id = await say(room, 'hello', '500 Server Internal Error');
    expect(room.messages()[0]).toMatchObject({
      delivery: 'failed',
      failure: { code: 'IM_NOT_DELIVERED', sip: { status: 500 } },
    });
    room.chats.retry(id);
    expect(room.said()).toEqual(['Karen Berg: hello (sending)']);
    room.bench.peer.answer(await room.bench.peer.nextRequest('MESSAGE'), '200 OK');
    await room.bench.clock.advance(0);
    expect(room.said()).toEqual(['Karen Berg: hello (delivered)']);
    expect(room.messages()[0]?.failure).toBeUndefined();
    room.bench.agent.close();
  });

  it('says so when the server lets only presenters write', async () => {
    const room = await openChat();
    await say(room, 'hello', '403 Forbidden', ['ms-diagnostics: 3014;reason="Failed authorization"']);
    expect(room.messages()[0]).toMatchObject({
      delivery: 'failed',
      failure: { code: 'MEETING_CHAT_FORBIDDEN', diagnostics: [{ code: 3014 }] },
    });
    room.roster({ permissions: { attendeesMayChat: false, attendeesMayUnmute: true } });
    expect(room.chat()).toMatchObject({ state: 'open', mayWrite: false, noWriting: { kind: 'attendees' } });
    const refused = room.chats.send('again');
    expect(!refused.ok && refused.failure.code).toBe('MEETING_CHAT_FORBIDDEN');
    room.roster({ ownRole: 'presenter' });
    expect(room.chat().mayWrite).toBe(true);
    room.bench.agent.close();
  });

  it('goes out one after the other, and fails together when the session is lost', async () => {
    const room = await openChat();
    for (const text of ['one', 'two', 'three']) room.chats.send(text);
    const first = await room.bench.peer.nextRequest('MESSAGE');
    expect(new TextDecoder().decode(first.body)).toBe('one');
    expect(room.bench.peer.startLines()).toEqual([]);
    room.bench.peer.answer(first, '481 Call Does Not Exist');
    await room.bench.clock.advance(0);
    expect(room.said()).toEqual(['one', 'two', 'three'].map((text) => `Karen Berg: ${text} (failed)`));
    expect(room.chat().state).toBe('failed');
    room.bench.agent.close();
  });

  it.each([
    ['nothing', '  \n ', 'MESSAGE_EMPTY'],
    ['more than a message holds', 'x'.repeat(8001), 'MESSAGE_TOO_LONG'],
  ])('is never %s', async (_what, text, code) => {
    const room = await openChat();
    const sent = room.chats.send(text);
    expect(!sent.ok && sent.failure.code).toBe(code);
    expect(room.messages()).toEqual([]);
    room.bench.agent.close();
  });
});
