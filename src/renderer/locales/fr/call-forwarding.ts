/** The words of call forwarding. */
import type * as english from '../en/call-forwarding.ts';
import type { Worded } from '../language-pack.ts';

export const forwardingTexts: Worded<typeof english.forwardingTexts> = {
  mode: 'Appels que vous recevez',
  modeHint:
    'Le serveur de votre entreprise applique ce choix à tous vos appareils, même quand Offhook n’est pas lancé.',
  to: 'Vers',
  also: 'Faire aussi sonner',
  address: 'Numéro ou personne',
  addressHint: 'Un numéro tel que vous le composeriez, ou l’adresse d’une personne.',
  addressWrong: 'Saisissez un numéro ou l’adresse d’une personne.',
  unanswered: 'Renvoyer les appels sans réponse vers',
  unansweredNot: 'Les appels sont renvoyés aussitôt : aucun ne reste sans réponse ici.',
  seconds: 'Après ce nombre de secondes',
  workHours: 'Seulement pendant mes heures de travail',
  workHoursHint: 'D’après les heures de votre calendrier Exchange ; sinon, vos appareils sonnent comme d’habitude.',
  save: 'Enregistrer',
  saved: 'Enregistré. Vos appels suivent désormais ce chemin.',
  none: 'Connectez-vous à un serveur d’entreprise pour voir où vont vos appels.',
  waiting: 'Demande au serveur où vont vos appels.',
  unreadable: 'Les règles de vos appels ne peuvent pas être lues et restent donc inchangées.',
  differs: 'Les appels de certains groupes suivent un autre chemin. Si vous enregistrez, tous suivront le même.',
  blocksAll: 'Un autre programme refuse tous vos appels. Enregistrer ici y met fin.',
  people: 'Délégués et équipe',
  peopleHint: 'Qui peut prendre des appels pour vous. Votre entreprise ou un autre programme les désigne.',
  delegates: 'Délégués',
  team: 'Équipe',
  nobody: 'Personne',
  forwardForbidden: 'Votre entreprise n’autorise pas le renvoi d’appels.',
  ringForbidden: 'Votre entreprise n’autorise pas d’autres téléphones à sonner avec les vôtres.',
  delegatesForbidden: 'Votre entreprise n’autorise pas les délégués.',
  teamForbidden: 'Votre entreprise n’autorise pas les appels d’équipe.',
  noVoicemail: 'Vous n’avez pas de messagerie vocale.',
  noDelegates: 'Vous n’avez pas de délégués.',
  noTeam: 'Vous n’avez pas d’équipe.',
  not: (label, reason) => `${label} (${reason.replace(/\.$/, '')})`,
  line: (to) => `Appels renvoyés vers : ${to}`,
  lineAlso: (to) => `Les appels font aussi sonner : ${to}`,
  lineBlocked: 'Tous vos appels sont refusés',
  change: 'Modifier la destination des appels',
  turnOff: 'Désactiver',
  turnOffName: 'Désactiver le renvoi d’appels',
};

export const forwardingModes: Worded<typeof english.forwardingModes> = {
  off: 'Faire sonner mes appareils seulement',
  forward: 'Renvoyer mes appels',
  'ring-also': 'Faire sonner mes appareils et ceux de quelqu’un d’autre',
};

/** Where each rule for calls comes from. */
export const forwardingSources: Worded<typeof english.forwardingSources> = {
  default: 'Valeur par défaut.',
  server: 'Conservé sur le serveur de votre entreprise.',
  person: 'Choisi par vous, pas encore enregistré.',
};

export const targetKinds: Worded<typeof english.targetKinds> = {
  address: 'Un numéro ou une personne',
  voicemail: 'Messagerie vocale',
  delegates: 'Mes délégués',
  team: 'Mon équipe',
};

/** Within a sentence. */
export const targetWords: Worded<typeof english.targetWords> = {
  voicemail: 'messagerie vocale',
  delegates: 'vos délégués',
  team: 'votre équipe',
};

/** Where the rules name nobody. */
export const nobodyWords = 'personne';
