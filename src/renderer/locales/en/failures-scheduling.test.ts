import { expect, it } from 'vitest';
import type { Failure, FailureCode } from '../../../shared/model/failure.ts';
import { schedulingFailures } from './failures-scheduling.ts';

function words(code: FailureCode & keyof typeof schedulingFailures, data: Failure['data']): string {
  const { sentence, next } = schedulingFailures[code];
  const failure: Failure = { code, ...(data ? { data } : {}), at: 0 };
  return `${sentence(failure)} ${next(failure)}`;
}

const reasons = [
  'forbidden exists too-many too-many-people time access presenters phones content standing too-large busy malformed other',
].flatMap((each) => each.split(' '));
const problems = ['order', 'past', 'far', 'address', 'no-time', ''];

it('has words of its own for every reason a server may have, and for every plan that cannot be', () => {
  const all = [
    ...reasons.map((reason) => words('SCHEDULING_REFUSED', { reason })),
    ...problems.map((problem) => words('SCHEDULING_INVALID', { problem, text: 'Anu' })),
  ];
  expect(new Set(all).size).toBe(all.length);
  for (const each of all) expect(each).toMatch(/^["A-Z].*\.$/);
});

it('has words for a reason nobody knows, also for one that every object has', () => {
  for (const reason of ['mondayClosed', 'constructor', '__proto__']) {
    expect(words('SCHEDULING_REFUSED', { reason })).toBe(words('SCHEDULING_REFUSED', { reason: 'other' }));
  }
  expect(words('SCHEDULING_INVALID', { problem: 'address', text: 'Anu' })).toContain('"Anu"');
});
