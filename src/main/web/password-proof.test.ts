import { expect, it } from 'vitest';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import { createPasswordJudge, isProofOf, makePasswordProof } from './password-proof.ts';

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

it('[E3] judges any number of proofs, each as if it were the only one', async () => {
  const random = createFakeRandom(6);
  const [own, others] = [await makePasswordProof('right', random), await makePasswordProof('wrong', random)];
  const judge = createPasswordJudge('right');
  const verdicts = await Promise.all([own, others, undefined, own, 'no proof'].map((proof) => judge(proof)));
  expect(verdicts).toEqual([true, false, false, true, false]);
});
