/** The words of the phone: the dial pad, the list of calls, and "Try a number". */
import { type CallLogEntry, callResult } from '../../../shared/model/call-log.ts';
import type * as english from '../en/phone.ts';
import { dateAndTime, dayWords, elapsed, isolated } from '../format.ts';
import type { Worded } from '../language-pack.ts';
import { callStateWords } from './calls.ts';
import { failureTexts } from './failures.ts';

export const phoneTexts: Worded<typeof english.phoneTexts> = {
  pane: 'Téléphone',
  title: 'Essayer un numéro',
  hint: 'Voyez ce qui serait composé, et selon quelle règle de votre entreprise.',
  label: 'Numéro',
  wouldDial: (number) => `Composerait ${number}`,
  plan: 'Plan de numérotation',
  openPlan: (name, rules) =>
    name === undefined
      ? 'Plan de numérotation'
      : `Plan de numérotation ${name} : ${rules === 1 ? '1 règle' : `${rules} règles`}`,
  rules: 'Règles, dans l’ordre',
  noRules: 'Ce plan de numérotation n’a pas de règles.',
  extension: 'Poste',
  emergency: 'Numéro d’urgence ou de service',
  prefixStripped: 'Préfixe de ligne extérieure retiré',
  notAnchored: 'Ce motif n’indique pas où il finit : le reste du numéro est conservé.',
  prefix: (prefix, works) =>
    works
      ? `Ligne extérieure : ${prefix}. Ce préfixe est retiré quand une règle correspond au reste.`
      : `Ligne extérieure : ${prefix}, que ce plan n’utilise pas.`,
  onTheWire: (address) => `Envoyé au serveur : ${address}`,
  extensionOf: (digits) => `Poste ${digits}`,
  rule: (number) => `Règle ${number}`,
};

/** The words of the keys, in a call and before one. */
export const keypadTexts: Worded<typeof english.keypadTexts> = {
  keypad: 'Clavier',
  /** Keys whose sign is no word; the others are read as they are. */
  keyNames: { '*': 'Étoile', '#': 'Dièse' },
  plus: 'Appui long : plus',
  dial: 'Composer un numéro',
  field: 'Numéro ou adresse',
  remove: 'Supprimer le dernier caractère',
  call: 'Appeler',
  redial: 'Rappeler',
  redialName: (name) => `Rappeler ${name}`,
  callVoicemail: 'Appeler la messagerie vocale',
  callBack: (name) => `Rappeler ${name}`,
};

/** The words of the list of calls. */
export const callListTexts: Worded<typeof english.callListTexts> = {
  title: 'Appels récents',
  none: 'Les appels que vous passez et prenez apparaissent ici.',
  notKept: 'Ils sont oubliés quand vous vous déconnectez ou fermez Offhook.',
  today: 'Aujourd’hui',
  yesterday: 'Hier',
  withheld: 'Identité masquée.',
  callAgain: (name) => `Rappeler ${isolated(name)}`,
  details: 'Détails',
  detailsOf: (name, time) => `Détails de l’appel avec ${isolated(name)} à ${time}`,
  why: 'Fin de l’appel',
  at: 'Quand',
  talked: 'Durée',
  who: 'Numéro ou adresse',
  onBehalfOf: 'Destiné à',
  older: 'Afficher les plus anciens',
  allFound: (count) => `Afficher les ${count} appels`,
  remove: 'Supprimer…',
  removeTitle: 'Supprimer cet appel ?',
  removeBody: (name, time) =>
    `L’appel avec ${isolated(name)}, ${time}, est supprimé de cet ordinateur. Cette action est irréversible.`,
  clear: 'Supprimer tous les appels…',
  clearTitle: 'Supprimer tous les appels ?',
  clearBody:
    'Toute la liste des appels est supprimée de cet ordinateur. Les messages écrits restent. Cette action est irréversible.',
  confirm: 'Supprimer',
  cancel: 'Annuler',
};

/** Which way a call went, or that nobody took it here. */
function callWay({ direction, ending }: Pick<CallLogEntry, 'direction' | 'ending'>): string {
  if (ending === 'missed') return 'Manqué';
  return direction === 'in' ? 'Entrant' : 'Sortant';
}

/** What became of a call that nobody took. */
export const callResults: Worded<typeof english.callResults> = {
  busy: 'Occupé',
  'do-not-disturb': 'Ne pas déranger',
  declined: 'Refusé',
  unanswered: 'Sans réponse',
  'no-such-number': 'Numéro non attribué',
  'number-incomplete': 'Numéro incomplet',
  'no-such-address': 'Adresse inconnue',
  'not-allowed': 'Non autorisé',
  unreachable: 'Injoignable',
};

type Summed = Pick<CallLogEntry, 'direction' | 'peer' | 'ending' | 'failure' | 'at' | 'talkedMs'>;

/** Which way a call went, what became of it where nobody took it, when, and for how long: `Sortant · Occupé · 12:37`. */
export function callLine(call: Summed, when: string): string {
  const result = callResult(call);
  const length = call.talkedMs === undefined ? undefined : elapsed(call.talkedMs);
  return [callWay(call), result && callResults[result], when, length].filter(Boolean).join(' · ');
}

/** One call on one line: `Manqué · 30 mars 2026, 12:37`. */
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

/** `Aujourd’hui`, `Hier`, else the day. */
export function callDay(at: number, now: number): string {
  const day = new Date(at).toDateString();
  if (day === new Date(now).toDateString()) return callListTexts.today;
  const yesterday = new Date(now);
  yesterday.setDate(yesterday.getDate() - 1);
  return day === yesterday.toDateString() ? callListTexts.yesterday : dayWords(at);
}

/** Why a number becomes what it becomes. */
export const dialOutcomes: Worded<typeof english.dialOutcomes> = {
  matched: 'Une règle correspond.',
  'no-rule': 'Aucune règle de numérotation ne correspond : le numéro est composé tel quel.',
  'no-plan': 'Il n’y a pas de plan de numérotation : le numéro est composé tel quel.',
  'not-a-number': 'Ce n’est pas un numéro.',
  'too-long': 'C’est trop long pour un numéro.',
};

export const dialWarnings: Worded<typeof english.dialWarnings> = {
  'not-anchored': 'La règle n’indique pas où finit un numéro : ce qu’elle ne mentionne pas est conservé.',
  'plan-not-active':
    'Le plan de numérotation est en cours de récupération : pour l’instant, le numéro serait composé tel quel.',
  'unusable-rule-before': 'Une règle précédente, inutilisable ici, aurait pu correspondre.',
  'prefix-without-effect': 'Le numéro commence par le préfixe de ligne extérieure, que ce plan n’utilise pas.',
  'result-not-a-number': 'La règle n’a pas produit un numéro : rien ne peut être composé.',
};

export const dialPlanStates: Worded<typeof english.dialPlanStates> = {
  none: 'Votre entreprise n’a pas envoyé de plan de numérotation. Les numéros sont composés tels quels.',
  loading: 'Récupération du plan de numérotation de votre entreprise.',
  active: 'Actif',
  failed: 'Le plan de numérotation n’a pas pu être utilisé. Les numéros sont composés tels quels.',
};
