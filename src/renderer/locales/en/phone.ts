/** The words of the phone: the dial pad, the list of calls, and "Try a number". */
import { type CallLogEntry, type CallResult, callResult } from '../../../shared/model/call-log.ts';
import type { DialPlanState, DialResult, DialWarning } from '../../../shared/model/dial-plan.ts';
import { dateAndTime, dayWords, elapsed, isolated } from '../format.ts';
import { callStateWords } from './calls.ts';
import { failureTexts } from './failures.ts';

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
  redial: 'Redial',
  redialName: (name: string) => `Redial ${name}`,
  callVoicemail: 'Call voicemail',
  callBack: (name: string) => `Call ${name} back`,
} as const;

/** The words of the list of calls. */
export const callListTexts = {
  title: 'Recent calls',
  none: 'Calls you make and take appear here.',
  notKept: 'They are forgotten when you sign out or Offhook closes.',
  today: 'Today',
  yesterday: 'Yesterday',
  withheld: 'They did not show who they are.',
  callAgain: (name: string) => `Call ${isolated(name)} again`,
  details: 'Details',
  detailsOf: (name: string, time: string) => `Details of the call with ${isolated(name)} at ${time}`,
  why: 'How it ended',
  at: 'When',
  talked: 'Length',
  who: 'Number or address',
  onBehalfOf: 'Meant for',
  older: 'Show older calls',
  allFound: (count: number) => `Show all ${count} calls`,
  remove: 'Remove…',
  removeTitle: 'Remove this call?',
  removeBody: (name: string, time: string) =>
    `The call with ${isolated(name)}, ${time}, is removed from this computer. It cannot be undone.`,
  clear: 'Remove all calls…',
  clearTitle: 'Remove all calls?',
  clearBody: 'The whole list of calls is removed from this computer. What was written stays. It cannot be undone.',
  confirm: 'Remove',
  cancel: 'Cancel',
} as const;

/** Which way a call went, or that nobody took it here. */
function callWay({ direction, ending }: Pick<CallLogEntry, 'direction' | 'ending'>): string {
  if (ending === 'missed') return 'Missed';
  return direction === 'in' ? 'Incoming' : 'Outgoing';
}

/** What became of a call that nobody took. */
export const callResults: Record<CallResult, string> = {
  busy: 'Busy',
  'do-not-disturb': 'Do not disturb',
  declined: 'Declined',
  unanswered: 'Not answered',
  'no-such-number': 'Nobody has this number',
  'number-incomplete': 'Number incomplete',
  'no-such-address': 'Nobody has this address',
  'not-allowed': 'Not allowed',
  unreachable: 'Could not be reached',
};

type Summed = Pick<CallLogEntry, 'direction' | 'peer' | 'ending' | 'failure' | 'at' | 'talkedMs'>;

/** Which way a call went, what became of it where nobody took it, when, and for how long: `Outgoing · Busy · 12:37`. */
export function callLine(call: Summed, when: string): string {
  const result = callResult(call);
  const length = call.talkedMs === undefined ? undefined : elapsed(call.talkedMs);
  return [callWay(call), result && callResults[result], when, length].filter(Boolean).join(' · ');
}

/** One call on one line: `Missed · 30 Mar 2026, 12:37`. */
export function lastCallWords(call: Summed): string {
  return callLine(call, dateAndTime(call.at));
}

/** Why a call is over, as it is said when it ends. */
export function callEndWords({ at, ending, failure }: Pick<CallLogEntry, 'at' | 'ending' | 'failure'>): string {
  const end = callStateWords({ state: 'ended', hold: 'none', end: { why: ending } });
  // A list may be older than this program, and know of failures that it does not.
  if (!failure || !Object.hasOwn(failureTexts, failure.code)) return end;
  return failureTexts[failure.code].sentence({ ...failure, at });
}

/** `Today`, `Yesterday`, else the day. */
export function callDay(at: number, now: number): string {
  const day = new Date(at).toDateString();
  if (day === new Date(now).toDateString()) return callListTexts.today;
  const yesterday = new Date(now);
  yesterday.setDate(yesterday.getDate() - 1);
  return day === yesterday.toDateString() ? callListTexts.yesterday : dayWords(at);
}

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
