/** Contacts, presence and the dial plan as one: what starts once registered, and what each tells the other. */

import type { StageName } from '../../shared/model/journey.ts';
import type { Outcome } from '../../shared/outcome.ts';
import type { CallForwardingService } from '../session/call-forwarding/call-forwarding-service.ts';
import type { ContactsService } from '../session/contacts/contacts-api.ts';
import { createContactsService } from '../session/contacts/contacts-service.ts';
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

/** Web services that know who asks. */
export interface PersonWeb {
  readonly addressBook?: AddressBook | undefined;
  readonly exchange?: Exchange | undefined;
}

export interface People {
  /** Everything at once; each part reports into its stage of the journey and none waits for another. */
  start(session: RegisteredSession, web?: PersonWeb): void;
  /** A plain SIP server keeps no contacts, presence, settings or dial plan: none is asked for, nothing fails. */
  startPlain(session: RegisteredSession): void;
  goOffline(): void;
  /** Another world or nobody: the last account's people are put away. */
  forget(): void;
  setPresence: PresenceService['setState'];
  readonly presence: Pick<
    PresenceService,
    'setNote' | 'setLocation' | 'setCalendar' | 'setOutOfOffice' | 'setCall' | 'card'
  >;
  /** What the own presence brings, as XML; each listener of its own. */
  onSelf: PresenceService['onSelf'];
  readonly contacts: ContactsService;
  tryNumber: DialPlanService['tryNumber'];
  readonly directory: DirectoryService;
  readonly forwarding: Pick<CallForwardingService, 'change' | 'turnOff'>;
  /** Asks for the server's settings and the dial plan again. Failures: NOT_SIGNED_IN, PROVISIONING_*, DIAL_PLAN_*. */
  refreshSettings(): Promise<Outcome<void>>;
}

/** Builds the three services and joins them: names learnt from presence go to the list, the list says whom to watch. */
export function wirePeople(deps: PresenceDependencies): People {
  let web: PersonWeb = {};
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
    for (const service of [contacts, presence, dialPlan, provisioning, directory, forwarding]) service.forget();
  };
  return {
    start({ agent, facts, journey, signal }, services = {}) {
      const args = [agent, facts.sipUri, signal] as const;
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
    startPlain({ facts, journey }) {
      forget();
      dialPlan.goWithout(facts.sipUri);
      journey.end('settings', 'skipped');
      journey.end('contacts', 'skipped');
    },
    goOffline() {
      web = {};
      contacts.goOffline();
      forwarding.goOffline();
      presence.goOffline();
    },
    forget,
    setPresence: (choice) => presence.setState(choice),
    presence,
    onSelf: (listener) => presence.onSelf(listener),
    contacts,
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
