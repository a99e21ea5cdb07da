/** Calendar, voicemail and missed conversations as one: what starts once registered, and what each tells the other. */
import type { Outcome } from '../../shared/outcome.ts';
import {
  type CalendarDependencies,
  type CalendarService,
  createCalendarService,
} from '../session/calendar/calendar-service.ts';
import type { RegisteredSession } from '../session/sign-in/sign-in-api.ts';
import { createMissedService, type MissedService } from '../session/voicemail/missed-service.ts';
import { createVoicemailService, type VoicemailDependencies } from '../session/voicemail/voicemail-service.ts';
import type { Exchange } from '../web/exchange.ts';

export interface Mailbox {
  /** Without `exchange`, for whom nothing proves who he is there, only the counts of waiting messages come. */
  start(session: RegisteredSession, exchange: Exchange | undefined): void;
  /** The network is another one. */
  hurry(): void;
  goOffline(): void;
  forget(): void;
  refresh(): Promise<Outcome<void>>;
  markRead: MissedService['markRead'];
  addLocalMissed: MissedService['addLocal'];
  onFreeBusy: CalendarService['onFreeBusy'];
  onOutOfOffice: CalendarService['onOutOfOffice'];
}

export interface MailboxDependencies extends CalendarDependencies, VoicemailDependencies {
  /** What the own presence brings, as XML. */
  readonly onSelf: (listener: (text: string) => void) => void;
}

/** Builds the three services. A reading of the calendar is followed by one of the missed items, and so is a new recorded message. */
export function wireMailbox(deps: MailboxDependencies): Mailbox {
  const calendar = createCalendarService(deps);
  const voicemail = createVoicemailService(deps);
  const missed = createMissedService(deps);
  let current: Exchange | undefined;
  let owner = '';
  deps.onSelf((text) => voicemail.takePresence(text));
  calendar.onRead((exchange) => void missed.read(exchange));
  voicemail.onMore(() => {
    if (current && deps.state.get().calendar.state === 'ready') void missed.read(current);
  });
  const forget = () => {
    current = undefined;
    calendar.forget();
    missed.forget();
    voicemail.forget();
  };
  return {
    start({ agent, facts, signal }, exchange) {
      // Whom the server gave up has not signed out.
      if (facts.sipUri !== owner) forget();
      owner = facts.sipUri;
      current = exchange;
      voicemail.start(agent, facts.sipUri, signal);
      if (exchange) calendar.start(exchange);
    },
    hurry: () => calendar.hurry(),
    goOffline() {
      current = undefined;
      calendar.stop();
      missed.stop();
    },
    forget,
    refresh: () => calendar.refresh(),
    markRead: (id) => missed.markRead(id),
    addLocalMissed: (item) => missed.addLocal(item),
    onFreeBusy: (listener) => calendar.onFreeBusy(listener),
    onOutOfOffice: (listener) => calendar.onOutOfOffice(listener),
  };
}
