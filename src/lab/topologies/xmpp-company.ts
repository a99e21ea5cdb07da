/** The company that speaks XMPP only, and which companies have it on their list of partners. */
import { usualPartner, type XmppPartner } from '../xmpp/partners.ts';
import type { XmppCompany, XmppPerson } from './topology.ts';

export const XMPP_PORT = 5269;
const DOMAIN = 'fourthcoffee.com';

export const xmppPeople: readonly XmppPerson[] = [
  { address: `maria@${DOMAIN}`, displayName: 'Maria Hammond', availability: 3500, note: 'Roasting until four' },
  { address: `stefan@${DOMAIN}`, displayName: 'Stefan Delmarco', availability: 6500 },
  { address: `nils@${DOMAIN}`, displayName: 'Nils Kehlet', availability: 18_500 },
];

export function xmppCompany(network: string): XmppCompany {
  return {
    domain: DOMAIN,
    server: {
      name: `xmpp.${DOMAIN}`,
      aliases: [],
      role: 'xmpp',
      address: `${network}.71`,
      ports: [],
      clearTextPort: undefined,
      xmppPort: XMPP_PORT,
    },
    people: xmppPeople,
  };
}

/** Every company with an edge of its own has the coffee house on its list, as the seed has Google Talk. */
export function xmppPartnersOf(kind: 'on-premises' | 'hosted'): readonly XmppPartner[] {
  return kind === 'hosted' ? [] : [{ ...usualPartner, Domain: DOMAIN }];
}
