/**
 * SIPE, a client nobody here wrote, against the lab. That it is signed on proves nothing (it needs only a 200), so what counts is what it
 * sees afterwards: contacts, a change of presence, a message; each passes the lab's signatures, which SIPE verifies.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Lab } from '../../src/lab/api.ts';
import { startLab } from '../../src/lab/start-lab.ts';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';
import { findSipe } from './sipe/build.ts';
import { type RunningSipe, type SipeAccount, startSipe } from './sipe/run.ts';

const sipe = findSipe();
const karen = 'karen@contoso.com';
const vadim = 'vadim@contoso.com';

const jeremy = 'jeremy@contoso.com';
/** [MS-PRES] 3.6.1 */
const [busy, away] = [6500, 15_500];

let lab: Lab;
const running: { stop(): Promise<unknown> }[] = [];

beforeEach(async () => {
  lab = await startLab({ ports: 'free' });
});

afterEach(async () => {
  for (const each of running.splice(0).reverse()) await each.stop();
  await lab.stop();
});

/** Signs a lab account in with SIPE, at its company's Front End. */
function start(address: string, scheme: SipeAccount['scheme'], given?: string): RunningSipe {
  if (typeof sipe === 'string') throw new Error(sipe);
  const servers = lab.profile.servers;
  const frontEnd = servers.find(({ name, role }) => role === 'front-end' && name.endsWith('.contoso.com'));
  const password = given ?? lab.profile.accounts.find((account) => account.address === address)?.password ?? '';
  const started = startSipe(
    sipe,
    { address, password, scheme, server: `${frontEnd?.name}:${frontEnd?.ports[0]}` },
    {
      rootPem: lab.profile.rootCertificatePem,
      hosts: Object.fromEntries(servers.map((server) => [server.name, server.address])),
    },
  );
  running.push(started);
  return started;
}

async function startOffhook(address: string): Promise<LabClient> {
  const client = await startLabClient({ lab });
  running.push(client);
  expect(await client.signIn(address)).toMatchObject({ ok: true });
  return client;
}

const title = typeof sipe === 'string' ? `SIPE, skipped: ${sipe}` : 'SIPE';

describe.skipIf(typeof sipe === 'string')(title, () => {
  it.each(['ntlm', 'tls-dsk'] as const)(
    'signs in with %s, gets its contacts and sees a change of presence',
    async (scheme) => {
      const client = start(karen, scheme);
      await client.until('signed-on');
      await client.until('buddy-online', { who: vadim });
      lab.setPresence(vadim, away);
      await client.until('presence', { who: vadim, status: 'away' });
      lab.setPresence(vadim, busy);
      await client.until('presence', { who: vadim, status: 'busy' });
      expect(client.log()).not.toContain('Invalid message signature');
    },
  );

  it.each(['ntlm', 'tls-dsk'] as const)('is refused with a wrong password (%s)', async (scheme) => {
    const client = start(karen, scheme, 'Not-Hers-1');
    await client.until('error', { reason: 'authentication' });
    expect(lab.registrations(karen)).toEqual([]);
  });

  it.each(['ntlm', 'tls-dsk'] as const)('sends a message to another SIPE and gets the answer (%s)', async (scheme) => {
    const [here, there] = [start(karen, scheme), start(jeremy, scheme)];
    await Promise.all([here.until('buddy-added', { who: jeremy }), there.until('buddy-added', { who: karen })]);
    here.say(`im ${jeremy} Lunch at twelve?`);
    await there.until('im', { from: karen, text: 'Lunch at twelve?' });
    there.say(`im ${karen} With pleasure`);
    await here.until('im', { from: jeremy, text: 'With pleasure' });
  });

  it('and Offhook see each other come and change', async () => {
    const offhook = await startOffhook(karen);
    const other = start(jeremy, 'tls-dsk');
    await other.until('buddy-online', { who: karen });
    other.say('status busy');
    await offhook.until(({ presence }) => presence[`sip:${jeremy}`]?.availability === 'busy');
    expect(await offhook.client.people.setPresence('do-not-disturb')).toMatchObject({ ok: true });
    await other.until('presence', { who: karen, status: 'do-not-disturb' });
  });
});
