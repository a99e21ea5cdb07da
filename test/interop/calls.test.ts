/** Calls of the whole client, signed in to Kamailio over TLS, with baresip: a telephone and a server nobody here wrote. */
import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createAuthority } from '../../src/lab/pki/authority.ts';
import type { Call } from '../../src/shared/model/call.ts';
import type { SentBack } from '../fakes/webrtc-window.ts';
import { type Phone, type Sound, startPhone } from './baresip/phone.ts';
import { findBaresip, hasModule } from './baresip/run.ts';
import { type Caller, must, startCaller } from './calls/caller.ts';
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
  let count = 0;
  let codec: SentBack | undefined;

  beforeAll(async () => {
    if (typeof registrar === 'string') return;
    const authority = createAuthority(Date.now(), { bytes: (count) => randomBytes(count) });
    rootPem = authority.rootPem;
    kamailio = await startKamailio(registrar, authority.identityOf(serverName, []), { algorithm: 'MD5', password });
    alice = await startCaller({ port: kamailio.port, rootPem, userName: 'alice', password, sendsBack: () => codec });
  });
  afterEach(async () => {
    codec = undefined;
    await alice?.hangUpAll();
    for (const phone of phones.splice(0)) await phone.stop();
  });
  afterAll(async () => {
    await alice?.stop();
    await kamailio?.stop();
  });

  /** Answers by itself and says a tone of 600 Hz, unless told otherwise. */
  async function phone(
    name: string,
    more: readonly string[],
    { answers = 'auto', ...kind }: { answers?: 'auto' | 'manual'; lines?: readonly string[]; sound?: Sound } = {},
  ): Promise<Phone> {
    if (typeof telephone === 'string') throw new Error(telephone);
    const server = `127.0.0.1:${kamailio.port}`;
    // Those before it were cut off, and are registered still.
    count += 1;
    const account = { userName: `${name}${count}`, password, answers, more };
    const made = await startPhone(telephone, { server, rootPem, account, hertz: 600, ...kind });
    phones.push(made);
    return made;
  }

  it('signs in as at any SIP server, and waits for nothing that it does not have', async () => {
    const { account, journey, contacts } = await alice.untilShown((shown) => {
      const stage = shown.journey?.stages.find(({ name }) => name === 'contacts');
      return stage?.state === 'done';
    });
    expect(account.kind).toBe('registered');
    expect(journey?.stages.map(({ name, state }) => `${name} ${state}`)).toEqual([
      'devices done',
      'discovery done',
      'connect done',
      'register done',
      'settings skipped',
      'contacts done',
    ]);
    expect(contacts.failure).toBeUndefined();
    expect(alice.spoken().filter((line) => /SERVICE/.test(line))).toEqual([]);
  });

  const said = { hertz: 440, level: expect.closeTo(-20, 0) };
  const phoneSays = { hertz: 600, level: expect.closeTo(-20, 0) };

  async function expectTalk(bob: Phone, id: string): Promise<void> {
    expect(await bob.listen()).toEqual(said);
    expect(await alice.listen(id)).toEqual(phoneSays);
  }

  /** Parameters of the telephone's account, and what the call is to be. */
  const ways = [
    ['SDES-SRTP', ['mediaenc=srtp-mand'], 'srtp'],
    ['plain RTP', [], 'none'],
    ['DTLS-SRTP', ['mediaenc=dtls_srtp'], 'dtls-srtp'],
  ] as const;

  it.each(ways)('calls a telephone by %s: each hears the other, and we hang up', async (_name, more, encryption) => {
    const bob = await phone('bob', more);
    const call = await alice.call(bob.address);
    await bob.until('CALL_ESTABLISHED');
    expect(call.encryption).toBe(encryption);
    await expectTalk(bob, call.id);
    await alice.client.calls.hangUp(call.id);
    await bob.until('CALL_CLOSED');
    expect((await alice.untilCall(call.id, isOver)).end?.why).toBe('hung-up');
  });

  it.each(ways)(
    'is called by a telephone by %s: each hears the other, and it hangs up',
    async (_name, more, encryption) => {
      const bob = await phone('bob', more);
      await bob.tell('dial', 'sip:alice@contoso.com');
      const { id, peer } = await alice.until(({ state }) => state === 'incoming');
      expect(peer.uri).toBe(bob.address);
      await bob.until('CALL_RINGING');
      must(await alice.client.calls.answer(id));
      const call = await alice.untilCall(id, isActive);
      expect(call.encryption).toBe(encryption);
      await expectTalk(bob, id);
      await bob.tell('hangup');
      expect((await alice.untilCall(id, isOver)).end?.why).toBe('peer-hung-up');
    },
  );

  const wideband = [
    ['G722', 'g722', 'audio_codecs=g722', { rate: 16_000, channels: 1 }],
    ['opus', 'opus', 'audio_codecs=opus/48000/2', { rate: 48_000, channels: 2 }],
  ] as const;

  // The window's stand-in cannot code these: the telephone hears its own tone, which went through everything of ours twice.
  it.for(wideband)(
    'calls a telephone by %s: its tone goes both ways',
    async ([name, module, only, sound], { skip }) => {
      if (typeof telephone === 'string' || !hasModule(telephone.folder, module))
        return skip(`baresip without ${module}`);
      codec = name;
      const bob = await phone('bob', [only, 'mediaenc=srtp-mand'], { lines: [`module ${module}.so`], sound });
      const { id } = await alice.call(bob.address);
      await bob.until('CALL_ESTABLISHED');
      expect(await bob.listen()).toEqual(phoneSays);
      await alice.client.calls.hangUp(id);
      await bob.until('CALL_CLOSED');
    },
  );

  it('holds and resumes, and is held and resumed, by SDES-SRTP', async () => {
    const bob = await phone('bob', ['mediaenc=srtp-mand']);
    const { id } = await alice.call(bob.address);
    await bob.until('CALL_ESTABLISHED');
    must(await alice.client.calls.hold(id, true));
    expect((await alice.untilCall(id, ({ hold }) => hold === 'ours')).state).toBe('active');
    await bob.program.until('a=inactive');
    must(await alice.client.calls.hold(id, false));
    expect(await alice.listen(id)).toEqual(phoneSays);
    await expect.poll(() => bob.receivedBitsPerSecond(), { timeout: 9000 }).toBeGreaterThan(60_000);
    await bob.tell('hold');
    await alice.untilCall(id, ({ hold }) => hold === 'theirs');
    await bob.tell('resume');
    await alice.untilCall(id, ({ hold }) => hold === 'none');
    expect(await alice.listen(id)).toEqual(phoneSays);
  });

  it('sends digits that the telephone hears, and hears those that it sends', async () => {
    const bob = await phone('bob', []);
    const { id, digitsBy } = await alice.call(bob.address);
    await bob.until('CALL_ESTABLISHED');
    expect(digitsBy).toBe('rtp');
    must(await alice.client.calls.sendDigits(id, '15#'));
    for (const digit of '15#') await bob.until('CALL_DTMF_START', digit);
    await bob.tell('sndcode', '7');
    await expect.poll(() => alice.heardDigits(id), { timeout: 5000 }).toBe('7');
  });

  it('hands a call on to another telephone', async () => {
    const [bob, carol] = [await phone('bob', []), await phone('carol', [])];
    const { id } = await alice.call(bob.address);
    await bob.until('CALL_ESTABLISHED');
    must(await alice.client.calls.transfer(id, carol.address));
    expect((await alice.untilCall(id, isOver)).end?.why).toBe('transferred');
    await carol.until('CALL_ESTABLISHED');
    expect((await carol.listen()).hertz).toBe(600);
  });

  it('is handed on by a telephone, which hears how that goes', async () => {
    const [bob, carol] = [await phone('bob', []), await phone('carol', [])];
    const { id } = await alice.call(bob.address);
    await bob.until('CALL_ESTABLISHED');
    await bob.tell('transfer', carol.address);
    const next = await alice.until(({ peer, state }) => peer.uri === carol.address && state === 'active');
    expect((await alice.untilCall(id, isOver)).end?.why).toBe('transferred');
    await bob.program.until('SIP/2.0 200 OK');
    await bob.until('CALL_CLOSED');
    await carol.until('CALL_ESTABLISHED');
    await expectTalk(carol, next.id);
  });

  it('gives a call up that rings', async () => {
    const bob = await phone('bob', [], { answers: 'manual' });
    const id = must(alice.client.calls.call({ to: bob.address }));
    await alice.untilCall(id, ({ state }) => state === 'ringing');
    must(await alice.client.calls.hangUp(id));
    expect((await alice.untilCall(id, isOver)).end?.why).toBe('cancelled');
    await bob.until('CALL_CLOSED');
  });

  it('tells that a telephone declines', async () => {
    const bob = await phone('bob', [], { answers: 'manual' });
    const id = must(alice.client.calls.call({ to: bob.address }));
    await alice.untilCall(id, ({ state }) => state === 'ringing');
    await bob.tell('hangup');
    const { end } = await alice.untilCall(id, isOver);
    expect(end).toMatchObject({ why: 'refused', failure: { code: 'CALL_REFUSED', sip: { status: 486 } } });
  });

  it('tells that nothing is in common with a telephone that knows Opus alone', async () => {
    const bob = await phone('bob', ['audio_codecs=opus/48000/2']);
    const id = must(alice.client.calls.call({ to: bob.address }));
    const { end } = await alice.untilCall(id, isOver);
    expect(end).toMatchObject({ why: 'refused', failure: { code: 'CALL_REFUSED', data: { why: 'media' } } });
  });
});

function isActive({ state }: Call): boolean {
  return state === 'active';
}

function isOver({ state }: Call): boolean {
  return state === 'ended';
}
