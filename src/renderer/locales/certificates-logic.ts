/** What a look at a certificate comes to, as facts and as text to copy, whatever the language. */
import type { Examination, ExaminedAddress, SystemRoots } from '../../shared/model/examination.ts';
import type { FailureCode } from '../../shared/model/failure.ts';
import type { CertificateFacts, ChainLink, RevocationFacts } from '../../shared/model/network.ts';
import type { FailureText } from './failure-text.ts';
import { exactTime } from './format.ts';

/** Mission Q6: which certificate is missing, who of the other addresses sends it, and what has to be sent in the end. */
export interface MissingCertificate {
  readonly first: ChainLink;
  readonly other: ExaminedAddress | undefined;
  readonly needed: readonly string[];
}

/** Undefined where nothing is missing. */
export function missingCertificate(
  { chain }: ExaminedAddress,
  { addresses }: Examination,
): MissingCertificate | undefined {
  const first = chain.find(({ origin }) => origin === 'missing');
  if (!first) return undefined;
  return {
    first,
    other: addresses.find(({ sent }) => sent.some(({ subject }) => subject === first.name)),
    needed: chain.filter(({ origin }) => origin !== 'this-computer').map(({ name }) => name),
  };
}

/** The root that people's computers would have to know. */
export function rootOf(chain: readonly ChainLink[]): string {
  const last = chain.at(-1);
  return last?.certificate?.issuer ?? last?.name ?? '';
}

/** What a language says in the report. */
export interface ReportWords {
  readonly checkTexts: Readonly<Record<'systemRoots' | 'good' | 'encryption' | 'sent', string>>;
  readonly systemRootsWords: Readonly<Record<SystemRoots, string>>;
  readonly originWords: Readonly<Record<ChainLink['origin'], string>>;
  readonly failureTexts: Readonly<Record<FailureCode, FailureText>>;
  readonly sentWords: (sent: readonly CertificateFacts[]) => string;
  readonly validityOf: (certificate: CertificateFacts) => string;
  readonly revocationWords: (revocation: RevocationFacts) => string;
  readonly adviceFor: (examined: ExaminedAddress, examination: Examination) => readonly string[];
}

/** All of it as text to copy. */
export function reportOf(examination: Examination, words: ReportWords): string {
  const { host, port, at, addresses, systemRoots } = examination;
  const lines = addresses.flatMap((examined) => ['', ...addressReport(examined, examination, words)]);
  const roots = systemRoots ? [`${words.checkTexts.systemRoots}: ${words.systemRootsWords[systemRoots]}`] : [];
  return [`${host}:${port}, ${exactTime(at)}`, ...roots, ...lines].join('\n');
}

function addressReport(examined: ExaminedAddress, examination: Examination, words: ReportWords): readonly string[] {
  const { peer, failure, protocol, cipher, sent, chain } = examined;
  const { checkTexts, failureTexts, sentWords, adviceFor } = words;
  return [
    peer,
    failure ? `${failureTexts[failure.code].sentence(failure)} (${failure.code})` : checkTexts.good,
    ...(protocol ? [`${checkTexts.encryption}: ${[protocol, cipher].filter(Boolean).join(', ')}`] : []),
    ...(protocol ? [`${checkTexts.sent}: ${sentWords(sent)}`] : []),
    ...chain.flatMap((link) => linkReport(link, words)),
    ...adviceFor(examined, examination).map((line) => `* ${line}`),
  ];
}

function linkReport({ origin, name, certificate, url }: ChainLink, words: ReportWords): readonly string[] {
  const facts = certificate && [
    certificate.key,
    certificate.signature,
    words.validityOf(certificate),
    certificate.names.join(' '),
    certificate.revocation && words.revocationWords(certificate.revocation),
    certificate.fingerprint256,
  ];
  return [
    `- ${name} [${words.originWords[origin]}]`,
    ...(facts ?? []).filter(Boolean).map((fact) => `    ${fact}`),
    ...(url ? [`    ${url}`] : []),
  ];
}
