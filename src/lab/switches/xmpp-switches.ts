/** Partners by XMPP, with the values of New-CsXmppAllowedPartner (mission P1 to P4, B16). */
import type { SwitchValue } from '../../shared/model/lab-switch.ts';
import { negotiations, type XmppPartner } from '../xmpp/partners.ts';
import { choicesOf, companiesOf, isHosted, keepAnswers, type LabSwitch, type SwitchedLab } from './lab-switch.ts';

type PartnerValue = keyof Omit<XmppPartner, 'Domain'>;

const ownServers = (lab: SwitchedLab) => companiesOf(lab).filter((domain) => !isHosted(lab, domain));

const ofPartner = {
  group: 'xmpp',
  scope: 'partner',
  targets: (lab: SwitchedLab) =>
    ownServers(lab).flatMap((domain) => lab.xmppPartners(domain).map(({ Domain }) => `${domain} ${Domain}`)),
} as const;

const value = (name: PartnerValue): Pick<LabSwitch, 'read' | 'write'> => ({
  read(lab, target) {
    const [domain = '', partner] = target.split(' ');
    const found = lab.xmppPartners(domain).find(({ Domain }) => Domain === partner);
    if (!found) throw new Error(`${domain} has no XMPP partner ${partner}`);
    return found[name];
  },
  write(lab, target, set) {
    const [domain = '', partner = ''] = target.split(' ');
    lab.setXmppPartner(domain, partner, { [name]: set });
  },
});

export const xmppSwitches: readonly LabSwitch[] = [
  {
    id: 'xmpp-partners',
    name: 'Get-CsXmppAllowedPartner',
    group: 'xmpp',
    scope: 'company',
    about: 'Whom the company reaches by XMPP; a partner that is added starts with the values for Google Talk.',
    kind: { kind: 'domains' },
    targets: ownServers,
    read: (lab, domain) => lab.xmppPartners(domain).map(({ Domain }) => Domain),
    write: (lab, domain, set) => setPartners(lab, domain, set),
    // A partner that went and comes again has the values it had.
    keep(lab, domain) {
      const stood = lab.xmppPartners(domain);
      return () => {
        const names = stood.map(({ Domain }) => Domain);
        setPartners(lab, domain, names);
        for (const { Domain, ...values } of stood) lab.setXmppPartner(domain, Domain, values);
      };
    },
  },
  {
    ...ofPartner,
    id: 'xmpp-tls',
    name: 'TlsNegotiation',
    about: 'Whether streams to the partner are secured.',
    kind: { kind: 'choice', choices: choicesOf(negotiations) },
    ...value('TlsNegotiation'),
  },
  {
    ...ofPartner,
    id: 'xmpp-sasl',
    name: 'SaslNegotiation',
    about: 'Whether the partner proves its domain by certificate.',
    kind: { kind: 'choice', choices: choicesOf(negotiations) },
    ...value('SaslNegotiation'),
  },
  {
    ...ofPartner,
    id: 'xmpp-keep-alive',
    name: 'EnableKeepAlive',
    about: 'On: a blank every minute on streams that the edge opened.',
    kind: { kind: 'on-off' },
    ...value('EnableKeepAlive'),
  },
  {
    ...ofPartner,
    id: 'xmpp-dialback',
    name: 'SupportDialbackNegotiation',
    about: 'On: server dialback proves the partner’s domain.',
    kind: { kind: 'on-off' },
    ...value('SupportDialbackNegotiation'),
  },
  {
    id: 'xmpp-record',
    name: 'DNS record _xmpp-server._tcp',
    group: 'xmpp',
    scope: 'company',
    about: 'Off: the record does not exist, so that XMPP partners do not find the company.',
    kind: { kind: 'on-off' },
    targets: ownServers,
    read: (lab, domain) => lab.dns.srv(`_xmpp-server._tcp.${domain}`).length > 0,
    write: writeRecord,
    keep: (lab, domain) => keepAnswers(lab, [{ name: `_xmpp-server._tcp.${domain}`, type: 'SRV' }]),
  },
];

/** Partners that stay keep their values. */
function setPartners(lab: SwitchedLab, domain: string, set: SwitchValue): void {
  const wanted = set as readonly string[];
  const held = lab.xmppPartners(domain).map(({ Domain }) => Domain);
  for (const partner of held) if (!wanted.includes(partner)) lab.removeXmppPartner(domain, partner);
  for (const partner of wanted) if (!held.includes(partner)) lab.setXmppPartner(domain, partner, {});
}

/** The zone's own record where it has one; else one that leads to the edge's XMPP port. */
function writeRecord(lab: SwitchedLab, domain: string, set: SwitchValue): void {
  const name = `_xmpp-server._tcp.${domain}`;
  lab.dns.behave(name, 'SRV', { kind: set === true ? 'records' : 'nxdomain' });
  if (set !== true || lab.dns.srv(name).length > 0) return;
  const edge = lab.profile.servers.find((server) => server.name === `sip.${domain}`);
  if (edge?.xmppPort === undefined) throw new Error(`${domain} has no XMPP port`);
  lab.dns.behave(name, 'SRV', { kind: 'answer', srv: [{ target: edge.name, port: edge.xmppPort }] });
}
