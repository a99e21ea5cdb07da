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

it('[F3] begins with the address that reaches the server, then the chosen interface’s', () => {
  const network = {
    interfaces: [eth0, { ...eth0, name: 'eth1', addresses: ['192.0.2.99'], chosen: false }],
    dnsServers: [],
  };
  const { addresses } = places({ connections: [connection('192.0.2.8:41234')], network });
  expect(addresses).toEqual(['192.0.2.8', '192.0.2.7', '2001:db8::7']);
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
