/** The words of "Check a server": what a look at a certificate found, and what its administrator should do. */
import type { Examination, ExaminedAddress } from '../../../shared/model/examination.ts';
import type { FailureCode } from '../../../shared/model/failure.ts';
import type { CertificateFacts, ChainLink, RevocationFacts } from '../../../shared/model/network.ts';
import { missingCertificate, reportOf, rootOf } from '../certificates-logic.ts';
import type * as english from '../en/certificates.ts';
import type { Worded } from '../language-pack.ts';
import { failureTexts } from './failures.ts';

export const checkTexts: Worded<typeof english.checkTexts> = {
  hint: 'Offhook se connecte à chaque adresse d’un serveur, examine son certificat et raccroche. Rien n’est envoyé.',
  server: 'Serveur',
  port: 'Port',
  serverExample: 'sip.contoso.com',
  serverWrong: 'Saisissez le nom ou l’adresse d’un serveur, par exemple sip.contoso.com.',
  portWrong: 'Saisissez un nombre de 1 à 65535.',
  check: 'Vérifier',
  checking: (host) => `Examen de ${host}`,
  none: 'Les serveurs vérifiés restent ici, le plus récent en premier, jusqu’à la fermeture de Diagnostics.',
  of: (host, port) => `${host}:${port}`,
  copyName: (host) => `Copier les résultats pour ${host}`,
  good: 'Le certificat est bon.',
  sent: 'Envoyés',
  noneSent: 'Aucun certificat',
  encryption: 'Chiffrement',
  revocation: 'Révocation',
  time: 'Examiné le',
  chain: 'La chaîne dont ce certificat a besoin, le serveur en premier',
  advice: 'Pour l’administrateur',
  key: 'Clé',
  signature: 'Signature',
  offeredAt: 'Proposé par son émetteur à',
  systemRoots: 'Racines de ce système',
};

/** What a person must know of where the system's roots come from. */
export const systemRootsWords: Worded<typeof english.systemRootsWords> = {
  unverified:
    'Non vérifiées : prises dans le magasin de Windows ou de macOS d’une façon que personne n’y a encore contrôlée',
  'out-of-reach': 'Inaccessibles ici : seules comptent les racines fournies avec Offhook et celles de votre entreprise',
};

/** Where a certificate of the chain came from. */
export const originWords: Worded<typeof english.originWords> = {
  sent: 'Envoyé par le serveur',
  'this-computer': 'Non envoyé : cet ordinateur l’a',
  missing: 'Manquant : le serveur devrait l’envoyer',
};

const notChecked: Record<NonNullable<RevocationFacts['reason']>, string> = {
  'not-stapled': 'le serveur n’a pas joint de preuve',
  'issuer-unknown': 'l’émetteur n’est pas connu',
  unreadable: 'la preuve envoyée par le serveur est illisible',
  'signer-untrusted': 'la preuve envoyée par le serveur n’est pas signée par l’émetteur',
  'other-certificate': 'la preuve envoyée par le serveur concerne un autre certificat',
  outdated: 'la preuve envoyée par le serveur n’est pas actuelle',
  'responder-does-not-know': 'l’émetteur répond qu’il ne sait pas',
};

/** Whether a certificate was taken back. */
export function revocationWords({ status, reason, at }: RevocationFacts): string {
  switch (status) {
    case 'good':
      return 'Non révoqué, preuve de l’émetteur à l’appui';
    case 'revoked':
      return at === undefined ? 'Révoqué' : `Révoqué depuis le ${day(at)}`;
    case 'not-checked':
      return reason ? `Non vérifié : ${notChecked[reason]}` : 'Non vérifié';
  }
}

/** A day as people read it. */
export function day(at: number): string {
  return new Date(at).toLocaleDateString('fr-FR', { dateStyle: 'medium' });
}

/** From when to when a certificate holds. */
export function validityOf({ validFrom, validTo }: CertificateFacts): string {
  return `${day(validFrom)} – ${day(validTo)}`;
}

/** How many certificates came, and whose. */
export function sentWords(sent: readonly CertificateFacts[]): string {
  const names = sent.map(({ subject }) => subject).join(', ');
  if (sent.length === 0) return checkTexts.noneSent;
  return sent.length === 1 ? `1 certificat : ${names}` : `${sent.length} certificats : ${names}`;
}

/** What a look came to, in one line. */
export function summaryOf({ host, port, addresses }: Examination): string {
  const bad = addresses.filter(({ failure }) => failure !== undefined).length;
  const where = addresses.length === 1 ? '' : ` à ${bad} adresse${bad > 1 ? 's' : ''} sur ${addresses.length}`;
  return `Examen de ${host}:${port} : ${bad === 0 ? 'tout va bien' : `il y a un problème${where}`}.`;
}

/** What the administrator of the server should do, a sentence each; nothing where the certificate is good. */
export function adviceFor(examined: ExaminedAddress, examination: Examination): readonly string[] {
  const code = examined.failure?.code;
  const advise = code === undefined ? undefined : advices[code];
  return advise ? advise(examined, examination) : [];
}

type Advise = (examined: ExaminedAddress, examination: Examination) => readonly string[];

const advices: Partial<Record<FailureCode, Advise>> = {
  CERTIFICATE_INTERMEDIATE_MISSING: missingAdvice,
  CERTIFICATE_UNKNOWN_ISSUER: ({ chain }) => [
    `Distribuez le certificat racine « ${rootOf(chain)} » aux utilisateurs de ce serveur, ou utilisez un certificat d’une autorité publique.`,
    'Les personnes extérieures à l’entreprise ne rejoignent des réunions ici que si leur ordinateur connaît l’autorité.',
  ],
  CERTIFICATE_SELF_SIGNED: () => [
    'Remplacez-le par un certificat d’une autorité : personne ne peut vérifier un certificat qui se signe lui-même.',
  ],
  CERTIFICATE_EXPIRED: ({ peer }) => [`Renouvelez le certificat et installez-le sur le serveur qui répond à ${peer}.`],
  CERTIFICATE_NOT_YET_VALID: () => [
    'Vérifiez l’horloge de l’autorité, ou attendez le début de validité du certificat.',
  ],
  CERTIFICATE_WRONG_NAME: ({ chain }, { host }) => [
    `Demandez à l’autorité un certificat qui désigne aussi ${host}. Celui-ci désigne : ${namesOf(chain)}.`,
  ],
  CERTIFICATE_WEAK: () => [
    'Demandez à l’autorité un certificat avec une clé RSA de 2048 bits ou plus, signé avec SHA-256.',
  ],
  CERTIFICATE_REVOKED: () => ['Remplacez-le sans attendre : son émetteur l’a révoqué.'],
  TLS_TOO_OLD: ({ protocol }) => [
    `Activez TLS 1.2${protocol ? ` : ce serveur ne va pas au-delà de ${protocol}` : ''}.`,
  ],
};

function namesOf(chain: readonly ChainLink[]): string {
  return chain[0]?.certificate?.names.join(', ') || (chain[0]?.name ?? 'personne');
}

function missingAdvice(examined: ExaminedAddress, examination: Examination): readonly string[] {
  const missing = missingCertificate(examined, examination);
  if (!missing) return [];
  const { first, other, needed } = missing;
  return [
    `Installez le certificat intermédiaire « ${first.name} » là où ${examined.peer} répond. Sur un répartiteur de charge, associez-le au certificat de ce serveur virtuel.`,
    ...(other ? [`${other.peer} l’envoie : son réglage peut être repris.`] : []),
    ...(first.url ? [`Son émetteur le propose à l’adresse ${first.url}.`] : []),
    `Le serveur doit ensuite envoyer, dans cet ordre : ${needed.join(', ')}.`,
    'Les navigateurs récupèrent d’eux-mêmes un certificat manquant, mais pas les téléphones ni les programmes comme celui-ci : seules certaines personnes rencontrent donc le problème.',
  ];
}

/** All of it as text to copy. */
export function examinationReport(examination: Examination): string {
  return reportOf(examination, {
    checkTexts,
    systemRootsWords,
    originWords,
    failureTexts,
    sentWords,
    validityOf,
    revocationWords,
    adviceFor,
  });
}
