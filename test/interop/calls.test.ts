/** Calls of the whole client, signed in to Kamailio over TLS, with baresip: a telephone and a server nobody here wrote. */
import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createAuthority } from '../../src/lab/pki/authority.ts';
import { type Phone, startPhone } from './baresip/phone.ts';
import { findBaresip } from './baresip/run.ts';
import { type Caller, startCaller } from './calls/caller.ts';
import { serverName } from './kamailio/client.ts';
import { findKamailio, type Kamailio, startKamailio } from './kamailio/run.ts';

const [telephone, registrar] = [findBaresip(), findKamailio()];
const missing = [telephone, registrar].filter((peer) => typeof peer === 'string').join('; ');
const password = 'Lab-Interop-1';

describe.skipIf(missing !== '')(`calls through Kamailio${missing ? `, skipped: ${missing}` : ''}`, () => {
  let kamailio: Kamailio;
  let rootPem: string;
  let alice: Caller;
  const phones: Phone[] = [];

  beforeAll(async () => {
    if (typeof registrar === 'string') return;
    const authority = createAuthority(Date.now(), { bytes: (count) => randomBytes(count) });
    rootPem = authority.rootPem;
    kamailio = await startKamailio(registrar, authority.identityOf(serverName, []), { algorithm: 'MD5', password });
    alice = await startCaller({ port: kamailio.port, rootPem, userName: 'alice', password });
  });
  afterEach(async () => {
    await alice?.hangUpAll();
    for (const phone of phones.splice(0)) await phone.stop();
  });
  afterAll(async () => {
    await alice?.stop();
    await kamailio?.stop();
  });

  async function phone(userName: string, more: readonly string[], answers: 'auto' | 'manual' = 'auto') {
    if (typeof telephone === 'string') throw new Error(telephone);
    const server = `127.0.0.1:${kamailio.port}`;
    const account = { userName, password, answers, more };
    const made = await startPhone(telephone, { server, rootPem, account, hertz: 600 });
    phones.push(made);
    return made;
  }

  it('signs in as at any SIP server, and waits for nothing that it does not have', () => {
    const { account, journey, contacts } = alice.snapshot();
    expect(account.kind).toBe('registered');
    expect(journey?.stages.map(({ name, state }) => `${name} ${state}`)).toEqual([
      'devices done',
      'discovery done',
      'connect done',
      'register done',
      'settings skipped',
      'contacts skipped',
    ]);
    expect(contacts.failure).toBeUndefined();
    expect(alice.spoken().filter((line) => /SUBSCRIBE|SERVICE|PUBLISH/.test(line))).toEqual([]);
  });

  it.each([
    ['srtp-mand', 'srtp'],
    ['none', 'none'],
  ])('calls a telephone with %s: each hears the other', async (mediaenc, encryption) => {
    const bob = await phone('bob', mediaenc === 'none' ? [] : [`mediaenc=${mediaenc}`]);
    const call = await alice.call(bob.address);
    await bob.until('CALL_ESTABLISHED');
    expect(call.encryption).toBe(encryption);
    console.log(mediaenc, await bob.listen(), await alice.listen(call.id));
    await alice.client.calls.hangUp(call.id);
    await bob.until('CALL_CLOSED');
  });
});
