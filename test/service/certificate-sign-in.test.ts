/** A certificate stands for the password: got once, used again, renewed, replaced, done without, and never for somebody who only guesses. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WebFaults } from '../../src/lab/web/settings.ts';
import { createMemorySecrets } from '../../src/main/store/memory-secrets.ts';
import type { SecretStore } from '../../src/main/store/secrets.ts';
import { createHandClock, type HandClock } from '../fakes/hand-clock.ts';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';
import { failureOf, type LabWatch, watchLab } from '../fakes/lab-watch.ts';
import { createLabWeb } from '../fakes/lab-web.ts';
import { oneKey } from '../fakes/one-key.ts';

const karen = 'karen@contoso.com';
const domain = 'contoso.com';
/** The web server outside, as the lab names it; its services go by web.contoso.com. */
const web = 'meet.contoso.com';
const hours = 3_600_000;
/** Both descriptions, the ticket in two rounds, the certificate. */
const freshVisits = 5;
const visited = (name: string) => expect.stringContaining(name);

let clock: HandClock;
let world: LabClient;
let watch: LabWatch;
let written: Map<string, string>;
let keysMade: number;
beforeEach(async () => {
  clock = createHandClock();
  written = new Map();
  keysMade = 0;
  const makeKey = () => {
    keysMade += 1;
    return oneKey();
  };
  world = await startLabClient({ clock, secrets: recording(written), makeKey });
  // As from its installation: without the Digest that a lab adds.
  world.lab.setGeneration(domain, 'sfb-2019');
  watch = watchLab(world);
  watch.mark();
});
afterEach(async () => {
  world.lab.setFaults('sip.contoso.com', {});
  world.lab.setFaults(web, {});
  await world.stop();
});

/** A secret store that also remembers what was ever put into it. */
function recording(all: Map<string, string>): SecretStore {
  const held = createMemorySecrets();
  return {
    ...held,
    set(key, secret) {
      all.set(key, secret);
      return held.set(key, secret);
    },
  };
}

const account = () => world.client.state.get().account;
const signedInBy = (scheme: string) => expect(account()).toMatchObject({ kind: 'registered', account: { scheme } });
const broken = (faults: WebFaults) => world.lab.setFaults(web, { web: faults });

/** What one sign-in costs, from a clean start. */
async function cost(address = karen, password?: string) {
  await world.client.signIn.signOut();
  watch.mark();
  const { ok } = await world.signIn(address, password);
  return { ok, registers: watch.registers(), visits: watch.webRequests().length };
}

describe('the key of a certificate', () => {
  it('[E7] is made while the client stands idle, one at a time, and serves the first sign-in', async () => {
    await Promise.all([world.client.prepare(), world.client.prepare()]);
    await clock.pass(60_000);
    expect(keysMade).toBe(1);
    expect(await cost()).toMatchObject({ ok: true, visits: freshVisits });
    expect(keysMade).toBe(1);
  });

  it('[E7] is begun with the sign-in at the latest, and never for somebody who holds one', async () => {
    expect(await cost()).toMatchObject({ ok: true, visits: freshVisits });
    expect(await cost()).toMatchObject({ ok: true, visits: 0 });
    expect(keysMade).toBe(1);
  });

  it('is another for everybody', async () => {
    await cost();
    await cost('vadim@contoso.com');
    expect(keysMade).toBe(2);
  });
});

describe('the second sign-in', () => {
  it('[E7] makes no request to any web service, and as many REGISTERs as the first', async () => {
    expect(await cost()).toEqual({ ok: true, registers: 4, visits: freshVisits });
    expect(await cost()).toEqual({ ok: true, registers: 4, visits: 0 });
    signedInBy('TLS-DSK');
  });

  it('[E7] does without the web services altogether', async () => {
    await cost();
    world.lab.setFaults(web, { refuseConnections: true });
    expect(await cost()).toEqual({ ok: true, registers: 4, visits: 0 });
  });

  it('[E7] of another person of the same company has a certificate of its own', async () => {
    await cost();
    expect(await cost('jeremy@contoso.com')).toEqual({ ok: true, registers: 4, visits: freshVisits });
    expect(await cost()).toEqual({ ok: true, registers: 4, visits: 0 });
  });

  it('[E7] gets a new certificate when the stored one has less than an hour left', async () => {
    world.lab.setWebServices(domain, { certificateHours: 8 });
    await cost();
    await world.client.signIn.signOut();
    await clock.pass(6.9 * hours);
    expect(await cost()).toMatchObject({ ok: true, visits: 0 });
    await world.client.signIn.signOut();
    await clock.pass(0.2 * hours);
    expect(await cost()).toEqual({ ok: true, registers: 4, visits: freshVisits });
  });
});

describe('a certificate that the server does not take', () => {
  it('[E7] because it was withdrawn is replaced, once', async () => {
    await cost();
    world.lab.withdrawCertificates(karen);
    const { ok, registers, visits } = await cost();
    expect([ok, visits]).toEqual([true, freshVisits]);
    // Asked, greeted, refused; and once more with the new one.
    expect(registers).toBe(6);
    expect(await cost()).toEqual({ ok: true, registers: 4, visits: 0 });
  });

  it('[E7] although it is the second is refused for good, by its own name', async () => {
    await cost();
    world.lab.setFaults('sip.contoso.com', { auth: { certificateRefused: true } });
    const { ok, registers, visits } = await cost();
    expect([ok, failureOf(world)?.code]).toEqual([false, 'CLIENT_CERTIFICATE_REFUSED']);
    // Asked; greeted and refused, twice.
    expect([registers, visits]).toEqual([5, freshVisits]);
    expect(account().kind).toBe('signed-out');
    watch.mark();
    await clock.pass(10 * 60_000);
    expect([watch.registers(), watch.webRequests()]).toEqual([0, []]);
  });

  it('[E7] although it is new is refused without another', async () => {
    world.lab.setFaults('sip.contoso.com', { auth: { certificateRefused: true } });
    expect(await cost()).toEqual({ ok: false, registers: 3, visits: freshVisits });
    expect(failureOf(world)).toMatchObject({ code: 'CLIENT_CERTIFICATE_REFUSED', server: 'sip.contoso.com' });
  });
});

describe('a certificate service that is down', () => {
  const down: readonly (readonly [string, string, () => void])[] = [
    [
      'answers 503',
      'CERTIFICATE_SERVICE_UNAVAILABLE',
      () => broken({ answer: { service: 'mex', fault: 'unavailable' } }),
    ],
    [
      'gives tickets and no certificates',
      'CERTIFICATE_SERVICE_UNAVAILABLE',
      () => broken({ answer: { service: 'certificate', fault: 'unavailable' } }),
    ],
    ['is not there', 'WEB_SERVICE_UNREACHABLE', () => world.lab.setFaults(web, { refuseConnections: true })],
    ['denies the request', 'CERTIFICATE_SERVICE_REFUSED', () => broken({ certificate: 'refused' })],
  ];

  it.each(down)('[E7] and %s leaves NTLM, where that is offered', async (_, code, breakIt) => {
    breakIt();
    expect(await cost()).toMatchObject({ ok: true, registers: 3 });
    signedInBy('NTLM');
    expect(watch.decisions()).toContain(`TLS-DSK passed over: ${code}`);
  });

  it.each(down)('[E7] and %s is the failure where nothing else is offered', async (_, code, breakIt) => {
    world.lab.setGeneration(domain, 'online');
    breakIt();
    const { ok, registers } = await cost();
    expect([ok, registers, failureOf(world)?.code]).toEqual([false, 1, code]);
  });

  it('[E7] is asked once, and again the next time', async () => {
    broken({ answer: { service: 'mex', fault: 'unavailable' } });
    await cost();
    expect(watch.webRequests()).toEqual([visited('/mex')]);
    broken({});
    expect(await cost()).toEqual({ ok: true, registers: 4, visits: freshVisits });
  });
});

describe('a password that is typed', () => {
  it('[E7] is judged by the server although a certificate is stored, and the certificate stays', async () => {
    await cost();
    const { ok, visits } = await cost(karen, 'not hers');
    expect([ok, failureOf(world)?.code]).toEqual([false, 'CREDENTIALS_WRONG']);
    expect(visits).toBeGreaterThan(0);
    expect(await cost()).toEqual({ ok: true, registers: 4, visits: 0 });
  });

  it('[E1] [E7] and is wrong is tried once: not by NTLM after the ticket service refused it', async () => {
    const { ok, registers } = await cost(karen, 'not hers');
    expect([ok, registers]).toEqual([false, 1]);
    expect(failureOf(world)).toMatchObject({ code: 'CREDENTIALS_WRONG', server: visited('web.contoso.com') });
    const tickets = watch.webRequests().filter((line) => line.includes('POST') && line.includes('WebTicket'));
    // NTLM's two rounds.
    expect(tickets).toHaveLength(2);
  });
});

describe('what is kept', () => {
  it('[E7] [X5] of the lab’s people is nothing, beyond the memory of this run', async () => {
    const password = world.passwordOf(karen);
    for (const remember of [false, true]) {
      expect(await world.client.signIn.start({ address: karen, password, remember })).toEqual({ ok: true });
    }
    await world.client.signIn.signOut();
    expect([...written.keys()]).toEqual([]);
    const restarted = await startLabClient({ lab: world.lab, clock: createHandClock() });
    const again = watchLab(restarted);
    again.mark();
    await restarted.signIn(karen);
    expect(again.webRequests()).toHaveLength(freshVisits);
    await restarted.stop();
  });

  it('[E7] is gone when the lab is left and entered again', async () => {
    await cost();
    await world.client.lab.stop();
    const another = await startLabClient({ clock: createHandClock() });
    const again = watchLab(another);
    again.mark();
    await another.signIn(karen);
    expect(again.webRequests()).toHaveLength(freshVisits);
    await another.stop();
  });

  it('[E7] is gone after "forget me"', async () => {
    await cost();
    await world.client.forgetMe();
    expect(await cost()).toEqual({ ok: true, registers: 4, visits: freshVisits });
  });

  it('[E7] of a person’s own lies in the secret store alone, serves the next start, and is wiped with it', async () => {
    const { lab } = world;
    const secrets = recording(written);
    expect(await createLabWeb({ lab, address: karen, secrets }).obtain()).toMatchObject({ value: { isNew: true } });
    expect([...written.keys()]).toEqual([`certificates:${karen}`]);
    watch.mark();
    expect(await createLabWeb({ lab, address: karen, secrets }).obtain()).toMatchObject({ value: { isNew: false } });
    expect(watch.webRequests()).toEqual([]);
    await secrets.clear();
    expect(await createLabWeb({ lab, address: karen, secrets }).obtain()).toMatchObject({ value: { isNew: true } });
  });
});
