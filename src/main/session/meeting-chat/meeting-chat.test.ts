import { describe, expect, it } from 'vitest';
import { chatUri, createChatBench, openChat } from '../../../../test/fakes/chat-bench.ts';
import { textOf } from '../../../../test/fakes/wire-peer.ts';
import { headerOf } from '../../../protocol/sip/message.ts';

const plain = 'text/plain; charset=UTF-8';

describe('entering the chat of a meeting', () => {
  it('invites the address of the purpose "chat" with a session of messages', async () => {
    const room = createChatBench();
    expect(room.chat()).toMatchObject({
      meetingId: 'm1',
      state: 'connecting',
      mayWrite: false,
      noWriting: { kind: 'not-open' },
    });
    const invite = await room.letIn();
    expect(invite.uri).toBe(chatUri);
    expect(headerOf(invite, 'supported')).toContain('ms-dialog-route-set-update');
    expect(textOf(invite)).toMatch(/\r\nSupported:.*ms-sender/);
    expect(textOf(invite)).toContain('m=message 5060 sip null');
    await room.bench.clock.advance(0);
    expect(room.chat()).toMatchObject({ state: 'open', mayWrite: true });
    room.bench.agent.close();
  });

  it('waits until the meeting names it, and says so when it has none', async () => {
    const room = createChatBench({ uri: undefined });
    expect(room.chat().state).toBe('connecting');
    room.roster({ parts: [{ modality: 'chat', isOffered: false, lacks: ['not-offered'] }] });
    expect(room.chat()).toMatchObject({ state: 'closed', noWriting: { kind: 'none' } });
    room.roster({ parts: [{ modality: 'chat', isOffered: true, lacks: [] }] }, chatUri);
    await room.letIn();
    await room.bench.clock.advance(0);
    expect(room.chat().state).toBe('open');
    room.bench.agent.close();
  });

  it('says what is wrong when its server is down, and tries again with growing pauses', async () => {
    const room = createChatBench();
    const down = { headers: ['ms-diagnostics: 3001;reason="not there";source="chat.tailspintoys.com"'] };
    const pauses: number[] = [];
    for (let round = 0; round < 6; round += 1) {
      room.bench.peer.answer(await room.invite(), '503 Service Unavailable', down);
      await room.bench.clock.advance(0);
      const { state, failure, retryAt = 0 } = room.chat();
      expect(state).toBe('failed');
      expect(failure).toMatchObject({
        code: 'MEETING_CHAT_UNAVAILABLE',
        sip: { status: 503 },
        diagnostics: [{ code: 3001 }],
      });
      pauses.push(retryAt - room.bench.clock.wall());
      await room.bench.clock.advance(pauses[round] ?? 0);
    }
    expect(pauses).toEqual([5000, 10_000, 20_000, 40_000, 60_000, 60_000]);
    await room.letIn();
    await room.bench.clock.advance(0);
    expect(room.chat().state).toBe('open');
    room.bench.agent.close();
    await room.close();
    await room.bench.clock.advance(100);
    expect(room.bench.clock.pending).toBe(0);
  });

  it('does not ask again who may not come in, but for the person', async () => {
    const room = createChatBench();
    room.bench.peer.answer(await room.invite(), '403 Forbidden');
    await room.bench.clock.advance(0);
    expect(room.chat()).toMatchObject({ state: 'failed', failure: { code: 'MEETING_CHAT_FORBIDDEN' } });
    expect(room.chat().retryAt).toBeUndefined();
    await room.bench.clock.advance(120_000);
    expect(room.bench.peer.startLines()).toEqual([
      'ACK sip:garth@tailspintoys.com;gruu;opaque=app:conf:chat:id:2Z92HZZZ SIP/2.0',
    ]);
    expect(room.chats.reconnect().ok).toBe(true);
    await room.letIn();
    room.bench.agent.close();
  });

  it('takes a BYE for being taken out, but one that says the server goes for a failure', async () => {
    const room = await openChat();
    room.inside('BYE', { more: ['Reason: SIP;cause=503;text="The service is not available"'] });
    expect(room.chat()).toMatchObject({ state: 'failed', failure: { code: 'MEETING_CHAT_UNAVAILABLE' } });
    await room.bench.clock.advance(5000);
    await room.letIn();
    while (room.chat().state !== 'open') await room.bench.clock.advance(0);
    room.inside('BYE', { more: ['Reason: SIP;cause=480;text="Removed from the chat by a presenter"'] });
    expect(room.chat()).toMatchObject({ state: 'closed', noWriting: { kind: 'removed' } });
    await room.bench.clock.advance(120_000);
    expect(room.chat().state).toBe('closed');
    const sent = room.chats.send('hello?');
    expect(!sent.ok && sent.failure.code).toBe('MEETING_CHAT_CLOSED');
    room.bench.agent.close();
  });

  it('is written in again as soon as one is back, whatever became of the message that the server took no notice of', async () => {
    const room = await openChat();
    room.chats.send('into the void');
    await room.bench.peer.nextRequest('MESSAGE');
    room.chats.send('waits its turn');
    room.inside('BYE', { more: ['Reason: SIP;cause=503;text="The service is not available"'] });
    await room.bench.clock.advance(1999);
    expect(room.said()).toEqual(['Karen Berg: into the void (sending)', 'Karen Berg: waits its turn (sending)']);
    await room.bench.clock.advance(1);
    expect(room.said()).toEqual(['Karen Berg: into the void (failed)', 'Karen Berg: waits its turn (failed)']);
    await room.bench.clock.advance(3000);
    await room.letIn();
    while (room.chat().state !== 'open') await room.bench.clock.advance(0);
    room.chats.send('here again');
    await room.bench.clock.advance(0);
    const sent = room.bench.peer.startLines().filter((line) => line.startsWith('MESSAGE'));
    expect(sent).toHaveLength(1);
    room.bench.agent.close();
  });

  it('leaves with BYE; what was said can be read until the meeting is put away', async () => {
    const room = await openChat();
    room.inside('MESSAGE', { from: 'garth@tailspintoys.com', type: plain, body: 'hello' });
    const leaving = room.close();
    room.bench.peer.answer(await room.bench.peer.nextRequest('BYE'), '200 OK');
    await leaving;
    expect(room.chat()).toMatchObject({ state: 'closed', mayWrite: false });
    expect(room.said()).toEqual(['garth@tailspintoys.com: hello']);
    room.state.set('meeting', null);
    await room.bench.clock.advance(20);
    expect(room.state.get().meetingChat).toBeNull();
    expect(room.chats.messages(0).ok).toBe(false);
    room.bench.agent.close();
  });

  it('leaves with a last word, which is said although one has gone when its answer comes', async () => {
    const room = await openChat();
    room.chats.send('bye all');
    const message = await room.bench.peer.nextRequest('MESSAGE');
    const leaving = room.close();
    const goodbye = await room.bench.peer.nextRequest('BYE');
    room.bench.peer.answer(message, '202 Accepted');
    room.bench.peer.answer(goodbye, '200 OK');
    await leaving;
    expect(room.said()).toEqual(['Karen Berg: bye all (sent)']);
    room.bench.agent.close();
  });

  it('takes back an INVITE that nobody waits for any more', async () => {
    const room = createChatBench();
    const invite = await room.invite();
    room.bench.peer.answer(invite, '100 Trying', { toTag: '' });
    const closing = room.close();
    await room.bench.peer.nextRequest('CANCEL');
    await room.bench.clock.advance(2000);
    await closing;
    expect(room.chat().state).toBe('closed');
    room.bench.agent.close();
  });
});
