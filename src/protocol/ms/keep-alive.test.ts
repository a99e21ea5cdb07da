import { expect, it } from 'vitest';
import { readKeepAlive } from './keep-alive.ts';

it('reads what the server answers to REGISTER', () => {
  expect(readKeepAlive('UAS; tcp=no; hop-hop=yes; end-end=no; timeout=300')).toEqual({
    role: 'UAS',
    hopByHop: true,
    timeoutSeconds: 300,
  });
});

it('[J1] reads what the client offers', () => {
  expect(readKeepAlive('UAC;hop-hop=yes')).toEqual({ role: 'UAC', hopByHop: true });
});

it.each([
  ['uas;HOP-HOP=YES;timeout=60', { role: 'UAS', hopByHop: true, timeoutSeconds: 60 }],
  ['UAS', { role: 'UAS', hopByHop: false }],
  ['UAS;timeout=0', { role: 'UAS', hopByHop: false }],
  ['UAS;timeout=-5', { role: 'UAS', hopByHop: false }],
  ['UAS;timeout=99999999', { role: 'UAS', hopByHop: false }],
  ['UAS;timeout=soon', { role: 'UAS', hopByHop: false }],
])('reads %s', (value, expected) => {
  expect(readKeepAlive(value)).toEqual(expected);
});

it.each(['', 'yes', 'timeout=300', 'UAS;"'])('refuses %j', (value) => {
  expect(readKeepAlive(value)).toBeUndefined();
});
