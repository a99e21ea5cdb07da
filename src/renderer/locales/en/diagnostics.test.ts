import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../../shared/model/failure.ts';
import { explainDiagnostic, isKnownDiagnostic } from './diagnostics.ts';

function diagnostic(code: number, params: Readonly<Record<string, string>> = {}): Diagnostic {
  return { code, params };
}

/** The numbers of mission 1.K, and those a sign-in meets. */
const seedNumbers = [1002, 1005, 1008, 1009, 1017, 1028, 1034, 1036, 1064, 3008, 3012, 4004, 4005, 4033, 27000];

describe('ms-diagnostics in words', () => {
  it.each(seedNumbers)('[J7] %i has a sentence and a next step of its own', (code) => {
    expect(isKnownDiagnostic(code)).toBe(true);
    const { sentence, next } = explainDiagnostic(diagnostic(code));
    expect(sentence).toMatch(/^[A-Z].*\.$/);
    expect(sentence).not.toContain(String(code));
    expect(next).toMatch(/^[A-Z].*\.$/);
  });

  it('no two numbers of the seeds share a sentence', () => {
    const sentences = seedNumbers.map((code) => explainDiagnostic(diagnostic(code)).sentence);
    expect(new Set(sentences).size).toBe(seedNumbers.length);
  });

  it('names the other company from whichever parameter carries it', () => {
    expect(explainDiagnostic(diagnostic(1017, { 'external-domain': 'tailspintoys.com' })).sentence).toContain(
      'tailspintoys.com',
    );
    expect(explainDiagnostic(diagnostic(1064, { domain: 'tailspintoys.com' })).sentence).toContain('tailspintoys.com');
  });

  it.each([
    [999, 'the server as a whole'],
    [1999, 'routes messages'],
    [2000, 'presence'],
    [3500, 'runs meetings'],
    [4500, 'user services'],
    [7008, 'sound and video'],
    [14001, 'dial plan'],
    [17000, 'version'],
  ])('[J7] %i is explained by its range', (code, area) => {
    const { sentence } = explainDiagnostic(diagnostic(code));
    expect(sentence).toContain(String(code));
    expect(sentence).toContain(area);
  });

  it.each([-1, 11_500, 60_001, 99_999, Number.MAX_SAFE_INTEGER])('%i is outside every range and says so', (code) => {
    expect(explainDiagnostic(diagnostic(code)).sentence).toContain('outside the published ranges');
  });
});
