/** Messages that do not arrive, or not at once: what the sender hears, and that nothing is ever sent twice without need. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Lab } from '../../src/lab/api.ts';
import type { Manner } from '../../src/lab/people/manners.ts';
import { startLab } from '../../src/lab/start-lab.ts';
import type { TraceEntry } from '../../src/shared/model/trace.ts';
import { createHandClock, type HandClock } from '../fakes/hand-clock.ts';
import { type ImPeer, startImPeer } from '../fakes/im-peer.ts';

const karen = 'karen@contoso.com';
const anu = 'anu@contoso.com';

let lab: Lab;
let here: ImPeer;
let clock: HandClock;

beforeEach(async () => {
  lab = await startLab({ ports: 'free' });
  clock = createHandClock();
  here = await startImPeer(lab, karen, { clock });
});

afterEach(async () => {
  await here.stop();
  await lab.stop();
});

const received = (method: string) =>
  lab.log().filter(({ direction, startLine }) => direction === 'received' && startLine.startsWith(`${method} `));

const isReceived = (start: string) => (entry: TraceEntry) =>
  entry.kind === 'sip' && entry.direction === 'received' && entry.text.startsWith(start);

async function failureOf(address: string, text = 'hello') {
  const id = here.say(address, text);
  await here.untilDelivered(address);
  const message = here.messages(address).find((each) => each.id === id);
  return message?.kind === 'text' ? message.failure : undefined;
}

describe('[F19] a message that cannot arrive', () => {
  it.each([
    ['declines', 603, 'declined'],
    ['absent', 480, 'offline'],
    ['busy', 486, 'busy'],
    ['do-not-disturb', 480, 'do-not-disturb'],
    ['blocked', 606, 'blocked'],
  ] as const)('says why: %s (%i)', async (manner: Manner, status, why) => {
    lab.setManner(anu, manner);
    expect(await failureOf(anu)).toMatchObject({ code: 'IM_NOT_DELIVERED', sip: { status }, data: { why } });
  });

  it('carries the words of the server', async () => {
    expect(await failureOf('absent@contoso.com')).toMatchObject({
      server: 'contoso.com',
      diagnostics: [{ code: 13001, reason: expect.stringContaining('routing rules') }],
    });
  });

  it.each([
    ['nobody@contoso.com', 404, 'unknown'],
    // The rules of the company: no discovery of partners.
    ['garth@tailspintoys.com', 504, 'policy'],
  ])('says so for %s', async (address, status, why) => {
    expect(await failureOf(address)).toMatchObject({ sip: { status }, data: { why } });
  });

  it('says so when nobody confirms it, and the next one finds another session', async () => {
    lab.setManner(anu, 'silent');
    const failed = failureOf(anu);
    await here.world.until(() => received('MESSAGE').length === 1);
    await clock.pass(30_000);
    expect(await failed).toMatchObject({ data: { why: 'silence' } });
    lab.setManner(anu, 'echo');
    here.say(anu, 'again');
    await here.until(anu, ({ unread }) => unread === 1);
    expect([received('INVITE').length, received('MESSAGE').length]).toEqual([2, 2]);
  });

  it('says so when nobody takes the conversation', async () => {
    lab.setManner(anu, 'rings');
    const failed = failureOf(anu);
    const isRinging = () => here.world.client.tracing.list(0, 5000).entries.some(isReceived('SIP/2.0 180'));
    await here.world.until(isRinging);
    await clock.pass(60_000);
    expect(await failed).toMatchObject({ data: { why: 'unanswered' } });
    expect(received('CANCEL')).toHaveLength(1);
  });

  it('asks nobody again for what was typed meanwhile', async () => {
    lab.setManner(anu, 'absent');
    for (const text of ['one', 'two', 'three']) here.say(anu, text);
    const messages = await here.untilDelivered(anu);
    expect(messages.map(({ delivery, failure }) => [delivery, failure?.data?.why])).toEqual(
      Array.from({ length: 3 }, () => ['failed', 'offline']),
    );
    expect(received('INVITE')).toHaveLength(1);
  });

  it('goes out once more when the person asks for it, under the same line', async () => {
    lab.setManner(anu, 'absent');
    await failureOf(anu, 'ping');
    lab.setManner(anu, 'echo');
    const [message] = here.messages(anu);
    here.talks.retry(here.idOf(anu), message?.id ?? '');
    here.talks.retry(here.idOf(anu), message?.id ?? '');
    await here.until(anu, ({ unread }) => unread === 1);
    expect(here.said(anu)).toEqual(['me: ping', 'peer: ping']);
    expect(received('MESSAGE')).toHaveLength(1);
  });
});

describe('a session that the other side has lost', () => {
  it('is begun anew, and the message that found out is sent again, once', async () => {
    lab.setManner(anu, 'forgetful');
    here.say(anu, 'ping');
    await here.until(anu, ({ unread }) => unread === 1);
    expect(here.said(anu)).toEqual(['me: ping', 'peer: ping']);
    expect([received('INVITE').length, received('MESSAGE').length]).toEqual([2, 2]);
  });

  it('is not begun a third time', async () => {
    lab.setManner(anu, 'amnesiac');
    expect(await failureOf(anu)).toMatchObject({ code: 'IM_NOT_DELIVERED', data: { why: 'silence' } });
    expect([received('INVITE').length, received('MESSAGE').length]).toEqual([2, 2]);
  });

  it('costs nothing that was on its way when the connection went: it is marked, and never sent twice', async () => {
    lab.setManner(anu, 'silent');
    const failed = failureOf(anu, 'did you get this?');
    await here.world.until(() => received('MESSAGE').length === 1);
    const edge = lab.profile.servers.find(({ role, name }) => role === 'edge' && name.endsWith('.contoso.com'));
    lab.dropConnections(edge?.name ?? '');
    expect(await failed).toMatchObject({ data: { why: 'connection' } });
    here.world.client.signIn.hurry([]);
    await here.world.until(({ account }) => account.kind === 'registered');
    lab.setManner(anu, 'echo');
    here.say(anu, 'hello again');
    await here.until(anu, ({ unread }) => unread === 1);
    expect(received('MESSAGE')).toHaveLength(2);
  });
});

describe('simulated people', () => {
  it('echo, and type before they answer', async () => {
    here.say('echo@contoso.com', 'hello there');
    await here.until('echo@contoso.com', ({ unread }) => unread === 1);
    expect(here.said('echo@contoso.com')).toEqual(['me: hello there', 'peer: hello there']);
    expect(here.summary('echo@contoso.com')?.peer.name).toBe('echo@contoso.com');
    here.say('slow@contoso.com', 'take your time');
    await here.until('slow@contoso.com', ({ peerTyping }) => peerTyping);
  });

  it('show plain text alone, and are sent nothing else', async () => {
    lab.setManner(anu, 'plain');
    here.talks.send(here.idOf(anu), '', [[{ text: 'bold', bold: true }]]);
    const [message] = await here.untilDelivered(anu);
    expect(message).toMatchObject({ delivery: 'failed', failure: { sip: { status: 415 }, data: { why: 'content' } } });
    here.say(anu, 'plain');
    await here.until(anu, ({ unread }) => unread === 1);
  });

  it('write by themselves: the first message rings, and is there once', async () => {
    lab.setManner(anu, 'echo');
    lab.write(anu, karen, 'Are you coming?');
    const ringing = await here.until(anu, ({ isIncomingWaiting }) => isIncomingWaiting);
    expect(ringing).toMatchObject({ peer: { name: 'Anu Deshpande' }, lastText: 'Are you coming?' });
    here.talks.markRead(here.idOf(anu));
    await here.until(anu, ({ state }) => state === 'active');
    here.say(anu, 'Yes');
    await here.until(anu, ({ lastText, unread }) => lastText === 'Yes' && unread === 1);
    expect(here.said(anu)).toEqual(['peer: Are you coming?', 'me: Yes', 'peer: Yes']);
  });
});
