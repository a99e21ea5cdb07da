/** The words of "Test my setup": a sentence and the next thing to do for whatever a step found, and what its report says. */
import type { SetupFinding } from '../../../shared/model/setup-check.ts';
import type * as english from '../en/setup-check.ts';
import type { Worded } from '../language-pack.ts';
import { failureTexts } from './failures.ts';
import { findingTexts } from './setup-findings.ts';

export const setupTexts: Worded<typeof english.setupTexts> = {
  title: 'Tester ma configuration',
  hint: 'Offhook essaie tout ce qui se trouve entre cet ordinateur et les serveurs de votre entreprise, sans se connecter à votre compte. Aucun mot de passe n’est demandé ni envoyé. Cela prend moins d’une minute.',
  address: 'Votre adresse de connexion',
  addressPlaceholder: 'karen@contoso.com',
  addressMissing: 'Saisissez votre adresse de connexion, par exemple karen@contoso.com.',
  addressWrong: 'Ceci n’est pas une adresse de connexion. Saisissez-la sous la forme karen@contoso.com.',
  partner: 'Puis-je rejoindre une réunion de … ? (facultatif)',
  partnerHint: 'Le domaine d’une autre entreprise, une adresse de celle-ci, ou un lien de réunion.',
  start: 'Démarrer',
  again: 'Relancer',
  cancel: 'Annuler',
  steps: 'Étapes',
  empty: 'Rien n’a encore été essayé.',
  progress: (done, all) => `${done} étape${done > 1 ? 's' : ''} sur ${all} effectuée${done > 1 ? 's' : ''}`,
  running: (address) => `Test de la configuration pour ${address}`,
  cancelled: 'Le test a été annulé. Ce qui avait été trouvé jusque-là reste ci-dessous.',
  took: (time) => `Durée : ${time}`,
  whoMends: 'Qui peut y remédier',
  details: (step) => `Détails : ${step}`,
  copy: 'Copier au format texte',
  saveText: 'Enregistrer au format texte…',
  saveJson: 'Enregistrer au format JSON…',
  savePage: 'Enregistrer sous forme de page…',
  saved: 'Le rapport a été enregistré.',
  link: 'Tester ma configuration',
};

export const stepTitles: Worded<typeof english.stepTitles> = {
  devices: 'Micro, haut-parleur et caméra',
  network: 'Interface réseau',
  names: 'Noms des serveurs de votre entreprise',
  reach: 'Accès aux serveurs',
  certificate: 'Chiffrement et certificat',
  server: 'Ce que répond le serveur',
  web: 'Services web',
  partners: 'Comment d’autres entreprises trouvent la vôtre',
  partner: 'Réunions d’une autre entreprise',
  media: 'Ports pour le son et l’image',
};

/** Said beside a sign, so that colour is never alone. */
export const resultWords: Worded<typeof english.resultWords> = {
  green: 'Bon',
  amber: 'Attention',
  red: 'Ne fonctionne pas',
  skipped: 'Non examiné',
  waiting: 'En attente',
  running: 'En cours',
};

/** The whole of it in one sentence. */
export const headlines: Worded<typeof english.headlines> = {
  green: (address) => `Tout fonctionne : ${address} peut se connecter d’ici.`,
  amber: (address) => `Rien n’empêche ${address} de se connecter d’ici, mais certains points demandent de l’attention.`,
  red: (address) =>
    `Quelque chose ne fonctionne pas pour ${address} : les étapes marquées ci-dessous disent quoi, et qui peut y remédier.`,
  skipped: () => 'Rien n’a été examiné.',
};

export const menders: Worded<typeof english.menders> = {
  you: 'Vous, sur cet ordinateur.',
  network: 'Le responsable du réseau où se trouve cet ordinateur.',
  company: 'Les administrateurs des serveurs de votre entreprise.',
  either:
    'Le responsable du réseau où se trouve cet ordinateur, ou les administrateurs de votre entreprise : d’ici, un pare-feu et un serveur éteint se ressemblent.',
  partner: 'Les administrateurs de l’autre entreprise.',
};

/** What a step found, and what to do about it; the second may be empty. */
export function findingWords({ code, data = {}, failure }: SetupFinding): {
  readonly sentence: string;
  readonly next: string;
} {
  if (failure) {
    const text = failureTexts[failure.code];
    return { sentence: text.sentence(failure), next: text.next(failure) };
  }
  const words = code === 'failed' ? undefined : findingTexts[code];
  return { sentence: words?.sentence(data) ?? '', next: words?.next(data) ?? '' };
}

export const nameTrustWords: Worded<typeof english.nameTrustWords> = {
  trusted: 'appartient au domaine',
  untrusted: 'n’appartient pas au domaine : aucune connexion',
};

export const webKinds: Worded<typeof english.webKinds> = {
  lyncdiscover: 'Recherche du serveur (lyncdiscover)',
  'meeting-page': 'Pages de réunion',
  certificates: 'Certificats de connexion',
};

/** The labels of the details, in the window and in reports. */
export const detailTexts: Worded<typeof english.detailTexts> = {
  name: 'Nom',
  answer: 'Réponse',
  server: 'Serveur',
  address: 'Adresse',
  result: 'Résultat',
  time: 'Durée',
  connects: 'Accepte les connexions',
  device: 'Appareil',
  kinds: { microphone: 'Micro', speaker: 'Haut-parleur', camera: 'Caméra' },
  noDevice: 'Aucun',
  notAsked: 'Non demandé : les connexions non chiffrées sont désactivées',
  inUse: (name) => `${name} (utilisé)`,
  interface: 'Interface réseau',
  chosen: 'Utilisée',
  usable: 'Utilisable',
  unusable: 'Inutilisable',
  nameServers: 'Serveurs de noms',
  schemes: 'Modes de connexion',
  noSchemes: 'Aucun',
  known: 'Connus d’Offhook',
  software: 'Logiciel',
  answered: 'Réponse',
  roundTrips: 'Allers-retours',
  works: 'Répond',
  absent: 'Non publié',
  ports: 'Plage de ports',
  freePorts: 'Libres',
  portsTried: (free, tried) => `${free} sur ${tried} essayés`,
  localAddress: 'Adresse locale',
  echo: 'Paquet dans cet ordinateur',
  noEcho: 'N’est pas arrivé',
  outside: 'Vu de l’extérieur',
  silent: (server) => `${server} ne répond pas`,
  notPublished: 'Aucun serveur n’est publié pour cela',
  requirements: 'Ce qu’il faut pour participer en tant qu’invité',
  records: 'Enregistrements',
};

/** What only the reports say. */
export const reportTexts: Worded<typeof english.reportTexts> = {
  title: (address) => `Configuration pour ${address}`,
  made: (at, version) => `Testée le ${at} avec Offhook ${version}`,
  secretFree: 'Aucun mot de passe n’a été demandé ni envoyé, et ce rapport n’en contient aucun.',
  timeline: 'Déroulement des étapes',
  chain: 'Chaîne de certificats',
  what: 'Que faire',
  whole: 'Test entier',
};
