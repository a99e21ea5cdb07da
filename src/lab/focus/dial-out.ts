/**
 * A focus calls somebody into its meeting: an INVITE with the meeting's address, as clients invite each other, to wherever
 * he is signed in. Simulated people come, or say no, as they take messages.
 */
import { headerOf, type SipResponse } from '../../protocol/sip/message.ts';
import { readNameAddrs } from '../../protocol/sip/name-addr.ts';
import type { Endpoint } from '../frontend/registrar.ts';
import type { Manner } from '../people/manners.ts';
import { type HeaderLine, messageText } from '../sip/template.ts';
import { xml } from '../sip/xml-text.ts';
import type { LabPerson } from '../topologies/topology.ts';
import type { Conference } from './conference.ts';
import type { Final } from './final.ts';
import type { Seat } from './seat.ts';
import { seatColleague } from './simulated-seat.ts';

const CONF_INVITE_TYPE = 'application/ms-conf-invite+xml';

/** How long somebody is called, and how long a simulated person takes to come. */
const RING_MS = 60_000;
const COMING_MS = 1_500;
const MOST_CALLS = 50;

export interface Invited {
  readonly conference: Conference;
  /** The presenter who has somebody called. */
  readonly by: Seat;
  /** `user@domain` */
  readonly address: string;
}

/** Whom the lab knows, and where they are. */
export interface DialOutBook {
  endpointsOf(address: string): readonly Endpoint[];
  personOf(address: string): LabPerson | undefined;
  /** How somebody takes messages now; undefined for somebody who takes none. */
  mannerOf(address: string): Manner | undefined;
}

export class DialOut {
  readonly #book: DialOutBook;
  #calls = 0;

  constructor(book: DialOutBook) {
    this.#book = book;
  }

  /** Calls and reports the end once: he takes it, or the reason of C3P why he does not come. */
  call(invited: Invited, finish: (final: Final) => void): void {
    const [endpoint] = this.#book.endpointsOf(invited.address).slice(-1);
    const person = this.#book.personOf(invited.address);
    if (this.#calls >= MOST_CALLS) finish({ kind: 'refused', reason: 'serverBusy' });
    else if (endpoint) this.#ring(invited, endpoint, finish);
    else if (person) this.#askSimulated(invited, person, finish);
    else finish({ kind: 'refused', reason: 'userUnknown' });
  }

  #ring(invited: Invited, endpoint: Endpoint, finish: (final: Final) => void): void {
    const call = new RingingCall(invited, endpoint, (final) => {
      this.#calls -= 1;
      finish(final);
    });
    this.#calls += 1;
    call.start();
  }

  #askSimulated(invited: Invited, person: LabPerson, finish: (final: Final) => void): void {
    const { conference } = invited;
    const reason = refusalOf(this.#book.mannerOf(person.address));
    conference.ground.clock.after(COMING_MS, () => {
      if (reason !== undefined || conference.isEnded) {
        finish({ kind: 'refused', reason: reason ?? 'conferenceDoesntExist' });
        return;
      }
      seatColleague(conference, person);
      finish({ kind: 'done' });
    });
  }
}

/** A simulated person says no as he says it to a message; somebody who is away never answers. */
function refusalOf(manner: Manner | undefined): string | undefined {
  switch (manner) {
    case undefined:
    case 'rings':
    case 'silent':
    case 'absent':
      return 'userNotAnswered';
    case 'declines':
    case 'do-not-disturb':
    case 'blocked':
      return 'userDeclined';
    case 'busy':
      return 'userBusy';
    default:
      return undefined;
  }
}

function finalOf({ status }: SipResponse): Final {
  if (status < 300) return { kind: 'done' };
  if (status === 486 || status === 600) return { kind: 'refused', reason: 'userBusy' };
  if (status === 408 || status === 480 || status === 487) return { kind: 'refused', reason: 'userNotAnswered' };
  return { kind: 'refused', reason: status === 404 || status === 604 ? 'userUnknown' : 'userDeclined' };
}

function invitation({ plan, rules }: Conference): string {
  return [
    `<?xml version="1.0"?><Conferencing version="2.0"><focus-uri>${xml(plan.focusUri)}</focus-uri>`,
    `<subject>${xml(rules.title)}</subject>`,
    '<im available="true"><first-im/></im></Conferencing>',
  ].join('');
}

/** One call to one endpoint. */
class RingingCall {
  readonly #invited: Invited;
  readonly #endpoint: Endpoint;
  readonly #onEnd: (final: Final) => void;
  readonly #callId: string;
  readonly #tag: string;
  readonly #branch: string;
  #isOver = false;
  #stopRinging = () => {};
  #stopWatching = () => {};

  constructor(invited: Invited, endpoint: Endpoint, onEnd: (final: Final) => void) {
    const { link } = endpoint;
    this.#invited = invited;
    this.#endpoint = endpoint;
    this.#onEnd = onEnd;
    this.#callId = link.randomHex(16);
    this.#tag = link.randomHex(8);
    this.#branch = `z9hG4bK${link.randomHex(8)}`;
  }

  start(): void {
    const { conference, by } = this.#invited;
    const headers: HeaderLine[] = [
      ['Contact', `<${conference.plan.focusUri}>;isfocus`],
      ['P-Asserted-Identity', `<${by.entity}>`],
    ];
    const body = { type: CONF_INVITE_TYPE, text: invitation(conference) };
    this.#stopRinging = conference.ground.clock.after(RING_MS, () => this.#giveUp());
    // Nobody is called into what is over.
    this.#stopWatching = conference.onChange(() => conference.isEnded && this.#giveUp());
    this.#endpoint.link.forward(messageText(...this.#first('INVITE', headers), body), {
      branch: this.#branch,
      method: 'INVITE',
      onAnswer: (response) => this.#onAnswer(response),
    });
  }

  #onAnswer(response: SipResponse | undefined): void {
    if (!response) this.#end({ kind: 'refused', reason: 'userNotAnswered' });
    else if (response.status >= 300) {
      this.#endpoint.link.forward(messageText(...this.#first('ACK', [], headerOf(response, 'to')), undefined));
      this.#end(finalOf(response));
    } else if (response.status >= 200) {
      this.#hangUp(response);
      this.#end({ kind: 'done' });
    }
  }

  #giveUp(): void {
    this.#endpoint.link.forward(messageText(...this.#first('CANCEL', []), undefined));
    this.#end({ kind: 'refused', reason: 'userNotAnswered' });
  }

  /** The call has said what it had to say: whoever took it joins by himself. */
  #hangUp(response: SipResponse): void {
    const { link, contact } = this.#endpoint;
    const uri = readNameAddrs(headerOf(response, 'contact') ?? '')?.[0]?.uri.wire ?? contact;
    const to = headerOf(response, 'to');
    link.request({ method: 'ACK', uri, headers: this.#dialog('1 ACK', to) });
    link.request({ method: 'BYE', uri, headers: this.#dialog('2 BYE', to) });
  }

  #end(final: Final): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#stopRinging();
    this.#stopWatching();
    this.#onEnd(final);
  }

  /** Start line and headers of the INVITE's own transaction. RFC 3261 9.1, 17.1.1.3 */
  #first(method: string, more: readonly HeaderLine[], to?: string): [string, readonly HeaderLine[]] {
    const { link, contact } = this.#endpoint;
    const via: HeaderLine = ['Via', `SIP/2.0/TLS ${link.connection.local};branch=${this.#branch}`];
    const headers: HeaderLine[] = [via, ['Max-Forwards', '70'], ...this.#dialog(`1 ${method}`, to), ...more];
    return [`${method} ${contact} SIP/2.0`, headers];
  }

  #dialog(cseq: string, to = `<sip:${this.#invited.address}>`): HeaderLine[] {
    return [
      ['From', `<${this.#invited.by.entity}>;tag=${this.#tag}`],
      ['To', to],
      ['Call-ID', this.#callId],
      ['CSeq', cseq],
    ];
  }
}
