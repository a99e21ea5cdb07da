/** The door of a company's meetings: joining INVITEs and roster subscriptions. [MS-CONFBAS] 3.1 */

import type { ServerFaults } from '../api.ts';
import type { Exchange } from '../sip/exchange.ts';
import { eventOf } from '../sip/incoming.ts';
import { Subscription } from '../sip/subscription.ts';
import type { Answer } from '../sip/template.ts';
import type { MeetingPartName } from '../topologies/meeting-words.ts';
import type { AuthMethod } from './admission.ts';
import { faultAnswer, seatElement, success } from './c3p-answer.ts';
import { type AddUser, C3P_TYPE, type C3pRequest, readAddUser, readC3pRequest } from './c3p-request.ts';
import type { Conference } from './conference.ts';
import { damageRoster } from './damaged-rosters.ts';
import type { DialOut } from './dial-out.ts';
import { FocusDialog } from './focus-dialog.ts';
import { formRefusal, full, noSuchMcu, notFound, notOpenYet, notSeated, refusedByPolicy } from './focus-refusals.ts';
import { readMeetingUri } from './focus-uri.ts';
import { ROSTER_TYPE } from './roster-xml.ts';
import type { RosterWatcher, Seat } from './seat.ts';

const LONGEST_NAME = 256;

/** A joining INVITE, read. */
interface JoinRequest {
  readonly request: C3pRequest;
  readonly user: AddUser;
}

export interface FocusSettings {
  /** The server's name in ms-diagnostics. */
  readonly source: string;
  /** Whether the company's conferencing policy lets guests in, as it stands now (mission M6). */
  readonly guestsInPolicy: () => boolean;
  /** The faults that concern what this focus sends to a client of the named server. */
  readonly faultsFor: (server: string) => ServerFaults;
  readonly dialOut: DialOut;
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

  /**
   * Answers everything sent to a focus, or to an MCU of its meeting, outside dialogs. `conference` is undefined when there is no such
   * meeting.
   */
  handle(exchange: Exchange, conference: Conference | undefined, visitor: Visitor): void {
    const { method, uri } = exchange.incoming;
    const part = readMeetingUri(uri)?.part;
    if (method === 'ACK') return;
    if (!conference || conference.isEnded || !part) exchange.answer(notFound(this.#settings.source));
    else if (part !== 'focus') this.#toMcu(exchange, conference, part);
    else if (method === 'INVITE') this.#join(exchange, conference, visitor);
    else if (method === 'SUBSCRIBE') this.#subscribe(exchange, conference);
    else exchange.answer({ status: 405, reason: 'Method Not Allowed', headers: [['Allow', 'INVITE, SUBSCRIBE']] });
  }

  /** An MCU serves who sits in the meeting, on the connection he sits on. */
  #toMcu(exchange: Exchange, conference: Conference, part: MeetingPartName): void {
    const { source } = this.#settings;
    const seat = seatOn(conference, exchange);
    const mcu = conference.mcu(part);
    if (seat?.status !== 'connected') exchange.answer(notSeated(source));
    else if (mcu) mcu.handle(exchange, conference, seat);
    else exchange.answer(noSuchMcu(source, conference.isDown(part)));
  }

  #join(exchange: Exchange, conference: Conference, visitor: Visitor): void {
    const { incoming } = exchange;
    const { source } = this.#settings;
    const request = incoming.contentType === C3P_TYPE ? readC3pRequest(incoming.text) : undefined;
    const refusal = formRefusal(exchange, request, { source, needsTimer: visitor.authMethod !== 'enterprise' });
    if (refusal || !request) {
      exchange.answer(refusal ?? faultAnswer({ code: 3006, reason: 'Failed to parse C3P request' }, source));
      return;
    }
    const user = readAddUser(request, incoming);
    if ('code' in user) {
      exchange.answer(faultAnswer(user, source));
      return;
    }
    this.#seat(exchange, conference, visitor, { request, user });
  }

  #seat(exchange: Exchange, conference: Conference, visitor: Visitor, ask: JoinRequest): void {
    const { incoming, link } = exchange;
    const { authMethod } = visitor;
    const { focusUri } = conference.plan;
    const entity = incoming.from.uri;
    const door = conference.door(entity, { authMethod, lobbyCapable: ask.user.lobbyCapable });
    const refusal = this.#doorRefusal(conference, visitor, { ask, entity, door });
    if (refusal) {
      exchange.answer(refusal);
      return;
    }
    const dialog = new FocusDialog(conference, link.core, this.#settings.dialOut);
    if (!dialog.open(exchange)) return;
    const seat: Seat = {
      entity: `sip:${incoming.from.address}`,
      displayName: nameFor(visitor, incoming.from.name, ask.user.displayText),
      authMethod,
      endpoint: ask.user.endpoint,
      role: conference.roleFor(entity, authMethod),
      status: door === 'in' ? 'connected' : 'on-hold',
      sessions: [],
      link,
      hangUp: (why) => dialog.hangUp(why),
    };
    dialog.hold(seat);
    exchange.answer({
      status: 200,
      reason: 'OK',
      headers: dialog.sessionHeaders(),
      body: success(ask.request, focusUri, seatElement(seat, focusUri)),
    });
    conference.sit(seat);
  }

  /** Both switches come first: who may be no guest here does not learn that the meeting is full (mission I13). */
  #doorRefusal(
    conference: Conference,
    { authMethod }: Visitor,
    { ask, entity, door }: { readonly ask: JoinRequest; readonly entity: string; readonly door: string },
  ): Answer | undefined {
    const { focusUri, guestsAllowed } = conference.plan;
    const { rules } = conference;
    const isUnwanted = authMethod === 'anonymous' && !(guestsAllowed && this.#settings.guestsInPolicy());
    if (isUnwanted || door === 'refused') {
      return refusedByPolicy(ask.request, focusUri, authMethod, this.#settings.source);
    }
    if (!rules.isOpen && !conference.isOrganizer(entity, authMethod)) return notOpenYet(ask.request, focusUri);
    return conference.seats.length >= rules.mostSeats ? full(ask.request, focusUri) : undefined;
  }

  /** Only who sits in the meeting, or waits for it, may watch it. */
  #subscribe(exchange: Exchange, conference: Conference): void {
    const { incoming, link } = exchange;
    if (eventOf(incoming) !== 'conference') {
      exchange.answer({ status: 489, reason: 'Bad Event', headers: [['Allow-Events', 'conference']] });
      return;
    }
    const entity = `sip:${incoming.from.address}`;
    if (!seatOn(conference, exchange)) {
      exchange.answer(notSeated(this.#settings.source));
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
    conference.roster.watch(watcher);
    subscription = Subscription.open(exchange, {
      state: () => body(conference.roster.stateFor(watcher)),
      onEnd: () => conference.roster.unwatch(watcher),
    });
  }
}

/** The seat of whoever sent this, on this connection. */
function seatOn(conference: Conference, { incoming, link }: Exchange): Seat | undefined {
  return conference.seatsOf(`sip:${incoming.from.address}`).find((seat) => seat.link === link);
}

/** People of a company stand in the roster as their directory names them; guests as they name themselves (mission I9). */
function nameFor(visitor: Visitor, fromName: string, displayText: string): string {
  const name = visitor.displayName || fromName.trim() || displayText.trim() || 'Guest';
  return name.slice(0, LONGEST_NAME);
}
