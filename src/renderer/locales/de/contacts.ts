/** The German words of the contact list and the contact card. */
import type { ContactGroup, ContactKind } from '../../../shared/model/contacts.ts';
import type { Capabilities, Presence } from '../../../shared/model/presence.ts';
import type * as english from '../en/contacts.ts';
import type { Worded } from '../language-pack.ts';

export const contactsTexts: Worded<typeof english.contactsTexts> = {
  list: 'Kontakte',
  otherContacts: 'Andere Kontakte',
  emptyTitle: 'Noch keine Kontakte',
  emptyBody: 'Personen, die Sie auf dem Server gespeichert haben, erscheinen hier mit ihrer Anwesenheit.',
  emptyLocal: 'Ihr Server führt keine Liste, daher werden Ihre Kontakte auf diesem Computer gespeichert.',
  loading: 'Ihre Kontakte werden abgerufen',
  failedRetry: 'Erneut versuchen',
  noMatch: (text) => `Niemand hier passt zu „${text}“.`,
  offline: (when) => `Offline. Stand dieser Liste: ${when}.`,
  groupCount: (online, total) => `${online}/${total}`,
  groupDescription: (online, total) => `${online} von ${total} erreichbar`,
  federated: 'extern',
  address: 'Adresse',
  groups: 'Gruppen',
  lastCall: 'Letzter Anruf',
  jobTitle: 'Position',
  relation: 'Art des Kontakts',
  copyAddress: 'Adresse kopieren',
  copyNumber: (number) => `${number} kopieren`,
  cancel: 'Abbrechen',
  save: 'Speichern',
  name: 'Name',
  menuOf: (name) => `Aktionen für ${name}`,
  more: 'Mehr',
  moreOf: (name) => `Weitere Aktionen für ${name}`,
  groupsOf: 'Gruppen…',
  groupsTitle: (name) => `Gruppen von ${name}`,
  groupsHint: 'Wer in keiner Gruppe ist, steht unter „Andere Kontakte“.',
  tag: 'Statusänderungen melden',
  untag: 'Statusänderungen nicht melden',
  tagged: 'Statusänderungen werden Ihnen gemeldet.',
  rename: 'Umbenennen…',
  renameTitle: (name) => `${name} umbenennen`,
  renameHint: 'Der Name, den Sie sehen. Leer lassen für den Namen, den die Person selbst verwendet.',
  relationship: 'Datenschutzbeziehung',
  automaticChoice: 'Automatisch',
  block: 'Blockieren',
  unblock: 'Nicht mehr blockieren',
  noBlocking: 'Dieser Server kann niemanden blockieren.',
  blocked: 'Blockiert: Diese Person kann weder Ihren Status sehen noch Sie erreichen.',
  remove: 'Aus Kontakten entfernen…',
  removeTitle: (name) => `${name} aus Ihren Kontakten entfernen?`,
  removeBody: 'Die Person erfährt nichts davon. Was Sie einander gesagt haben, bleibt in Ihrem Verlauf.',
  removeNow: 'Entfernen',
  addPerson: 'Kontakt hinzufügen…',
  addTitle: 'Kontakt hinzufügen',
  addAddress: 'Adresse',
  addAddressHint: 'Z. B. garth@tailspintoys.com.',
  addAddressWrong: 'Geben Sie eine Adresse mit @ ein, z. B. garth@tailspintoys.com.',
  addGroup: 'Gruppe',
  add: 'Hinzufügen',
  addToContacts: 'Zu Kontakten hinzufügen',
  newGroup: 'Neue Gruppe…',
  newGroupTitle: 'Neue Gruppe',
  renameGroup: 'Gruppe umbenennen…',
  renameGroupTitle: (name) => `${name} umbenennen`,
  removeGroup: 'Gruppe entfernen…',
  removeGroupTitle: (name) => `Gruppe ${name} entfernen?`,
  removeGroupBody:
    'Die Personen bleiben in Ihrer Liste, unter „Andere Kontakte“, wenn sie in keiner anderen Gruppe sind.',
  nameMissing: 'Geben Sie einen Namen ein.',
  nameLong: (most) => `Zu lang: Der Server speichert ${most} Bytes, das sind ebenso viele einfache Buchstaben.`,
  nameTaken: 'Sie haben bereits eine Gruppe dieses Namens.',
  groupsFull: (most) => `Der Server speichert nicht mehr als ${most} Gruppen.`,
  members: 'Mitglieder',
  membersLoading: 'Mitglieder werden im Verzeichnis abgefragt',
  membersTruncated: 'Das Verzeichnis hat nur die ersten genannt.',
  favourites: 'Favoriten',
  delegates: 'Stellvertreter',
  inExchange: 'Ihre Kontakte liegen in Exchange. Hier können Sie sie lesen, ändern können Sie sie in Outlook.',
  watcher: (name) => `${name} hat Sie zu den eigenen Kontakten hinzugefügt.`,
  watchers: 'Personen, die Sie hinzugefügt haben',
  dismiss: 'Nicht jetzt',
  addNamed: (name) => `${name} hinzufügen`,
  blockNamed: (name) => `${name} blockieren`,
  dismissNamed: (name) => `Nicht jetzt: ${name}`,
  directory: 'Verzeichnis',
  directoryLoading: 'Verzeichnis wird durchsucht',
  directoryNone: 'Das Verzeichnis kennt niemanden dieses Namens.',
  directoryNoneElse: 'Das Verzeichnis kennt sonst niemanden dieses Namens.',
  addTyped: (address) => `${address} hinzufügen`,
  directoryMore: 'Es gibt noch mehr. Geben Sie mehr vom Namen ein.',
  directoryContactsOnly: 'Ihr Unternehmen hat hier kein Adressbuch; es wurden nur Ihre Kontakte durchsucht.',
  phones: 'Nummern',
  phoneKinds: { work: 'Arbeit', mobile: 'Mobil', home: 'Privat', other: 'Andere', voicemail: 'Voicemail' },
  email: 'E-Mail',
  office: 'Büro',
  department: 'Abteilung',
  company: 'Firma',
  street: 'Straße',
  reach: 'Empfängt',
};

const contactKinds: Record<ContactKind, string> = {
  'same-enterprise': 'Ihr Unternehmen',
  federated: 'Anderes Unternehmen (Verbund)',
  public: 'Öffentlicher Anbieter',
  xmpp: 'XMPP-Partner',
};

/** What each relationship lets somebody see, in the words of Microsoft's client. */
export const relationshipWords: Worded<typeof english.relationshipWords> = {
  friends: 'Freunde und Familie',
  workgroup: 'Arbeitsgruppe',
  colleague: 'Kollegen',
  external: 'Externe Kontakte',
  blocked: 'Blockierte Kontakte',
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
      return 'Anderes Unternehmen, mit Ihrem nicht verbunden';
    case 'domain-not-found':
      return 'Anderes Unternehmen, nicht gefunden';
    default:
      return contactKinds[kind];
  }
}

const capabilityWords: Record<keyof Capabilities, string> = {
  im: 'Nachrichten',
  audio: 'Anrufe',
  video: 'Video',
  sharing: 'Freigaben',
};

/** What somebody's devices can do, as a list; undefined when they do not say. */
export function reachWords(capabilities: Capabilities | undefined): string | undefined {
  if (!capabilities) return undefined;
  const kinds = (Object.keys(capabilityWords) as (keyof Capabilities)[]).filter((kind) => capabilities[kind]);
  return kinds.length === 0 ? 'im Moment nichts' : kinds.map((kind) => capabilityWords[kind]).join(', ');
}
