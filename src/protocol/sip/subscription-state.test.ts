import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readSubscriptionState } from './subscription-state.ts';

it.each([
  ['active;expires=3600', { state: 'active' }],
  ['Pending ; expires=60', { state: 'pending' }],
  ['terminated;reason=Rejected', { state: 'terminated', reason: 'rejected' }],
  ['terminated;reason=probation;retry-after=30', { state: 'terminated', reason: 'probation', retryAfterSeconds: 30 }],
  ['terminated;retry-after=4000000000', { state: 'terminated', retryAfterSeconds: 86_400 }],
  ['terminated;retry-after=-1', { state: 'terminated' }],
  ['waiting', { state: 'active' }],
  ['terminated;"', { state: 'terminated' }],
  ['', undefined],
])('%s', (value, expected) => {
  expect(readSubscriptionState(value)).toEqual(expected);
});

it('never throws', () => {
  fc.assert(fc.property(fc.string(), (value) => void readSubscriptionState(value)));
});
