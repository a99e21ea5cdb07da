import { expect, it } from 'vitest';
import { failureCodes } from '../../shared/model/failure.ts';
import { pseudoPack, pseudoText } from './pseudo.ts';

it('stretches a text between marks', () => {
  expect([pseudoText('Hold on'), pseudoText('')]).toEqual(['⟦Höld ön~~~⟧', '']);
});

it('has words for every failure', () => {
  const { failureTexts } = pseudoPack().failures;
  const said = failureCodes.map((code) => failureTexts[code].sentence({ code, at: 0 }));
  expect(said.filter((text) => !text.startsWith('⟦'))).toEqual([]);
});
