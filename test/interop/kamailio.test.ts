/** Our client against Kamailio, which nobody here wrote: over TLS, in the dialect of RFC 3261, RFC 5627 and RFC 6665. */
import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createAuthority } from '../../src/lab/pki/authority.ts';
import type { Registration, SipAgent } from '../../src/main/sip/agent.ts';
import { headerOf } from '../../src/protocol/sip/message.ts';
import type { Outcome } from '../../src/shared/outcome.ts';
import { connectClient, type InteropClient, type Place, serverName } from './kamailio/client.ts';
import { findKamailio, type Kamailio, startKamailio } from './kamailio/run.ts';

const peers = findKamailio();
const password = 'Lab-Interop-1';
const title = typeof peers === 'string' ? `Kamailio, skipped: ${peers}` : 'Kamailio';

describe.skipIf(typeof peers === 'string').each(['MD5', 'SHA-256'] as const)(`${title} with Digest %s`, (algorithm) => {
  let kamailio: Kamailio;
  let place: Place;
  const agents: SipAgent[] = [];

  beforeAll(async () => {
    if (typeof peers === 'string') return;
    const authority = createAuthority(Date.now(), { bytes: (count) => randomBytes(count) });
    kamailio = await startKamailio(peers, authority.identityOf(serverName, []), { algorithm, password });
    place = { port: kamailio.port, rootPem: authority.rootPem };
  });
  afterAll(() => kamailio?.stop());
  afterEach(() => {
    for (const agent of agents.splice(0)) agent.close();
  });

  async function client(userName: string, secret = password): Promise<InteropClient> {
    const made = await connectClient(place, userName, secret);
    agents.push(made.agent);
    return made;
  }

  async function registered(userName: string): Promise<InteropClient & { readonly registration: Registration }> {
    const made = await client(userName);
    return Object.assign(made, { registration: unwrap(await made.agent.register(made.listener)) });
  }

  it('registers: challenged, proved, a GRUU given', async () => {
    const { registration, agent } = await registered('karen');
    expect(registration).toMatchObject({ registerCount: 2, scheme: `Digest ${algorithm}` });
    expect(registration.gruu).toBe(`sip:karen@contoso.com;gr=urn:uuid:${agent.identity.instanceId.toUpperCase()}`);
  });

  it('refreshes with the proof it has, one round trip each', async () => {
    const { clock, refreshed, registration, lost } = await registered('karen');
    for (const count of [3, 4]) {
      const next = refreshed();
      await clock.advance((registration.expiresSeconds - 30) * 1000);
      expect((await next).registerCount).toBe(count);
    }
    expect(lost).toEqual([]);
  });

  it('is told that a wrong password is wrong, after one retry', async () => {
    const { agent, listener, trace } = await client('karen', 'not it');
    expect(await agent.register(listener)).toMatchObject({ ok: false, failure: { code: 'CREDENTIALS_WRONG' } });
    expect(sentBy({ trace })).toHaveLength(2);
  });

  it('subscribes, hears a published state through its GRUU, and ends it', async () => {
    const karen = await registered('karen');
    const garth = await registered('garth');
    const texts: string[] = [];
    const ends: unknown[] = [];
    let tell: () => void = () => undefined;
    const subscription = unwrap(
      await karen.agent.subscribe(
        { uri: 'sip:garth@contoso.com', event: 'presence', accept: 'application/pidf+xml', expiresSeconds: 600 },
        {
          onNotify: ({ text }) => {
            texts.push(text);
            tell();
          },
          onEnd: (failure) => ends.push(failure),
        },
      ),
    );
    const told = new Promise<void>((resolve) => {
      tell = () => texts.some((text) => text.includes('Talking to Karen')) && resolve();
    });
    const published = await garth.agent.request('PUBLISH', {
      uri: 'sip:garth@contoso.com',
      headers: [
        ['Event', 'presence'],
        ['Expires', '600'],
      ],
      body: { contentType: 'application/pidf+xml', text: pidf('sip:garth@contoso.com', 'Talking to Karen') },
    });
    expect(published).toMatchObject({ ok: true, value: { status: 200 } });
    await told;
    const before = sentBy(karen);
    await karen.clock.advance((600 - 120) * 1000);
    await subscription.end();
    // One refresh and one farewell, both proved at once.
    expect(
      sentBy(karen)
        .slice(before.length)
        .filter((line) => line.startsWith('SUBSCRIBE ')),
    ).toHaveLength(2);
    expect(ends).toEqual([]);
  });

  it('carries a message to another of our agents, and the answer back', async () => {
    const karen = await registered('karen');
    const garth = await registered('garth');
    const texts: string[] = [];
    garth.agent.onIncoming((request) => {
      texts.push(new TextDecoder().decode(request.body));
      return request.method === 'MESSAGE' ? 202 : undefined;
    });
    const body = { contentType: 'text/plain;charset=utf-8', text: 'Blåbær 🫐' };
    const answer = unwrap(await karen.agent.request('MESSAGE', { uri: 'sip:garth@contoso.com', body }));
    expect([answer.status, texts]).toEqual([202, ['Blåbær 🫐']]);
  });

  it('refuses an INVITE for nobody, and takes our ACK', async () => {
    const { agent, trace } = await registered('karen');
    const outcome = await agent.invite(
      { uri: 'sip:nobody@contoso.com', body: { contentType: 'application/sdp', text: 'v=0\r\n' } },
      { onRequest: () => undefined, onEnd: () => undefined },
    );
    expect(outcome).toMatchObject({ kind: 'refused', response: { status: 404 } });
    expect(sentBy({ trace }).filter((line) => line.startsWith('ACK '))).toHaveLength(2);
  });

  it('unregisters, and is found no more', async () => {
    const karen = await registered('karen');
    const garth = await registered('garth');
    await garth.agent.unregister();
    const answer = unwrap(await karen.agent.request('MESSAGE', { uri: 'sip:garth@contoso.com' }));
    expect([answer.status, headerOf(answer, 'server')?.startsWith('kamailio')]).toEqual([404, true]);
  });
});

/** First lines of the messages we sent. */
function sentBy({ trace }: Pick<InteropClient, 'trace'>): string[] {
  return trace().flatMap((entry) =>
    entry.kind === 'sip' && entry.direction === 'sent' ? [entry.text.split('\r\n')[0] ?? ''] : [],
  );
}

function unwrap<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.failure));
  return outcome.value;
}

function pidf(entity: string, note: string): string {
  return [
    '<?xml version="1.0"?>',
    `<presence xmlns="urn:ietf:params:xml:ns:pidf" entity="${entity}">`,
    `<tuple id="t1"><status><basic>open</basic></status><note>${note}</note></tuple></presence>`,
  ].join('');
}
