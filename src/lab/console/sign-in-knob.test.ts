import { expect, it } from 'vitest';
import type { Lab } from '../api.ts';
import { turnKnob } from './knobs.ts';

/** A lab that only remembers what it was told. */
function listeningLab() {
  const told: unknown[][] = [];
  const tell =
    (name: string) =>
    (...words: unknown[]) =>
      told.push([name, ...words]);
  const names = ['setGeneration', 'setAuthOffer', 'setEnabled', 'withdrawCertificates', 'setFaults'] as const;
  const lab = Object.fromEntries(names.map((name) => [name, tell(name)])) as unknown as Lab;
  return { told, say: (line: string) => turnKnob(lab, line).text };
}

it('[E1] turns what a company’s servers are, what they offer, and who has an account', () => {
  const { told, say } = listeningLab();
  expect(say('generation contoso.com lync-2010')).toContain('NTLM, Kerberos, TLS-DSK');
  say('schemes contoso.com TLS-DSK Digest');
  say('account karen@contoso.com off');
  say('withdraw karen@contoso.com');
  expect(told).toEqual([
    ['setGeneration', 'contoso.com', 'lync-2010'],
    ['setAuthOffer', 'contoso.com', { schemes: ['TLS-DSK', 'Digest'] }],
    ['setEnabled', 'karen@contoso.com', false],
    ['withdrawCertificates', 'karen@contoso.com'],
  ]);
});

it.each([
  ['signature corrupt', { signature: 'corrupt' }],
  ['token oversize', { token: 'oversize' }],
  ['ntlmChallenge wrong-type', { ntlmChallenge: 'wrong-type' }],
  ['associationSeconds 60', { associationSeconds: 60 }],
  ['clockSkewSeconds 600', { clockSkewSeconds: 600 }],
  ['mismatch', { mismatch: true }],
])('[E8] switches the fault "auth %s" on', (words, auth) => {
  const { told, say } = listeningLab();
  say(`fault sip.contoso.com auth ${words}`);
  expect(told).toEqual([['setFaults', 'sip.contoso.com', { auth }]]);
});

it('says what it does not know', () => {
  const { told, say } = listeningLab();
  expect(say('fault sip.contoso.com auth nonsense')).toContain('Say one of');
  expect(say('generation contoso.com windows-xp')).toContain('Say one of');
  expect(told).toEqual([]);
});
