/** Contacts, presence and the dial plan as one: what starts once registered, and what each tells the other. */

import type { StageName } from '../../shared/model/journey.ts';
import type { Outcome } from '../../shared/outcome.ts';
import { type ContactsService, createContactsService } from '../session/contacts/contacts-service.ts';
import { createDialPlanService, type DialPlanService } from '../session/dial-plan/dial-plan-service.ts';
import {
  createPresenceService,
  type PresenceDependencies,
  type PresenceService,
} from '../session/presence/presence-service.ts';
import type { JourneyRecorder } from '../session/sign-in/journey.ts';
import type { RegisteredSession } from '../session/sign-in/sign-in-service.ts';

export interface People {
  /** Everything at once; each part reports into its stage of the journey and none waits for another. */
  start(session: RegisteredSession): void;
  goOffline(): void;
  /** Another world or nobody: the last account's people are put away. */
  forget(): void;
  setPresence: PresenceService['setState'];
  reload: ContactsService['reload'];
  tryNumber: DialPlanService['tryNumber'];
}

/** Builds the three services and joins them: names learnt from presence go to the list, the list says whom to watch. */
export function wirePeople(deps: PresenceDependencies): People {
  const contacts = createContactsService(deps);
  const presence = createPresenceService(deps);
  const dialPlan = createDialPlanService(deps);
  contacts.onContacts((list) => presence.watch(list));
  presence.onNames((names) => contacts.learnNames(names));
  return {
    start({ agent, facts, journey, signal }) {
      const args = [agent, facts.sipUri, signal] as const;
      void runStage(journey, 'settings', { 'dial-plan': dialPlan.start(...args) });
      void runStage(journey, 'contacts', {
        'contact-list': contacts.start(...args),
        available: presence.start(...args),
      });
    },
    goOffline() {
      contacts.goOffline();
      presence.goOffline();
    },
    forget() {
      contacts.forget();
      presence.watch([]);
      dialPlan.forget();
    },
    setPresence: (choice) => presence.setState(choice),
    reload: () => contacts.reload(),
    tryNumber: (typed) => dialPlan.tryNumber(typed),
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
