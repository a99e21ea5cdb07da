/** The words of the phone: the dial pad, what was missed, and "Try a number". */
import type { DialPlanState, DialResult, DialWarning } from '../../../shared/model/dial-plan.ts';

export const phoneTexts = {
  pane: 'Phone',
  title: 'Try a number',
  hint: 'See what would be dialled, and by which rule of your company.',
  label: 'Number',
  wouldDial: (number: string) => `Would dial ${number}`,
  plan: 'Dial plan',
  openPlan: (name: string | undefined, rules: number) =>
    name === undefined ? 'Dial plan' : `Dial plan ${name}: ${rules === 1 ? '1 rule' : `${rules} rules`}`,
  rules: 'Rules, in order',
  noRules: 'This dial plan has no rules.',
  extension: 'Extension',
  emergency: 'Emergency or service number',
  prefixStripped: 'Outside-line prefix removed',
  notAnchored: 'This pattern does not say where it ends, so the rest of the number is kept.',
  prefix: (prefix: string, works: boolean) =>
    works
      ? `Outside line: ${prefix}. It is left out when a rule matches the rest.`
      : `Outside line: ${prefix}, which this plan does not use.`,
  onTheWire: (address: string) => `On the wire: ${address}`,
  extensionOf: (digits: string) => `Extension ${digits}`,
  rule: (number: number) => `Rule ${number}`,
} as const;

/** The words of the keys, in a call and before one. */
export const keypadTexts = {
  keypad: 'Keypad',
  /** Keys whose sign is no word; the others are read as they are. */
  keyNames: { '*': 'Star', '#': 'Hash' } as Readonly<Record<string, string>>,
  plus: 'Held down: plus',
  dial: 'Dial a number',
  field: 'Number or address',
  remove: 'Remove the last character',
  call: 'Call',
  video: 'Video call',
  redial: 'Redial',
  redialName: (name: string) => `Redial ${name}`,
  callVoicemail: 'Call voicemail',
  callBack: (name: string) => `Call ${name} back`,
  recent: 'Recent calls',
  recentNone: 'Calls you make and take appear here while Offhook runs.',
  inbound: 'Incoming',
  outbound: 'Outgoing',
  missedCall: 'Missed',
} as const;

/** Why a number becomes what it becomes. */
export const dialOutcomes: Record<DialResult['outcome'], string> = {
  matched: 'A rule matched.',
  'no-rule': 'No dial-plan rule matched, so it is dialled as typed.',
  'no-plan': 'There is no dial plan, so it is dialled as typed.',
  'not-a-number': 'This is not a number.',
  'too-long': 'This is too long for a number.',
};

export const dialWarnings: Record<DialWarning, string> = {
  'not-anchored': 'The rule does not say where a number ends, so what it does not name is kept.',
  'plan-not-active': 'The dial plan is still being fetched: for now it would be dialled as typed.',
  'unusable-rule-before': 'An earlier rule cannot be run here and might have matched.',
  'prefix-without-effect': 'It begins with the prefix for outside lines, which this plan does not use.',
  'result-not-a-number': 'The rule made something that is no number, so nothing can be dialled.',
};

export const dialPlanStates: Record<DialPlanState['state'], string> = {
  none: 'Your company sent no dial plan. Numbers are dialled as typed.',
  loading: 'Asking your company for the dial plan.',
  active: 'Active',
  failed: 'The dial plan could not be used. Numbers are dialled as typed.',
};
