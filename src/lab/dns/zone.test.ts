import { describe, expect, it } from 'vitest';
import { defaultTopology } from '../topologies/default-topology.ts';
import { createDnsAnswers } from './answers.ts';
import { buildZone } from './zone.ts';

function answers() {
  return createDnsAnswers(
    buildZone(defaultTopology('127.0.77'), (server, transport) =>
      transport === 'tls' ? (server.ports[0] ?? 0) : (server.clearTextPort ?? 0),
    ),
  );
}

describe('zones', () => {
  it('[B11] finds the edge of tailspintoys.com on 5061 by _sip._tls', () => {
    const dns = answers();
    expect(dns.srv('_sip._tls.tailspintoys.com')).toEqual([
      { target: 'sip.tailspintoys.com', port: 5061, priority: 0, weight: 0 },
    ]);
    expect(dns.addresses('SIP.tailspintoys.com.')).toEqual(['127.0.77.21']);
  });

  it('[B4] holds the misprinted sipinteral as a decoy beside the names that count', () => {
    const dns = answers();
    expect(dns.addresses('sipinteral.tailspintoys.com')).toEqual(['127.0.77.4']);
    expect(dns.addresses('sipexternal.tailspintoys.com')).toEqual(['127.0.77.21']);
  });

  it('[B17] publishes _sipfederationtls of a company and of the hosting service', () => {
    const dns = answers();
    expect(dns.srv('_sipfederationtls._tcp.contoso.com')[0]?.target).toBe('sipfed.contoso.com');
    expect(dns.srv('_sipfederationtls._tcp.contoso.onmicrosoft.com')[0]?.target).toBe('sipfed.online.lync.com');
  });

  it('shows fabrikam.com from inside and contoso.com from outside', () => {
    const dns = answers();
    expect(dns.srv('_sipinternaltls._tcp.fabrikam.com')[0]).toMatchObject({
      target: 'pool01.fabrikam.com',
      port: 5061,
    });
    expect(dns.srv('_sipinternal._tcp.fabrikam.com')[0]).toMatchObject({ port: 5060 });
    expect(dns.answer('_sipinternaltls._tcp.contoso.com', 'SRV').kind).toBe('nxdomain');
    expect(dns.answer('sipinternal.contoso.com', 'A').kind).toBe('nxdomain');
  });

  it('publishes lyncdiscover everywhere, lyncdiscoverinternal inside, and where web services are', () => {
    const dns = answers();
    expect(dns.addresses('lyncdiscover.contoso.com')).toEqual(['127.0.77.13']);
    expect(dns.addresses('web.contoso.com')).toEqual(['127.0.77.13']);
    expect(dns.answer('lyncdiscoverinternal.contoso.com', 'A').kind).toBe('nxdomain');
    expect(dns.addresses('lyncdiscoverinternal.fabrikam.com')).toEqual(['127.0.77.52']);
    expect(dns.addresses('lyncdiscover.fabrikam.com')).toEqual(['127.0.77.53']);
  });

  it('tells a name without such a record from a name that does not exist', () => {
    const dns = answers();
    expect(dns.answer('sip.contoso.com', 'AAAA')).toMatchObject({ kind: 'answer', addresses: [] });
    expect(dns.answer('contoso.com', 'A')).toMatchObject({ kind: 'answer', addresses: [] });
    expect(dns.answer('_tcp.contoso.com', 'SRV')).toMatchObject({ kind: 'answer', srv: [] });
    expect(dns.answer('com', 'A').kind).toBe('nxdomain');
    expect(dns.answer('sip.northwindtraders.com', 'A').kind).toBe('nxdomain');
    expect(dns.answer('lyncdiscover.northwindtraders.com', 'A').kind).toBe('nxdomain');
  });
});

describe('overrides', () => {
  it('concern one name and type, whatever the letter case, until the records are given back', () => {
    const dns = answers();
    dns.behave('_SIP._tls.contoso.com.', 'SRV', { kind: 'servfail' });
    expect(dns.answer('_sip._tls.contoso.com', 'SRV').kind).toBe('servfail');
    expect(dns.srv('_sip._tls.contoso.com')).toEqual([]);
    expect(dns.answer('sip.contoso.com', 'A').kind).toBe('answer');
    dns.behave('_sip._tls.contoso.com', 'SRV', { kind: 'records' });
    expect(dns.srv('_sip._tls.contoso.com')).toHaveLength(1);
  });

  it('[C4] can point anywhere, names outside the lab included', () => {
    const dns = answers();
    dns.behave('_sip._tls.contoso.com', 'SRV', { kind: 'answer', srv: [{ target: 'sip.attacker.test', port: 443 }] });
    dns.behave('sip.attacker.test', 'A', { kind: 'answer', addresses: ['127.0.77.99', '::1'] });
    expect(dns.srv('_sip._tls.contoso.com')).toEqual([
      { target: 'sip.attacker.test', port: 443, priority: 0, weight: 0 },
    ]);
    expect(dns.addresses('sip.attacker.test')).toEqual(['127.0.77.99']);
  });

  it('a name that a tester gave an answer exists for every type, and no longer when it is taken away', () => {
    const dns = answers();
    const name = 'sipinternal.contoso.com';
    dns.behave(name, 'A', { kind: 'answer', addresses: ['127.0.77.12'] });
    expect(dns.answer(name, 'AAAA')).toMatchObject({ kind: 'answer', addresses: [] });
    expect(dns.answer(name, 'TXT')).toMatchObject({ kind: 'answer', addresses: [] });
    dns.behave(name, 'AAAA', { kind: 'delay', ms: 400 });
    expect(dns.answer(name, 'AAAA')).toMatchObject({ kind: 'answer', delayMs: 400 });
    dns.behave(name, 'A', { kind: 'nxdomain' });
    expect(dns.answer(name, 'AAAA').kind).toBe('nxdomain');
  });

  it('a delayed answer is the zone’s own', () => {
    const dns = answers();
    dns.behave('sip.contoso.com', 'A', { kind: 'delay', ms: 400 });
    expect(dns.answer('sip.contoso.com', 'A')).toMatchObject({ delayMs: 400, addresses: ['127.0.77.11'] });
  });
});
