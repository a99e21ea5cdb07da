import { expect, it } from 'vitest';
import type { ConnectionFacts } from '../../shared/model/network.ts';
import { noProvisioning, type ProvisioningState } from '../../shared/model/provisioning.ts';
import { placesOf } from './places.ts';

const connection = (local: string, more: Partial<ConnectionFacts> = {}): ConnectionFacts => ({
  id: local,
  purpose: 'account',
  host: 'sip.contoso.com',
  peer: '192.0.2.1:5061',
  local,
  state: 'open',
  chain: [],
  ...more,
});

const eth0 = {
  name: 'eth0',
  addresses: ['192.0.2.7', '2001:db8::7', 'fe80::7%eth0'],
  usable: true,
  chosen: true,
  reason: 'default-route' as const,
};

function provisioned(values: Readonly<Record<string, string>>): ProvisioningState {
  const entries = Object.entries(values).map(([key, value]) => ({
    group: 'ServerConfiguration',
    key,
    value,
    known: true,
  }));
  return { ...noProvisioning, sections: [{ id: 'media-ports', entries }] };
}

const places = (parts: Partial<Parameters<typeof placesOf>[0]>) =>
  placesOf({ connections: [], network: { interfaces: [], dnsServers: [] }, provisioning: noProvisioning, ...parts });

const eth1 = { ...eth0, name: 'eth1', addresses: ['192.0.2.99'], chosen: false, reason: 'higher-metric' as const };
const lan = { ...eth1, name: 'lan', addresses: ['10.0.0.7', 'fe80::8'], usable: false, reason: 'no-route' as const };
const unplugged = { ...lan, name: 'eth2', addresses: ['169.254.3.3'], reason: 'link-local-only' as const };
const loopback = { ...lan, name: 'lo', addresses: ['127.0.0.1'], reason: 'loopback-only' as const };

it('[F3] begins with the address that reaches the server, then the chosen interface’s, then those of other networks', () => {
  const network = { interfaces: [loopback, unplugged, lan, eth1, eth0], dnsServers: [] };
  const { addresses } = places({ connections: [connection('192.0.2.8:41234')], network });
  expect(addresses).toEqual(['192.0.2.8', '192.0.2.7', '2001:db8::7', '192.0.2.99', '10.0.0.7']);
});

it('[F3] keeps to the interface that the person prefers', () => {
  const network = { interfaces: [lan, eth1, { ...eth0, reason: 'preferred' as const }], dnsServers: [] };
  const { addresses } = places({ connections: [connection('192.0.2.7:41234')], network });
  expect(addresses).toEqual(['192.0.2.7', '2001:db8::7']);
});

it('[F3] takes all that can be used where the system does not tell its routes, and none is chosen', () => {
  const unknown = { ...eth1, reason: 'default-route' as const };
  const network = { interfaces: [{ ...unknown, name: 'wlan0', addresses: ['192.0.2.50'] }, unknown], dnsServers: [] };
  const { addresses } = places({ connections: [connection('192.0.2.99:41234')], network });
  expect(addresses).toEqual(['192.0.2.99', '192.0.2.50']);
});

it('passes over connections that are closed or lead to web services, and reads both families', () => {
  const connections = [
    connection('192.0.2.1:1', { state: 'closed' }),
    connection('192.0.2.2:2', { purpose: 'web' }),
    connection('[2001:db8::1]:3'),
    connection(''),
  ];
  expect(places({ connections }).addresses).toEqual(['2001:db8::1']);
});

it('has an address even where nothing is known', () => {
  expect(places({}).addresses).toEqual(['127.0.0.1']);
});

it('[F27] keeps to the company’s ports where it names enough of them, else to its own', () => {
  const range = (first: string, last: string, enabled = 'true') =>
    places({
      provisioning: provisioned({ ucPortRangeEnabled: enabled, ucMinMediaPort: first, ucMaxMediaPort: last }),
    }).ports;
  expect(range('50000', '50059')).toEqual({ first: 50_000, last: 50_059 });
  const usual = { first: 20_000, last: 29_998 };
  expect(range('50000', '50003')).toEqual(usual);
  expect(range('50059', '50000')).toEqual(usual);
  expect(range('80', '50000')).toEqual(usual);
  expect(range('50000', '70000')).toEqual(usual);
  expect(range('many', '50059')).toEqual(usual);
  expect(range('50000', '50059', 'false')).toEqual(usual);
});
