/** What the servers are and show: generation, schemes, certificates (mission R2, Q1 to Q7, D). */

import type { ServerFaults } from '../api.ts';
import { GENERATIONS } from '../auth/generations.ts';
import type { LabGeneration, LabScheme } from '../auth/settings.ts';
import { type certificateFaults, ocspStaples, oldTlsVersions } from '../faults/fault-words.ts';
import { choicesOf, companiesOf, type LabSwitch, type SwitchedLab } from './lab-switch.ts';

const generationNames: Readonly<Record<LabGeneration, string>> = {
  'ocs-2007-r2': 'Office Communications Server 2007 R2',
  'lync-2010': 'Lync Server 2010',
  'lync-2013': 'Lync Server 2013',
  'sfb-2015': 'Skype for Business Server 2015',
  'sfb-2019': 'Skype for Business Server 2019',
  online: 'Skype for Business Online',
};
const schemes: readonly LabScheme[] = ['TLS-DSK', 'NTLM', 'Kerberos', 'Digest'];

/** In the words of who looks at certificates. */
const certificateNames: Readonly<Record<(typeof certificateFaults)[number], string>> = {
  'whole-chain': 'With its intermediate certificate',
  'leaf-only': 'Without its intermediate certificate',
  expired: 'Expired',
  'not-yet-valid': 'Not yet valid',
  'wrong-name': 'For another name',
  'self-signed': 'Self-signed',
  'unknown-root': 'From an authority nobody knows',
  'weak-key': 'With a key that is too short',
  'weak-issuer': 'From an issuer whose key is too short',
  sha1: 'Signed with SHA-1',
};
const certificates = [
  { value: 'usual', name: 'As the company has it' },
  ...Object.entries(certificateNames).map(([value, name]) => ({ value, name })),
];

/** Every server that shows a certificate of its own. */
const serversOf = (lab: SwitchedLab) =>
  lab.profile.servers.filter(({ ports }) => ports.length > 0).map(({ name }) => name);

/** One fault of a server beside those that stand; `usual` takes it away. */
const fault = (name: 'certificate' | 'staple' | 'newestTls', usual: string): Pick<LabSwitch, 'read' | 'write'> => ({
  read: (lab, server) => lab.faults(server)[name] ?? usual,
  write(lab, server, value) {
    const { [name]: _before, ...others } = lab.faults(server);
    lab.setFaults(server, value === usual ? others : ({ ...others, [name]: value } as ServerFaults));
  },
});

const ofServer = { group: 'certificates', scope: 'server', targets: serversOf } as const;

export const serverSwitches: readonly LabSwitch[] = [
  {
    ...ofServer,
    id: 'certificate',
    name: 'Certificate',
    about: 'What the server shows from the next connection on.',
    kind: { kind: 'choice', choices: certificates },
    ...fault('certificate', 'usual'),
  },
  {
    ...ofServer,
    id: 'revocation',
    name: 'Stapled revocation answer',
    about: 'What the OCSP response in the handshake says, for clients that ask.',
    kind: { kind: 'choice', choices: choicesOf(['none', ...ocspStaples]) },
    ...fault('staple', 'none'),
  },
  {
    ...ofServer,
    id: 'newest-tls',
    name: 'Newest TLS version',
    about: 'The server speaks nothing newer.',
    kind: { kind: 'choice', choices: choicesOf(['TLSv1.2', ...oldTlsVersions.toReversed()]) },
    ...fault('newestTls', 'TLSv1.2'),
  },
  {
    id: 'server-generation',
    name: 'Server generation',
    group: 'servers',
    scope: 'company',
    about: 'Which servers the company runs: what they call themselves, offer at sign-in and can do.',
    kind: {
      kind: 'choice',
      choices: Object.keys(GENERATIONS).map((value) => ({ value, name: generationNames[value as LabGeneration] })),
    },
    targets: companiesOf,
    read: (lab, domain) => lab.generation(domain),
    write: (lab, domain, value) => lab.setGeneration(domain, value as LabGeneration),
    // Another generation brings its own schemes, without the Digest of a lab just started.
    keep(lab, domain) {
      const [generation, offered] = [lab.generation(domain), lab.schemes(domain)];
      return () => {
        lab.setGeneration(domain, generation);
        lab.setAuthOffer(domain, { schemes: offered });
      };
    },
  },
  {
    id: 'sign-in-schemes',
    name: 'Sign-in schemes',
    group: 'servers',
    scope: 'company',
    about: 'What the company’s servers challenge with, in this order.',
    kind: { kind: 'some-of', words: schemes },
    targets: companiesOf,
    read: (lab, domain) => lab.schemes(domain),
    write: (lab, domain, value) => lab.setAuthOffer(domain, { schemes: value as readonly LabScheme[] }),
  },
];
