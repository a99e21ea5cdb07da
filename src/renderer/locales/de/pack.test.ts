import { describe, expect, it } from 'vitest';
import { failureTexts as english } from '../en/failures.ts';
import { failureSamples } from '../failure-samples.ts';
import { textPairs } from '../pack-texts.ts';
import { failureTexts } from './failures.ts';
import { pack } from './pack.ts';

describe('failures in German', () => {
  it.each(failureSamples)('$code $data: a sentence and a next step of their own', (failure) => {
    const words = failureTexts[failure.code];
    const originals = english[failure.code];
    for (const half of ['sentence', 'next'] as const) {
      expect(words[half](failure)).not.toBe(originals[half](failure));
      expect(words[half](failure)).toMatch(/^[„A-ZÄÖÜa-z].*\.$/);
      expect(words[half](failure)).not.toMatch(/undefined|NaN|!|\b(the|your|again)\b/i);
    }
  });
});

describe('every other text', () => {
  it('is not the English one, unless it is the same word', () => {
    const same = textPairs(pack).filter(
      ({ english: original, other }) => original === other && /[a-z]{2}/i.test(other),
    );
    expect(
      same.filter(({ path }) => !path.startsWith('failures.')).map(({ path, other }) => `${path}: ${other}`),
    ).toEqual([]);
  });
});
