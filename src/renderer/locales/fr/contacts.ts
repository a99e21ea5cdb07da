/** The words of the contact list and the contact card. */
import type { ContactGroup, ContactKind } from '../../../shared/model/contacts.ts';
import type { Capabilities, Presence } from '../../../shared/model/presence.ts';
import type * as english from '../en/contacts.ts';
import type { Worded } from '../language-pack.ts';

export const contactsTexts: Worded<typeof english.contactsTexts> = {
  list: 'Contacts',
  otherContacts: 'Autres contacts',
  emptyTitle: 'Pas encore de contacts',
  emptyBody: 'Les personnes que vous gardez sur le serveur apparaissent ici avec leur présence.',
  emptyLocal:
    'Votre serveur ne garde pas de liste : les personnes que vous ajoutez sont enregistrées sur cet ordinateur.',
  loading: 'Récupération de vos contacts',
  failedRetry: 'Réessayer',
  noMatch: (text) => `Personne ici ne correspond à « ${text} ».`,
  offline: (when) => `Hors connexion. Dernière mise à jour de la liste : ${when}.`,
  groupCount: (online, total) => `${online}/${total}`,
  groupDescription: (online, total) => `${online} joignable${online > 1 ? 's' : ''} sur ${total}`,
  federated: 'fédéré',
  address: 'Adresse',
  groups: 'Groupes',
  lastCall: 'Dernier appel',
  jobTitle: 'Fonction',
  relation: 'Type de contact',
  copyAddress: 'Copier l’adresse',
  copyNumber: (number) => `Copier ${number}`,
  cancel: 'Annuler',
  save: 'Enregistrer',
  name: 'Nom',
  menuOf: (name) => `Actions pour ${name}`,
  more: 'Plus',
  moreOf: (name) => `Autres actions pour ${name}`,
  groupsOf: 'Groupes…',
  groupsTitle: (name) => `Groupes de ${name}`,
  groupsHint: 'Une personne sans groupe figure sous « Autres contacts ».',
  tag: 'Me prévenir quand le statut change',
  untag: 'Ne pas me prévenir quand le statut change',
  tagged: 'Vous êtes prévenu quand le statut change.',
  rename: 'Renommer…',
  renameTitle: (name) => `Renommer ${name}`,
  renameHint: 'Le nom que vous voyez. Laissez vide pour le nom que cette personne utilise.',
  relationship: 'Relation de confidentialité',
  automaticChoice: 'Automatique',
  block: 'Bloquer',
  unblock: 'Débloquer',
  noBlocking: 'Ce serveur ne permet de bloquer personne.',
  blocked: 'Bloquée : cette personne ne peut ni voir votre statut ni vous joindre.',
  remove: 'Supprimer des contacts…',
  removeTitle: (name) => `Supprimer ${name} de vos contacts ?`,
  removeBody: 'La personne n’en est pas informée. Vos échanges restent dans votre historique.',
  removeNow: 'Supprimer',
  addPerson: 'Ajouter un contact…',
  addTitle: 'Ajouter un contact',
  addAddress: 'Adresse',
  addAddressHint: 'Par exemple garth@tailspintoys.com.',
  addAddressWrong: 'Saisissez une adresse avec un @, par exemple garth@tailspintoys.com.',
  addGroup: 'Groupe',
  add: 'Ajouter',
  addToContacts: 'Ajouter aux contacts',
  newGroup: 'Nouveau groupe…',
  newGroupTitle: 'Nouveau groupe',
  renameGroup: 'Renommer le groupe…',
  renameGroupTitle: (name) => `Renommer ${name}`,
  removeGroup: 'Supprimer le groupe…',
  removeGroupTitle: (name) => `Supprimer le groupe ${name} ?`,
  removeGroupBody:
    'Ses membres restent dans votre liste, sous « Autres contacts » s’ils ne sont dans aucun autre groupe.',
  nameMissing: 'Saisissez un nom.',
  nameLong: (most) => `Trop long : le serveur garde ${most} octets, soit autant de lettres sans accent.`,
  nameTaken: 'Vous avez déjà un groupe de ce nom.',
  groupsFull: (most) => `Le serveur ne garde pas plus de ${most} groupes.`,
  members: 'Membres',
  membersLoading: 'Récupération des membres dans l’annuaire',
  membersTruncated: 'L’annuaire n’a indiqué que les premiers.',
  favourites: 'Favoris',
  delegates: 'Délégués',
  inExchange: 'Vos contacts sont stockés dans Exchange. Vous pouvez les consulter ici et les modifier dans Outlook.',
  watcher: (name) => `${name} vous a ajouté à ses contacts.`,
  watchers: 'Personnes qui vous ont ajouté',
  dismiss: 'Pas maintenant',
  addNamed: (name) => `Ajouter ${name}`,
  blockNamed: (name) => `Bloquer ${name}`,
  dismissNamed: (name) => `Pas maintenant : ${name}`,
  directory: 'Annuaire',
  directoryLoading: 'Recherche dans l’annuaire',
  directoryNone: 'L’annuaire ne connaît personne de ce nom.',
  directoryNoneElse: 'L’annuaire ne connaît personne d’autre de ce nom.',
  addTyped: (address) => `Ajouter ${address}`,
  directoryMore: 'Il y a d’autres résultats. Précisez le nom.',
  directoryContactsOnly: 'Votre entreprise n’a pas de carnet d’adresses ici ; seuls vos contacts ont été parcourus.',
  phones: 'Numéros',
  phoneKinds: {
    work: 'Bureau',
    mobile: 'Mobile',
    home: 'Domicile',
    other: 'Autre',
    voicemail: 'Messagerie vocale',
  },
  email: 'E-mail',
  office: 'Bureau',
  department: 'Service',
  company: 'Entreprise',
  street: 'Adresse postale',
  reach: 'Peut recevoir',
};

const contactKinds: Record<ContactKind, string> = {
  'same-enterprise': 'Votre entreprise',
  federated: 'Autre entreprise (fédérée)',
  public: 'Fournisseur public',
  xmpp: 'Partenaire XMPP',
};

/** What each relationship lets somebody see, in the words of Microsoft's client. */
export const relationshipWords: Worded<typeof english.relationshipWords> = {
  friends: 'Amis et famille',
  workgroup: 'Groupe de travail',
  colleague: 'Collègues',
  external: 'Contacts externes',
  blocked: 'Contacts bloqués',
};

/** A group's name as it is shown: the server has codes for some. */
export function groupName({ kind, name }: Pick<ContactGroup, 'kind' | 'name'>): string {
  if (kind === 'other') return contactsTexts.otherContacts;
  if (kind === 'pinned') return contactsTexts.favourites;
  return kind === 'delegates' ? contactsTexts.delegates : name;
}

/** Whose contact this is. The list says "federated" of every other company; presence knows when that one is not. */
export function relationWords(kind: ContactKind, presence: Presence | undefined): string {
  switch (presence?.unknownBecause) {
    case 'not-federated':
      return 'Autre entreprise, non reliée à la vôtre';
    case 'domain-not-found':
      return 'Autre entreprise, introuvable';
    default:
      return contactKinds[kind];
  }
}

const capabilityWords: Record<keyof Capabilities, string> = {
  im: 'messages',
  audio: 'appels',
  video: 'vidéo',
  sharing: 'partage',
};

/** What somebody's devices can do, as a list; undefined when they do not say. */
export function reachWords(capabilities: Capabilities | undefined): string | undefined {
  if (!capabilities) return undefined;
  const kinds = (Object.keys(capabilityWords) as (keyof Capabilities)[]).filter((kind) => capabilities[kind]);
  return kinds.length === 0 ? 'rien pour le moment' : kinds.map((kind) => capabilityWords[kind]).join(', ');
}
