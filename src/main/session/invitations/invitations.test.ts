import { describe, expect, it } from 'vitest';
import { tagOf } from '../../../../test/fakes/im-bench.ts';
import { createInvitationBench, focusOf, inviteType } from '../../../../test/fakes/invitation-bench.ts';
import { textOf } from '../../../../test/fakes/wire-peer.ts';
import { headerOf } from '../../../protocol/sip/message.ts';
import { done } from '../../../shared/outcome.ts';

describe('somebody asks us to a meeting', () => {
  it('is shown with who, what and where, and accepted with an answer that has no body', async () => {
    const room = createInvitationBench();
    room.ask();
    await room.bench.peer.next('SIP/2.0 180');
    expect(room.waiting()).toMatchObject([
      {
        from: { uri: 'sip:jeremy@contoso.com', name: 'jeremy@contoso.com' },
        subject: 'Weekly',
        link: { focusUri: focusOf('8386E6AE'), form: 'conf' },
      },
    ]);
    const accepting = room.invitations.accept(room.waiting()[0]?.id ?? '');
    const answer = await room.bench.peer.next('SIP/2.0 200');
    expect(textOf(answer)).toContain('\r\nContent-Length: 0\r\n');
    expect(textOf(answer)).not.toMatch(/content-type/i);
    expect(headerOf(answer, 'contact')).toContain('sip:');
    room.deliver('ACK', { toTag: tagOf(answer) });
    room.deliver('BYE', { toTag: tagOf(answer), cseq: 2 });
    await room.bench.peer.next('SIP/2.0 200');
    expect(await accepting).toEqual(done(undefined));
    expect(room.joins).toEqual([{ text: `conf:${focusOf('8386E6AE')}`, replace: false }]);
    expect(room.waiting()).toEqual([]);
    room.bench.agent.close();
  });

  it.each([
    ['no XML', { body: 'hello' }],
    ['no meeting', { body: '<Conferencing version="2.0"/>' }],
    [
      'another place than a meeting',
      { body: '<Conferencing><focus-uri>https://evil.example</focus-uri></Conferencing>' },
    ],
    ['nobody', { from: 'contoso.com' }],
  ])('refuses what names %s', async (_what, sent) => {
    const room = createInvitationBench();
    room.ask('8386E6AE', sent);
    expect(await room.bench.peer.next('SIP/2.0 4')).toBeDefined();
    expect(room.waiting()).toEqual([]);
    room.bench.agent.close();
  });

  it('comes for ten at once; whoever asks anew to the same meeting takes the place of the question before', async () => {
    const room = createInvitationBench();
    for (let at = 10; at < 21; at += 1) room.ask(`MEET00${at}`, { callId: `c${at}` });
    await room.bench.peer.next('SIP/2.0 486');
    expect(room.waiting()).toHaveLength(10);
    room.ask('MEET0010', { callId: 'again' });
    expect(headerOf(await room.bench.peer.next('SIP/2.0 480'), 'call-id')).toBe('c10');
    expect(
      room
        .waiting()
        .map(({ link }) => link.conferenceId)
        .at(-1),
    ).toBe('MEET0010');
    room.bench.agent.close();
  });

  it('says yes at once when we are in that meeting', async () => {
    const room = createInvitationBench();
    room.enter('8386E6AE');
    room.ask();
    await room.bench.peer.next('SIP/2.0 200');
    expect([room.waiting(), room.joins]).toEqual([[], []]);
    room.bench.agent.close();
  });

  it('is answered by our coming, whichever way we came, and never missed', async () => {
    const room = createInvitationBench();
    room.ask('OTHER123', { callId: 'other' });
    room.ask();
    room.enter('8386E6AE');
    await room.bench.clock.advance(100);
    expect(headerOf(await room.bench.peer.next('SIP/2.0 200'), 'call-id')).toBe('im1');
    expect(room.waiting().map(({ link }) => link.conferenceId)).toEqual(['OTHER123']);
    await room.bench.clock.advance(55_000);
    expect(room.missedInvitations.map(({ link }) => link.conferenceId)).toEqual(['OTHER123']);
    room.bench.agent.close();
  });

  it('is not answered by our being there as a guest: nobody learns who the guest is, and the person is asked', async () => {
    const room = createInvitationBench();
    room.ask('OTHER123', { callId: 'other' });
    room.enter('OTHER123', { asGuest: true });
    await room.bench.clock.advance(100);
    expect(room.waiting().map(({ link }) => link.conferenceId)).toEqual(['OTHER123']);
    room.enter('8386E6AE', { asGuest: true });
    room.ask();
    await room.bench.clock.advance(100);
    expect(room.waiting().map(({ link }) => link.conferenceId)).toEqual(['OTHER123', '8386E6AE']);
    expect(room.bench.peer.startLines().filter((line) => line.startsWith('SIP/2.0 200'))).toEqual([]);
    room.bench.agent.close();
  });

  it('waits while we are on our way there, which may yet fail, and is answered by our coming', async () => {
    const room = createInvitationBench();
    room.enter('8386E6AE', { phase: 'joining' });
    room.ask();
    await room.bench.peer.next('SIP/2.0 180');
    await room.bench.clock.advance(100);
    expect(room.waiting().map(({ link }) => link.conferenceId)).toEqual(['8386E6AE']);
    room.enter('8386E6AE');
    await room.bench.clock.advance(100);
    await room.bench.peer.next('SIP/2.0 200');
    expect(room.waiting()).toEqual([]);
    room.bench.agent.close();
  });

  it('is asked of who is just leaving: nobody is told of a coming that will not be', async () => {
    const room = createInvitationBench();
    room.enter('8386E6AE', { phase: 'leaving' });
    room.ask();
    await room.bench.clock.advance(100);
    expect(room.waiting().map(({ link }) => link.conferenceId)).toEqual(['8386E6AE']);
    room.bench.agent.close();
  });

  it('is missed when nobody answers in time, and when it is taken back; not when another device answered or declined', async () => {
    const room = createInvitationBench();
    room.ask('MEET0001', { callId: 'c1' });
    await room.bench.peer.next('SIP/2.0 180');
    await room.bench.clock.advance(55_000);
    await room.bench.peer.next('SIP/2.0 480');
    expect(room.missedInvitations.map(({ link }) => link.conferenceId)).toEqual(['MEET0001']);
    for (const [id, reason] of [
      ['MEET0002', 'SIP;cause=200;text="Call completed elsewhere"'],
      ['MEET0004', 'SIP;cause=603;text="Decline"'],
      ['MEET0003', 'SIP;cause=487'],
    ] as const) {
      room.ask(id, { callId: id });
      const ringing = await room.bench.peer.next('SIP/2.0 180');
      const via = /branch=([^;\s]+)/.exec(headerOf(ringing, 'via') ?? '')?.[1];
      expect(room.waiting()).toHaveLength(1);
      room.bench.flow.deliver(
        [
          'CANCEL sip:192.0.2.10:50230;transport=tls SIP/2.0',
          `Via: SIP/2.0/TLS 192.0.2.1:443;branch=${via}`,
          'Max-Forwards: 69',
          'From: <sip:jeremy@contoso.com>;tag=j1',
          'To: <sip:karen@contoso.com>',
          `Call-ID: ${id}`,
          'CSeq: 1 CANCEL',
          `Reason: ${reason}`,
          'Content-Length: 0\r\n\r\n',
        ].join('\r\n'),
      );
      expect(room.waiting()).toEqual([]);
    }
    expect(room.missedInvitations.map(({ link }) => link.conferenceId)).toEqual(['MEET0001', 'MEET0003']);
    room.bench.agent.close();
  });

  it('waits for nobody any more when the connection is gone', async () => {
    const room = createInvitationBench();
    room.ask();
    const [{ id } = { id: '' }] = room.waiting();
    room.bench.flow.lose();
    expect(room.waiting()).toEqual([]);
    expect(room.missedInvitations).toEqual([]);
    expect(await room.invitations.accept(id)).toMatchObject({ failure: { code: 'INVITATION_GONE' } });
  });
});

describe('we ask somebody', () => {
  it('with the meeting in the body, and end the dialog once they said yes', async () => {
    const room = createInvitationBench();
    room.enter('8386E6AE');
    expect(room.invitations.send('Nina@fabrikam.com')).toEqual(done(undefined));
    const invite = await room.bench.peer.nextRequest('INVITE');
    expect([invite.uri, headerOf(invite, 'content-type')]).toEqual(['sip:nina@fabrikam.com', inviteType]);
    expect(textOf(invite)).toContain(`<focus-uri>${focusOf('8386E6AE')}</focus-uri>`);
    const asked = { uri: 'sip:nina@fabrikam.com', name: 'nina@fabrikam.com', state: 'asking' };
    expect(room.state.get().meetingInvitees).toMatchObject([asked]);
    room.bench.peer.answer(invite, '200 OK', { headers: ['Contact: <sip:nina@192.0.2.9:5061;transport=tls>'] });
    await room.bench.peer.nextRequest('ACK');
    await room.bench.peer.nextRequest('BYE');
    expect(room.state.get().meetingInvitees).toMatchObject([{ state: 'accepted' }]);
    room.bench.agent.close();
  });

  it.each([
    ['603 Decline', 'declined', 'declined'],
    ['480 Temporarily Unavailable', 'failed', 'offline'],
    ['404 Not Found', 'failed', 'unknown'],
    ['488 Not Acceptable Here', 'failed', 'content'],
  ])('and say what %s means', async (status, state, why) => {
    const room = createInvitationBench();
    room.enter('8386E6AE');
    room.invitations.send('nina@fabrikam.com');
    room.bench.peer.answer(await room.bench.peer.nextRequest('INVITE'), status);
    await room.bench.clock.advance(0);
    const [invitee] = room.state.get().meetingInvitees;
    expect(invitee).toMatchObject({ state, failure: { code: 'INVITATION_NOT_TAKEN', data: { why } } });
    room.bench.agent.close();
  });

  it('and see that they were not reached when the connection goes meanwhile; another account does not', async () => {
    const room = createInvitationBench();
    const { agent } = room.bench;
    const end = new AbortController();
    room.invitations.start({ agent, signal: end.signal });
    room.enter('8386E6AE');
    room.invitations.send('nina@fabrikam.com');
    await room.bench.peer.nextRequest('INVITE');
    end.abort();
    agent.close();
    await room.bench.clock.advance(0);
    const failure = { code: 'INVITATION_NOT_TAKEN', data: { why: 'connection' } };
    expect(room.state.get().meetingInvitees).toMatchObject([
      { uri: 'sip:nina@fabrikam.com', state: 'failed', failure },
    ]);
    const identity = { ...agent.identity, aor: 'sip:vadim@contoso.com' };
    room.invitations.start({ agent: { ...agent, identity, onInvite: () => undefined }, signal: end.signal });
    expect(room.state.get().meetingInvitees).toEqual([]);
  });

  it('only once at a time, and only from a meeting', async () => {
    const room = createInvitationBench();
    expect(room.invitations.send('nina@fabrikam.com')).toMatchObject({ failure: { code: 'MEETING_CHAT_CLOSED' } });
    room.enter('8386E6AE');
    expect(room.invitations.send('not an address at all')).toMatchObject({ failure: { code: 'CONTACT_INVALID' } });
    for (let at = 0; at < 3; at += 1) room.invitations.send('nina@fabrikam.com');
    await room.bench.peer.nextRequest('INVITE');
    expect(room.bench.peer.startLines()).toEqual([]);
    room.bench.agent.close();
  });
});
