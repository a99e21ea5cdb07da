import { describe, expect, it } from 'vitest';
import { createImBench, type ImBench, tagOf } from '../../../../test/fakes/im-bench.ts';
import { headerOf, type SipMessage } from '../../../protocol/sip/message.ts';

const jeremy = 'jeremy@contoso.com';
const body = (message: SipMessage) => new TextDecoder().decode(message.body);
const summary = ({ state }: ImBench) => state.get().conversations[0];
const idOf = (bench: ImBench) => summary(bench)?.id ?? '';

/** The delivery states of ours, oldest first. */
function deliveries({ talks, state }: ImBench): readonly string[] {
  const changes = talks.messages(state.get().conversations[0]?.id ?? '', 0);
  if (!changes.ok) return [];
  return changes.value.messages.flatMap((each) => (each.kind === 'text' && each.from === 'me' ? [each.delivery] : []));
}

const settled = async () => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};

/** Opens a conversation with jeremy and writes; his client answers 200 with these headers. */
async function sayFirst(scene: ImBench, text: string, headers: readonly string[] = []) {
  const opened = scene.talks.open({ uri: 'Jeremy@Contoso.com' });
  scene.talks.send(opened.ok ? opened.value : '', text);
  const invite = await scene.bench.peer.nextRequest('INVITE');
  scene.bench.peer.answer(invite, '200 OK', {
    headers: ['Contact: <sip:jeremy@contoso.com;gruu>', 'Content-Type: application/sdp', ...headers],
    body: 'v=0\r\nm=message 5060 sip sip:jeremy@contoso.com\r\n',
  });
  await scene.bench.peer.nextRequest('ACK');
  return invite;
}

describe('writing first', () => {
  it('invites as Communicator does, the message riding along, and sends it in the session', async () => {
    const scene = createImBench();
    const invite = await sayFirst(scene, 'Hello');
    expect(headerOf(invite, 'ms-text-format')).toBe('text/plain;charset=UTF-8;ms-body=SGVsbG8=');
    expect(headerOf(invite, 'ms-conversation-id')).toMatch(/^[\w+/]{24}$/);
    expect(headerOf(invite, 'allow')).toContain('MESSAGE');
    expect(body(invite)).toContain('m=message 5060 sip null\r\n');
    const message = await scene.bench.peer.nextRequest('MESSAGE');
    expect([headerOf(message, 'content-type'), body(message)]).toEqual(['text/plain; charset=UTF-8', 'Hello']);
    expect(deliveries(scene)).toEqual(['sending']);
    scene.bench.peer.answer(message, '200 OK');
    await settled();
    expect([deliveries(scene), summary(scene)?.state]).toEqual([['delivered'], 'active']);
    scene.bench.agent.close();
  });

  it('does not repeat a message that the peer took from the invitation', async () => {
    const scene = createImBench();
    await sayFirst(scene, 'Hello', ['Supported: histinfo', 'Supported: ms-text-format']);
    await settled();
    expect(deliveries(scene)).toEqual(['delivered']);
    expect(scene.bench.peer.startLines().filter((line) => line.startsWith('MESSAGE'))).toEqual([]);
    scene.bench.agent.close();
  });

  it('is told of a peer that answers with anything but messages, and leaves it', async () => {
    const scene = createImBench();
    const opened = scene.talks.open({ uri: jeremy });
    scene.talks.send(opened.ok ? opened.value : '', 'Hello');
    const invite = await scene.bench.peer.nextRequest('INVITE');
    scene.bench.peer.answer(invite, '200 OK', {
      headers: ['Contact: <sip:jeremy@contoso.com>', 'Content-Type: application/sdp'],
      body: 'v=0\r\nm=audio 5062 RTP/AVP 0\r\n',
    });
    await scene.bench.peer.nextRequest('BYE');
    await settled();
    expect(summary(scene)).toMatchObject({ state: 'failed', failure: { data: { why: 'content' } } });
    scene.bench.agent.close();
  });

  it('a server of another maker gets messages outside any session', async () => {
    const scene = createImBench({ dialect: 'standard' });
    const opened = scene.talks.open({ uri: jeremy });
    scene.talks.send(opened.ok ? opened.value : '', 'Hello');
    const message = await scene.bench.peer.nextRequest('MESSAGE');
    expect([message.uri, headerOf(message, 'contact'), body(message)]).toEqual([`sip:${jeremy}`, undefined, 'Hello']);
    scene.bench.peer.answer(message, '202 Accepted');
    await settled();
    expect(deliveries(scene)).toEqual(['sent']);
    scene.bench.agent.close();
  });

  it('is not said to have failed any more once a server of another maker takes it after all', async () => {
    const scene = createImBench({ dialect: 'standard' });
    const opened = scene.talks.open({ uri: jeremy });
    const sent = scene.talks.send(opened.ok ? opened.value : '', 'Hello');
    scene.bench.peer.answer(await scene.bench.peer.nextRequest('MESSAGE'), '480 Temporarily Unavailable');
    await settled();
    expect(summary(scene)).toMatchObject({ state: 'failed', failure: { data: { why: 'offline' } } });
    scene.talks.retry(idOf(scene), sent.ok ? sent.value : '');
    const message = await scene.bench.peer.nextRequest('MESSAGE');
    expect([summary(scene)?.state, summary(scene)?.failure]).toEqual(['new', undefined]);
    scene.bench.peer.answer(message, '200 OK');
    await settled();
    expect([summary(scene)?.state, deliveries(scene)]).toEqual(['new', ['delivered']]);
    scene.bench.agent.close();
  });

  it.each([
    ['', 'MESSAGE_EMPTY'],
    [' \n ', 'MESSAGE_EMPTY'],
    ['x'.repeat(8001), 'MESSAGE_TOO_LONG'],
  ])('takes no %j', (text, code) => {
    const scene = createImBench();
    const opened = scene.talks.open({ uri: jeremy });
    expect(scene.talks.send(opened.ok ? opened.value : '', text)).toMatchObject({ ok: false, failure: { code } });
    expect(scene.talks.open({ uri: 'not an address' })).toMatchObject({ failure: { code: 'CONTACT_INVALID' } });
    expect(scene.talks.send('unknown', 'x')).toMatchObject({ failure: { code: 'CONVERSATION_UNKNOWN' } });
    scene.bench.agent.close();
  });
});

describe('being written to', () => {
  it('shows the first message while it rings, and the same one in the session not again', async () => {
    const scene = createImBench();
    const toTag = await scene.session('Hello\r\nthere');
    const message = { toTag, type: 'text/html', body: '<p>Hello</p> <p>there</p>', cseq: 2 };
    scene.deliver('MESSAGE', message);
    await scene.bench.peer.next('SIP/2.0 200');
    expect(scene.said()).toEqual(['peer: Hello\nthere']);
    scene.deliver('MESSAGE', { ...message, cseq: 3 });
    expect(scene.said()).toEqual(['peer: Hello\nthere', 'peer: Hello\nthere']);
    scene.bench.agent.close();
  });

  it('a repeated request is no second message', async () => {
    const scene = createImBench();
    const toTag = await scene.session();
    scene.deliver('MESSAGE', { toTag, type: 'text/plain', body: 'once', cseq: 2 });
    scene.deliver('MESSAGE', { toTag, type: 'text/plain', body: 'once', cseq: 2 });
    await scene.bench.peer.next('SIP/2.0 200');
    await scene.bench.peer.next('SIP/2.0 500');
    expect(scene.said()).toEqual(['peer: once']);
    scene.bench.agent.close();
  });

  it.each([
    ['image/gif', 'GIF89a', '415'],
    ['application/x-ms-ink', 'x', '415'],
    ['text/plain', 'x'.repeat(300_000), '513'],
  ])('refuses %s by name', async (type, text, status) => {
    const scene = createImBench();
    const toTag = await scene.session();
    scene.deliver('MESSAGE', { toTag, type, body: text, cseq: 2 });
    await scene.bench.peer.next(`SIP/2.0 ${status}`);
    expect(scene.said()).toEqual(status === '415' ? ['(unreadable)'] : []);
    scene.deliver('MESSAGE', { toTag, type: 'text/plain', body: 'still here', cseq: 3 });
    await scene.bench.peer.next('SIP/2.0 200');
    expect(scene.said()).toContain('peer: still here');
    scene.bench.agent.close();
  });

  it('hands a type to whoever reads it', async () => {
    const scene = createImBench();
    const heard: unknown[] = [];
    scene.talks.onType('text/x-msmsgsinvite', (message) => heard.push(message) + 201);
    const toTag = await scene.session();
    scene.deliver('MESSAGE', { toTag, type: 'text/x-msmsgsinvite; charset=UTF-8', body: 'a: b', cseq: 2 });
    await scene.bench.peer.next('SIP/2.0 202');
    expect([heard, scene.said()]).toEqual([
      [{ conversationId: idOf(scene), contentType: 'text/x-msmsgsinvite', body: 'a: b' }],
      [],
    ]);
    const sent = scene.talks.sendIn(idOf(scene), { contentType: 'text/x-msmsgsinvite', body: 'c: d' });
    const message = await scene.bench.peer.nextRequest('MESSAGE');
    scene.bench.peer.answer(message, '200 OK');
    expect([await sent, body(message)]).toMatchObject([{ ok: true }, 'c: d']);
    scene.bench.agent.close();
  });

  it('believes that somebody types for as long as is said', async () => {
    const scene = createImBench();
    const toTag = await scene.session();
    const typing = (text: string, cseq: number) =>
      scene.deliver('INFO', { toTag, type: 'application/xml', body: text, cseq });
    typing('<KeyboardActivity><status status="type"/></KeyboardActivity>', 2);
    expect(summary(scene)?.peerTyping).toBe(true);
    await scene.bench.clock.advance(30_000);
    expect(summary(scene)?.peerTyping).toBe(false);
    typing('<isComposing><state>active</state><refresh>60</refresh></isComposing>', 3);
    await scene.bench.clock.advance(59_000);
    expect(summary(scene)?.peerTyping).toBe(true);
    typing('<isComposing><state>idle</state></isComposing>', 4);
    expect([summary(scene)?.peerTyping, scene.said()]).toEqual([false, []]);
    scene.bench.agent.close();
  });

  it('outside any session, as servers of other makers pass it on', async () => {
    const scene = createImBench();
    scene.deliver('MESSAGE', { type: 'text/plain', body: 'page', from: 'ann@example.com' });
    await scene.bench.peer.next('SIP/2.0 200');
    scene.deliver('MESSAGE', { type: 'image/gif', body: 'x', from: 'stranger@example.com', callId: '2' });
    await scene.bench.peer.next('SIP/2.0 415');
    expect(scene.state.get().conversations.map(({ peer }) => peer.uri)).toEqual(['sip:ann@example.com']);
    expect(scene.said('ann@example.com')).toEqual(['peer: page']);
    scene.bench.agent.close();
  });

  it('does not let a sender believe that a message is there which nobody would see', async () => {
    const scene = createImBench();
    // From nobody who could be shown.
    scene.deliver('MESSAGE', { type: 'text/plain', body: 'page', from: 'example.com' });
    await scene.bench.peer.next('SIP/2.0 480');
    // While the person signs out.
    scene.talks.goOffline();
    scene.deliver('MESSAGE', { type: 'text/plain', body: 'page', from: 'ann@example.com', callId: '2' });
    await scene.bench.peer.next('SIP/2.0 480');
    expect(scene.state.get().conversations).toEqual([]);
    scene.bench.agent.close();
  });

  it.each([
    [['P-Asserted-Identity: "Jeremy"<sip:jeremy@contoso.com>,<tel:+1>']],
    // In a line of its own each: RFC 3261 7.3.1, RFC 3325 9.1
    [['P-Asserted-Identity: <tel:+1>', 'P-Asserted-Identity: "Jeremy"<sip:jeremy@contoso.com>']],
  ])('knows the person the server vouches for by %j, not the one the sender claims to be', (headers) => {
    const scene = createImBench();
    scene.invite({ headers, from: 'ceo@contoso.com' });
    expect(summary(scene)?.peer).toEqual({ uri: `sip:${jeremy}`, name: 'Jeremy' });
    scene.bench.agent.close();
  });

  it('leaves a call to others', async () => {
    const scene = createImBench();
    scene.invite({ body: 'v=0\r\nm=audio 5062 RTP/AVP 0\r\n' });
    await scene.bench.peer.next('SIP/2.0 480');
    expect(scene.state.get().conversations).toEqual([]);
    scene.bench.agent.close();
  });

  it('rings for twenty people at most, and keeps a hundred conversations', async () => {
    const scene = createImBench();
    for (let n = 0; n < 25; n++) scene.invite({ from: `p${n}@example.com`, callId: `${n}`, toast: `from ${n}` });
    for (let n = 0; n < 5; n++) await scene.bench.peer.next('SIP/2.0 486');
    expect(scene.state.get().conversations).toHaveLength(20);
    for (let n = 0; n < 150; n++) {
      scene.deliver('MESSAGE', { type: 'text/plain', body: 'x', from: `q${n}@example.com`, callId: `m${n}` });
    }
    const { conversations } = scene.state.get();
    expect([conversations.length, conversations.filter(({ isIncomingWaiting }) => isIncomingWaiting).length]).toEqual([
      100, 20,
    ]);
    expect(scene.said('q149@example.com')).toEqual(['peer: x']);
    expect(scene.said('q0@example.com')).toEqual([]);
    scene.bench.agent.close();
  });

  it('holds five hundred messages and says that there were more', async () => {
    const scene = createImBench();
    const toTag = await scene.session();
    for (let n = 0; n < 600; n++) scene.deliver('MESSAGE', { toTag, type: 'text/plain', body: `${n}`, cseq: n + 2 });
    const all = scene.talks.messages(idOf(scene), 0);
    if (!all.ok) throw new Error('no conversation');
    expect([all.value.messages.length, all.value.lost, scene.said()[0]]).toEqual([500, true, 'peer: 100']);
    const later = scene.talks.messages(idOf(scene), all.value.revision - 1);
    expect(later).toMatchObject({ value: { messages: [{ changed: all.value.revision }] } });
    scene.bench.agent.close();
  });
});

describe('an invitation', () => {
  it('waits for the person, then for her other devices, and is missed in the end', async () => {
    const scene = createImBench();
    scene.invite({ toast: 'Hello?' });
    await scene.bench.clock.advance(179_000);
    expect(scene.missed).toEqual([]);
    await scene.bench.clock.advance(1000);
    await scene.bench.peer.next('SIP/2.0 480');
    expect(scene.missed).toMatchObject([{ peer: { uri: `sip:${jeremy}` }, text: 'Hello?' }]);
    expect(scene.said()).toEqual(['peer: Hello?', '(missed)']);
    scene.bench.agent.close();
  });

  it('made anew takes the place of the one before', async () => {
    const scene = createImBench();
    scene.invite({ toast: 'one', callId: 'a' });
    scene.invite({ toast: 'two', callId: 'b' });
    await scene.bench.peer.next('SIP/2.0 480');
    scene.talks.markRead(idOf(scene));
    const ok = await scene.bench.peer.next('SIP/2.0 200');
    expect([headerOf(ok, 'call-id'), scene.said(), scene.missed]).toEqual(['b', ['peer: one', 'peer: two'], []]);
    scene.bench.agent.close();
  });

  it('of somebody we talk to is taken at once, and the session before it is left', async () => {
    const scene = createImBench();
    await scene.session();
    scene.invite({ callId: 'again' });
    const ok = await scene.bench.peer.next('SIP/2.0 200');
    const bye = await scene.bench.peer.nextRequest('BYE');
    expect([headerOf(ok, 'call-id'), headerOf(bye, 'call-id'), summary(scene)?.state]).toEqual([
      'again',
      'im1',
      'active',
    ]);
    expect(tagOf(ok)).toMatch(/^[0-9a-f]{10}$/);
    scene.bench.agent.close();
  });

  it('closed is declined', async () => {
    const scene = createImBench();
    scene.invite({ toast: 'Hello?' });
    scene.talks.close(idOf(scene));
    await scene.bench.peer.next('SIP/2.0 603');
    expect([scene.state.get().conversations, scene.missed.length]).toEqual([[], 1]);
    scene.bench.agent.close();
  });
});

describe('another account', () => {
  it('sees nothing of the one before', async () => {
    const scene = createImBench();
    await scene.session('private');
    const { agent } = scene.bench;
    scene.talks.start({ agent, ownUri: 'sip:vadim@contoso.com', signal: new AbortController().signal });
    expect(scene.state.get().conversations).toEqual([]);
    agent.close();
  });
});
