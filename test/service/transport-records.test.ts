/** A domain that says by NAPTR which transport it wants: sign-in follows it to a service record, a host, an address. RFC 3263 4 */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LabServerFacts, NaptrEntry } from '../../src/lab/api.ts';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';

const karen = 'karen@contoso.com';
const secure: NaptrEntry = { service: 'SIPS+D2T', replacement: '_sips._tcp.voice.contoso.com' };
const clear: NaptrEntry = { service: 'SIP+D2T', replacement: '_sip._tcp.voice.contoso.com', order: 10 };

let world: LabClient;
beforeAll(async () => {
  world = await startLabClient();
});
afterAll(() => world.stop());

/** None of the names of Microsoft's servers, but those of its hosts: they are guessed, and a record comes before them. */
beforeEach(() => {
  const { dns } = world.lab;
  for (const service of ['_sipinternaltls._tcp', '_sipinternal._tcp', '_sip._tls'])
    dns.behave(`${service}.contoso.com`, 'SRV', { kind: 'nxdomain' });
  for (const name of ['lyncdiscover', 'lyncdiscoverinternal'])
    for (const type of ['A', 'AAAA'] as const) dns.behave(`${name}.contoso.com`, type, { kind: 'nxdomain' });
  dns.behave('contoso.com', 'NAPTR', { kind: 'answer', naptr: [clear, secure] });
  const [pool, edge] = [facts('pool01.contoso.com'), facts('sip.contoso.com')];
  const srv = [pool, edge].map(({ name, ports }, priority) => ({ target: name, port: ports[0] ?? 0, priority }));
  dns.behave('_sips._tcp.voice.contoso.com', 'SRV', { kind: 'answer', srv });
  const inClear = [{ target: pool.name, port: pool.clearTextPort ?? 0 }];
  dns.behave('_sip._tcp.voice.contoso.com', 'SRV', { kind: 'answer', srv: inClear });
});
afterEach(async () => {
  world.lab.setFaults('pool01.contoso.com', {});
  world.client.settings.change({ allowTcp: false });
  await world.client.signOut();
});

function facts(name: string): LabServerFacts {
  const server = world.lab.profile.servers.find((each) => each.name === name);
  if (!server) throw new Error(`no ${name}`);
  return server;
}

/** Where karen came to, and the steps of the journey there. */
async function signedIn() {
  expect(await world.signIn(karen)).toEqual({ ok: true, value: undefined });
  const { account, journey, discovery } = world.client.state.get();
  const steps = journey?.stages.flatMap((stage) => stage.steps) ?? [];
  const lookup = discovery.flatMap(({ lookups }) => lookups).find(({ type }) => type === 'NAPTR');
  return { server: account.kind === 'registered' ? account.account.server : '', steps, lookup };
}

describe('a sign-in where the domain publishes NAPTR', () => {
  it('takes the transport that it names, and shows the record and what of it does not count', async () => {
    const { server, lookup } = await signedIn();
    expect(server).toBe('pool01.contoso.com');
    expect(lookup).toMatchObject({
      name: 'contoso.com',
      outcome: 'answered',
      verdict: 'used',
      passedOver: [{ fault: 'clear-text', answer: expect.stringContaining('SIP+D2T _sip._tcp.voice.contoso.com') }],
    });
  });

  it('takes clear text where the domain prefers it and the person allows it', async () => {
    world.client.settings.change({ allowTcp: true });
    const { server, steps, lookup } = await signedIn();
    expect(server).toBe('pool01.contoso.com');
    expect(steps).toContainEqual(
      expect.objectContaining({ kind: 'verified', data: { host: server, protocol: 'tcp' } }),
    );
    expect(lookup).toMatchObject({ verdict: 'used', passedOver: [{ fault: 'order' }] });
  });

  it.each([
    ['has a bad certificate', { certificate: 'expired' }, undefined],
    ['refuses the connection', { refuseConnections: true }, undefined],
    ['answers 503', { answer: { method: 'REGISTER', status: 503, reason: 'Busy' } }, 'SERVER_UNAVAILABLE'],
    ['ends the connection', { closeAfterBytes: 100 }, 'CONNECTION_LOST'],
  ] as const)('goes on to the next target where the first %s', async (_, faults, why) => {
    world.lab.setFaults('pool01.contoso.com', faults);
    const { server, steps } = await signedIn();
    expect(server).toBe('sip.contoso.com');
    const unserved = steps.filter(({ kind }) => kind === 'unserved').map(({ data }) => data.why);
    expect(unserved).toEqual(why ? [why] : []);
  });

  it('is not held up by it where a service record of Microsoft’s leads to a server', async () => {
    world.lab.dns.behave('contoso.com', 'NAPTR', { kind: 'silence' });
    world.lab.dns.behave('_sip._tls.contoso.com', 'SRV', { kind: 'records' });
    const { server, lookup } = await signedIn();
    expect(server).toBe('sip.contoso.com');
    expect(lookup).toMatchObject({ outcome: 'cancelled', verdict: 'not-needed' });
  });
});
