/** Calls with baresip by ICE, which it does from addresses alone that are not loopback: in a network that the test makes for itself. */
import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createAuthority } from '../../src/lab/pki/authority.ts';
import { type Phone, startPhone } from './baresip/phone.ts';
import { findBaresip } from './baresip/run.ts';
import { type Caller, must, startCaller } from './calls/caller.ts';
import { namespaceAddress, reasonAgainstNamespace, runInside } from './calls/namespace.ts';
import { serverName } from './kamailio/client.ts';
import { findKamailio, type Kamailio, startKamailio } from './kamailio/run.ts';

const [telephone, registrar] = [findBaresip(), findKamailio()];
const address = namespaceAddress();
const password = 'Lab-Interop-1';
const missing = [telephone, registrar].filter((peer) => typeof peer === 'string');
const reasons = [...missing, address ? undefined : reasonAgainstNamespace()].filter((one) => one !== undefined);
const skipped = reasons.length > 0 ? `, skipped: ${reasons.join('; ')}` : '';

describe.skipIf(address !== undefined || skipped !== '')(`calls by ICE${skipped}`, () => {
  it('hold in a network namespace', async () => {
    expect(await runInside('test/interop/calls-ice.test.ts')).toContain('4 passed');
  }, 60_000);
});

describe.skipIf(address === undefined || skipped !== '')('calls by ICE, inside', () => {
  let kamailio: Kamailio;
  let rootPem: string;
  let alice: Caller;
  const phones: Phone[] = [];
  let count = 0;

  beforeAll(async () => {
    if (typeof registrar === 'string' || address === undefined) return;
    const authority = createAuthority(Date.now(), { bytes: (count) => randomBytes(count) });
    rootPem = authority.rootPem;
    const identity = authority.identityOf(serverName, []);
    kamailio = await startKamailio(registrar, identity, { algorithm: 'MD5', password, address });
    alice = await startCaller({ port: kamailio.port, rootPem, userName: 'alice', password, address });
  });
  afterEach(async () => {
    await alice?.hangUpAll();
    for (const phone of phones.splice(0)) await phone.stop();
  });
  afterAll(async () => {
    await alice?.stop();
    await kamailio?.stop();
  });

  async function phone(mediaenc: string): Promise<Phone> {
    if (typeof telephone === 'string' || address === undefined) throw new Error('skipped');
    const more = ['medianat=ice', `mediaenc=${mediaenc}`];
    // Those before it were cut off, and are registered still.
    count += 1;
    const account = { userName: `bob${count}`, password, answers: 'auto' as const, more };
    const server = `${address}:${kamailio.port}`;
    const made = await startPhone(telephone, { server, rootPem, account, hertz: 600, address });
    phones.push(made);
    return made;
  }

  async function expectTalk(bob: Phone, id: string): Promise<void> {
    expect(await bob.listen()).toEqual({ hertz: 440, level: expect.closeTo(-20, 0) });
    expect(await alice.listen(id)).toEqual({ hertz: 600, level: expect.closeTo(-20, 0) });
    const { quality } = await alice.untilCall(id, (call) => call.quality?.path !== undefined);
    expect(quality?.path).toBe('direct');
  }

  const ways = [
    ['dtls_srtp', 'dtls-srtp'],
    ['srtp-mand', 'srtp'],
  ] as const;

  it.each(ways)('calls a telephone by ICE and %s', async (mediaenc, encryption) => {
    const bob = await phone(mediaenc);
    const call = await alice.call(bob.address);
    expect(call.encryption).toBe(encryption);
    await expectTalk(bob, call.id);
  });

  it.each(ways)('is called by a telephone by ICE and %s', async (mediaenc, encryption) => {
    const bob = await phone(mediaenc);
    await bob.tell('dial', 'sip:alice@contoso.com');
    const { id } = await alice.until(({ state }) => state === 'incoming');
    must(await alice.client.calls.answer(id));
    const call = await alice.untilCall(id, ({ state }) => state === 'active');
    expect(call.encryption).toBe(encryption);
    await expectTalk(bob, id);
  });
});
