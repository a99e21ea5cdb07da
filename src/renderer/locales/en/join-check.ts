/** The words of "Can I join?": what a guest's join needs, and what an administrator would look at. */
import type { JoinRequirement, PartnerRecord, RequirementVerdict } from '../../../shared/model/join-check.ts';

export const joinCheckTexts = {
  hint: 'Offhook looks for another company’s server as it does when you join as a guest, connects and hangs up. Nobody is told, and no meeting is joined.',
  field: 'Meeting link, invitation, address or domain',
  missing: 'Paste a meeting link or type a domain, such as tailspintoys.com.',
  unreadable: 'There is no meeting link, address or domain in this that Offhook can read.',
  check: 'Check',
  checking: 'Looking',
  good: (domain: string) => `You can reach meetings of ${domain} as a guest.`,
  bad: (domain: string) => `You cannot reach meetings of ${domain} as a guest now.`,
  organizerDecides: 'Whether guests are let in is decided by the organizer’s company when you join.',
  of: (domain: string) => domain,
  looked: 'Looked at',
  requirements: 'What a join as a guest needs',
  records: 'Records by which companies find each other',
  server: 'Server',
} as const;

export const requirementTitles: Record<JoinRequirement, string> = {
  names: 'The domain names its server',
  reach: 'The server can be reached from here',
  trust: 'The server proves who it is',
  client: 'Offhook can go on as a guest',
};

/** What each is about, whatever came of it. */
export const requirementHints: Record<JoinRequirement, string> = {
  names: 'A service record or a host record in the public DNS of the organizer’s company.',
  reach: 'The port of its edge, mostly 443, sometimes 5061, open from this network.',
  trust: 'A name that belongs to the domain, and a certificate of an authority this computer knows.',
  client: 'Offhook does, when your own company’s way is refused.',
};

export const requirementVerdicts: Record<RequirementVerdict['verdict'], string> = {
  met: 'Yes',
  'not-met': 'No',
  unknown: 'Cannot be told yet',
};

export const recordTitles: Record<PartnerRecord['kind'], string> = {
  federation: 'Federation',
  xmpp: 'XMPP',
};

/** What a missing record means; companies may connect without. */
export const recordHints: Record<PartnerRecord['kind'], { readonly there: string; readonly missing: string }> = {
  federation: {
    there: 'Companies that search for partners find this one.',
    missing: 'Companies that search for partners do not find this one: each must list it by hand.',
  },
  xmpp: {
    there: 'Chat by XMPP goes there. Servers of 2019 and later no longer speak it.',
    missing: 'No chat by XMPP. Servers of 2019 and later no longer speak it anyway.',
  },
};
