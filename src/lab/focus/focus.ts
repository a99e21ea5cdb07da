/** The door of a company's meetings: joining INVITEs and roster subscriptions. [MS-CONFBAS] 3.1 */
import type { ServerFaults } from '../api.ts';
import type { Exchange } from '../sip/exchange.ts';
import { announces, eventOf } from '../sip/incoming.ts';
import { Subscription } from '../sip/subscription.ts';
import type { Answer } from '../sip/template.ts';
import type { AuthMethod } from './admission.ts';
import { failure, faultAnswer, seatElement, success } from './c3p-answer.ts';
import { type AddUser, C3P_TYPE, type C3pRequest, readAddUser, readC3pRequest } from './c3p-request.ts';
import type { Conference } from './conference.ts';
import { damageRoster } from './damaged-rosters.ts';
import { FocusDialog } from './focus-dialog.ts';
import { ROSTER_TYPE } from './roster-xml.ts';
import type { RosterWatcher, Seat } from './seat.ts';

const LONGEST_NAME = 256;
const MOST_SEATS = 2000;

/** C3P's own words for somebody the policy does not admit. */
const REFUSALS: Readonly<Record<AuthMethod, string>> = {
  anonymous: 'anonymousUsersNotAllowed',
  federated: 'federatedUsersNotAllowed',
  enterprise: 'forbidden',
};

export interface FocusSettings {
  /** The server's name in ms-diagnostics. */
  readonly source: string;
  /** Whether the company's conferencing policy lets guests in, as it stands now (mission M6). */
  readonly guestsInPolicy: () => boolean;
  /** The faults that concern what this focus sends to a client of the named server. */
  readonly faultsFor: (server: string) => ServerFaults;
}

/** Who stands at the door, as the servers before the focus found out. */
export interface Visitor {
  readonly authMethod: AuthMethod;
  /** From the directory for people of a company; '' for guests, who name themselves. */
  readonly displayName: string;
}

export class Focus {
  readonly #settings: FocusSettings;

  constructor(settings: FocusSettings) {
    this.#settings = settings;
  }

  /** Answers everything sent to a focus outside a dialog. `conference` is undefined when there is no such meeting. */
  handle(exchange: Exchange, conference: Conference | undefined, visitor: Visitor): void {
    const { method } = exchange.incoming;
    if (method === 'ACK') return;
    if (!conference || conference.isEnded) exchange.answer(this.#notFound());
    else if (method === 'INVITE') this.#join(exchange, conference, visitor);
    else if (method === 'SUBSCRIBE') this.#subscribe(exchange, conference);
    else exchange.answer({ status: 405, reason: 'Method Not Allowed', headers: [['Allow', 'INVITE, SUBSCRIBE']] });
  }

  #join(exchange: Exchange, conference: Conference, visitor: Visitor): void {
    const { incoming } = exchange;
    const request = incoming.contentType === C3P_TYPE ? readC3pRequest(incoming.text) : undefined;
    const refusal = this.#formRefusal(exchange, request);
    if (refusal || !request) {
      exchange.answer(
        refusal ?? faultAnswer({ code: 3006, reason: 'Failed to parse C3P request' }, this.#settings.source),
      );
      return;
    }
    const user = readAddUser(request, incoming);
    if ('code' in user) {
      exchange.answer(faultAnswer(user, this.#settings.source));
      return;
    }
    if (visitor.authMethod === 'anonymous' && !(conference.plan.guestsAllowed && this.#settings.guestsInPolicy())) {
      exchange.answer(this.#refusedByPolicy(request, conference, visitor));
      return;
    }
    this.#seat(exchange, conference, visitor, { request, user });
  }

  #formRefusal({ incoming }: Exchange, request: C3pRequest | undefined): Answer | undefined {
    const { source } = this.#settings;
    if (incoming.contentType !== C3P_TYPE) {
      const diagnostics = `4013;reason="Content-type does not match the expected one";source="${source}"`;
      return {
        status: 415,
        reason: 'Unsupported Media Type',
        headers: [
          ['Accept', C3P_TYPE],
          ['ms-diagnostics', diagnostics],
        ],
      };
    }
    if (!announces(incoming, 'timer')) {
      const diagnostics = `3010;reason="Bad request without Session-Timer extension";source="${source}"`;
      return {
        status: 421,
        reason: 'Extension Required',
        headers: [
          ['Require', 'timer'],
          ['ms-diagnostics', diagnostics],
        ],
      };
    }
    return request ? undefined : faultAnswer({ code: 3006, reason: 'Failed to parse C3P request' }, source);
  }

  #seat(
    exchange: Exchange,
    conference: Conference,
    visitor: Visitor,
    ask: { request: C3pRequest; user: AddUser },
  ): void {
    const { incoming, link } = exchange;
    const isOrganizer = conference.isOrganizer(incoming.from.uri, visitor.authMethod);
    const door = conference.door({ authMethod: visitor.authMethod, isOrganizer, lobbyCapable: ask.user.lobbyCapable });
    if (door === 'refused') {
      exchange.answer(this.#refusedByPolicy(ask.request, conference, visitor));
      return;
    }
    if (conference.seats.length >= MOST_SEATS) {
      exchange.answer({
        status: 486,
        reason: 'Busy Here',
        body: failure(ask.request, conference.plan.focusUri, 'maximumMeetingSizeExceeded'),
      });
      return;
    }
    const dialog = new FocusDialog(conference, link.core);
    if (!dialog.open(exchange)) return;
    const seat: Seat = {
      entity: `sip:${incoming.from.address}`,
      displayName: nameFor(visitor, incoming.from.name, ask.user.displayText),
      authMethod: visitor.authMethod,
      endpoint: ask.user.endpoint,
      role: isOrganizer ? 'presenter' : 'attendee',
      status: door === 'in' ? 'connected' : 'on-hold',
      link,
      hangUp: (why) => dialog.hangUp(why),
    };
    dialog.hold(seat);
    const { focusUri } = conference.plan;
    exchange.answer({
      status: 200,
      reason: 'OK',
      headers: dialog.sessionHeaders(),
      body: success(ask.request, focusUri, seatElement(seat, focusUri)),
    });
    conference.sit(seat);
  }

  /** Only who sits in the meeting, or waits for it, may watch it. */
  #subscribe(exchange: Exchange, conference: Conference): void {
    const { incoming, link } = exchange;
    if (eventOf(incoming) !== 'conference') {
      exchange.answer({ status: 489, reason: 'Bad Event', headers: [['Allow-Events', 'conference']] });
      return;
    }
    const entity = `sip:${incoming.from.address}`;
    if (!conference.seatsOf(entity).some((seat) => seat.link === link)) {
      exchange.answer({
        status: 403,
        reason: 'Forbidden',
        headers: [['ms-diagnostics', `3014;reason="Failed authorization";source="${this.#settings.source}"`]],
      });
      return;
    }
    const body = (text: string) => {
      const { malformed } = this.#settings.faultsFor(link.connection.server);
      return { type: ROSTER_TYPE, text: damageRoster(text, malformed) };
    };
    let subscription: Subscription | undefined;
    const watcher: RosterWatcher = {
      entity,
      version: 0,
      notify: (document) => subscription?.notify(body(document)),
      terminate: () => subscription?.terminate('noresource'),
    };
    conference.watch(watcher);
    subscription = Subscription.open(exchange, {
      state: () => body(conference.stateFor(watcher)),
      onEnd: () => conference.unwatch(watcher),
    });
  }

  #notFound(): Answer {
    const diagnostics = `3012;reason="Invalid conference URI";source="${this.#settings.source}"`;
    return { status: 404, reason: 'Not Found', headers: [['ms-diagnostics', diagnostics]] };
  }

  #refusedByPolicy(request: C3pRequest, conference: Conference, visitor: Visitor): Answer {
    const reason = 'Access or auth method in C3P request not acceptable';
    const summary = 'The conferencing policy or the admission policy does not admit this user';
    return {
      status: 403,
      reason: 'Forbidden',
      headers: [['ms-diagnostics', `3008;reason="${reason}";summary="${summary}";source="${this.#settings.source}"`]],
      body: failure(request, conference.plan.focusUri, REFUSALS[visitor.authMethod]),
    };
  }
}

/** People of a company stand in the roster as their directory names them; guests as they name themselves (mission I9). */
function nameFor(visitor: Visitor, fromName: string, displayText: string): string {
  const name = visitor.displayName || fromName.trim() || displayText.trim() || 'Guest';
  return name.slice(0, LONGEST_NAME);
}
