/** The words of "Check a server": what a look at a certificate found, and what its administrator should do. */
import type { Examination, ExaminedAddress, SystemRoots } from '../../../shared/model/examination.ts';
import type { FailureCode } from '../../../shared/model/failure.ts';
import type { CertificateFacts, ChainLink, RevocationFacts } from '../../../shared/model/network.ts';
import { missingCertificate, reportOf, rootOf } from '../certificates-logic.ts';
import { failureTexts } from './failures.ts';

export const checkTexts = {
  hint: 'Offhook connects to every address of a server, looks at its certificate and hangs up. Nothing is sent.',
  server: 'Server',
  port: 'Port',
  serverExample: 'sip.contoso.com',
  serverWrong: 'Type the name or the address of a server, such as sip.contoso.com.',
  portWrong: 'Type a number from 1 to 65535.',
  check: 'Check',
  checking: (host: string) => `Looking at ${host}`,
  none: 'Servers you check stay here, the newest first, until Diagnostics is closed.',
  of: (host: string, port: number) => `${host}:${port}`,
  copyName: (host: string) => `Copy what was found at ${host}`,
  good: 'The certificate is good.',
  sent: 'Sent',
  noneSent: 'No certificate',
  encryption: 'Encryption',
  revocation: 'Revocation',
  time: 'Looked at',
  chain: 'The chain this certificate needs, the server first',
  advice: 'For the administrator',
  key: 'Key',
  signature: 'Signature',
  offeredAt: 'Offered by its issuer at',
  systemRoots: 'Roots of this system',
} as const;

/** What a person must know of where the system's roots come from. */
export const systemRootsWords: Record<SystemRoots, string> = {
  unverified: 'Unverified: taken from the store of Windows or macOS in a way that nobody has checked there yet',
  'out-of-reach': 'Out of reach here: only the roots that come with Offhook and those of your company count',
};

/** Where a certificate of the chain came from. */
export const originWords: Record<ChainLink['origin'], string> = {
  sent: 'Sent by the server',
  'this-computer': 'Not sent: this computer has it',
  missing: 'Missing: the server should send it',
};

const notChecked: Record<NonNullable<RevocationFacts['reason']>, string> = {
  'not-stapled': 'the server sent no proof with it',
  'issuer-unknown': 'the issuer is not known',
  unreadable: 'the proof the server sent cannot be read',
  'signer-untrusted': 'the proof the server sent is not signed by the issuer',
  'other-certificate': 'the proof the server sent is about another certificate',
  outdated: 'the proof the server sent is not of this time',
  'responder-does-not-know': 'the issuer says that it does not know',
};

/** Whether a certificate was taken back. */
export function revocationWords({ status, reason, at }: RevocationFacts): string {
  switch (status) {
    case 'good':
      return 'Not revoked, proved by its issuer';
    case 'revoked':
      return at === undefined ? 'Revoked' : `Revoked since ${day(at)}`;
    case 'not-checked':
      return reason ? `Not checked: ${notChecked[reason]}` : 'Not checked';
  }
}

/** A day as people read it. */
export function day(at: number): string {
  return new Date(at).toLocaleDateString('en-GB', { dateStyle: 'medium' });
}

/** From when to when a certificate holds. */
export function validityOf({ validFrom, validTo }: CertificateFacts): string {
  return `${day(validFrom)} – ${day(validTo)}`;
}

/** How many certificates came, and whose. */
export function sentWords(sent: readonly CertificateFacts[]): string {
  const names = sent.map(({ subject }) => subject).join(', ');
  if (sent.length === 0) return checkTexts.noneSent;
  return sent.length === 1 ? `1 certificate: ${names}` : `${sent.length} certificates: ${names}`;
}

/** What a look came to, in one line. */
export function summaryOf({ host, port, addresses }: Examination): string {
  const bad = addresses.filter(({ failure }) => failure !== undefined).length;
  const trouble = `something is wrong${addresses.length === 1 ? '' : ` at ${bad} of ${addresses.length} addresses`}`;
  return `Looked at ${host}:${port}: ${bad === 0 ? 'all is well' : trouble}.`;
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
    `Hand out the root certificate "${rootOf(chain)}" to the people who use this server, or use a certificate of a public authority.`,
    'People outside the company join meetings here only if their computers know the authority.',
  ],
  CERTIFICATE_SELF_SIGNED: () => [
    'Replace it by a certificate of an authority: nobody can check one that signs itself.',
  ],
  CERTIFICATE_EXPIRED: ({ peer }) => [`Renew the certificate and install it on the server that answers at ${peer}.`],
  CERTIFICATE_NOT_YET_VALID: () => ['Check the clock of the authority, or wait until the certificate begins to hold.'],
  CERTIFICATE_WRONG_NAME: ({ chain }, { host }) => [
    `Ask the authority for a certificate that also names ${host}. This one names ${namesOf(chain)}.`,
  ],
  CERTIFICATE_WEAK: () => [
    'Ask the authority for a certificate with an RSA key of 2048 bits or more, signed over SHA-256.',
  ],
  CERTIFICATE_REVOKED: () => ['Replace it at once: its issuer has taken it back.'],
  TLS_TOO_OLD: ({ protocol }) => [
    `Turn on TLS 1.2${protocol ? `: this server goes no further than ${protocol}` : ''}.`,
  ],
};

function namesOf(chain: readonly ChainLink[]): string {
  return chain[0]?.certificate?.names.join(', ') || (chain[0]?.name ?? 'nobody');
}

function missingAdvice(examined: ExaminedAddress, examination: Examination): readonly string[] {
  const missing = missingCertificate(examined, examination);
  if (!missing) return [];
  const { first, other, needed } = missing;
  return [
    `Install the intermediate certificate "${first.name}" where ${examined.peer} is answered. On a load balancer, assign it to the certificate of this virtual server.`,
    ...(other ? [`${other.peer} does send it, so its setting can be copied.`] : []),
    ...(first.url ? [`Its issuer offers it at ${first.url}.`] : []),
    `The server then has to send, in this order: ${needed.join(', ')}.`,
    'Browsers fetch a missing certificate by themselves. Phones and programs such as this one do not, so only some people have trouble.',
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
