/** Instant messages between two clients that share nothing but the lab: both ends are ours, the wire between them is real. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Lab } from '../../src/lab/api.ts';
import { startLab } from '../../src/lab/start-lab.ts';
import { createHandClock } from '../fakes/hand-clock.ts';
import { type ImPeer, startImPeer } from '../fakes/im-peer.ts';
import type { LabClientOptions } from '../fakes/lab-client.ts';

const karen = 'karen@contoso.com';
const jeremy = 'jeremy@contoso.com';

let lab: Lab;
const running: ImPeer[] = [];

beforeEach(async () => {
  lab = await startLab({ ports: 'free' });
});

afterEach(async () => {
  for (const each of running.splice(0).reverse()) await each.stop();
  await lab.stop();
});

async function start(address: string, options: LabClientOptions = {}): Promise<ImPeer> {
  const peer = await startImPeer(lab, address, options);
  running.push(peer);
  return peer;
}

/** Requests of this method that some server of the lab got. */
const received = (method: string) =>
  lab.log().filter(({ direction, startLine }) => direction === 'received' && startLine.startsWith(`${method} `));

async function talking(): Promise<{ here: ImPeer; there: ImPeer }> {
  const [here, there] = await Promise.all([start(karen), start(jeremy)]);
  here.say(jeremy, 'Lunch at twelve?');
  await there.until(karen, ({ state }) => state === 'ringing-in');
  there.talks.accept(there.idOf(karen));
  await here.untilDelivered(jeremy);
  return { here, there };
}

describe('two people', () => {
  it('[F19] talk: the first message rings, the answer takes it, each message arrives once', async () => {
    const [here, there] = await Promise.all([start(karen), start(jeremy)]);
    here.say(jeremy, 'Lunch at twelve?');
    const ringing = await there.until(karen, ({ state }) => state === 'ringing-in');
    expect(ringing).toMatchObject({ isIncomingWaiting: true, unread: 1, lastText: 'Lunch at twelve?' });
    expect(ringing.peer).toEqual({ uri: `sip:${karen}`, name: 'Karen Berg' });
    there.say(karen, 'With pleasure');
    await here.until(jeremy, ({ lastText }) => lastText === 'With pleasure');
    await here.untilDelivered(jeremy);
    await there.untilDelivered(karen);
    expect(here.said(jeremy)).toEqual(['me: Lunch at twelve?', 'peer: With pleasure']);
    expect(there.said(karen)).toEqual(['peer: Lunch at twelve?', 'me: With pleasure']);
  });

  it('keep order and number, however fast they write, and read in one session', async () => {
    const { here, there } = await talking();
    const texts = Array.from({ length: 30 }, (_, n) => `line ${n}`);
    for (const text of texts) here.say(jeremy, text);
    for (const text of texts) there.say(karen, `re ${text}`);
    await here.untilDelivered(jeremy);
    await there.untilDelivered(karen);
    const [heardHere, heardThere] = [here.said(jeremy), there.said(karen)].map((all) =>
      all.filter((line) => line.startsWith('peer')),
    );
    expect(heardThere).toEqual(['peer: Lunch at twelve?', ...texts.map((text) => `peer: ${text}`)]);
    expect(heardHere).toEqual(texts.map((text) => `peer: re ${text}`));
    expect(received('INVITE')).toHaveLength(1);
    expect(here.messages(jeremy).every((each) => each.kind !== 'text' || each.delivery === 'delivered')).toBe(true);
  });

  it('see who types, until the message is there', async () => {
    const { here, there } = await talking();
    here.talks.typing(here.idOf(jeremy));
    await there.until(karen, ({ peerTyping }) => peerTyping);
    here.say(jeremy, 'done');
    const after = await there.until(karen, ({ lastText }) => lastText === 'done');
    expect(after.peerTyping).toBe(false);
    expect(received('INFO')).toHaveLength(1);
  });

  it('send looks, and show them', async () => {
    const { here, there } = await talking();
    const format = [[{ text: 'really ' }, { text: 'red', bold: true as const, colour: '#ff0000' }], [{ text: '<b>' }]];
    here.talks.send(here.idOf(jeremy), '', format);
    await there.until(karen, ({ lastText }) => lastText === 'really red <b>');
    expect(there.messages(karen).at(-1)).toMatchObject({ body: format });
  });

  it('leave: the other side sees the end, and the next message begins anew in the same conversation', async () => {
    const { here, there } = await talking();
    const id = there.idOf(karen);
    here.talks.close(here.idOf(jeremy));
    await there.until(karen, ({ state }) => state === 'ended');
    expect(here.summary(jeremy)).toBeUndefined();
    there.say(karen, 'One more thing');
    await here.until(jeremy, ({ state }) => state === 'ringing-in');
    here.talks.markRead(here.idOf(jeremy));
    await there.untilDelivered(karen);
    expect([there.idOf(karen), there.said(karen).length]).toEqual([id, 2]);
    expect(here.said(jeremy)).toEqual(['peer: One more thing']);
  });

  it('both begin at once: two messages, no third', async () => {
    const [here, there] = await Promise.all([start(karen), start(jeremy)]);
    here.say(jeremy, 'from karen');
    there.say(karen, 'from jeremy');
    await here.untilDelivered(jeremy);
    await there.untilDelivered(karen);
    here.say(jeremy, 'after karen');
    there.say(karen, 'after jeremy');
    await here.until(jeremy, () => here.said(jeremy).length === 4);
    await there.until(karen, () => there.said(karen).length === 4);
    expect([...here.said(jeremy)].sort()).toEqual([
      'me: after karen',
      'me: from karen',
      'peer: after jeremy',
      'peer: from jeremy',
    ]);
    await here.untilDelivered(jeremy);
    expect(here.messages(jeremy).some((each) => each.kind === 'text' && each.delivery === 'failed')).toBe(false);
  });
});

describe('an invitation', () => {
  it('is declined: the sender hears it, the person missed nothing she did not want', async () => {
    const [here, there] = await Promise.all([start(karen), start(jeremy)]);
    here.say(jeremy, 'Now?');
    await there.until(karen, ({ isIncomingWaiting }) => isIncomingWaiting);
    there.talks.decline(there.idOf(karen));
    const [message] = await here.untilDelivered(jeremy);
    expect(message).toMatchObject({
      delivery: 'failed',
      failure: { code: 'IM_NOT_DELIVERED', sip: { status: 603 }, data: { why: 'declined' } },
    });
    expect(here.summary(jeremy)).toMatchObject({ state: 'failed', failure: { data: { why: 'declined' } } });
    expect(there.summary(karen)).toMatchObject({ state: 'ended', unread: 0, isIncomingWaiting: false });
    expect(there.said(karen)).toEqual(['peer: Now?', '(declined)']);
    expect(there.world.client.state.get().missed.items).toMatchObject([{ kind: 'im', from: { uri: `sip:${karen}` } }]);
  });

  it('rings at all devices; the one that takes it has it, the others say so', async () => {
    const [here, desk, laptop] = await Promise.all([
      start(karen),
      start(jeremy),
      start(jeremy, { installId: '1'.repeat(32) }),
    ]);
    here.say(jeremy, 'Where are you?');
    await Promise.all([desk, laptop].map((each) => each.until(karen, ({ isIncomingWaiting }) => isIncomingWaiting)));
    laptop.say(karen, 'On the train');
    await here.until(jeremy, ({ lastText }) => lastText === 'On the train');
    await desk.until(karen, ({ isIncomingWaiting, unread }) => !isIncomingWaiting && unread === 0);
    expect(desk.said(karen)).toEqual(['peer: Where are you?', '(answered-elsewhere)']);
    expect(desk.world.client.state.get().missed.items).toEqual([]);
  });

  it('is missed when the sender gives up', async () => {
    const [here, there] = await Promise.all([start(karen), start(jeremy)]);
    here.say(jeremy, 'Quick question');
    await there.until(karen, ({ isIncomingWaiting }) => isIncomingWaiting);
    here.talks.close(here.idOf(jeremy));
    await there.until(karen, ({ isIncomingWaiting }) => !isIncomingWaiting);
    expect(there.said(karen)).toEqual(['peer: Quick question', '(missed)']);
    expect(there.summary(karen)?.unread).toBe(1);
    expect(there.world.client.state.get().missed.items).toMatchObject([{ subject: 'Quick question', source: 'local' }]);
  });

  it('takes itself after a while when the person is at the desk', async () => {
    const clock = createHandClock();
    const there = await start(jeremy, { clock });
    await there.world.until(({ ownPresence }) => ownPresence.availability === 'available');
    const here = await start(karen);
    here.say(jeremy, 'Are you there?');
    await there.until(karen, ({ isIncomingWaiting }) => isIncomingWaiting);
    await clock.pass(10_000);
    await here.untilDelivered(jeremy);
    expect(there.summary(karen)).toMatchObject({ state: 'active', unread: 1 });
    expect(there.said(karen)).toEqual(['peer: Are you there?']);
  });
});

describe('without a connection', () => {
  it('what is typed waits, and goes out once when the connection is back', async () => {
    const { here, there } = await talking();
    const server = lab.profile.servers.find(({ role, name }) => role === 'edge' && name.endsWith('.contoso.com'));
    lab.setFaults(server?.name ?? '', { refuseConnections: true });
    lab.dropConnections(server?.name ?? '');
    await here.until(jeremy, ({ state }) => state === 'ended');
    const id = here.say(jeremy, 'typed in the dark');
    expect(here.messages(jeremy).find((each) => each.id === id)).toMatchObject({ delivery: 'waiting' });
    lab.setFaults(server?.name ?? '', {});
    const isIn = async ({ world }: ImPeer) => {
      world.client.signIn.hurry([]);
      await world.until(({ account }) => account.kind === 'registered');
    };
    await isIn(there);
    await isIn(here);
    await there.until(karen, ({ lastText }) => lastText === 'typed in the dark');
    there.talks.markRead(there.idOf(karen));
    await here.untilMessages(jeremy, (all) =>
      all.every((each) => each.kind === 'text' && each.delivery === 'delivered'),
    );
    expect(there.said(karen)).toEqual(['peer: Lunch at twelve?', 'peer: typed in the dark']);
  });

  it('signing out takes leave, marks what was not sent, and puts everything away', async () => {
    const { here, there } = await talking();
    await here.world.client.signOut();
    await there.until(karen, ({ state }) => state === 'ended');
    expect(here.world.client.state.get().conversations).toEqual([]);
    expect(here.talks.open({ uri: jeremy })).toMatchObject({ ok: false, failure: { code: 'NOT_SIGNED_IN' } });
  });
});

it('[X4] what people write to each other stands in no file and in no record', async () => {
  const { here, there } = await talking();
  here.say(jeremy, 'the secret ingredient');
  await there.until(karen, ({ lastText }) => lastText === 'the secret ingredient');
  await here.world.client.tracing.close();
  const folder = join(here.world.folder, 'traces');
  const files = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  const inMemory = here.world.client.tracing.list(0, 5000).entries.map((entry) => JSON.stringify(entry));
  const encoded = Buffer.from('Lunch at twelve?').toString('base64');
  expect(files.join()).toContain('MESSAGE sip:');
  for (const text of [...files, inMemory.join()]) {
    for (const said of ['Lunch', 'secret ingredient', encoded]) expect(text).not.toContain(said);
  }
});
