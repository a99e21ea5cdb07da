/** Contacts, presence and the dial plan as one: what starts once registered, and what each tells the other. */

import type { StageName } from '../../shared/model/journey.ts';
import type { Outcome } from '../../shared/outcome.ts';
import type { CallForwardingService } from '../session/call-forwarding/call-forwarding-service.ts';
import { createContactsService } from '../session/contacts/contacts-service.ts';
import type { ContactsMemory } from '../session/contacts/local-contacts.ts';
import { createDialPlanService, type DialPlanService } from '../session/dial-plan/dial-plan-service.ts';
import { createDirectoryService, type DirectoryService } from '../session/directory/directory-service.ts';
import {
  createPresenceService,
  type PresenceDependencies,
  type PresenceService,
} from '../session/presence/presence-service.ts';
import { createProvisioningService } from '../session/provisioning/provisioning-service.ts';
import type { JourneyRecorder } from '../session/sign-in/journey.ts';
import type { RegisteredSession } from '../session/sign-in/sign-in-api.ts';
import type { AddressBook } from '../web/address-book.ts';
import type { Exchange } from '../web/exchange.ts';
import { contactsIn } from './exchange-contacts.ts';
import { wireForwarding } from './forwarding.ts';
import {
  type ContactsDesk,
  chosenContacts,
  chosenPresence,
  type PresenceDesk,
  wirePlainPeople,
} from './plain-people.ts';

/** Web services that know who asks. */
export interface PersonWeb {
  readonly addressBook?: AddressBook | undefined;
  readonly exchange?: Exchange | undefined;
}

export interface People {
  /** Everything at once; each part reports into its stage of the journey and none waits for another. */
  start(session: RegisteredSession, web?: PersonWeb): void;
  /** A plain SIP server keeps no contacts, settings or dial plan: none is asked for. The list is on this computer, presence as far as the server has it. */
  startPlain(session: RegisteredSession): void;
  goOffline(): void;
  /** Another world or nobody: the last account's people are put away. */
  forget(): void;
  setPresence: PresenceService['setState'];
  readonly presence: PresenceDesk;
  /** What the own presence brings, as XML; each listener of its own. */
  onSelf: PresenceService['onSelf'];
  readonly contacts: ContactsDesk;
  tryNumber: DialPlanService['tryNumber'];
  readonly directory: DirectoryService;
  readonly forwarding: Pick<CallForwardingService, 'change' | 'turnOff'>;
  /** Asks for the server's settings and the dial plan again. Failures: NOT_SIGNED_IN, PROVISIONING_*, DIAL_PLAN_*. */
  refreshSettings(): Promise<Outcome<void>>;
}

export interface PeopleDependencies extends PresenceDependencies {
  /** Where the lists are kept that no server keeps; without it they end with the program. */
  readonly memory?: ContactsMemory;
}

/** Builds the services and joins them: names learnt from presence go to the list, the list says whom to watch. */
export function wirePeople(deps: PeopleDependencies): People {
  let web: PersonWeb = {};
  let isPlain = false;
  const plain = wirePlainPeople(deps, deps.memory ?? new Map());
  const contacts = createContactsService({ ...deps, exchange: contactsIn(() => web.exchange, deps.clock.wall) });
  const presence = createPresenceService(deps);
  const dialPlan = createDialPlanService(deps);
  const provisioning = createProvisioningService(deps);
  const directory = createDirectoryService(deps);
  const forwarding = wireForwarding(deps, presence, (typed) => dialPlan.tryNumber(typed));
  contacts.onContacts((list, added) => presence.watch(list, added));
  presence.onSelf((text) => {
    contacts.learnSelf(text);
    provisioning.learnOwnLines(text);
  });
  presence.onCards((cards) => contacts.learnCards(cards));
  const forget = () => {
    for (const service of [plain, contacts, presence, dialPlan, provisioning, directory, forwarding]) service.forget();
  };
  const desk = chosenPresence(presence, plain.presence, () => isPlain);
  return {
    start({ agent, facts, journey, signal }, services = {}) {
      const args = [agent, facts.sipUri, signal] as const;
      if (isPlain) plain.forget();
      isPlain = false;
      web = services;
      forwarding.start(facts.sipUri);
      if (web.addressBook) directory.start(web.addressBook, facts.sipUri, signal);
      void runStage(journey, 'settings', {
        provisioning: provisioning.start(...args),
        'dial-plan': dialPlan.start(...args),
      });
      void runStage(journey, 'contacts', {
        'contact-list': contacts.start(...args),
        available: presence.start(...args),
      });
    },
    startPlain(session) {
      if (!isPlain) forget();
      isPlain = true;
      dialPlan.goWithout(session.facts.sipUri);
      session.journey.end('settings', 'skipped');
      void runStage(session.journey, 'contacts', { available: plain.start(session) });
    },
    goOffline() {
      web = {};
      forwarding.goOffline();
      for (const service of isPlain ? [plain] : [contacts, presence]) service.goOffline();
    },
    forget,
    setPresence: (choice) => desk.setState(choice),
    presence: desk,
    onSelf: (listener) => presence.onSelf(listener),
    contacts: chosenContacts(() => (isPlain ? plain.contacts : contacts), [contacts, plain.contacts]),
    tryNumber: (typed) => dialPlan.tryNumber(typed),
    directory,
    forwarding,
    async refreshSettings() {
      const outcomes = await Promise.all([provisioning.refresh(), dialPlan.refresh()]);
      return outcomes.find((outcome) => !outcome.ok) ?? outcomes[0];
    },
  };
}

/** Shows each part as it ends; the first failure is the stage's, and never the end of the sign-in. */
async function runStage(
  journey: JourneyRecorder,
  stage: StageName,
  parts: Readonly<Record<string, Promise<Outcome<void>>>>,
): Promise<void> {
  journey.begin(stage);
  const outcomes = await Promise.all(
    Object.entries(parts).map(async ([kind, part]) => {
      const outcome = await part;
      journey.step(stage, kind, {}, outcome.ok ? 'done' : 'failed');
      return outcome;
    }),
  );
  const failed = outcomes.find((outcome) => !outcome.ok);
  if (failed && !failed.ok) journey.fail(stage, failed.failure);
  else journey.end(stage, 'done');
}
