/** The words of "Try a number". */
import type { DialPlanState, DialResult } from '../../../shared/model/dial-plan.ts';

export const phoneTexts = {
  pane: 'Phone',
  title: 'Try a number',
  hint: 'See what would be dialled, and by which rule of your company.',
  label: 'Number',
  wouldDial: (number: string) => `Would dial ${number}`,
  plan: 'Dial plan',
  rules: 'Rules, in order',
  noRules: 'This dial plan has no rules.',
  extension: 'Extension',
  emergency: 'Emergency or service number',
  prefixStripped: 'Outside-line prefix removed',
  notAnchored: 'This pattern does not say where it ends, so the rest of the number is kept.',
  rule: (number: number) => `Rule ${number}`,
} as const;

/** Why a number becomes what it becomes. */
export const dialOutcomes: Record<DialResult['outcome'], string> = {
  matched: 'A rule matched.',
  'no-rule': 'No dial-plan rule matched, so it is dialled as typed.',
  'no-plan': 'There is no dial plan, so it is dialled as typed.',
  'not-a-number': 'This is not a number.',
  'too-long': 'This is too long for a number.',
};

export const dialPlanStates: Record<DialPlanState['state'], string> = {
  none: 'Your company sent no dial plan. Numbers are dialled as typed.',
  loading: 'Asking your company for the dial plan.',
  active: 'Active',
  failed: 'The dial plan could not be used. Numbers are dialled as typed.',
};
