/** Calls of a plain account through a TURN server of its own: coturn, which nobody here wrote, with both ends behind walls. RFC 8656 */
import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createAuthority } from '../../src/lab/pki/authority.ts';
import { systemClock } from '../../src/main/platform/system-clock.ts';
import { openBehindWall } from '../fakes/behind-wall.ts';
import { relayHere } from '../fakes/relay-here.ts';
import { type Caller, must, startCaller } from './calls/caller.ts';
import { type Coturn, coturnUser, findCoturn, startCoturn } from './ice/coturn.ts';
import { serverName } from './kamailio/client.ts';
import { findKamailio, freePort, type Kamailio, startKamailio } from './kamailio/run.ts';

const [registrar, turn] = [findKamailio(), findCoturn()];
const missing = [registrar, turn].filter((peer) => typeof peer === 'string');
const skipped = missing.length > 0 ? `, skipped: ${missing.join('; ')}` : '';
const password = 'Lab-Interop-1';
const bobs = 'sip:bob@contoso.com';

describe.skipIf(missing.length > 0)(`a media relay of one’s own${skipped}`, () => {
  let kamailio: Kamailio;
  let coturn: Coturn;
  let rootPem: string;
  const callers: Caller[] = [];

  beforeAll(async () => {
    if (typeof registrar === 'string' || typeof turn === 'string') return;
    const authority = createAuthority(Date.now(), { bytes: (count) => randomBytes(count) });
    rootPem = authority.rootPem;
    const identity = authority.identityOf(serverName, []);
    [kamailio, coturn] = await Promise.all([
      startKamailio(registrar, identity, { algorithm: 'MD5', password }),
      startCoturn(turn),
    ]);
  });
  afterEach(async () => {
    for (const caller of callers.splice(0)) await caller.stop();
  });
  afterAll(async () => {
    await kamailio?.stop();
    await coturn?.stop();
  });

  async function signIn(userName: string, isWalled: boolean): Promise<Caller> {
    const forkRelay = () => (isWalled ? relayHere(systemClock, openBehindWall) : relayHere());
    const at = { port: kamailio.plainPort, rootPem, isTypedByHand: true };
    const made = await startCaller({ ...at, userName, password, forkRelay });
    callers.push(made);
    return made;
  }

  interface Own {
    readonly port?: number;
    readonly transport?: 'udp' | 'tcp';
    readonly secret?: string;
  }

  /** As in the settings' form: the server first, then the password for it. */
  async function setRelay({ client }: Caller, own: Own = {}): Promise<void> {
    const { port = coturn.port, transport = 'udp', secret = coturnUser.password } = own;
    const mediaRelay = { server: `127.0.0.1:${port}`, transport, userName: coturnUser.userName };
    must(client.changeSettings({ mediaRelay }));
    await client.media.ownRelay.setPassword(secret);
  }

  async function answeredCall(alice: Caller, bob: Caller): Promise<readonly [string, string]> {
    const id = must(alice.client.calls.call({ to: bobs }));
    const { id: theirs } = await bob.until(({ state }) => state === 'incoming');
    must(await bob.client.calls.answer(theirs));
    return [id, theirs];
  }

  it.each(['udp', 'tcp'] as const)(
    'carries a call between two who have no other way, reached by %s',
    async (transport) => {
      const [alice, bob] = [await signIn('alice', true), await signIn('bob', true)];
      for (const each of [alice, bob]) await setRelay(each, { transport });
      const [id, theirs] = await answeredCall(alice, bob);
      await alice.untilCall(id, ({ state }) => state === 'active');
      await bob.untilCall(theirs, ({ state }) => state === 'active');
      const tone = { hertz: 440, level: expect.closeTo(-20, 0) };
      expect(await alice.listen(id)).toEqual(tone);
      expect(await bob.listen(theirs)).toEqual(tone);
      for (const [caller, call] of [
        [alice, id],
        [bob, theirs],
      ] as const) {
        const { quality, withoutRelay } = await caller.untilCall(call, ({ quality: line }) => line?.path !== undefined);
        expect([quality?.path, withoutRelay]).toEqual(['relayed', undefined]);
      }
      // What is written down of it never holds the password.
      expect(JSON.stringify(alice.client.tracing.list(0, 5000))).not.toContain(coturnUser.password);
      expect(JSON.stringify([alice.client.settings.get(), alice.snapshot()])).not.toContain(coturnUser.password);
    },
  );

  it.each([
    ['a wrong password', 'wrong-password', async () => ({ secret: 'wrong' })],
    ['a server that is not there', 'silent', async () => ({ port: await freePort() })],
    [
      'a server that is not there, by TCP',
      'silent',
      async () => ({ port: await freePort(), transport: 'tcp' as const }),
    ],
    ['no password', 'no-password', async () => ({ secret: '' })],
  ])('with %s the call goes on without it, and says so', async (_what, why, own) => {
    const [alice, bob] = [await signIn('alice', false), await signIn('bob', false)];
    await setRelay(alice, await own());
    const [id] = await answeredCall(alice, bob);
    const { withoutRelay } = await alice.untilCall(id, ({ state }) => state === 'active');
    expect(withoutRelay).toBe(why);
    expect(await alice.listen(id)).toMatchObject({ hertz: 440 });
  });
});
