/** Calls with SIPp through Kamailio: what telephones do rarely, said by a SIP stack nobody here wrote. */
import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createAuthority } from '../../src/lab/pki/authority.ts';
import { systemClock } from '../../src/main/platform/system-clock.ts';
import type { Clock } from '../../src/shared/clock.ts';
import type { Call } from '../../src/shared/model/call.ts';
import { type Caller, must, startCaller } from './calls/caller.ts';
import { serverName } from './kamailio/client.ts';
import { findKamailio, type Kamailio, startKamailio } from './kamailio/run.ts';
import { findSipp, type Sipp, type SippOptions, startSipp } from './sipp/run.ts';
import {
  answer,
  answerCall,
  answerInside,
  awaitAnswer,
  awaitCall,
  awaitRefused,
  awaitRequest,
  awaitTaken,
  call,
  callingAddress,
  echoSdp,
  giveUp,
  pause,
  refuse,
  request,
  scenario,
  sdp,
  talk,
} from './sipp/scenario.ts';

const [player, registrar] = [findSipp(), findKamailio()];
const missing = [player, registrar].filter((peer) => typeof peer === 'string').join('; ');
const password = 'Lab-Interop-1';
const itSays = { hertz: 700, level: expect.closeTo(-20, 0) };
const weSay = { hertz: 440, level: expect.closeTo(-20, 0) };

describe.skipIf(missing !== '')(`calls with SIPp${missing ? `, skipped: ${missing}` : ''}`, () => {
  let kamailio: Kamailio;
  let alice: Caller;
  let haste = 1;
  const players: Sipp[] = [];

  beforeAll(async () => {
    if (typeof registrar === 'string') return;
    const authority = createAuthority(Date.now(), { bytes: (count) => randomBytes(count) });
    const identity = authority.identityOf(serverName, []);
    kamailio = await startKamailio(registrar, identity, { algorithm: 'MD5', password });
    const { rootPem } = authority;
    // Waits that are half a minute by the standard are over sooner when a test is in haste.
    const clock: Clock = { ...systemClock, after: (delayMs, task) => systemClock.after(delayMs / haste, task) };
    alice = await startCaller({ port: kamailio.port, rootPem, userName: 'alice', password, clock });
  });
  afterEach(async () => {
    haste = 1;
    await alice?.hangUpAll();
    for (const sipp of players.splice(0)) await sipp.stop();
  });
  afterAll(async () => {
    await alice?.stop();
    await kamailio?.stop();
  });

  async function start(steps: readonly string[], options: SippOptions): Promise<Sipp> {
    if (typeof player === 'string') throw new Error(player);
    const sipp = await startSipp(player, scenario(...steps), options);
    players.push(sipp);
    return sipp;
  }

  const play = (...steps: readonly string[]): Promise<Sipp> => start(steps, {});

  /** It calls us; resolves with the call's id when it rings here. */
  async function ring(options: SippOptions, ...steps: readonly string[]): Promise<[Sipp, string]> {
    const sipp = await start(steps, { ...options, calls: { port: kamailio.plainPort, userName: 'alice' } });
    const { id, peer } = await alice.until(({ state }) => state === 'incoming');
    expect(peer.uri).toBe(callingAddress);
    return [sipp, id];
  }

  /** It calls us, and we answer. */
  async function beCalled(options: SippOptions, ...steps: readonly string[]): Promise<[Sipp, Call]> {
    const [sipp, id] = await ring(options, ...steps);
    must(await alice.client.calls.answer(id));
    return [sipp, await alice.untilCall(id, isActive)];
  }

  const hangingUp = [awaitRequest('BYE'), answerInside('200 OK')];
  const taken = [answer('200 OK', { body: sdp() }), awaitRequest('ACK'), talk()];

  it('hears a telephone that names neither ICE nor keys', async () => {
    const sipp = await play(awaitCall(), ...taken, ...hangingUp);
    const { id, encryption } = await alice.call(sipp.address);
    expect(encryption).toBe('none');
    expect(await alice.listen(id)).toEqual(itSays);
    must(await alice.client.calls.hangUp(id));
    await sipp.done();
  });

  it('is heard by a telephone, which sends back what it hears', async () => {
    const sipp = await start([awaitCall(), answer('200 OK', { body: echoSdp() }), awaitRequest('ACK'), ...hangingUp], {
      echoes: true,
    });
    const { id } = await alice.call(sipp.address);
    expect(await alice.listen(id)).toEqual(weSay);
    must(await alice.client.calls.hangUp(id));
    await sipp.done();
  });

  it('is called by a telephone that names neither ICE nor keys: hears it, and it hangs up', async () => {
    const [sipp, { id, encryption }] = await beCalled(
      {},
      call(password, sdp()),
      awaitTaken(),
      talk(),
      awaitRequest('INFO', 'Signal=7'),
      answerInside('200 OK'),
      request('BYE', 3),
      awaitAnswer(200),
    );
    expect(encryption).toBe('none');
    expect(await alice.listen(id)).toEqual(itSays);
    // The sign that enough was heard.
    must(await alice.client.calls.sendDigits(id, '7'));
    expect((await alice.untilCall(id, isOver)).end?.why).toBe('peer-hung-up');
    await sipp.done();
  });

  it('is called by a telephone that sends back what it hears, and we hang up', async () => {
    const [sipp, { id }] = await beCalled({ echoes: true }, call(password, echoSdp()), awaitTaken(), ...hangingUp);
    expect(await alice.listen(id)).toEqual(weSay);
    must(await alice.client.calls.hangUp(id));
    expect((await alice.untilCall(id, isOver)).end?.why).toBe('hung-up');
    await sipp.done();
  });

  it('declines a call, which the telephone is told', async () => {
    const [sipp, id] = await ring({}, call(password, sdp()), awaitRefused(603));
    must(alice.client.calls.decline(id));
    expect((await alice.untilCall(id, isOver)).end?.why).toBe('declined');
    await sipp.done();
  });

  it('stops ringing when the telephone gives up, and says what was missed', async () => {
    const [sipp, id] = await ring({}, call(password, sdp()), giveUp(), awaitRefused(487));
    expect((await alice.untilCall(id, isOver)).end?.why).toBe('missed');
    await sipp.done();
  });

  it('hears early sound that was announced reliably, and acknowledges that', async () => {
    const reliable = { headers: ['Require: 100rel', 'RSeq: 5'], body: sdp() };
    const sipp = await play(
      awaitCall(),
      answer('183 Session Progress', reliable),
      awaitRequest('PRACK', 'RAck: *5 [0-9]+ INVITE'),
      answerInside('200 OK'),
      talk(),
      pause(2500),
      answerCall('200 OK'),
      awaitRequest('ACK'),
      pause(500),
      request('BYE', 10),
      awaitAnswer(200),
    );
    const id = must(alice.client.calls.call({ to: sipp.address }));
    await alice.untilCall(id, ({ state }) => state === 'early');
    expect(await alice.listen(id)).toEqual(itSays);
    expect((await alice.untilCall(id, isActive)).answeredAt).toBeDefined();
    expect((await alice.untilCall(id, isOver)).end?.why).toBe('peer-hung-up');
    await sipp.done();
  });

  it('is held, resumed and refreshed by the other side', async () => {
    const sipp = await play(
      awaitCall(),
      ...taken,
      request('INVITE', 10, { body: sdp('sendonly', 2) }),
      awaitAnswer(200, 'a=recvonly'),
      request('ACK', 10),
      pause(500),
      request('UPDATE', 11, { body: sdp('sendrecv', 3) }),
      awaitAnswer(200, 'a=sendrecv'),
      request('UPDATE', 12, { headers: ['Supported: timer', 'Session-Expires: 120;refresher=uac'] }),
      awaitAnswer(200, 'Session-Expires: *120;refresher=uac'),
      ...hangingUp,
    );
    const { id } = await alice.call(sipp.address);
    await alice.untilCall(id, ({ hold }) => hold === 'theirs');
    await alice.untilCall(id, ({ hold }) => hold === 'none');
    expect(await alice.listen(id)).toEqual(itSays);
    must(await alice.client.calls.hangUp(id));
    await sipp.done();
  });

  it('holds and resumes by re-INVITE', async () => {
    const sipp = await play(
      awaitCall(),
      ...taken,
      awaitRequest('INVITE', 'a=inactive'),
      answerInside('200 OK', { body: sdp('inactive', 2) }),
      awaitRequest('ACK'),
      awaitRequest('INVITE', 'a=sendrecv'),
      answerInside('200 OK', { body: sdp('sendrecv', 3) }),
      awaitRequest('ACK'),
      ...hangingUp,
    );
    const { id } = await alice.call(sipp.address);
    must(await alice.client.calls.hold(id, true));
    must(await alice.client.calls.hold(id, false));
    must(await alice.client.calls.hangUp(id));
    await sipp.done();
  });

  it('is sent on to somebody else by who wants to hear no more of it', async () => {
    const other = await play(awaitCall(), ...taken, ...hangingUp);
    const asked = [`Refer-To: <${other.address}>`, 'Referred-By: <sip:sipp@contoso.com>', 'Refer-Sub: false'];
    const sipp = await play(
      awaitCall(),
      ...taken,
      pause(500),
      request('REFER', 10, { headers: [...asked, 'Require: norefersub'] }),
      awaitAnswer(200, 'Refer-Sub: *false'),
      // Kept waiting meanwhile.
      awaitRequest('INVITE', 'a=inactive'),
      answerInside('200 OK', { body: sdp('inactive', 2) }),
      awaitRequest('ACK'),
      ...hangingUp,
    );
    const { id } = await alice.call(sipp.address);
    const next = await alice.until(({ peer, state }) => peer.uri === other.address && state === 'active');
    expect((await alice.untilCall(id, isOver)).end?.why).toBe('transferred');
    await sipp.done();
    expect(await alice.listen(next.id)).toEqual(itSays);
    must(await alice.client.calls.hangUp(next.id));
    await other.done();
  });

  it('sends a telephone on, which tells how that went', async () => {
    const tells = (status: string, state: string) =>
      request('NOTIFY', status.startsWith('100') ? 10 : 11, {
        headers: ['Event: refer', `Subscription-State: ${state}`],
        contentType: 'message/sipfrag;version=2.0',
        body: [`SIP/2.0 ${status}`],
      });
    const sipp = await play(
      awaitCall(),
      ...taken,
      awaitRequest('REFER', 'Refer-To: *.sip:garth@contoso.com'),
      answerInside('202 Accepted'),
      tells('100 Trying', 'active;expires=60'),
      awaitAnswer(200),
      tells('486 Busy Here', 'terminated;reason=noresource'),
      awaitAnswer(200),
      ...hangingUp,
    );
    const { id } = await alice.call(sipp.address);
    must(await alice.client.calls.transfer(id, 'sip:garth@contoso.com'));
    const { transfer } = await alice.untilCall(id, (call) => call.transfer?.state === 'failed');
    expect(transfer?.failure).toMatchObject({ code: 'CALL_TRANSFER_FAILED', sip: { status: 486 } });
    must(await alice.client.calls.hangUp(id));
    await sipp.done();
  });

  it('follows a redirect', async () => {
    const other = await play(awaitCall(), ...taken, ...hangingUp);
    const moved = { headers: [`Contact: <${other.address}>`] };
    const sipp = await play(awaitCall(), refuse('302 Moved Temporarily', moved), awaitRequest('ACK'));
    const { id } = await alice.call(sipp.address);
    await sipp.done();
    expect(await alice.listen(id)).toEqual(itSays);
    must(await alice.client.calls.hangUp(id));
    await other.done();
  });

  it('sends digits by INFO to a telephone that takes no events', async () => {
    const sipp = await play(
      awaitCall(),
      ...taken,
      awaitRequest('INFO', 'Signal=7'),
      answerInside('200 OK'),
      ...hangingUp,
    );
    const { id, digitsBy } = await alice.call(sipp.address);
    expect(digitsBy).toBe('info');
    must(await alice.client.calls.sendDigits(id, '7'));
    must(await alice.client.calls.hangUp(id));
    await sipp.done();
  });

  it('ends a call in words whose other side never acknowledges our answer', async () => {
    const sipp = await play(
      awaitCall(),
      ...taken,
      awaitRequest('INFO', 'Signal=7'),
      answerInside('200 OK'),
      request('INVITE', 10, { body: sdp('sendrecv', 2) }),
      // Said once more, after half a second of everybody's, and then no more.
      awaitAnswer(200),
      awaitAnswer(200),
      ...hangingUp,
    );
    const { id } = await alice.call(sipp.address);
    haste = 40;
    must(await alice.client.calls.sendDigits(id, '7'));
    const { end } = await alice.untilCall(id, isOver);
    expect(end).toMatchObject({ why: 'failed', failure: { code: 'CALL_LOST', detail: 'no ACK came' } });
    await sipp.done();
    await expect.poll(() => alice.openCalls).toBe(0);
  });
});

function isActive({ state }: Call): boolean {
  return state === 'active';
}

function isOver({ state }: Call): boolean {
  return state === 'ended';
}
