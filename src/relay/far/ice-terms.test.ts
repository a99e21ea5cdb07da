import { expect, it } from 'vitest';
import { toRemote } from './ice-terms.ts';

it('knows the far end by its packets, however its description writes the address', () => {
  const candidate = { foundation: '1', component: 1, transport: 'UDP', priority: 1, port: 4000, type: 'host' } as const;
  const candidates = ['2001:DB8:0:0::1', '192.0.2.1', 'far.invalid'].map((address) => ({ ...candidate, address }));
  const ice = { remote: { ufrag: 'abcd', pwd: 'secret' }, candidates, isRemoteLite: true, remoteCandidates: [] };
  const addresses = toRemote(ice, true).candidates.map(({ address }) => address);
  expect(addresses).toEqual(['2001:db8::1', '192.0.2.1', 'far.invalid']);
});
