import { duplexPair } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import { createContentBench, FOCUS, KAREN } from './test-content-bench.ts';
import { settled } from './test-content-client.ts';

const setUp = () => createContentBench(createFakeClock(), createFakeRandom());

describe('the way in', () => {
  it('[N5] answers the INFO with the Edge’s address and two tokens', () => {
    const { seat, karen } = setUp();
    const { info } = seat(karen()).ask();
    expect([...info.keys()]).toEqual(['Mcu-Server-Uri', 'Mcu-Conference-Uri', 'serverURLs', 'pAuthId', 'sAuthId']);
    expect(info.get('serverURLs')).toBe('tls://webconf.contoso.com:5061');
    expect(info.get('Mcu-Conference-Uri')).toBe(FOCUS.replace(':focus:', ':meeting:'));
    expect(info.get('sAuthId')).toMatch(/^\d{24}$/);
  });

  it('[N6] checks one token at the Edge and the other behind it, each once', async () => {
    const { connect, seat, hello, karen } = setUp();
    const who = seat(karen());
    const { outer, inner } = who.ask();
    const first = connect();
    expect(await first.enter(outer)).toBe('OK');
    expect(await first.answerTo('hello', hello(who.joiner, inner))).toEqual({ re: 1, ok: true });
    expect(await connect().enter(outer)).toBe('NO token-unknown');
    const second = connect();
    await second.enter(who.ask().outer);
    expect(await second.answerTo('hello', hello(who.joiner, inner))).toMatchObject({ error: 'auth-unknown' });
    await settled();
    expect(second.isClosed).toBe(true);
  });

  it.each([
    { token: 'outer-altered', said: 'NO token-unknown' },
    { token: 'swapped', said: 'NO token-unknown' },
    { token: 'outer-expired', said: 'NO token-expired' },
    { token: 'inner-altered', said: 'auth-unknown' },
    { token: 'inner-expired', said: 'auth-expired' },
    { token: 'inner-other-user', said: 'auth-other-user' },
  ] as const)('[N6] refuses a token that is $token', async ({ token, said }) => {
    const { connect, seat, hello, karen, content } = setUp();
    content.change({ token });
    const who = seat(karen());
    const { outer, inner } = who.ask();
    const client = connect();
    const line = await client.enter(outer);
    const answer = line === 'OK' ? (await client.answerTo('hello', hello(who.joiner, inner))).error : line;
    expect(answer).toBe(said);
  });

  it('[N5] refuses a token that was kept too long', async () => {
    const { connect, seat, clock, karen } = setUp();
    const { outer } = seat(karen()).ask();
    await clock.advance(180_000);
    expect(await connect().enter(outer)).toBe('NO token-expired');
  });

  it('refuses a token of somebody who has left the meeting', async () => {
    const { bench, connect, seat, hello, karen } = setUp();
    const who = seat(karen());
    const { outer, inner } = who.ask();
    bench.side.meeting('C0NT0S01').remove(`sip:${KAREN}`);
    const client = connect();
    await client.enter(outer);
    expect(await client.answerTo('hello', hello(who.joiner, inner))).toMatchObject({ error: 'auth-unknown' });
  });

  it.each([
    { name: 'another protocol', bytes: 'GET / HTTP/1.1\r\n\r\n' },
    { name: 'a line without end', bytes: 'x'.repeat(700) },
    { name: 'a token with a blank', bytes: 'OFFHOOK-CONTENT/1 a b\r\n' },
  ])('closes on $name', async ({ bytes }) => {
    const { connect, clock } = setUp();
    const client = connect();
    client.write(bytes);
    await settled();
    expect(client.isClosed).toBe(true);
    expect(clock.pending).toBe(0);
  });

  it.each(['unavailable', 'gibberish'] as const)(
    'cuts off whoever does not go when he hears that it is %s',
    async (edge) => {
      const { content, seat, side, clock, karen } = setUp();
      content.change({ edge });
      const { outer } = seat(karen()).ask();
      const before = clock.pending;
      const [near, far] = duplexPair();
      side.accept({ server: 'webconf.contoso.com', stream: far, remote: '127.0.77.200:1', local: '', isSecure: true });
      near.resume();
      near.write(`OFFHOOK-CONTENT/1 ${outer}\r\n`);
      await settled();
      expect(far.destroyed).toBe(false);
      await clock.advance(5000);
      expect([far.destroyed, clock.pending]).toEqual([true, before]);
    },
  );

  it('lets nobody in who passed the Edge before the part of the meeting was taken down', async () => {
    const { bench, connect, seat, hello, content, karen } = setUp();
    const who = seat(karen());
    const { outer, inner } = who.ask();
    const client = connect();
    expect(await client.enter(outer)).toBe('OK');
    bench.side.meeting('C0NT0S01').setPart('meeting', false);
    expect(await client.answerTo('hello', hello(who.joiner, inner))).toMatchObject({ ok: false });
    await settled();
    expect([client.isClosed, content.viewers()]).toEqual([true, []]);
  });

  it('does not wait for ever for a first line, nor for a hello', async () => {
    const { connect, seat, karen, clock } = setUp();
    const silent = connect();
    const entered = connect();
    await entered.enter(seat(karen()).ask().outer);
    await clock.advance(10_000);
    await settled();
    expect([silent.isClosed, entered.isClosed]).toEqual([true, true]);
  });

  it('says that the server behind the Edge is away', async () => {
    const { bench, connect, seat, karen, content } = setUp();
    const who = seat(karen());
    content.change({ edge: 'unavailable' });
    expect(await connect().enter(who.ask().outer)).toBe('NO unavailable');
    content.change({ edge: undefined });
    const { outer } = who.ask();
    bench.side.meeting('C0NT0S01').setPart('meeting', false);
    expect(await connect().enter(outer)).toBe('NO unavailable');
  });

  it('stands in the roster while it is open', async () => {
    const { bench, open, karen } = setUp();
    const { client } = await open(karen());
    const sessions = () =>
      bench.side.siteOf('contoso.com').meetings.byId('C0NT0S01')?.conference.seatsOf(`sip:${KAREN}`)[0]?.sessions;
    expect(sessions()?.map(({ type }) => type)).toEqual(['meeting']);
    client.leave();
    await settled();
    expect(sessions()).toEqual([]);
  });
});
