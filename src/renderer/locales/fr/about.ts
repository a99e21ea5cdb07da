/** The words of About. */
import type * as english from '../en/about.ts';
import type { Worded } from '../language-pack.ts';

export const aboutTexts: Worded<typeof english.aboutTexts> = {
  title: 'À propos d’Offhook',
  what: 'Un téléphone logiciel et client de réunion pour Skype for Business Server et SIP standard, avec un labo intégré.',
  version: 'Version',
  runtime: 'Environnement d’exécution',
  platform: 'Système',
  sandbox: 'Bac à sable',
  sandboxOn: 'Activé',
  sandboxOff: 'Désactivé : lancé sans',
  passwords: 'Mots de passe',
  passwordsKept: (backend) => `Protégés par le bureau (${backend})`,
  passwordsNot: (backend) =>
    `Non enregistrés : cet environnement de bureau n’a pas d’endroit sûr${backend ? ` (${backend})` : ''}`,
  managed: 'Géré par',
  managedHeld: (path) => `Votre administrateur, dans ${path}`,
  managedRefused: (path) => `Votre administrateur, dans ${path}, qui n’a pas pu être lu`,
  managedForTests: 'indiqué pour des tests, pas celui du système',
  standIn:
    'Ceci est l’environnement de test. Il sert aux tests et aux premiers essais et ne reçoit aucune mise à jour de sécurité : ne l’utilisez pas pour travailler.',
  licence:
    'Offhook est un logiciel libre sous licence MIT. Les bibliothèques qu’il contient gardent leurs propres licences.',
  site: 'offhook.org',
  licences: (count) => `Licences des ${count} bibliothèques incluses`,
  licencesLoading: 'Recherche des licences',
  licencesNone: 'Cette version ne contient pas de liste de licences.',
  licencesFilter: 'Rechercher une bibliothèque ou une licence',
  licencesFilterClear: 'Effacer la recherche',
  licencesNoneFound: 'Aucune bibliothèque de ce nom.',
  licencesNoText: 'Le paquet ne fournit pas de texte.',
  chromium: 'Licences de Chromium',
};
