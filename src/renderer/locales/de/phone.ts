/** The German words of the phone: the dial pad, the list of calls, and "Try a number". */
import { type CallLogEntry, callResult } from '../../../shared/model/call-log.ts';
import type * as english from '../en/phone.ts';
import { dateAndTime, dayWords, elapsed, isolated } from '../format.ts';
import type { Worded } from '../language-pack.ts';
import { callStateWords } from './calls.ts';
import { failureTexts } from './failures.ts';

export const phoneTexts: Worded<typeof english.phoneTexts> = {
  pane: 'Telefon',
  title: 'Nummer prüfen',
  hint: 'Sehen Sie, was gewählt würde und nach welcher Regel Ihres Unternehmens.',
  label: 'Nummer',
  wouldDial: (number) => `Würde ${number} wählen`,
  plan: 'Wählplan',
  openPlan: (name, rules) =>
    name === undefined ? 'Wählplan' : `Wählplan ${name}: ${rules === 1 ? '1 Regel' : `${rules} Regeln`}`,
  rules: 'Regeln, der Reihe nach',
  noRules: 'Dieser Wählplan hat keine Regeln.',
  extension: 'Durchwahl',
  emergency: 'Notruf- oder Servicenummer',
  prefixStripped: 'Amtskennziffer entfernt',
  notAnchored: 'Dieses Muster sagt nicht, wo es endet, daher bleibt der Rest der Nummer erhalten.',
  prefix: (prefix, works) =>
    works
      ? `Amtskennziffer: ${prefix}. Sie entfällt, wenn eine Regel zum Rest passt.`
      : `Amtskennziffer: ${prefix}; dieser Plan verwendet sie nicht.`,
  onTheWire: (address) => `Gesendet wird: ${address}`,
  extensionOf: (digits) => `Durchwahl ${digits}`,
  rule: (number) => `Regel ${number}`,
};

/** The words of the keys, in a call and before one. */
export const keypadTexts: Worded<typeof english.keypadTexts> = {
  keypad: 'Wähltasten',
  keyNames: { '*': 'Stern', '#': 'Raute' },
  plus: 'Lange gedrückt: Plus',
  dial: 'Nummer wählen',
  field: 'Nummer oder Adresse',
  remove: 'Letztes Zeichen entfernen',
  call: 'Anrufen',
  redial: 'Wahlwiederholung',
  redialName: (name) => `Wahlwiederholung: ${name}`,
  callVoicemail: 'Voicemail anrufen',
  callBack: (name) => `${name} zurückrufen`,
};

/** The words of the list of calls. */
export const callListTexts: Worded<typeof english.callListTexts> = {
  title: 'Letzte Anrufe',
  none: 'Anrufe, die Sie machen und annehmen, erscheinen hier.',
  notKept: 'Sie werden vergessen, wenn Sie sich abmelden oder Offhook schließt.',
  today: 'Heute',
  yesterday: 'Gestern',
  withheld: 'Der Anrufer hat nicht gezeigt, wer er ist.',
  callAgain: (name) => `${isolated(name)} erneut anrufen`,
  details: 'Details',
  detailsOf: (name, time) => `Details des Anrufs mit ${isolated(name)} um ${time}`,
  why: 'Wie er endete',
  at: 'Wann',
  talked: 'Dauer',
  who: 'Nummer oder Adresse',
  onBehalfOf: 'Bestimmt für',
  older: 'Ältere Anrufe anzeigen',
  allFound: (count) => `Alle ${count} Anrufe anzeigen`,
  remove: 'Entfernen…',
  removeTitle: 'Diesen Anruf entfernen?',
  removeBody: (name, time) =>
    `Der Anruf mit ${isolated(name)}, ${time}, wird von diesem Computer entfernt. Das lässt sich nicht rückgängig machen.`,
  clear: 'Alle Anrufe entfernen…',
  clearTitle: 'Alle Anrufe entfernen?',
  clearBody:
    'Die ganze Anrufliste wird von diesem Computer entfernt. Geschriebenes bleibt. Das lässt sich nicht rückgängig machen.',
  confirm: 'Entfernen',
  cancel: 'Abbrechen',
};

/** Which way a call went, or that nobody took it here. */
function callWay({ direction, ending }: Pick<CallLogEntry, 'direction' | 'ending'>): string {
  if (ending === 'missed') return 'Verpasst';
  return direction === 'in' ? 'Eingehend' : 'Ausgehend';
}

/** What became of a call that nobody took. */
export const callResults: Worded<typeof english.callResults> = {
  busy: 'Besetzt',
  'do-not-disturb': 'Nicht stören',
  declined: 'Abgelehnt',
  unanswered: 'Nicht angenommen',
  'no-such-number': 'Nummer nicht vergeben',
  'number-incomplete': 'Nummer unvollständig',
  'no-such-address': 'Adresse unbekannt',
  'not-allowed': 'Nicht erlaubt',
  unreachable: 'Nicht erreichbar',
};

type Summed = Pick<CallLogEntry, 'direction' | 'peer' | 'ending' | 'failure' | 'at' | 'talkedMs'>;

/** Which way a call went, what became of it where nobody took it, when, and for how long: `Ausgehend · Besetzt · 12:37`. */
export function callLine(call: Summed, when: string): string {
  const result = callResult(call);
  const length = call.talkedMs === undefined ? undefined : elapsed(call.talkedMs);
  return [callWay(call), result && callResults[result], when, length].filter(Boolean).join(' · ');
}

/** One call on one line: `Verpasst · 30.03.2026, 12:37`. */
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

/** `Heute`, `Gestern`, else the day. */
export function callDay(at: number, now: number): string {
  const day = new Date(at).toDateString();
  if (day === new Date(now).toDateString()) return callListTexts.today;
  const yesterday = new Date(now);
  yesterday.setDate(yesterday.getDate() - 1);
  return day === yesterday.toDateString() ? callListTexts.yesterday : dayWords(at);
}

/** Why a number becomes what it becomes. */
export const dialOutcomes: Worded<typeof english.dialOutcomes> = {
  matched: 'Eine Regel passt.',
  'no-rule': 'Keine Wählplanregel passt, daher wird wie eingegeben gewählt.',
  'no-plan': 'Es gibt keinen Wählplan, daher wird wie eingegeben gewählt.',
  'not-a-number': 'Das ist keine Nummer.',
  'too-long': 'Das ist zu lang für eine Nummer.',
};

export const dialWarnings: Worded<typeof english.dialWarnings> = {
  'not-anchored': 'Die Regel sagt nicht, wo eine Nummer endet; was sie nicht nennt, bleibt daher erhalten.',
  'plan-not-active': 'Der Wählplan wird noch abgerufen: Vorerst würde wie eingegeben gewählt.',
  'unusable-rule-before': 'Eine frühere Regel kann hier nicht ausgeführt werden und hätte vielleicht gepasst.',
  'prefix-without-effect': 'Die Nummer beginnt mit der Amtskennziffer, die dieser Plan nicht verwendet.',
  'result-not-a-number': 'Die Regel ergab etwas, das keine Nummer ist, daher kann nichts gewählt werden.',
};

export const dialPlanStates: Worded<typeof english.dialPlanStates> = {
  none: 'Ihr Unternehmen hat keinen Wählplan gesendet. Nummern werden wie eingegeben gewählt.',
  loading: 'Der Wählplan wird bei Ihrem Unternehmen abgerufen.',
  active: 'Aktiv',
  failed: 'Der Wählplan war nicht verwendbar. Nummern werden wie eingegeben gewählt.',
};
