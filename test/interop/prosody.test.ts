/** The lab's XMPP edge against Prosody, which nobody here wrote: dialback both ways, TLS, certificates, presence and messages. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Lab } from '../../src/lab/api.ts';
import { createAuthority } from '../../src/lab/pki/authority.ts';
import { startLab } from '../../src/lab/start-lab.ts';
import type { XmppPartner } from '../../src/lab/xmpp/partners.ts';
import { attr, child, textOf } from '../../src/protocol/xml/find.ts';
import { ImInbox, imOffer, type LabAgent, signInAgent, write } from '../fakes/lab-agent.ts';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';
import { ChatClient } from './xmpp/chat-client.ts';
import { findProsody, type Prosody, type ProsodyWishes, startProsody } from './xmpp/run.ts';

const peers = findProsody();
const domain = 'adatum.com';
const garth = 'garth@tailspintoys.com';
const cynthia = 'cynthia@tailspintoys.com';
const romeo = `romeo@${domain}`;
const password = 'Lab-Interop-1';
const title = typeof peers === 'string' ? `Prosody, skipped: ${peers}` : 'Prosody';
const startMs = 60_000;

interface Scene {
  readonly lab: Lab;
  readonly prosody: Prosody;
  close(): Promise<void>;
}

/** A lab with a Prosody in its world, which the lab's DNS names and Tailspin Toys has among its partners. */
async function openScene(wishes: Pick<ProsodyWishes, 'requiresTls' | 'usesCertificates'>): Promise<Scene> {
  if (typeof peers === 'string') throw new Error(peers);
  const contacts = [{ address: romeo, displayName: 'Romeo', groups: [1] }];
  const lab = await startLab({
    ports: 'free',
    contactLists: [{ owner: garth, groups: [{ id: 1, name: '~' }], contacts }],
  });
  const authority = createAuthority(Date.now(), { bytes: (count) => randomBytes(count) });
  const prosody = await startProsody(peers, {
    ...wishes,
    domain,
    people: { romeo: password },
    dnsServer: lab.profile.dnsServer,
    identity: authority.identityOf(domain, []),
    rootPem: lab.profile.rootCertificatePem,
  });
  const srv = [{ target: `xmpp.${domain}`, port: prosody.serverPort }];
  lab.dns.behave(`_xmpp-server._tcp.${domain}`, 'SRV', { kind: 'answer', srv });
  lab.dns.behave(`xmpp.${domain}`, 'A', { kind: 'answer', addresses: ['127.0.0.1'] });
  return {
    lab,
    prosody,
    async close() {
      await prosody.stop();
      await lab.stop();
    },
  };
}

/** What crossed the XMPP wires, without the keys. */
function wires({ lab }: Scene): string {
  return lab
    .log()
    .flatMap(({ direction, text }) => (text.startsWith('XMPP ') ? [`${direction} ${text.slice(5)}`] : []))
    .join('\n');
}

describe.skipIf(typeof peers === 'string')(`${title}, plain and by dialback`, () => {
  let scene: Scene;
  let person: LabAgent;
  let world: LabClient;
  let client: ChatClient;

  beforeAll(async () => {
    if (typeof peers === 'string') return;
    scene = await openScene({ requiresTls: false, usesCertificates: false });
    scene.lab.setXmppPartner('tailspintoys.com', domain, {});
    person = await signInAgent(scene.lab, cynthia);
    client = await ChatClient.signIn(scene.prosody.clientPort, romeo, password);
    world = await startLabClient({ lab: scene.lab });
    await world.signIn(garth);
  }, startMs);
  afterAll(async () => {
    await client?.close();
    person?.close();
    await world?.stop();
    await scene?.close();
  });

  it('[H4] carries messages both ways in a session that the person here began, typing included', async () => {
    const inbox = new ImInbox();
    const outcome = await person.agent.invite({ uri: `sip:${romeo}`, body: imOffer }, inbox.listener);
    if (outcome.kind !== 'accepted') throw new Error(outcome.kind);
    expect(await write(outcome.dialog, 'Blåbær <&> 🫐')).toBe(200);
    const message = await client.take(({ local }) => local === 'message');
    expect([attr(message, 'from'), textOf(message, 'body')]).toEqual([`${cynthia}/edge`, 'Blåbær <&> 🫐']);
    const typing = {
      contentType: 'application/xml',
      text: '<KeyboardActivity><status status="type"/></KeyboardActivity>',
    };
    await outcome.dialog.request('INFO', { body: typing });
    expect(child(await client.take(({ local }) => local === 'message'), 'composing')).toBeDefined();
    client.say(cynthia, 'Tak & <hej>');
    expect(await inbox.next()).toBe('MESSAGE Tak & <hej>');
    await outcome.dialog.end();
    expect(child(await client.take(({ local }) => local === 'message'), 'gone')).toBeDefined();
  });

  it('[H4] carries messages both ways in a session that the XMPP contact began', async () => {
    client.say(cynthia, 'Are you there?');
    const invite = await person.nextInvite();
    const inbox = new ImInbox();
    invite.ring();
    const dialog = invite.accept(imOffer, inbox.listener);
    if (!dialog) throw new Error('the invitation was over');
    expect(await inbox.next()).toBe('MESSAGE Are you there?');
    expect(await write(dialog, 'Yes')).toBe(200);
    const answer = await client.take((each) => each.local === 'message' && textOf(each, 'body') !== undefined);
    expect(textOf(answer, 'body')).toBe('Yes');
    await dialog.end();
  });

  it('[H4] [P3] shows presence both ways, once each has agreed, and every change', async () => {
    const request = await client.take((each) => attr(each, 'type') === 'subscribe');
    expect(attr(request, 'from')).toBe(garth);
    client.presence(garth, 'subscribed');
    client.show('dnd', 'On the balcony');
    const seen = await world.until(({ presence }) => presence[`sip:${romeo}`]?.note?.text === 'On the balcony');
    expect(seen.presence[`sip:${romeo}`]?.availability).toBe('do-not-disturb');
    client.show('away', 'In the garden');
    const changed = await world.until(({ presence }) => presence[`sip:${romeo}`]?.note?.text === 'In the garden');
    expect(changed.presence[`sip:${romeo}`]?.availability).toBe('away');
    client.presence(garth, 'subscribe');
    const first = await client.take((each) => each.local === 'presence' && attr(each, 'from') === `${garth}/edge`);
    expect(textOf(first, 'show')).toBeUndefined();
    await world.client.people.setPresence('busy');
    const busy = await client.take((each) => attr(each, 'from') === `${garth}/edge` && textOf(each, 'show') === 'dnd');
    expect(busy.local).toBe('presence');
  });

  it('[H4] the client itself writes, and is written to', async () => {
    const { talks } = world.client;
    const opened = talks.open({ uri: `sip:${romeo}` });
    if (!opened.ok) throw new Error(opened.failure.code);
    talks.send(opened.value, 'From the client');
    const message = await client.take((each) => textOf(each, 'body') === 'From the client');
    expect(attr(message, 'from')).toBe(`${garth}/edge`);
    client.say(garth, 'To the client');
    const answered = await world.until(({ conversations: [first] }) => first?.lastText === 'To the client');
    expect(answered.conversations).toMatchObject([
      { id: opened.value, state: 'active', peer: { uri: `sip:${romeo}` } },
    ]);
    talks.close(opened.value);
    await client.take((each) => child(each, 'gone') !== undefined);
    client.say(garth, 'Anew');
    const { conversations } = await world.until(({ conversations: [first] }) => first?.isIncomingWaiting === true);
    const [ringing] = conversations;
    talks.accept(ringing?.id ?? '');
    await world.until(({ conversations: [first] }) => first?.state === 'active' && first.lastText === 'Anew');
  });

  it('tells the XMPP contact that nobody has that address, or that nobody is there', async () => {
    client.say('nobody@tailspintoys.com', 'Hello?');
    const none = await client.take((each) => attr(each, 'type') === 'error');
    expect(child(child(none, 'error'), 'item-not-found')).toBeDefined();
    client.say('john@tailspintoys.com', 'Hello!');
    const away = await client.take((each) => attr(each, 'type') === 'error');
    expect(child(child(away, 'error'), 'recipient-unavailable')).toBeDefined();
  });

  it('tells the person here that the XMPP contact does not exist', async () => {
    const inbox = new ImInbox();
    const outcome = await person.agent.invite({ uri: `sip:mercutio@${domain}`, body: imOffer }, inbox.listener);
    if (outcome.kind !== 'accepted') throw new Error(outcome.kind);
    expect(await write(outcome.dialog, 'Hello')).toBe(200);
    expect(await inbox.next()).toMatch(/^ENDED 1003;reason="User does not exist";.*service-unavailable/);
  });

  it('goes on after all connections were lost', async () => {
    scene.lab.setXmppPartner('tailspintoys.com', domain, {});
    const outcome = await person.agent.invite({ uri: `sip:${romeo}`, body: imOffer }, new ImInbox().listener);
    if (outcome.kind !== 'accepted') throw new Error(outcome.kind);
    expect(await write(outcome.dialog, 'Once more')).toBe(200);
    const message = await client.take((each) => textOf(each, 'body') === 'Once more');
    expect(message.local).toBe('message');
    await outcome.dialog.end();
  });
});

/** One way of proving who is who, by what must and must not be seen on the wires. */
interface SealedRow {
  readonly name: string;
  readonly wishes: Pick<ProsodyWishes, 'requiresTls' | 'usesCertificates'>;
  readonly partner: Partial<XmppPartner>;
  readonly wanted: readonly string[];
  readonly unwanted: readonly string[];
}

const sealedRows: readonly SealedRow[] = [
  {
    name: 'TLS on both sides, and dialback in it',
    wishes: { requiresTls: true, usesCertificates: false },
    partner: { TlsNegotiation: 'Required' },
    wanted: ['sent <starttls', 'received <starttls', 'received <proceed', 'sent <db:result'],
    unwanted: ['mechanism="EXTERNAL"'],
  },
  {
    name: 'TLS, and our certificate instead of dialback',
    wishes: { requiresTls: true, usesCertificates: true },
    partner: { TlsNegotiation: 'Optional', SaslNegotiation: 'Optional' },
    wanted: ['sent <auth xmlns="urn:ietf:params:xml:ns:xmpp-sasl" mechanism="EXTERNAL">', 'received <success'],
    unwanted: ['sent <db:result from="tailspintoys.com" to="adatum.com">'],
  },
];

describe.skipIf(typeof peers === 'string').each(sealedRows)(`${title}, $name`, (row) => {
  const { wishes, partner, wanted, unwanted } = row;
  let scene: Scene;
  let person: LabAgent;
  let client: ChatClient;

  beforeAll(async () => {
    if (typeof peers === 'string') return;
    scene = await openScene(wishes);
    scene.lab.setXmppPartner('tailspintoys.com', domain, partner);
    person = await signInAgent(scene.lab, cynthia);
    client = await ChatClient.signIn(scene.prosody.clientPort, romeo, password);
  }, startMs);
  afterAll(async () => {
    await client?.close();
    person?.close();
    await scene?.close();
  });

  it('[P2] carries a message there and another back', async () => {
    const inbox = new ImInbox();
    const outcome = await person.agent.invite({ uri: `sip:${romeo}`, body: imOffer }, inbox.listener);
    if (outcome.kind !== 'accepted') throw new Error(outcome.kind);
    expect(await write(outcome.dialog, 'Sealed')).toBe(200);
    expect(textOf(await client.take((each) => each.local === 'message'), 'body')).toBe('Sealed');
    client.say(cynthia, 'Sealed too');
    expect(await inbox.next()).toBe('MESSAGE Sealed too');
    await outcome.dialog.end();
    const seen = wires(scene);
    for (const each of wanted) expect(seen).toContain(each);
    for (const each of unwanted) expect(seen).not.toContain(each);
  });
});
