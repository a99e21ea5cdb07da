import { expect, it } from 'vitest';
import type { DnsBehaviour, Lab } from '../api.ts';
import { setDns } from './dns-knob.ts';

function said(line: string): readonly [string, string, DnsBehaviour] {
  const set: [string, string, DnsBehaviour][] = [];
  const dns = { behave: (...what: [string, string, DnsBehaviour]) => void set.push(what) } as unknown as Lab['dns'];
  setDns({ dns } as Lab, line.split(' '));
  const [only] = set;
  if (!only) throw new Error('nothing was set');
  return only;
}

it.each<[string, DnsBehaviour]>([
  ['nxdomain', { kind: 'nxdomain' }],
  ['delay 400', { kind: 'delay', ms: 400 }],
  [
    'answer sip.contoso.com:443:10',
    { kind: 'answer', srv: [{ target: 'sip.contoso.com', port: 443, priority: 10, weight: 0 }] },
  ],
])('%s is what DNS says for a service', (words, behaviour) => {
  expect(said(`_sip._tls.contoso.com srv ${words}`)).toEqual(['_sip._tls.contoso.com', 'SRV', behaviour]);
});

it('names a transport and where to ask on', () => {
  const naptr = [{ service: 'SIPS+D2T', replacement: '_sips._tcp.contoso.com', order: 10, preference: 50 }];
  expect(said('contoso.com NAPTR answer SIPS+D2T:_sips._tcp.contoso.com:10')[2]).toEqual({ kind: 'answer', naptr });
});

it('says what is missing or unknown', () => {
  expect(() => said('contoso.com MX nxdomain')).toThrow();
  expect(() => said('contoso.com NAPTR answer')).toThrow('SERVICE:NAME');
});
