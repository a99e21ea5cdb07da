/** Calls with SIPp through Kamailio: what telephones do rarely, said by a SIP stack nobody here wrote. */
import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createAuthority } from '../../src/lab/pki/authority.ts';
import type { Call } from '../../src/shared/model/call.ts';
import { type Caller, must, startCaller } from './calls/caller.ts';
import { serverName } from './kamailio/client.ts';
import { findKamailio, type Kamailio, startKamailio } from './kamailio/run.ts';
import { findSipp, type Sipp, startSipp } from './sipp/run.ts';
import {
  answer,
  answerInside,
  awaitAnswer,
  awaitCall,
  awaitRequest,
  pause,
  request,
  scenario,
  sdp,
} from './sipp/scenario.ts';

const [player, registrar] = [findSipp(), findKamailio()];
const missing = [player, registrar].filter((peer) => typeof peer === 'string').join('; ');
const password = 'Lab-Interop-1';
const heardBack = { hertz: 440, level: expect.closeTo(-20, 0) };

describe.skipIf(missing !== '')(`calls with SIPp${missing ? `, skipped: ${missing}` : ''}`, () => {
  let kamailio: Kamailio;
  let alice: Caller;
  const players: Sipp[] = [];

  beforeAll(async () => {
    if (typeof registrar === 'string') return;
    const authority = createAuthority(Date.now(), { bytes: (count) => randomBytes(count) });
    const identity = authority.identityOf(serverName, []);
    kamailio = await startKamailio(registrar, identity, { algorithm: 'MD5', password });
    const { rootPem } = authority;
    alice = await startCaller({ port: kamailio.port, rootPem, userName: 'alice', password });
  });
  afterEach(async () => {
    await alice?.hangUpAll();
    for (const sipp of players.splice(0)) await sipp.stop();
  });
  afterAll(async () => {
    await alice?.stop();
    await kamailio?.stop();
  });

  async function play(...steps: readonly string[]): Promise<Sipp> {
    if (typeof player === 'string') throw new Error(player);
    const sipp = await startSipp(player, scenario(...steps));
    players.push(sipp);
    return sipp;
  }

  const hangingUp = [awaitRequest('BYE'), answerInside('200 OK')];
  const taken = [answer('200 OK', { body: sdp() }), awaitRequest('ACK')];

  it('talks, and is heard back', async () => {
    const sipp = await play(awaitCall(), ...taken, ...hangingUp);
    const { id, encryption } = await alice.call(sipp.address);
    expect(encryption).toBe('none');
    expect(await alice.listen(id)).toEqual(heardBack);
    must(await alice.client.calls.hangUp(id));
    await sipp.done();
  });

  it('hears early sound that was announced reliably, and acknowledges that', async () => {
    const reliable = { headers: ['Require: 100rel', 'RSeq: 5'], body: sdp() };
    const sipp = await play(
      awaitCall(),
      answer('183 Session Progress', reliable),
      awaitRequest('PRACK', 'RAck: *5 1 INVITE'),
      answerInside('200 OK'),
      pause(2500),
      answer('200 OK'),
      awaitRequest('ACK'),
      request('BYE', 10),
      awaitAnswer(200),
    );
    const id = must(alice.client.calls.call({ to: sipp.address }));
    await alice.untilCall(id, ({ state }) => state === 'early');
    expect(await alice.listen(id)).toEqual(heardBack);
    expect((await alice.untilCall(id, isActive)).answeredAt).toBeDefined();
    expect((await alice.untilCall(id, isOver)).end?.why).toBe('peer-hung-up');
    await sipp.done();
  });
});

function isActive({ state }: Call): boolean {
  return state === 'active';
}

function isOver({ state }: Call): boolean {
  return state === 'ended';
}
