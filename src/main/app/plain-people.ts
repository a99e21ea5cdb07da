/** The people of an account on a plain SIP server: a list on this computer, and presence as the RFCs have it. */
import type { Outcome } from '../../shared/outcome.ts';
import type { ContactsService } from '../session/contacts/contacts-api.ts';
import { type ContactsMemory, createLocalContacts } from '../session/contacts/local-contacts.ts';
import { createPlainPresence } from '../session/presence/plain/plain-presence.ts';
import type { PresenceDependencies, PresenceService } from '../session/presence/presence-service.ts';
import type { RegisteredSession } from '../session/sign-in/sign-in-api.ts';
import type { SettingsStore } from '../store/settings.ts';

/** What the window and the desktop do with the list, whoever keeps it. */
export type ContactsDesk = Omit<ContactsService, 'start' | 'learnSelf' | 'learnKinds'>;

/** What they do with the own presence. */
export type PresenceDesk = Pick<
  PresenceService,
  'setState' | 'setNote' | 'setLocation' | 'setCalendar' | 'setOutOfOffice' | 'setCall' | 'card'
>;

export interface PlainPeople {
  /** Resolves when the server has answered to the own presence. Failures: PUBLISH_REFUSED, those of the connection. */
  start(session: Pick<RegisteredSession, 'agent' | 'facts' | 'signal'>): Promise<Outcome<void>>;
  goOffline(): void;
  forget(): void;
  readonly contacts: ContactsDesk;
  readonly presence: Omit<PresenceDesk, 'setCalendar' | 'setOutOfOffice'>;
}

/** Joins the two: whoever is on the list is watched, and the names people give themselves go to the list. */
export function wirePlainPeople(deps: PresenceDependencies, memory: ContactsMemory): PlainPeople {
  const contacts = createLocalContacts({ ...deps, memory });
  const presence = createPlainPresence(deps);
  contacts.onContacts((list) => presence.watch(list));
  presence.onCards((cards) => contacts.learnCards(cards));
  return {
    start({ agent, facts, signal }) {
      contacts.start(facts.sipUri);
      return presence.start(agent, facts.sipUri, signal);
    },
    goOffline() {
      contacts.goOffline();
      presence.goOffline();
    },
    forget() {
      contacts.forget();
      presence.forget();
    },
    contacts,
    presence,
  };
}

/** Lists in the settings file; `keeps` says whether this account may leave anything behind. */
export function contactsMemory(settings: SettingsStore, keeps: () => boolean): ContactsMemory {
  return {
    get: (ownUri) => {
      const lists = settings.get().localContacts;
      return Object.hasOwn(lists, ownUri) ? lists[ownUri] : undefined;
    },
    set(ownUri, list) {
      if (keeps()) settings.change({ localContacts: { ...settings.get().localContacts, [ownUri]: list } });
    },
  };
}

/** One contact list out of two: every request goes to the one that counts now. */
export function chosenContacts(now: () => ContactsDesk, all: readonly ContactsDesk[]): ContactsDesk {
  return {
    reload: () => now().reload(),
    goOffline: () => now().goOffline(),
    forget: () => now().forget(),
    add: (person) => now().add(person),
    remove: (uri) => now().remove(uri),
    rename: (uri, name) => now().rename(uri, name),
    setGroups: (uri, groupIds) => now().setGroups(uri, groupIds),
    tag: (uri, on) => now().tag(uri, on),
    setRelationship: (uri, to) => now().setRelationship(uri, to),
    acknowledge: (uri, add) => now().acknowledge(uri, add),
    addGroup: (name) => now().addGroup(name),
    renameGroup: (id, name) => now().renameGroup(id, name),
    removeGroup: (id) => now().removeGroup(id),
    learnCards: (cards) => now().learnCards(cards),
    onContacts(listener) {
      const ends = all.map((contacts) => contacts.onContacts(listener));
      return () => {
        for (const end of ends) end();
      };
    },
  };
}

/** One presence out of two; what happens to us by itself, such as a call, both are told. */
export function chosenPresence(server: PresenceDesk, plain: PlainPeople['presence'], isPlain: () => boolean) {
  const now = () => (isPlain() ? plain : server);
  return {
    setState: (choice) => now().setState(choice),
    setNote: (text, until) => now().setNote(text, until),
    setLocation: (text) => now().setLocation(text),
    card: (uri) => now().card(uri),
    setCalendar: (facts) => server.setCalendar(facts),
    setOutOfOffice: (absence) => server.setOutOfOffice(absence),
    setCall(call) {
      server.setCall(call);
      plain.setCall(call);
    },
  } satisfies PresenceDesk;
}
