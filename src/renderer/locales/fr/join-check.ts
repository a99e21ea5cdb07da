/** The words of "Can I join?": what a guest's join needs, and what an administrator would look at. */
import type * as english from '../en/join-check.ts';
import type { Worded } from '../language-pack.ts';

export const joinCheckTexts: Worded<typeof english.joinCheckTexts> = {
  hint: 'Offhook cherche le serveur d’une autre entreprise comme lorsque vous participez en tant qu’invité, se connecte et raccroche. Personne n’est prévenu, et aucune réunion n’est rejointe.',
  field: 'Lien de réunion, invitation, adresse ou domaine',
  missing: 'Collez un lien de réunion ou saisissez un domaine, par exemple tailspintoys.com.',
  unreadable: 'Offhook n’y reconnaît ni lien de réunion, ni adresse, ni domaine.',
  check: 'Vérifier',
  checking: 'Recherche en cours',
  good: (domain) => `Vous pouvez joindre les réunions de ${domain} en tant qu’invité.`,
  bad: (domain) => `Vous ne pouvez pas joindre les réunions de ${domain} en tant qu’invité pour le moment.`,
  organizerDecides:
    'C’est l’entreprise de l’organisateur qui décide d’admettre ou non les invités, au moment où vous participez.',
  of: (domain) => domain,
  looked: 'Examiné le',
  requirements: 'Ce qu’il faut pour participer en tant qu’invité',
  records: 'Enregistrements par lesquels les entreprises se trouvent',
  server: 'Serveur',
};

export const requirementTitles: Worded<typeof english.requirementTitles> = {
  names: 'Le domaine indique son serveur',
  reach: 'Le serveur est joignable d’ici',
  trust: 'Le serveur prouve son identité',
  client: 'Offhook peut continuer en tant qu’invité',
};

/** What each is about, whatever came of it. */
export const requirementHints: Worded<typeof english.requirementHints> = {
  names: 'Un enregistrement de service ou d’hôte dans le DNS public de l’entreprise de l’organisateur.',
  reach: 'Le port de son serveur Edge, souvent 443, parfois 5061, ouvert depuis ce réseau.',
  trust: 'Un nom qui appartient au domaine, et un certificat d’une autorité connue de cet ordinateur.',
  client: 'Offhook le fait, quand le chemin de votre propre entreprise est refusé.',
};

export const requirementVerdicts: Worded<typeof english.requirementVerdicts> = {
  met: 'Oui',
  'not-met': 'Non',
  unknown: 'Pas encore connu',
};

export const recordTitles: Worded<typeof english.recordTitles> = {
  federation: 'Fédération',
  xmpp: 'XMPP',
};

/** What a missing record means; companies may connect without. */
export const recordHints: Worded<typeof english.recordHints> = {
  federation: {
    there: 'Les entreprises qui cherchent des partenaires trouvent celle-ci.',
    missing:
      'Les entreprises qui cherchent des partenaires ne trouvent pas celle-ci : chacune doit l’inscrire à la main.',
  },
  xmpp: {
    there: 'Les conversations XMPP y sont envoyées. Les serveurs à partir de 2019 ne parlent plus ce protocole.',
    missing: 'Pas de conversation XMPP. Les serveurs à partir de 2019 ne parlent de toute façon plus ce protocole.',
  },
};
