import { describe, expect, it } from 'vitest';
import { person } from '../../../../test/fakes/chat-bench.ts';
import { contact, createInvitationBench, focusOf } from '../../../../test/fakes/invitation-bench.ts';
import { headerOf } from '../../../protocol/sip/message.ts';
import { done, failed } from '../../../shared/outcome.ts';

describe('a conversation that becomes a meeting', () => {
  it('brings its key along, so that the peer finds what the meeting continues', async () => {
    const room = createInvitationBench();
    await room.session();
    const [conversation] = room.state.get().conversations;
    const id = conversation?.id ?? '';
    expect(await room.invitations.addPerson(id, 'nina@fabrikam.com', 'Nina Vale')).toEqual(done(undefined));
    const names = room.state.get().meetingInvitees.map(({ name }) => name);
    expect(names).toEqual([conversation?.peer.name, 'Nina Vale']);
    expect(room.joins).toEqual([{ text: `conf:${focusOf('NEW1MEET')}`, replace: false }]);
    expect(room.removed).toEqual([]);
    const first = await room.bench.peer.nextRequest('INVITE');
    const second = await room.bench.peer.nextRequest('INVITE');
    expect([first.uri, second.uri]).toEqual(['sip:jeremy@contoso.com', 'sip:nina@fabrikam.com']);
    expect(headerOf(first, 'ms-conversation-id')).toBe(room.talks.keyOf(id));
    expect(headerOf(second, 'ms-conversation-id')).toBeUndefined();
    // The session between two ends when the peer has come along, and not before.
    room.bench.peer.answer(second, '603 Decline');
    expect(room.state.get().conversations[0]?.state).toBe('active');
    room.bench.peer.answer(first, '200 OK', { headers: contact });
    await room.bench.clock.advance(2000);
    expect(room.state.get().conversations[0]?.state).toBe('ended');
    room.bench.agent.close();
  });

  it('ends the session between two also when the peer comes by a way of their own, and answers nothing', async () => {
    const room = createInvitationBench();
    await room.session();
    const id = room.state.get().conversations[0]?.id ?? '';
    expect(await room.invitations.addPerson(id, 'nina@fabrikam.com')).toEqual(done(undefined));
    await room.bench.peer.nextRequest('INVITE');
    room.enter('NEW1MEET', { participants: [person('jeremy@contoso.com')] });
    await room.bench.clock.advance(100);
    await room.bench.clock.advance(2000);
    expect(room.state.get().meetingInvitees).toMatchObject([{ uri: 'sip:nina@fabrikam.com', state: 'asking' }]);
    expect(room.state.get().conversations[0]?.state).toBe('ended');
    room.bench.agent.close();
  });

  it('takes nobody along to another meeting that was entered in the meantime', async () => {
    const room = createInvitationBench(undefined, 'ELSEWHER');
    await room.session();
    const id = room.state.get().conversations[0]?.id ?? '';
    expect(await room.invitations.addPerson(id, 'nina@fabrikam.com')).toMatchObject({
      failure: { code: 'MEETING_OPEN' },
    });
    expect([room.state.get().meetingInvitees, room.removed]).toEqual([[], ['NEW1MEET']]);
    expect(room.bench.peer.startLines().filter((line) => line.startsWith('INVITE'))).toEqual([]);
    room.bench.agent.close();
  });

  it('is given up when the person signs out while it is made: nobody comes to it as a guest', async () => {
    let finish: () => void = () => undefined;
    const making = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const room = createInvitationBench(async () => {
      await making;
      return done({ conferenceId: 'NEW1MEET', joinText: `conf:${focusOf('NEW1MEET')}` });
    });
    await room.session();
    const bringing = room.invitations.addPerson(room.state.get().conversations[0]?.id ?? '', 'nina@fabrikam.com');
    room.invitations.forget();
    finish();
    expect(await bringing).toMatchObject({ failure: { code: 'NOT_SIGNED_IN' } });
    expect([room.joins, room.removed]).toEqual([[], []]);
    room.bench.agent.close();
  });

  it('takes back the meeting that cannot be entered, once, and tells why it cannot rather than what came of that', async () => {
    const room = createInvitationBench(undefined, undefined, { code: 'JOIN_REFUSED', at: 0 });
    await room.session();
    const id = room.state.get().conversations[0]?.id ?? '';
    expect(await room.invitations.addPerson(id, 'nina@fabrikam.com')).toMatchObject({
      failure: { code: 'JOIN_REFUSED' },
    });
    expect(room.removed).toEqual(['NEW1MEET']);
    expect(room.state.get().conversations[0]?.state).toBe('active');
    room.bench.agent.close();
  });

  it('waits for nobody of the meeting before, when one meeting follows another at once', async () => {
    const room = createInvitationBench();
    room.enter('FIRST123');
    room.invitations.send('nina@fabrikam.com');
    await room.bench.peer.nextRequest('INVITE');
    expect(room.state.get().meetingInvitees).toHaveLength(1);
    room.state.set('meeting', null);
    room.enter('SECOND12');
    await room.bench.clock.advance(100);
    expect(room.state.get().meetingInvitees).toEqual([]);
    room.bench.agent.close();
  });

  it('says why no meeting could be made, and leaves the conversation as it is', async () => {
    const room = createInvitationBench(async () => failed({ code: 'SCHEDULING_UNAVAILABLE', at: 0 }));
    await room.session();
    const id = room.state.get().conversations[0]?.id ?? '';
    expect(await room.invitations.addPerson(id, 'nina@fabrikam.com')).toMatchObject({
      failure: { code: 'SCHEDULING_UNAVAILABLE' },
    });
    expect(room.state.get().conversations[0]?.state).toBe('active');
    expect(room.state.get().meetingInvitees).toEqual([]);
    room.bench.agent.close();
  });
});
