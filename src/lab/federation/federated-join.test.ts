import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import { createBench } from '../sip/test-bench.ts';
import { guest, invite, joinerOf, signIn, subscribe } from '../sip/test-people.ts';

const WEEKLY = 'sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ';
const DISCOVERY_OFF =
  '1017;reason="Cannot route From and To domains in this combination";summary="Cannot route between the source and destination domains because partner discovery is not enabled";external-domain="tailspintoys.com";external-type="domain-type-remote";internal-domain="contoso.com";internal-type="domain-type-local";source="sipfed.contoso.com"';

function setUp() {
  const bench = createBench(createFakeClock(), createFakeRandom());
  return { bench, karen: signIn(bench, 'karen@contoso.com', 'sip.contoso.com') };
}

describe('a partner’s meeting from home', () => {
  it('[J2] is refused as in the seed, header by header', () => {
    const { karen, bench } = setUp();
    // The seed's trace is one of Lync Server 2013.
    bench.side.setGeneration('contoso.com', 'lync-2013');
    const [answer] = invite(joinerOf(karen), WEEKLY);
    expect(answer?.startLine).toBe('SIP/2.0 504 Server time-out');
    expect(answer?.header('ms-user-logon-data')).toBe('RemoteUser');
    expect(answer?.header('From')).toBe('"Karen Berg"<sip:karen@contoso.com>;tag=9004006031;epid=4edd74c4be');
    expect(answer?.header('To')).toMatch(/;tag=[0-9A-F]{32}$/);
    expect(answer?.header('ms-diagnostics')).toBe(DISCOVERY_OFF);
    expect(answer?.header('Server')).toBe('RTC/5.0');
  });

  it('[E4] passes the home servers, then the partner’s, when federated', () => {
    const { bench, karen } = setUp();
    bench.side.setFederation('contoso.com', { partnerDiscovery: true });
    const [answer] = invite(joinerOf(karen), WEEKLY);
    expect(answer?.status).toBe(200);
    expect(bench.side.meeting('2Z92HZZZ').participants().at(-1)).toEqual({
      entity: 'sip:karen@contoso.com',
      displayName: 'Karen Berg',
      anonymous: false,
      state: 'connected',
    });
    expect(bench.hops.map(({ server, direction, peer }) => [server, direction, peer])).toEqual([
      ['sip.contoso.com', 'sent', 'sip.tailspintoys.com'],
      ['sip.tailspintoys.com', 'received', 'sip.contoso.com'],
    ]);
    expect(bench.hops[0]?.text).toContain(`Call-ID: ${answer?.header('Call-ID')}`);
    const [roster] = subscribe(karen, 'conference', { to: WEEKLY });
    expect(roster?.body).toContain('<msci:authMethod>federated</msci:authMethod>');
  });

  it('[B17] changes its answer with the partner’s DNS record', () => {
    const { bench, karen } = setUp();
    bench.side.setFederation('contoso.com', { partnerDiscovery: true });
    bench.records.set('tailspintoys.com', []);
    expect(invite(joinerOf(karen), WEEKLY)[0]?.header('ms-diagnostics')).toMatch(/^1008;/);
    bench.records.set('tailspintoys.com', [{ target: 'sip.elsewhere.example', port: 5061, priority: 0, weight: 0 }]);
    expect(invite(joinerOf(karen), WEEKLY)[0]?.header('ms-diagnostics')).toMatch(/^1009;/);
  });

  it('[M2] refuses a domain blocked by suffix, naming the suffix', () => {
    const { bench, karen } = setUp();
    bench.side.setFederation('contoso.com', { blocked: ['spintoys.com', 'toys.com', 'tailspintoys.com'] });
    expect(invite(joinerOf(karen), WEEKLY)[0]?.header('ms-diagnostics')).toBe(
      '1064;reason="Cannot route to blocked domain";domain="tailspintoys.com";suffix="tailspintoys.com";source="sipfed.contoso.com"',
    );
  });

  it('ignores settings that a company’s kind does not have', () => {
    const { bench } = setUp();
    bench.side.setFederation('contoso.com', { mode: 'off' });
    expect(bench.side.federation('contoso.com')).not.toHaveProperty('mode');
    bench.side.setFederation('contoso.onmicrosoft.com', { mode: 'off' });
    expect(bench.side.federation('contoso.onmicrosoft.com')).toMatchObject({ mode: 'off' });
  });

  it('[I16] leaves the guest’s way open whatever the home servers say', () => {
    const { bench, karen } = setUp();
    expect(invite(joinerOf(karen), WEEKLY)[0]?.status).toBe(504);
    expect(invite(guest(bench.connect('sip.tailspintoys.com')), WEEKLY)[0]?.status).toBe(200);
  });
});

describe('the own company’s meeting', () => {
  it('is joined under the own name, never as guest', () => {
    const { bench, karen } = setUp();
    const [answer] = invite(joinerOf(karen), 'sip:jeremy@contoso.com;gruu;opaque=app:conf:focus:id:C0NT0S01');
    expect(answer?.status).toBe(200);
    expect(bench.side.meeting('C0NT0S01').participants().at(-1)).toMatchObject({
      displayName: 'Karen Berg',
      anonymous: false,
    });
    expect(bench.hops).toEqual([]);
  });
});
