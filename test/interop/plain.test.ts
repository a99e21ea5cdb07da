/** The whole client on a standard server, Kamailio with its presence modules: people, status, waiting messages and words. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAuthority } from '../../src/lab/pki/authority.ts';
import type { Presence } from '../../src/shared/model/presence.ts';
import { type Domain, type DomainClient, startDomainClient } from '../fakes/domain-client.ts';
import { must } from './calls/caller.ts';
import { connectClient, serverName } from './kamailio/client.ts';
import { findKamailio, type Kamailio, startKamailio, startProxy } from './kamailio/run.ts';
import { findSipp, startSipp } from './sipp/run.ts';
import { answer, awaitRequest, refuse, scenario } from './sipp/scenario.ts';

const peers = findKamailio();
const player = findSipp();
const password = 'Lab-Interop-1';
const title = typeof peers === 'string' ? `skipped: ${peers}` : 'a plain account on Kamailio';
const KAREN = 'sip:karen@contoso.com';
const GARTH = 'sip:garth@contoso.com';

describe.skipIf(typeof peers === 'string')(title, () => {
  let kamailio: Kamailio;
  let rootPem: string;
  const clients: DomainClient[] = [];
  let karen: DomainClient;
  let garth: DomainClient;

  const authority = createAuthority(Date.now(), { bytes: (count) => randomBytes(count) });

  async function start(more: { asksFirst?: boolean } = {}): Promise<Kamailio> {
    if (typeof peers === 'string') throw new Error(peers);
    const options = { algorithm: 'SHA-256', password, ...more } as const;
    return startKamailio(peers, authority.identityOf(serverName, []), options);
  }

  async function signIn(
    userName: string,
    at: Kamailio,
    { transports, allowTcp = false }: Pick<Domain, 'transports'> & { readonly allowTcp?: boolean } = {},
  ): Promise<DomainClient> {
    const domain = { name: 'contoso.com', server: serverName, address: '127.0.0.1', port: at.port, rootPem };
    const made = await startDomainClient({ ...domain, ...(transports ? { transports } : {}) });
    clients.push(made);
    made.client.settings.change({ allowTcp });
    must(await made.client.signIn.start({ address: `${userName}@contoso.com`, userName, password, remember: false }));
    await made.until(
      ({ journey }) => journey?.stages.some((each) => each.name === 'contacts' && each.state === 'done') ?? false,
    );
    return made;
  }

  const untilSeen = (by: DomainClient, uri: string, fits: (presence: Presence) => boolean) =>
    by.until(({ presence }) => presence[uri] !== undefined && fits(presence[uri]));

  /** Another device of the same person, which says what the test wants. */
  async function device(userName: string) {
    const made = await connectClient({ port: kamailio.port, rootPem }, userName, password);
    must(await made.agent.register(made.listener));
    return made.agent;
  }

  beforeAll(async () => {
    rootPem = authority.rootPem;
    kamailio = await start();
    karen = await signIn('karen', kamailio);
    garth = await signIn('garth', kamailio);
  });
  afterAll(async () => {
    await Promise.all(clients.map((each) => each.stop()));
    await kamailio?.stop();
  });

  it('adds people to a list on this computer, and each sees what the other does', async () => {
    must(await karen.client.people.contacts.add({ uri: 'garth@contoso.com', name: 'Garth' }));
    must(await garth.client.people.contacts.add({ uri: 'karen@contoso.com' }));
    expect(karen.client.state.get().contacts).toMatchObject({
      store: 'local',
      contacts: [{ uri: GARTH, name: 'Garth' }],
    });
    await untilSeen(karen, GARTH, ({ availability }) => availability === 'available');
    await untilSeen(garth, KAREN, ({ availability }) => availability === 'available');
    must(await garth.client.people.setPresence('do-not-disturb'));
    must(await garth.client.people.presence.setNote('Blåbær'));
    const seen = await untilSeen(karen, GARTH, ({ note }) => note?.text === 'Blåbær');
    expect(seen.presence[GARTH]?.availability).toBe('do-not-disturb');
    must(await karen.client.people.setPresence('be-right-back'));
    await untilSeen(garth, KAREN, ({ availability }) => availability === 'be-right-back');
    must(await karen.client.people.setPresence('reset'));
    await untilSeen(garth, KAREN, ({ availability }) => availability === 'available');
  });

  it('tells its state anew when the server has lost it', async () => {
    const other = await device('karen');
    const tags = karen.traced().flatMap((text) => /^SIP-ETag: *(\S+)/im.exec(text)?.[1] ?? []);
    const headers = [
      ['Event', 'presence'],
      ['Expires', '0'],
      ['SIP-If-Match', tags.at(-1) ?? ''],
    ] as const;
    expect(must(await other.request('PUBLISH', { uri: KAREN, headers })).status).toBe(200);
    other.close();
    await untilSeen(garth, KAREN, ({ availability }) => availability === 'offline');
    must(await karen.client.people.setPresence('busy'));
    await untilSeen(garth, KAREN, ({ availability }) => availability === 'busy');
    expect(karen.spoken().filter((line) => line.startsWith('< SIP/2.0 412'))).toHaveLength(1);
  });

  it('[F21] is told how many messages wait', async () => {
    const voicemail = await device('karen');
    const summary = (unread: number) =>
      voicemail.request('PUBLISH', {
        uri: KAREN,
        headers: [
          ['Event', 'message-summary'],
          ['Expires', '600'],
        ],
        body: {
          contentType: 'application/simple-message-summary',
          text: `Messages-Waiting: yes\r\nMessage-Account: ${KAREN}\r\nVoice-Message: ${unread}/5 (1/0)\r\n`,
        },
      });
    expect(must(await summary(2)).status).toBe(200);
    const { voicemail: shown } = await karen.until(({ voicemail: box }) => box.state === 'ready' && box.unread === 2);
    expect(shown).toEqual({ state: 'ready', unread: 2, read: 5, urgentUnread: 1, account: KAREN, source: 'mwi' });
    voicemail.close();
  });

  it('carries words both ways, and says of whom it cannot reach', async () => {
    const { talks } = karen.client;
    const id = must(talks.open({ uri: 'garth@contoso.com' }));
    must(talks.send(id, 'Blåbær 🫐'));
    const heard = await garth.until(({ conversations }) => conversations[0]?.unread === 1);
    expect(heard.conversations[0]).toMatchObject({ peer: { uri: KAREN }, lastText: 'Blåbær 🫐' });
    must(garth.client.talks.send(heard.conversations[0]?.id ?? '', 'Takk'));
    await karen.until(({ conversations }) => conversations.some((each) => each.id === id && each.lastText === 'Takk'));
    const nobody = must(talks.open({ uri: 'nobody@contoso.com' }));
    must(talks.send(nobody, 'Anybody?'));
    const told = await karen.until(({ conversations }) => conversations.some(({ state }) => state === 'failed'));
    expect(told.conversations.find((each) => each.id === nobody)?.failure).toMatchObject({ sip: { status: 404 } });
  });

  const answers = [
    [answer('200 OK'), 'delivered', undefined],
    [refuse('486 Busy Here'), 'failed', { code: 'IM_NOT_DELIVERED', sip: { status: 486 } }],
  ] as const;
  it.skipIf(typeof player === 'string').each(answers)(
    'sends words to SIPp, which are told as %#',
    async (said, fate, failure) => {
      if (typeof player === 'string') return;
      const sipp = await startSipp(player, scenario(awaitRequest('MESSAGE', 'Content-Type: text/plain'), said));
      try {
        const { talks, state } = karen.client;
        const id = must(talks.open({ uri: sipp.address }));
        const delivery = () =>
          must(talks.messages(id, 0)).messages.map((each) => (each.kind === 'text' ? each.delivery : each.kind))[0];
        must(talks.send(id, 'Hello'));
        await karen.until(() => delivery() === fate);
        await sipp.done();
        const summary = state.get().conversations.find((each) => each.id === id);
        if (failure) expect(summary?.failure).toMatchObject(failure);
        else expect(summary?.failure).toBeUndefined();
      } finally {
        await sipp.stop();
      }
    },
  );

  it('is seen as offline once signed out', async () => {
    await garth.client.signOut();
    await untilSeen(karen, GARTH, ({ availability }) => availability === 'offline');
  });

  it('goes through an outbound proxy that is typed, in clear text where that is allowed', async () => {
    if (typeof peers === 'string') throw new Error(peers);
    const proxy = await startProxy(peers, kamailio.plainPort);
    const at = { name: 'contoso.com', server: serverName, address: '127.0.0.1', port: proxy.port, rootPem };
    const jeremy = await startDomainClient({ ...at, isTypedByHand: true });
    try {
      const { client, spoken, until } = jeremy;
      const servers = { internal: `127.0.0.1:${proxy.port};transport=tcp`, external: '' };
      const input = { address: 'jeremy@contoso.com', userName: 'jeremy', password, remember: false, servers };
      expect(await client.signIn.start(input)).toMatchObject({ failure: { code: 'MANUAL_SERVER_INVALID' } });
      client.settings.change({ allowTcp: true });
      must(await client.signIn.start(input));
      expect(client.state.get().account).toMatchObject({
        account: { sipUri: 'sip:jeremy@contoso.com', scheme: 'Digest SHA-256' },
      });
      expect(spoken().filter((line) => line.startsWith('> REGISTER'))).toContain('> REGISTER sip:contoso.com SIP/2.0');
      must(await client.people.contacts.add({ uri: 'karen@contoso.com' }));
      await untilSeen(jeremy, KAREN, ({ availability }) => availability !== 'unknown');
      must(karen.client.talks.send(must(karen.client.talks.open({ uri: 'jeremy@contoso.com' })), 'Through the proxy'));
      const heard = await until(({ conversations }) => conversations[0]?.unread === 1);
      expect(heard.conversations[0]?.lastText).toBe('Through the proxy');
    } finally {
      await jeremy.stop();
      await proxy.stop();
    }
  });

  it.each([
    ['TLS where clear text is not allowed', false, 'tls'],
    ['clear text where it is preferred and allowed', true, 'tcp'],
  ] as const)('is found by NAPTR: %s', async (_, allowTcp, expected) => {
    const transports = [
      { service: 'SIP+D2T', port: kamailio.plainPort },
      { service: 'SIPS+D2T', port: kamailio.port },
    ] as const;
    const vadim = await signIn('vadim', kamailio, { transports, allowTcp });
    const { account, journey, discovery } = vadim.client.state.get();
    expect(account).toMatchObject({ kind: 'registered', account: { server: serverName } });
    const verified = journey?.stages.flatMap(({ steps }) => steps).find(({ kind }) => kind === 'verified');
    expect(verified?.data.protocol === 'tcp' ? 'tcp' : 'tls').toBe(expected);
    const record = discovery.flatMap(({ lookups }) => lookups).find(({ type }) => type === 'NAPTR');
    expect(record).toMatchObject({ name: 'contoso.com', verdict: 'used', answers: { length: 2 } });
    await clients.pop()?.stop();
  });

  it('says of somebody who has not agreed that it is pending', async () => {
    const cautious = await start({ asksFirst: true });
    try {
      const jeremy = await signIn('jeremy', cautious);
      must(await jeremy.client.people.contacts.add({ uri: 'karen@contoso.com' }));
      const seen = await untilSeen(jeremy, KAREN, ({ unknownBecause }) => unknownBecause === 'pending');
      expect(seen.presence[KAREN]).toEqual({ availability: 'unknown', unknownBecause: 'pending' });
    } finally {
      await clients.pop()?.stop();
      await cautious.stop();
    }
  });
});
