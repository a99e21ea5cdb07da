/** The location profile of every company: the five rules of the seed (mission G1 to G7). */
import type { DialPlan } from './topology.ts';

const rules: readonly (readonly [pattern: string, translation: string])[] = [
  ['^(\\d{6})$', '+441785$1'],
  ['^0([1-9])(\\d*)$', '+44$1$2'],
  ['^(00)?([1-9])(\\d{5,})$', '+$2$3'],
  ['^(999$|112$|123$|101$)', '+$1'],
  ['^\\+440(\\d{10}\\d?\\d?)', '+44$1'],
];

export const ukDialPlan: DialPlan = {
  name: 'UK_dial_plan',
  rules: rules.map(([pattern, translation]) => ({ pattern, translation, internalExtension: false })),
  externalAccessPrefix: '9',
  optimizeDeviceDialing: true,
};
