/** The words of the window itself. */
import type * as english from '../en/app.ts';
import type { Worded } from '../language-pack.ts';

export const appTexts: Worded<typeof english.appTexts> = {
  brokenTitle: 'Cette fenêtre ne fonctionne plus',
  brokenBody: 'Votre connexion et votre réunion continuent. Rechargez la fenêtre pour les revoir.',
  reload: 'Recharger',
  dismiss: 'Fermer',
  back: 'Retour',
  details: 'Détails',
  copy: 'Copier',
  copied: 'Copié',
  copyDetails: 'Copier les détails',
  reportedBy: (server) => `Signalé par ${server}`,
  inMeeting: 'Vous êtes dans une réunion',
  backToMeeting: 'Revenir à la réunion',
  nothingOpen: 'Rien d’ouvert',
  nothingOpenBody: 'Choisissez quelqu’un à gauche, ou rejoignez une réunion.',
  side: 'Détails',
  meetingTitle: (subject) => `Réunion : ${subject}`,
  callTitle: (name) => `Appel : ${name}`,
  increase: 'Augmenter',
  decrease: 'Diminuer',
};

/** The names of a failure's facts; values are as the server wrote them. */
export const factNames: Worded<typeof english.factNames> = {
  code: 'Code',
  server: 'Serveur',
  answer: 'Réponse',
  advice: 'Pour un administrateur',
  certificates: 'Certificats envoyés',
  missing: 'Certificat manquant proposé à',
  more: 'Autres',
  time: 'Heure',
  meaning: 'Signification',
  source: 'Signalé par',
  parameters: 'Paramètres',
};
