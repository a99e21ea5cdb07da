import { expect, it } from 'vitest';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import { isProofOf, makePasswordProof } from './password-proof.ts';

it('[E3] a proof is of the password it was made of and of no other, and never twice the same', async () => {
  const random = createFakeRandom(5);
  const proof = await makePasswordProof('Pässwörd-ß€', random);
  expect(await isProofOf(proof, 'Pässwörd-ß€')).toBe(true);
  expect(await isProofOf(proof, 'Password')).toBe(false);
  expect(await makePasswordProof('Pässwörd-ß€', random)).not.toBe(proof);
  expect(proof).not.toContain('Pässwörd');
});

it.each([undefined, '', 'no proof', `${'0'.repeat(32)}:short`])('%j is a proof of nothing', async (text) => {
  expect(await isProofOf(text, '')).toBe(false);
});
