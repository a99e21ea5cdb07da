/** The German words of "Check a server": what a look at a certificate found, and what its administrator should do. */
import type { Examination, ExaminedAddress } from '../../../shared/model/examination.ts';
import type { FailureCode } from '../../../shared/model/failure.ts';
import type { CertificateFacts, ChainLink, RevocationFacts } from '../../../shared/model/network.ts';
import { missingCertificate, reportOf, rootOf } from '../certificates-logic.ts';
import type * as english from '../en/certificates.ts';
import type { Worded } from '../language-pack.ts';
import { failureTexts } from './failures.ts';

export const checkTexts: Worded<typeof english.checkTexts> = {
  hint: 'Offhook verbindet sich mit jeder Adresse eines Servers, sieht das Zertifikat an und legt auf. Es wird nichts gesendet.',
  server: 'Server',
  port: 'Port',
  serverExample: 'sip.contoso.com',
  serverWrong: 'Geben Sie den Namen oder die Adresse eines Servers ein, z. B. sip.contoso.com.',
  portWrong: 'Geben Sie eine Zahl von 1 bis 65535 ein.',
  check: 'Prüfen',
  checking: (host) => `${host} wird geprüft`,
  none: 'Geprüfte Server bleiben hier, die neuesten zuerst, bis die Diagnose geschlossen wird.',
  of: (host, port) => `${host}:${port}`,
  copyName: (host) => `Ergebnis für ${host} kopieren`,
  good: 'Das Zertifikat ist in Ordnung.',
  sent: 'Gesendet',
  noneSent: 'Kein Zertifikat',
  encryption: 'Verschlüsselung',
  revocation: 'Widerruf',
  time: 'Geprüft',
  chain: 'Die Kette, die dieses Zertifikat braucht, der Server zuerst',
  advice: 'Für den Administrator',
  key: 'Schlüssel',
  signature: 'Signatur',
  offeredAt: 'Beim Aussteller erhältlich unter',
  systemRoots: 'Stammzertifikate dieses Systems',
};

/** What a person must know of where the system's roots come from. */
export const systemRootsWords: Worded<typeof english.systemRootsWords> = {
  unverified:
    'Ungeprüft: aus dem Speicher von Windows oder macOS auf eine Art gelesen, die dort noch niemand geprüft hat',
  'out-of-reach':
    'Hier nicht erreichbar: Es zählen nur die Stammzertifikate, die Offhook mitbringt, und die Ihres Unternehmens',
};

/** Where a certificate of the chain came from. */
export const originWords: Worded<typeof english.originWords> = {
  sent: 'Vom Server gesendet',
  'this-computer': 'Nicht gesendet: Dieser Computer hat es',
  missing: 'Fehlt: Der Server sollte es senden',
};

const notChecked: Record<NonNullable<RevocationFacts['reason']>, string> = {
  'not-stapled': 'Der Server hat keinen Nachweis mitgesendet',
  'issuer-unknown': 'Der Aussteller ist nicht bekannt',
  unreadable: 'Der Nachweis des Servers ist nicht lesbar',
  'signer-untrusted': 'Der Nachweis des Servers ist nicht vom Aussteller signiert',
  'other-certificate': 'Der Nachweis des Servers gilt einem anderen Zertifikat',
  outdated: 'Der Nachweis des Servers ist nicht aktuell',
  'responder-does-not-know': 'Der Aussteller gibt an, es nicht zu wissen',
};

/** Whether a certificate was taken back. */
export function revocationWords({ status, reason, at }: RevocationFacts): string {
  switch (status) {
    case 'good':
      return 'Nicht widerrufen, vom Aussteller bestätigt';
    case 'revoked':
      return at === undefined ? 'Widerrufen' : `Widerrufen seit ${day(at)}`;
    case 'not-checked':
      return reason ? `Nicht geprüft: ${notChecked[reason]}` : 'Nicht geprüft';
  }
}

/** A day as people read it. */
export function day(at: number): string {
  return new Date(at).toLocaleDateString('de-DE', { dateStyle: 'medium' });
}

/** From when to when a certificate holds. */
export function validityOf({ validFrom, validTo }: CertificateFacts): string {
  return `${day(validFrom)} – ${day(validTo)}`;
}

/** How many certificates came, and whose. */
export function sentWords(sent: readonly CertificateFacts[]): string {
  const names = sent.map(({ subject }) => subject).join(', ');
  if (sent.length === 0) return checkTexts.noneSent;
  return sent.length === 1 ? `1 Zertifikat: ${names}` : `${sent.length} Zertifikate: ${names}`;
}

/** What a look came to, in one line. */
export function summaryOf({ host, port, addresses }: Examination): string {
  const bad = addresses.filter(({ failure }) => failure !== undefined).length;
  const where = addresses.length === 1 ? '' : ` bei ${bad} von ${addresses.length} Adressen`;
  return `${host}:${port} geprüft: ${bad === 0 ? 'alles in Ordnung' : `etwas stimmt nicht${where}`}.`;
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
    `Verteilen Sie das Stammzertifikat „${rootOf(chain)}“ an alle, die diesen Server verwenden, oder nehmen Sie ein Zertifikat einer öffentlichen Zertifizierungsstelle.`,
    'Personen außerhalb des Unternehmens können hier nur beitreten, wenn ihre Computer die Zertifizierungsstelle kennen.',
  ],
  CERTIFICATE_SELF_SIGNED: () => [
    'Ersetzen Sie es durch ein Zertifikat einer Zertifizierungsstelle: Eines, das sich selbst signiert, kann niemand prüfen.',
  ],
  CERTIFICATE_EXPIRED: ({ peer }) => [
    `Erneuern Sie das Zertifikat, und installieren Sie es auf dem Server, der unter ${peer} antwortet.`,
  ],
  CERTIFICATE_NOT_YET_VALID: () => [
    'Prüfen Sie die Uhr der Zertifizierungsstelle, oder warten Sie, bis das Zertifikat gültig wird.',
  ],
  CERTIFICATE_WRONG_NAME: ({ chain }, { host }) => [
    `Lassen Sie sich ein Zertifikat ausstellen, das auch ${host} nennt. Dieses nennt ${namesOf(chain)}.`,
  ],
  CERTIFICATE_WEAK: () => [
    'Lassen Sie sich ein Zertifikat mit einem RSA-Schlüssel von mindestens 2048 Bit ausstellen, signiert mit SHA-256.',
  ],
  CERTIFICATE_REVOKED: () => ['Ersetzen Sie es sofort: Der Aussteller hat es widerrufen.'],
  TLS_TOO_OLD: ({ protocol }) => [
    `Schalten Sie TLS 1.2 ein${protocol ? `: Dieser Server geht nicht über ${protocol} hinaus` : ''}.`,
  ],
};

function namesOf(chain: readonly ChainLink[]): string {
  return chain[0]?.certificate?.names.join(', ') || (chain[0]?.name ?? 'niemanden');
}

function missingAdvice(examined: ExaminedAddress, examination: Examination): readonly string[] {
  const missing = missingCertificate(examined, examination);
  if (!missing) return [];
  const { first, other, needed } = missing;
  return [
    `Installieren Sie das Zwischenzertifikat „${first.name}“ dort, wo ${examined.peer} beantwortet wird. Auf einem Lastenausgleich ordnen Sie es dem Zertifikat dieses virtuellen Servers zu.`,
    ...(other ? [`${other.peer} sendet es, dessen Einstellung lässt sich also übernehmen.`] : []),
    ...(first.url ? [`Der Aussteller bietet es unter ${first.url} an.`] : []),
    `Danach muss der Server in dieser Reihenfolge senden: ${needed.join(', ')}.`,
    'Browser holen ein fehlendes Zertifikat von selbst. Telefone und Programme wie dieses nicht, daher haben nur manche Personen Probleme.',
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
