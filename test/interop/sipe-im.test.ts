/** Instant messages between Offhook and SIPE, a client nobody here wrote, through the lab. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Lab } from '../../src/lab/api.ts';
import { startLab } from '../../src/lab/start-lab.ts';
import { type ImPeer, startImPeer } from '../fakes/im-peer.ts';
import { findSipe } from './sipe/build.ts';
import { type RunningSipe, startSipe } from './sipe/run.ts';

const sipe = findSipe();
const karen = 'karen@contoso.com';
const jeremy = 'jeremy@contoso.com';

let lab: Lab;
const running: { stop(): Promise<unknown> }[] = [];

beforeEach(async () => {
  lab = await startLab({ ports: 'free' });
});

afterEach(async () => {
  for (const each of running.splice(0).reverse()) await each.stop();
  await lab.stop();
});

async function startBoth(): Promise<{ offhook: ImPeer; other: RunningSipe }> {
  if (typeof sipe === 'string') throw new Error(sipe);
  const { servers, accounts, rootCertificatePem } = lab.profile;
  const frontEnd = servers.find(({ name, role }) => role === 'front-end' && name.endsWith('.contoso.com'));
  const password = accounts.find(({ address }) => address === jeremy)?.password ?? '';
  const server = `${frontEnd?.name}:${frontEnd?.ports[0]}`;
  const hosts = Object.fromEntries(servers.map(({ name, address }) => [name, address]));
  const other = startSipe(
    sipe,
    { address: jeremy, password, scheme: 'ntlm', server },
    { rootPem: rootCertificatePem, hosts },
  );
  running.push(other);
  const offhook = await startImPeer(lab, karen);
  running.push(offhook);
  await other.until('buddy-online', { who: karen });
  return { offhook, other };
}

const title = typeof sipe === 'string' ? `SIPE, skipped: ${sipe}` : 'SIPE and Offhook';

describe.skipIf(typeof sipe === 'string')(title, () => {
  it('[F19] write to each other, Offhook first: each message arrives once, and both hear that it did', async () => {
    const { offhook, other } = await startBoth();
    offhook.say(jeremy, 'Grüße at twelve? <b>&amp;');
    await other.until('im', { from: karen, text: 'Grüße at twelve? <b>&amp;' });
    other.say(`im ${karen} With pleasure`);
    await offhook.until(jeremy, ({ lastText }) => lastText === 'With pleasure');
    offhook.say(jeremy, 'See you');
    await other.until('im', { from: karen, text: 'See you' });
    const ours = await offhook.untilDelivered(jeremy);
    expect(ours.map(({ delivery }) => delivery)).toEqual(['delivered', 'delivered']);
    expect(offhook.said(jeremy)).toEqual(['me: Grüße at twelve? <b>&amp;', 'peer: With pleasure', 'me: See you']);
    expect(other.events().filter(({ ev }) => ev === 'im')).toHaveLength(2);
  });

  it('[F19] write to each other, SIPE first: the first message rings, and is there once', async () => {
    const { offhook, other } = await startBoth();
    other.say(`im ${karen} Lunch at twelve?`);
    const ringing = await offhook.until(jeremy, ({ isIncomingWaiting }) => isIncomingWaiting);
    expect(ringing).toMatchObject({ lastText: 'Lunch at twelve?', unread: 1, peer: { name: 'Jeremy Los' } });
    offhook.talks.accept(offhook.idOf(jeremy));
    offhook.say(jeremy, 'With pleasure');
    await other.until('im', { from: karen, text: 'With pleasure' });
    other.say(`im ${karen} See you`);
    await offhook.until(jeremy, ({ lastText }) => lastText === 'See you');
    expect(offhook.said(jeremy)).toEqual(['peer: Lunch at twelve?', 'me: With pleasure', 'peer: See you']);
  });

  it('show each other’s looks and see each other type', async () => {
    const { offhook, other } = await startBoth();
    const looks = [[{ text: 'quite ' }, { text: 'red', bold: true as const, colour: '#ff0000' }]];
    offhook.talks.send(offhook.idOf(jeremy), '', looks);
    const heard = await other.until('im', { from: karen, text: 'quite red' });
    expect(String(heard.html)).toMatch(/color:\s*#ff0000/i);
    other.say(`im ${karen} <b>bold</b> answer`);
    await offhook.until(jeremy, ({ lastText }) => lastText === 'bold answer');
    const message = offhook.messages(jeremy).at(-1);
    // SIPE makes the looks of a part those of the whole.
    expect(message).toMatchObject({ kind: 'text', body: [[{ text: 'bold answer', bold: true }]] });
    other.say(`typing ${karen}`);
    await offhook.until(jeremy, ({ peerTyping }) => peerTyping);
    offhook.talks.typing(offhook.idOf(jeremy));
    await other.until('typing', { who: karen, state: 'typing' });
  });

  it('SIPE talks to the lab’s simulated people, whose words are not ours either', async () => {
    const { other } = await startBoth();
    other.say('im echo@contoso.com Is anybody there?');
    await other.until('im', { from: 'echo@contoso.com', text: 'Is anybody there?' });
    lab.setManner('anu@contoso.com', 'echo');
    lab.write('anu@contoso.com', jeremy, 'Coffee?');
    await other.until('im', { from: 'anu@contoso.com', text: 'Coffee?' });
  });

  it('hear why, when the other says no', async () => {
    const { offhook, other } = await startBoth();
    other.say(`im ${karen} Now?`);
    await offhook.until(jeremy, ({ isIncomingWaiting }) => isIncomingWaiting);
    offhook.talks.decline(offhook.idOf(jeremy));
    await other.until('conv-note', { conv: karen, text: 'not delivered' });
    expect(other.log()).toContain('SIP/2.0 603');
    expect(offhook.summary(jeremy)?.state).toBe('ended');
  });
});
