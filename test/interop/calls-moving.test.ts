/** A call whose connection to the server is cut, over Kamailio and with baresip, neither of which anybody here wrote. RFC 3261 12.2.1.1 */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createAuthority } from '../../src/lab/pki/authority.ts';
import { type Phone, startPhone } from './baresip/phone.ts';
import { findBaresip } from './baresip/run.ts';
import { type Caller, must, startCaller } from './calls/caller.ts';
import { serverName } from './kamailio/client.ts';
import { findKamailio, type Kamailio, startKamailio } from './kamailio/run.ts';

const [telephone, registrar] = [findBaresip(), findKamailio()];
const missing = [telephone, registrar].filter((peer) => typeof peer === 'string').join('; ');
const password = 'Lab-Interop-1';

/** A stretch of the way to the server, which the test can cut. */
async function openStretch(port: number) {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on('data', (bytes) => other.write(bytes));
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    cut: () => {
      for (const socket of [...sockets]) socket.destroy();
    },
    close: () => server.close(),
  };
}

describe.skipIf(missing !== '')(`a call through Kamailio is cut${missing ? `, skipped: ${missing}` : ''}`, () => {
  let kamailio: Kamailio;
  let stretch: Awaited<ReturnType<typeof openStretch>>;
  let rootPem: string;
  let alice: Caller;
  let bob: Phone | undefined;
  let count = 0;

  beforeAll(async () => {
    if (typeof registrar === 'string') return;
    const authority = createAuthority(Date.now(), { bytes: (size) => randomBytes(size) });
    rootPem = authority.rootPem;
    kamailio = await startKamailio(registrar, authority.identityOf(serverName, []), { algorithm: 'MD5', password });
    stretch = await openStretch(kamailio.port);
    alice = await startCaller({ port: stretch.port, rootPem, userName: 'alice', password });
  });
  afterEach(async () => {
    await alice?.hangUpAll();
    await bob?.stop();
    bob = undefined;
  });
  afterAll(async () => {
    await alice?.stop();
    stretch?.close();
    await kamailio?.stop();
  });

  /** A telephone with one kind of keys, which answers by itself and says 600 Hz. */
  async function phone(...more: readonly string[]): Promise<Phone> {
    if (typeof telephone === 'string') throw new Error(telephone);
    count += 1;
    const account = { userName: `mover${count}`, password, answers: 'auto', more } as const;
    return startPhone(telephone, { server: `127.0.0.1:${kamailio.port}`, rootPem, account, hertz: 600 });
  }

  const aliceSays = { hertz: 440, level: expect.closeTo(-20, 0) };
  const bobSays = { hertz: 600, level: expect.closeTo(-20, 0) };

  async function cutAndBack(id: string): Promise<readonly string[]> {
    const before = alice.spoken().length;
    stretch.cut();
    await alice.untilCall(id, ({ trouble }) => trouble?.code === 'CONNECTION_LOST');
    await alice.untilCall(id, ({ trouble, state }) => trouble === undefined && state === 'active');
    return alice.spoken().slice(before);
  }

  it.each([
    ['SDES', ['mediaenc=srtp-mand']],
    ['no keys at all', []],
  ])('and goes on in its dialog over the next connection, both hear each other, with %s', async (_keys, more) => {
    bob = await phone(...more);
    const call = await alice.call(bob.address);
    expect(await bob.listen()).toEqual(aliceSays);
    const said = await cutAndBack(call.id);
    // One INVITE, in the dialog: one that is to replace it would have come after a refusal.
    expect(said.filter((line) => line.startsWith('> INVITE'))).toHaveLength(1);
    expect(alice.snapshot().calls.find(({ id }) => id === call.id)).toMatchObject({ answeredAt: call.answeredAt });
    expect([await alice.listen(call.id), await bob.listen()]).toEqual([bobSays, aliceSays]);
    // And again, whichever connection that is.
    await cutAndBack(call.id);
    expect([await alice.listen(call.id), await bob.listen()]).toEqual([bobSays, aliceSays]);
    await bob.tell('hangup');
    const ended = await alice.untilCall(call.id, ({ state }) => state === 'ended');
    expect(ended.end?.why).toBe('peer-hung-up');
  });

  it('and goes on where the telephone called, until we hang up', async () => {
    bob = await phone('mediaenc=srtp-mand');
    await bob.tell('dial', 'sip:alice@contoso.com');
    const { id } = await alice.until(({ state }) => state === 'incoming');
    must(await alice.client.calls.answer(id));
    await alice.untilCall(id, ({ state }) => state === 'active');
    const said = await cutAndBack(id);
    expect(said.filter((line) => line.startsWith('> INVITE'))).toHaveLength(1);
    expect([await alice.listen(id), await bob.listen()]).toEqual([bobSays, aliceSays]);
    await alice.client.calls.hangUp(id);
    await bob.until('CALL_CLOSED');
  });
});
