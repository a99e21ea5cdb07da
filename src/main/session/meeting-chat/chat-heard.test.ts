import { describe, expect, it } from 'vitest';
import { openChat, person } from '../../../../test/fakes/chat-bench.ts';
import { textOf } from '../../../../test/fakes/wire-peer.ts';

const plain = 'text/plain; charset=UTF-8';

describe('what others say', () => {
  it('is told with who said it: by the roster, a guest marked, else by address', async () => {
    const room = await openChat();
    const guest = 'a1b2@anonymous.invalid';
    room.roster({
      participants: [
        person('garth@tailspintoys.com', { name: 'Garth Fort', role: 'organizer' }),
        person(guest, { name: 'Jeremy Los', isGuest: true }),
      ],
    });
    room.inside('MESSAGE', { from: 'Garth@tailspintoys.com;opaque=user:epid:x;gruu', type: plain, body: 'one' });
    room.inside('MESSAGE', { from: guest, type: plain, body: 'two' });
    room.inside('MESSAGE', { from: 'nobody@fabrikam.com', type: plain, body: 'three' });
    room.inside('MESSAGE', { type: plain, body: 'four' });
    expect(room.said()).toEqual(['Garth Fort: one', 'Jeremy Los: two', 'nobody@fabrikam.com: three', ': four']);
    expect(room.messages().map(({ isGuest }) => isGuest)).toEqual([false, true, false, false]);
    expect(room.chat()).toMatchObject({ unread: 4, last: { text: 'four', isSelf: false } });
    room.chats.markRead();
    expect(room.chat().unread).toBe(0);
    room.bench.agent.close();
  });

  it('gets the name that a later roster knows', async () => {
    const room = await openChat();
    room.inside('MESSAGE', { from: 'nina@contoso.com', type: plain, body: 'hi' });
    const before = room.chat().revision;
    room.roster({ participants: [person('nina@contoso.com', { name: 'Nina Holm' })] });
    expect(room.said()).toEqual(['Nina Holm: hi']);
    expect(room.chat().revision).toBeGreaterThan(before);
    room.bench.agent.close();
  });

  it('is a guest’s also when the roster that says so is not shown yet', async () => {
    const room = await openChat({ nameOf: () => 'Jeremy Los' });
    room.inside('MESSAGE', { from: 'jeremy@fabrikam.com', type: plain, body: 'hi' });
    expect(room.said()).toEqual(['Jeremy Los: hi']);
    room.roster({ participants: [person('jeremy@fabrikam.com', { name: 'Jeremy Los', isGuest: true })] });
    expect(room.messages().map(({ isGuest }) => isGuest)).toEqual([true]);
    expect(room.chat().last).toMatchObject({ isGuest: true });
    room.bench.agent.close();
  });

  it('is ours when we said it on another device', async () => {
    const room = await openChat();
    room.inside('MESSAGE', { from: 'karen@contoso.com', type: plain, body: 'from my phone' });
    expect(room.said()).toEqual(['Karen Berg: from my phone (delivered)']);
    expect(room.chat().unread).toBe(0);
    room.bench.agent.close();
  });

  it('comes as HTML through the same sieve as any message', async () => {
    const room = await openChat();
    const body = '<b>Hello</b><script>steal()</script><img src="https://evil.invalid/x" onerror="steal()">';
    room.inside('MESSAGE', { from: 'garth@tailspintoys.com', type: 'text/html', body });
    expect(room.messages()[0]?.body).toEqual([[{ text: 'Hello', bold: true }]]);
    room.bench.agent.close();
  });

  it.each([
    { what: 'a type we do not show', type: 'application/x-secret', body: 'x', status: 415 },
    { what: 'a report that is none', type: 'application/ms-imdn+xml', body: '<a/>', status: 400 },
    { what: 'what is longer than any message', type: plain, body: 'x'.repeat(300_000), status: 513 },
    { what: 'a request that has no business here', method: 'REFER', type: plain, body: 'x', status: 405 },
  ])('answers $what, and goes on', async ({ method = 'MESSAGE', type, body, status }) => {
    const room = await openChat();
    const more = method === 'REFER' ? ['Refer-To: <sip:a@b.example>'] : [];
    room.inside(method, { from: 'garth@tailspintoys.com', type, body, more });
    await room.bench.peer.next(`SIP/2.0 ${status}`);
    expect(room.messages()).toEqual([]);
    room.inside('MESSAGE', { from: 'garth@tailspintoys.com', type: plain, body: 'still here' });
    expect(room.messages()).toHaveLength(1);
    room.bench.agent.close();
  });

  it('is held to five hundred messages in a flood', async () => {
    const room = await openChat();
    for (let at = 0; at < 1200; at += 1) {
      room.inside('MESSAGE', { from: `p${at}@contoso.com`, type: plain, body: `word ${at}` });
    }
    const changes = room.chats.messages(0);
    expect(changes.ok && [changes.value.messages.length, changes.value.lost]).toEqual([500, true]);
    expect(room.chat().unread).toBe(1200);
    room.bench.agent.close();
  });
});

describe('who types', () => {
  const typing = (state: string) => `<KeyboardActivity><status status="${state}"/></KeyboardActivity>`;
  const composing = (state: string) =>
    `<isComposing xmlns="urn:ietf:params:xml:ns:im-iscomposing"><state>${state}</state></isComposing>`;

  it('is told by INFO or MESSAGE, five at most, and forgotten in time', async () => {
    const room = await openChat();
    for (let at = 0; at < 7; at += 1)
      room.inside('INFO', { from: `p${at}@contoso.com`, type: 'application/xml', body: typing('type') });
    expect(room.chat().typing).toEqual([0, 1, 2, 3, 4].map((at) => `p${at}@contoso.com`));
    room.inside('INFO', { from: 'p0@contoso.com', type: 'application/xml', body: typing('idle') });
    room.inside('MESSAGE', { from: 'p1@contoso.com', type: plain, body: 'said' });
    expect(room.chat().typing).toEqual([2, 3, 4, 5, 6].map((at) => `p${at}@contoso.com`));
    room.inside('MESSAGE', {
      from: 'nina@contoso.com',
      type: 'application/im-iscomposing+xml',
      body: composing('active'),
    });
    await room.bench.clock.advance(120_000);
    expect(room.chat().typing).toEqual([]);
    room.bench.agent.close();
  });

  it('is not us on another device', async () => {
    const room = await openChat();
    room.inside('INFO', { from: 'karen@contoso.com', type: 'application/xml', body: typing('type') });
    expect(room.chat().typing).toEqual([]);
    room.bench.agent.close();
  });

  it('is told to the others when it is us, as seldom as is fit', async () => {
    const room = await openChat();
    for (let at = 0; at < 4; at += 1) {
      room.chats.typing();
      await room.bench.clock.advance(1000);
    }
    const info = await room.bench.peer.nextRequest('INFO');
    expect(textOf(info)).toContain('status="type"');
    await room.bench.clock.advance(5000);
    expect(textOf(await room.bench.peer.nextRequest('INFO'))).toContain('status="idle"');
    expect(room.bench.peer.startLines().filter((line) => line.startsWith('INFO'))).toEqual([]);
    room.bench.agent.close();
  });
});
