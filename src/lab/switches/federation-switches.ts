/** Who a company talks to, under the names of Control Panel and Lync Admin Center (mission M1 to M6, M9, B17). */
import type { SwitchValue } from '../../shared/model/lab-switch.ts';
import type { HostedFederation, OnPremisesFederation } from '../api.ts';
import { companiesOf, isHosted, keepAnswers, type LabSwitch, type SwitchedLab } from './lab-switch.ts';

type Setting = keyof OnPremisesFederation | keyof HostedFederation;

const own = (lab: SwitchedLab) => companiesOf(lab).filter((domain) => !isHosted(lab, domain));
const hosted = (lab: SwitchedLab) => companiesOf(lab).filter((domain) => isHosted(lab, domain));

/** Reading and setting one federation setting of a company. */
const setting = (name: Setting): Pick<LabSwitch, 'read' | 'write' | 'isSlow'> => ({
  read: (lab, domain) => Reflect.get(lab.federation(domain), name) as SwitchValue,
  write: (lab, domain, value) => lab.setFederation(domain, { [name]: value }),
  isSlow: isHosted,
});

const ofCompany = { group: 'federation', scope: 'company' } as const;

export const federationSwitches: readonly LabSwitch[] = [
  {
    ...ofCompany,
    id: 'enable-federation',
    name: 'Enable federation and Public IM connectivity',
    about: 'Off: the company talks to no other company, by SIP or XMPP (AllowFederatedUsers).',
    kind: { kind: 'on-off' },
    targets: own,
    ...setting('federationEnabled'),
  },
  {
    ...ofCompany,
    id: 'partner-domain-discovery',
    name: 'Enable partner domain discovery',
    about: 'On: companies that are on no list are found by DNS. Off: only those that are allowed by name.',
    kind: { kind: 'on-off' },
    targets: own,
    ...setting('partnerDiscovery'),
  },
  {
    ...ofCompany,
    id: 'allowed-domains',
    name: 'SIP Federated Domains: Allowed',
    about: 'Companies that may be reached, each by its exact name.',
    kind: { kind: 'domains' },
    targets: companiesOf,
    ...setting('allowed'),
  },
  {
    ...ofCompany,
    id: 'blocked-domains',
    name: 'SIP Federated Domains: Blocked',
    about: 'Companies that may not be reached, with every domain below theirs.',
    kind: { kind: 'domains' },
    targets: companiesOf,
    ...setting('blocked'),
  },
  {
    ...ofCompany,
    id: 'hosting-provider',
    name: 'Hosting provider sipfed.online.lync.com',
    about: 'On: the company knows the hosting service, and hears why it refuses.',
    kind: { kind: 'on-off' },
    targets: own,
    ...setting('hostingProvider'),
  },
  {
    ...ofCompany,
    id: 'external-communications',
    name: 'External communications',
    about: 'The three modes of a hosted company.',
    kind: {
      kind: 'choice',
      choices: [
        { value: 'off', name: 'Off completely' },
        { value: 'on-except-blocked', name: 'On except for blocked domains' },
        { value: 'on-only-allowed', name: 'On only for allowed domains' },
      ],
    },
    targets: hosted,
    ...setting('mode'),
  },
  {
    ...ofCompany,
    id: 'federation-record',
    name: 'DNS record _sipfederationtls._tcp',
    about: 'Off: the record does not exist, so that partners cannot discover the company.',
    kind: { kind: 'on-off' },
    targets: companiesOf,
    read: (lab, domain) => lab.dns.srv(`_sipfederationtls._tcp.${domain}`).length > 0,
    write: (lab, domain, value) =>
      lab.dns.behave(`_sipfederationtls._tcp.${domain}`, 'SRV', { kind: value === true ? 'records' : 'nxdomain' }),
    keep: (lab, domain) => keepAnswers(lab, [{ name: `_sipfederationtls._tcp.${domain}`, type: 'SRV' }]),
  },
  {
    id: 'anonymous-at-edge',
    name: 'Enable anonymous user access to conferences',
    group: 'guests',
    scope: 'company',
    about: 'Off: the Access Edge lets no guests through, whatever the meeting says.',
    kind: { kind: 'on-off' },
    targets: companiesOf,
    ...setting('anonymousAtEdge'),
  },
  {
    id: 'anonymous-in-policy',
    name: 'Allow participants to invite anonymous users',
    group: 'guests',
    scope: 'company',
    about: 'Off: the conferencing policy of the company’s organisers lets no guests in.',
    kind: { kind: 'on-off' },
    targets: companiesOf,
    ...setting('anonymousInPolicy'),
  },
];
