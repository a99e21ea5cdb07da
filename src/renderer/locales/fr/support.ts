/** The words of "Save for support" and of a session that ended badly. */
import type { SupportFileName } from '../../../shared/model/support.ts';
import type * as english from '../en/support.ts';
import type { Worded } from '../language-pack.ts';

const files: Readonly<Record<SupportFileName, string>> = {
  'outcome.txt': 'Ce qu’est devenue cette session',
  'versions.txt': 'Versions des composants',
  'journey.txt': 'La dernière connexion, étape par étape',
  'configuration.txt': 'Informations de configuration',
  'network.json': 'Réseau, connexions et appareils',
  'settings.json': 'Paramètres',
  'ladder.txt': 'Messages sous forme de flèches',
  'trace.jsonl': 'Trace des échanges',
  'trace.uccapilog': 'Trace au format du client de Microsoft',
};

export const supportTexts: Worded<typeof english.supportTexts> = {
  title: 'Enregistrer pour le support',
  hint: 'Offhook enregistre ces fichiers dans un fichier zip à l’endroit de votre choix, et n’envoie rien. Ils ne contiennent ni mots de passe, ni clés, ni messages, ni participants de réunions ; mais bien les noms des personnes et serveurs avec qui vous avez échangé. Les fichiers sont rédigés en anglais.',
  files: 'Fichiers à enregistrer',
  fileNames: files,
  size: (lines, size) => `${lines === 1 ? '1 ligne' : `${lines} lignes`}, ${size}`,
  show: (file) => `Lire ${file}`,
  read: 'Lire',
  preview: (file) => `Toutes les lignes de ${file}`,
  emptyLine: (number: number) => `La ligne ${number} est vide`,
  wholeLine: 'La ligne choisie',
  wholeLineHint: 'Choisissez une ligne pour la lire en entier.',
  loading: 'Collecte des fichiers',
  save: 'Enregistrer…',
  saved: 'Enregistré.',
  again: 'Collecter de nouveau',
  nothingChosen: 'Choisissez au moins un fichier.',
  logFolder: 'Ouvrir le dossier des journaux',
  crashFolder: 'Ouvrir le dossier des rapports de plantage',
  crashHint:
    'Les rapports de plantage restent sur cet ordinateur et ne font pas partie de ce qui est enregistré : ils contiennent des morceaux de mémoire, donc potentiellement n’importe quoi.',
  endedBadly: 'Offhook s’est arrêté de façon inattendue la dernière fois.',
  broke: 'Un composant interne d’Offhook a échoué.',
  badEndNext: 'Si cela se reproduit, enregistrez les fichiers pour le support.',
};
