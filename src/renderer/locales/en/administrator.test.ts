import { expect, it } from 'vitest';
import { failureFacts } from '../../components/failure-report.ts';
import { administratorAdvice } from './administrator.ts';

const told = (code: number, params: Readonly<Record<string, string>> = {}) => [{ code, params }];

it.each([1002, 1017, 1028, 1034, 1036, 1064, 4033, 27_000])(
  '[M5] says of each refusal of the scenario tables what an administrator would change: %i',
  (code) => {
    expect(administratorAdvice(told(code))).toMatch(/\.$/);
  },
);

it.each([1002, 1036, 4033, 27_000])('[M5] says how long the hosted service takes: %i', (code) => {
  expect(administratorAdvice(told(code))).toContain('30 to 45 minutes');
});

it('names the domain where the server named it', () => {
  expect(administratorAdvice(told(1017, { 'external-domain': 'tailspintoys.com' }))).toBe(
    'Allow tailspintoys.com under SIP Federated Domains, or enable partner domain discovery (Access Edge Configuration).',
  );
  expect(administratorAdvice(told(27_000, { destination: 'contoso.com' }))).toContain('add contoso.com to them');
});

it('says nothing of a number that is nobody’s setting', () => {
  expect(administratorAdvice(told(9999))).toBeUndefined();
  expect(administratorAdvice(undefined)).toBeUndefined();
});

it('stands in the details that are copied', () => {
  const facts = failureFacts({ code: 'JOIN_REFUSED', diagnostics: told(1064), at: 0 });
  expect(Object.fromEntries(facts)['For an administrator']).toContain('blocked domains');
});
