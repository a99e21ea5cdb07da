/** The words of the sign-in journey: stages, their states, and what happened in them. */
import type { JourneyStep, StepState } from '../../../shared/model/journey.ts';
import type * as english from '../en/journey.ts';
import { entryOf } from '../failure-text.ts';
import type { Worded } from '../language-pack.ts';
import { roleTitles } from './devices.ts';
import { interfaceReasons } from './network.ts';

export const stageTitles: Worded<typeof english.stageTitles> = {
  devices: 'Son et caméra',
  discovery: 'Recherche de votre serveur',
  connect: 'Connexion sécurisée',
  register: 'Ouverture de session',
  settings: 'Vos paramètres',
  contacts: 'Contacts et présence',
};

export const stagesTitle = 'Étapes de la connexion';

/** How many steps a stage had. */
export function stepCount(steps: number): string {
  return steps === 1 ? '1 étape' : `${steps} étapes`;
}

export const stateWords: Worded<typeof english.stateWords> = {
  waiting: 'En attente',
  running: 'En cours',
  done: 'Terminé',
  skipped: 'Ignoré',
  failed: 'Échec',
};

/** Of a stage that waited when one before it failed. */
export const notReached = 'Non atteinte';

function interfaceWords(reason: string | undefined): string {
  const known = Object.entries(interfaceReasons).find(([key]) => key === reason)?.[1];
  return (known ?? reason ?? 'non évaluée').toLowerCase();
}

function requests(count: string | undefined): string {
  return count === '1' ? '1 demande' : `${count ?? '?'} demandes`;
}

type StepWords = (data: Readonly<Record<string, string>>, state: StepState) => string;

/** What came, or that it did not. */
function received(done: string, failed: string): StepWords {
  return (_, state) => (state === 'failed' ? failed : done);
}

function protection(protocol: string | undefined): string {
  return protocol?.replace(/^TLSv/, 'TLS ') ?? 'chiffré';
}

/** After « à » and « de ». */
const toServer = (server: string | undefined) => (server ? `à ${server}` : 'au serveur');
const ofHost = (host: string | undefined) => (host ? `de ${host}` : 'du serveur');

const stepWords: Readonly<Record<string, StepWords>> = {
  device: (data) =>
    `${entryOf(roleTitles, data.device) ?? 'Appareil'} : ${data.label ?? 'aucun trouvé'}${data.volume ? `, volume ${data.volume}` : ''}`,
  interface: (data) => `Interface réseau ${data.name ?? '?'} : ${interfaceWords(data.reason)}`,
  lookups: (data) =>
    `Noms demandés : ${data.asked ?? '?'}, réponses : ${data.answered ?? '?'}${data.chosen ? ` : ${data.chosen}` : ''}`,
  connecting: (data) => `Connexion ${toServer(data.server)} (${data.address ?? 'adresse inconnue'})`,
  connected: (data) => `Connecté ${toServer(data.server)} (${data.address ?? 'adresse inconnue'})`,
  verified: (data) =>
    data.protocol === 'tcp'
      ? `La connexion ${toServer(data.host)} n’est pas chiffrée`
      : `Certificat ${ofHost(data.host)} vérifié, ${protection(data.protocol)}`,
  moved: (data) => `Votre compte se trouve sur ${data.server ?? 'un autre serveur'} ; passage à celui-ci`,
  unserved: (data) => `${data.server ?? 'Le serveur'} ${notServed(data.why)} ; recherche d’un autre serveur`,
  plain: () => 'Le serveur est un serveur SIP simple ; suite sans ce qui est propre à Skype for Business',
  registered: (data) =>
    `Enregistré ${data.scheme ? `avec ${data.scheme}` : 'auprès du serveur'} après ${requests(data.count)}`,
  provisioning: received(
    'Paramètres de l’entreprise reçus',
    'Les paramètres de l’entreprise n’ont pas pu être récupérés',
  ),
  'dial-plan': received('Plan de numérotation reçu', 'Le plan de numérotation n’a pas pu être récupéré'),
  'contact-list': received('Liste de contacts reçue', 'La liste de contacts n’a pas pu être récupérée'),
  available: received('Votre statut est publié', 'Votre statut n’a pas pu être publié'),
};

/** One sub-step in words. A kind without words of its own shows its name and what it carried. */
export function journeyStepWords(step: JourneyStep): string {
  const words = Object.hasOwn(stepWords, step.kind) ? stepWords[step.kind] : undefined;
  if (words) return words(step.data, step.state);
  const facts = Object.entries(step.data)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${plain(name)} ${value}`);
  const title = plain(step.kind);
  const start = title.charAt(0).toUpperCase() + title.slice(1);
  return facts.length > 0 ? `${start} : ${facts.join(', ')}` : start;
}

/** `dialPlan` and `dial-plan` as people write it. */
function plain(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('-', ' ')
    .toLowerCase();
}

function notServed(why: string | undefined): string {
  if (why === 'SERVER_UNAVAILABLE') return 'a répondu qu’il ne peut connecter personne pour le moment';
  return why === 'CONNECTION_LOST'
    ? 'a mis fin à la connexion avant de répondre'
    : 'a accepté la connexion sans répondre';
}

/** The name of a stage's list of steps. */
export function stepsOf(title: string): string {
  return `Étapes de « ${title} »`;
}
