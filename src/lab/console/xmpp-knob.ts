/** `xmpp …`: whom a company may reach by XMPP and what is asked of them; also one person's EnableXmppAccess. */
import type { Lab } from '../api.ts';
import { negotiations, type XmppPartner } from '../xmpp/partners.ts';
import { nothingMore, oneOf, switchFrom } from './words.ts';

type Patch = Partial<Omit<XmppPartner, 'Domain'>>;

/** Throws a sentence for an unknown company, setting or value. */
export function setXmpp(lab: Lab, [who = '', ...words]: readonly string[]): string {
  const [partner, setting, value] = words;
  if (who.includes('@')) {
    nothingMore(words.slice(1));
    const isAllowed = switchFrom(partner);
    lab.setXmppAccess(who, isAllowed);
    return `${who} ${isAllowed ? 'may' : 'may not'} talk to XMPP partners.`;
  }
  nothingMore(words.slice(setting === 'none' ? 2 : 3));
  if (partner !== undefined && setting === 'none') lab.removeXmppPartner(who, partner);
  else if (partner !== undefined)
    lab.setXmppPartner(who, partner, setting === undefined ? {} : patchOf(setting, value));
  const lines = lab.xmppPartners(who).map(
    ({ Domain, ...values }) =>
      `${who} ${Domain} ${Object.entries(values)
        .map(([name, held]) => `${name} ${typeof held === 'boolean' ? (held ? 'on' : 'off') : held}`)
        .join(', ')}`,
  );
  return lines.join('\n') || `${who} has no XMPP partners.`;
}

function patchOf(setting: string, value: string | undefined): Patch {
  switch (setting) {
    case 'TlsNegotiation':
      return { TlsNegotiation: oneOf(negotiations, value) };
    case 'SaslNegotiation':
      return { SaslNegotiation: oneOf(negotiations, value) };
    case 'EnableKeepAlive':
      return { EnableKeepAlive: switchFrom(value) };
    case 'SupportDialbackNegotiation':
      return { SupportDialbackNegotiation: switchFrom(value) };
    default:
      throw new Error(
        `Settings are TlsNegotiation, SaslNegotiation, EnableKeepAlive and SupportDialbackNegotiation, not "${setting}".`,
      );
  }
}
