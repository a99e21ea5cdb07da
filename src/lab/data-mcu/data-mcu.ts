/** The data MCU of one company: dial-in over SIP, and the content of each of its meetings (mission 1.N). */
import type { Duplex } from 'node:stream';
import type { C3pRequest } from '../focus/c3p-request.ts';
import type { Conference } from '../focus/conference.ts';
import { mcuUriOf } from '../focus/focus-uri.ts';
import type { Mcu, McuAnswer, McuEnd } from '../focus/mcu.ts';
import type { ParticipantAction } from '../focus/participant-script.ts';
import type { Seat } from '../focus/seat.ts';
import type { LabCore } from '../net/listener.ts';
import type { Exchange } from '../sip/exchange.ts';
import type { Company } from '../topologies/topology.ts';
import { type ConnectionEntry, dialInContent } from './connection-info.ts';
import { ContentConnection } from './content-connection.ts';
import { furnish } from './first-content.ts';
import { MeetingContent } from './meeting-content.ts';
import { perform } from './perform.ts';
import type { EdgeFault } from './settings.ts';
import type { SlideStore } from './slide-store.ts';
import { TokenDesk } from './token-desk.ts';
import { WebConferencingEdge } from './web-conferencing-edge.ts';
import { welcome } from './welcome.ts';

/** Where clients are sent while a tester wants them sent elsewhere. */
const ELSEWHERE: Partial<Readonly<Record<EdgeFault, string>>> = {
  'foreign-url': 'tls://webconf.evil.invalid:443',
  'address-url': 'tls://127.0.0.1:443',
};

export class DataMcu implements Mcu {
  readonly purpose = 'meeting';
  readonly #core: LabCore;
  readonly #company: Company;
  readonly #store: SlideStore;
  readonly #tokens: TokenDesk;
  readonly #edge: WebConferencingEdge;
  readonly #contents = new WeakMap<Conference, MeetingContent>();

  constructor(core: LabCore, company: Company, store: SlideStore) {
    this.#core = core;
    this.#company = company;
    this.#store = store;
    this.#tokens = new TokenDesk(core.clock, core.random);
    this.#edge = new WebConferencingEdge({
      core,
      name: company.webConferencing.name,
      take: (token) => this.#tokens.takeOuter(token),
      faultFor: ({ conference }) => this.contentOf(conference).settings.edge,
      isServed: ({ conference }) => !conference.isEnded && conference.hasPart('meeting'),
      pass: (stream, peer) => this.#serve(stream, peer),
    });
  }

  uri(conference: Conference): string {
    return mcuUriOf(conference.plan.focusUri, this.purpose);
  }

  /** The content of one meeting, with what its plan begins with. */
  contentOf(conference: Conference): MeetingContent {
    const known = this.#contents.get(conference);
    if (known) return known;
    const content = new MeetingContent(this.#core, this.#company, this.#store);
    this.#contents.set(conference, content);
    const plan = this.#company.meetings.find(({ id }) => id === conference.plan.id);
    furnish(content.room, plan?.content, { who: conference.plan.organizerUri, by: conference.plan.organizerName });
    return content;
  }

  /** A connection to the Web Conferencing Edge, after TLS. */
  accept(stream: Duplex, peer: string): void {
    this.#edge.accept(stream, peer);
  }

  onSeat(): void {
    // Who wants to see the content dials in.
  }

  onLeave(conference: Conference, seat: Seat): void {
    this.#contents.get(conference)?.dismiss(seat.endpoint);
  }

  onChange(conference: Conference): void {
    this.#contents.get(conference)?.tellRights();
  }

  onEnd(conference: Conference, why: McuEnd): void {
    const content = this.#contents.get(conference);
    content?.disconnect(why === 'ended' ? 'ended' : undefined);
    if (why === 'ended') content?.room.close();
  }

  /** Nothing of this MCU is reached by SIP alone. */
  handle(exchange: Exchange): void {
    exchange.answer({ status: 405, reason: 'Method Not Allowed', headers: [['Allow', 'INFO']] });
  }

  addUser(conference: Conference, seat: Seat, request: C3pRequest): McuAnswer {
    const { settings } = this.contentOf(conference);
    const { name } = this.#company.webConferencing;
    const fault = settings.edge;
    const stranger = () => conference.seats.find((other) => other.entity !== seat.entity);
    const pair = this.#tokens.give({ conference, seat }, settings.tokenSeconds * 1000, settings.token, stranger);
    const url = (fault && ELSEWHERE[fault]) ?? `tls://${name}:${this.#core.tlsPortOf(name)}`;
    const entries: readonly ConnectionEntry[] = [
      ['Mcu-Server-Uri', this.uri(conference)],
      ['Mcu-Conference-Uri', this.uri(conference)],
      ...(fault === 'no-url' ? [] : [['serverURLs', url] as const]),
      ['pAuthId', pair.outer],
      ['sAuthId', pair.inner],
    ];
    return { ok: true, content: dialInContent(conference, seat, request, entries) };
  }

  act(conference: Conference, seat: Seat, action: ParticipantAction): void {
    perform(this.contentOf(conference).room, { who: seat.entity, by: seat.displayName }, action);
  }

  /** The internal server: everything behind the edge. */
  #serve(stream: Duplex, peer: string): void {
    const server = this.#company.frontEnd.name;
    let content: MeetingContent | undefined;
    new ContentConnection(stream, {
      clock: this.#core.clock,
      answerDelayMs: () => (content ? content.settings.answerDelayMs : 0),
      note: (direction, what) => this.#core.log.record({ server, direction, peer, raw: `CONTENT ${what}` }),
      welcome: (hello, connection) =>
        welcome(hello, connection, {
          take: (token) => this.#tokens.takeInner(token),
          contentOf: (holder) => {
            content = this.contentOf(holder.conference);
            return content;
          },
        }),
    });
  }
}
