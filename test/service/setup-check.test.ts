/** "Test my setup" against the lab: green where all is well, what the name servers can say, and how a check begins and ends. */
import { describe, expect, it } from 'vitest';
import { menderOf } from '../../src/shared/model/setup-mender.ts';
import { expectNoMoreThan, holdings } from '../fakes/process-holdings.ts';
import {
  setupAddress as address,
  allWell,
  listen,
  setupPartner as partner,
  setupBench,
  stepOf,
  told,
  until,
} from '../fakes/setup-bench.ts';

const edge = 'sip.contoso.com';
const service = '_sip._tls.contoso.com';
const bench = setupBench();
const unreached = { certificate: 'skipped needs-earlier-step', server: 'skipped needs-earlier-step' };

describe('a setup that works', () => {
  it('[B15] [B18] [E1] is green from the names to the media ports', async () => {
    const check = await bench.begin(partner);
    expect(told(check)).toEqual({ ...allWell, partner: 'green partner-ready' });
    expect(check).toEqual(bench.shown());
    expect(check.steps.every((step) => menderOf(step) === undefined)).toBe(true);
    expect(stepOf(check, 'server').outcome.details).toMatchObject({
      kind: 'server',
      answer: {
        server: expect.stringMatching(/^sip\.contoso\.com:\d+$/),
        status: 401,
        schemes: ['NTLM', 'Kerberos', 'TLS-DSK', 'Digest'],
        known: ['NTLM', 'TLS-DSK', 'Digest'],
        generation: 'Skype for Business Server 2019 or later',
      },
    });
  });

  it('[B2] [B5] [B6] [B16] [B17] asks every name of discovery and of partners, and clear text not at all', async () => {
    bench.world.lab.dns.clearQueries();
    const check = await bench.begin();
    const asked = new Set(bench.world.lab.dns.queries().map(({ name }) => name));
    for (const name of [
      '_sipinternaltls._tcp',
      '_sip._tls',
      'sipinternal',
      'sip',
      'sipexternal',
      'lyncdiscoverinternal',
      'lyncdiscover',
      '_sipfederationtls._tcp',
      '_xmpp-server._tcp',
    ]) {
      expect(asked).toContain(`${name}.contoso.com`);
    }
    expect(asked).not.toContain('_sipinternal._tcp.contoso.com');
    expect(stepOf(check, 'names').outcome.details).toMatchObject({
      names: expect.arrayContaining([
        expect.objectContaining({ name: '_sipinternal._tcp.contoso.com', outcome: 'not-asked' }),
        expect.objectContaining({ name: service, targets: [{ host: edge, trust: 'trusted' }] }),
      ]),
    });
  });

  it('registers nobody, proves nothing, and keeps what was typed for the other company to itself', async () => {
    const link = bench.world.lab.profile.meetings.find(({ id }) => id === '2Z92HZZZ');
    const check = await bench.begin(link?.links.meet);
    expect(told(check).partner).toBe('green partner-ready');
    expect(bench.world.lab.registrations(address)).toEqual([]);
    const registers = bench.world.lab.log().filter(({ startLine }) => startLine.startsWith('REGISTER '));
    expect(registers.length).toBeGreaterThan(0);
    expect(registers.filter(({ text }) => /^authorization:/im.test(text))).toEqual([]);
    expect(JSON.stringify([bench.shown(), bench.world.client.tracing.list(0, 5000)])).not.toContain(link?.key);
  });

  it('leaves nothing open, however often', async () => {
    await bench.begin(partner);
    const before = await holdings();
    for (let count = 0; count < 5; count += 1) await bench.begin(partner);
    await expectNoMoreThan(before);
    await until(() => bench.world.lab.openConnections() === 0);
    expect(bench.world.client.state.get().connections.filter(({ state }) => state === 'open')).toEqual([]);
  });
});

describe('what the name servers say', () => {
  const hosts = ['sip', 'sipexternal'].map((label) => `${label}.contoso.com`);
  const nothing = { kind: 'nxdomain' } as const;

  it('[B9] nothing at all: no server is published, and what comes after cannot be told', async () => {
    bench.dns(service, 'SRV', nothing);
    for (const host of [...hosts, 'lyncdiscover.contoso.com']) bench.dns(host, 'A', nothing);
    const check = await bench.begin();
    expect(told(check)).toMatchObject({
      names: 'red DOMAIN_UNKNOWN',
      reach: 'skipped needs-earlier-step',
      ...unreached,
    });
    expect(menderOf(stepOf(check, 'names'))).toBe('company');
  });

  it('[B9] [B10] host records alone do, and are told', async () => {
    bench.dns(service, 'SRV', nothing);
    expect(told(await bench.begin())).toMatchObject({ ...allWell, names: 'amber names-hosts-only' });
  });

  it('[B5] lyncdiscover alone says nothing to somebody who is not signed in', async () => {
    bench.dns(service, 'SRV', nothing);
    for (const host of hosts) bench.dns(host, 'A', nothing);
    expect(told(await bench.begin())).toMatchObject({
      names: 'amber names-web-only',
      ...unreached,
      web: 'green web-ready',
    });
  });

  it('[C4] a server of another domain is named, and never connected to', async () => {
    let knocks = 0;
    const stranger = await listen(() => {
      knocks += 1;
    });
    bench.dns(service, 'SRV', { kind: 'answer', srv: [{ target: 'sip.attacker.test', port: stranger.port }] });
    bench.dns('sip.attacker.test', 'A', { kind: 'answer', addresses: ['127.0.0.1'] });
    const check = await bench.begin();
    const reach = 'skipped needs-earlier-step';
    expect(told(check)).toMatchObject({ names: 'red SERVER_NAME_UNTRUSTED', reach, ...unreached });
    await stranger.close();
    expect(knocks).toBe(0);
  });

  it('[B12] a server without an address is named', async () => {
    bench.dns(service, 'SRV', { kind: 'answer', srv: [{ target: 'gone.contoso.com', port: 443 }] });
    const check = await bench.begin();
    expect(told(check).names).toBe('red HOST_WITHOUT_ADDRESS');
    expect(stepOf(check, 'names').outcome.finding.failure?.data).toEqual({
      domain: 'contoso.com',
      host: 'gone.contoso.com',
    });
  });

  it('[B13] one of two is enough, and the other is told', async () => {
    const port = bench.world.lab.profile.servers.find(({ name }) => name === edge)?.ports[0] ?? 0;
    const srv = [
      { target: edge, port },
      { target: 'gone.contoso.com', port },
    ];
    bench.dns(service, 'SRV', { kind: 'answer', srv });
    expect(told(await bench.begin())).toMatchObject({ ...allWell, names: 'amber names-partly' });
  });

  it('[B17] a company that partners cannot find can still be signed in to', async () => {
    bench.dns('_sipfederationtls._tcp.contoso.com', 'SRV', nothing);
    expect(told(await bench.begin())).toEqual({ ...allWell, partners: 'amber partners-unpublished' });
  });

  it('[B17] a company that says that partners find nobody there is not found by them', async () => {
    bench.dns('_sipfederationtls._tcp.contoso.com', 'SRV', { kind: 'answer', srv: [{ target: '.', port: 0 }] });
    expect(told(await bench.begin())).toEqual({ ...allWell, partners: 'amber partners-unpublished' });
  });

  it('[B17] so does a partner’s record that leads nowhere', async () => {
    const name = `_sipfederationtls._tcp.${partner}`;
    bench.dns(name, 'SRV', { kind: 'answer', srv: [{ target: '.', port: 0 }] });
    expect(told(await bench.begin(partner))).toMatchObject({ partner: 'amber partner-unlisted' });
  });

  it('[B17] a partner of whose record nobody says anything is not said to have none', async () => {
    bench.dns(`_sipfederationtls._tcp.${partner}`, 'SRV', { kind: 'servfail' });
    expect(told(await bench.begin(partner))).toMatchObject({ partner: 'amber partners-unknown' });
  });

  it('silence ends after two seconds', async () => {
    bench.dns(service, 'SRV', { kind: 'silence' });
    for (const host of hosts) bench.dns(host, 'A', nothing);
    bench.dns('lyncdiscover.contoso.com', 'A', nothing);
    const checking = bench.begin();
    // What is held then waits for the silent one: of this step, and of the sign-in's own discovery.
    await until(
      () =>
        bench.isDone('partners') && bench.isDone('media') && bench.clock.held.filter((ms) => ms === 2000).length === 2,
    );
    await bench.clock.pass(2000);
    const check = await checking;
    expect(told(check).names).toBe('red DNS_TIMEOUT');
    expect(menderOf(stepOf(check, 'names'))).toBe('network');
  });
});

describe('a check', () => {
  it.each(['', 'karen', 'karen@', '@contoso.com', 'karen@localhost', 'k@a..com', 'k@a.com\r\nX: y', 'x'.repeat(299)])(
    'is not begun for %j',
    (typed) => {
      const before = bench.shown();
      expect(bench.world.client.setupCheck.start({ address: typed, partner: '' })).toMatchObject({
        ok: false,
        failure: { code: 'ADDRESS_INVALID' },
      });
      expect(bench.shown()).toBe(before);
    },
  );

  it('is cancelled at once, keeps what was found, and leaves nothing open', async () => {
    const before = bench.clock.held;
    bench.fault(edge, { silent: 'tcp' });
    const checking = bench.begin();
    await until(() => bench.isDone('reach') && bench.isDone('media'));
    bench.world.client.setupCheck.cancel();
    const check = await checking;
    expect(check.phase).toBe('cancelled');
    expect(told(check)).toMatchObject({ names: allWell.names, reach: allWell.reach, server: 'skipped cancelled' });
    await until(() => bench.world.lab.openConnections() === 0 && bench.clock.held.length <= before.length);
  });

  it('gives way to the next', async () => {
    bench.fault(edge, { silent: 'tcp' });
    const first = bench.begin();
    await until(() => bench.isDone('reach'));
    bench.world.lab.setFaults(edge, {});
    const second = await bench.begin();
    expect((await first).phase).toBe('cancelled');
    expect(told(second)).toEqual(allWell);
    expect(bench.shown()).toEqual(second);
  });

  it('is forgotten with the person', async () => {
    await bench.begin();
    await bench.world.client.forgetMe();
    expect(bench.shown()).toBeNull();
  });

  it('is forgotten with one that gave way to it and has not come to its end', async () => {
    const checks = [bench.begin(), bench.begin()];
    bench.world.client.setupCheck.forget();
    await Promise.all(checks);
    expect(bench.shown()).toBeNull();
  });
});
