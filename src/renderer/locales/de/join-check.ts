/** The German words of "Can I join?": what a guest's join needs, and what an administrator would look at. */
import type * as english from '../en/join-check.ts';
import type { Worded } from '../language-pack.ts';

export const joinCheckTexts: Worded<typeof english.joinCheckTexts> = {
  hint: 'Offhook sucht den Server eines anderen Unternehmens wie bei einem Beitritt als Gast, verbindet sich und legt auf. Niemand erfährt davon, und Sie treten keiner Besprechung bei.',
  field: 'Besprechungslink, Einladung, Adresse oder Domäne',
  missing: 'Fügen Sie einen Besprechungslink ein, oder geben Sie eine Domäne wie tailspintoys.com ein.',
  unreadable: 'Darin ist kein Besprechungslink, keine Adresse und keine Domäne, die Offhook lesen kann.',
  check: 'Prüfen',
  checking: 'Wird geprüft',
  good: (domain) => `Sie können Besprechungen von ${domain} als Gast erreichen.`,
  bad: (domain) => `Sie können Besprechungen von ${domain} derzeit nicht als Gast erreichen.`,
  organizerDecides: 'Ob Gäste hineinkommen, entscheidet das Unternehmen des Organisators beim Beitritt.',
  of: (domain) => domain,
  looked: 'Geprüft',
  requirements: 'Was ein Beitritt als Gast braucht',
  records: 'Einträge, über die Unternehmen einander finden',
  server: 'Server',
};

export const requirementTitles: Worded<typeof english.requirementTitles> = {
  names: 'Die Domäne nennt ihren Server',
  reach: 'Der Server ist von hier erreichbar',
  trust: 'Der Server weist sich aus',
  client: 'Offhook kann als Gast weitermachen',
};

/** What each is about, whatever came of it. */
export const requirementHints: Worded<typeof english.requirementHints> = {
  names: 'Ein Diensteintrag oder Hosteintrag im öffentlichen DNS des Unternehmens des Organisators.',
  reach: 'Der Port seines Edgeservers, meist 443, manchmal 5061, offen aus diesem Netzwerk.',
  trust: 'Ein Name, der zur Domäne gehört, und ein Zertifikat einer Stelle, die dieser Computer kennt.',
  client: 'Offhook kann es, wenn der Weg über Ihr eigenes Unternehmen abgelehnt wird.',
};

export const requirementVerdicts: Worded<typeof english.requirementVerdicts> = {
  met: 'Ja',
  'not-met': 'Nein',
  unknown: 'Noch nicht feststellbar',
};

export const recordTitles: Worded<typeof english.recordTitles> = {
  federation: 'Verbund',
  xmpp: 'XMPP',
};

/** What a missing record means; companies may connect without. */
export const recordHints: Worded<typeof english.recordHints> = {
  federation: {
    there: 'Unternehmen, die nach Partnern suchen, finden dieses.',
    missing: 'Unternehmen, die nach Partnern suchen, finden dieses nicht: Jedes muss es von Hand eintragen.',
  },
  xmpp: {
    there: 'Chat über XMPP geht dorthin. Server ab 2019 sprechen es nicht mehr.',
    missing: 'Kein Chat über XMPP. Server ab 2019 sprechen es ohnehin nicht mehr.',
  },
};
