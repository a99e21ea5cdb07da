/** The A/V conferencing server of one company. [MS-CONFAV]; protocol notes 7.11 */
import type { CallDesk } from '../calls/call-desk.ts';
import { newEndpoint } from '../chat-mcu/endpoint.ts';
import { dialInContent } from '../data-mcu/connection-info.ts';
import type { C3pRequest } from '../focus/c3p-request.ts';
import type { Conference } from '../focus/conference.ts';
import { mcuUriOf } from '../focus/focus-uri.ts';
import type { Mcu, McuAnswer } from '../focus/mcu.ts';
import type { Seat } from '../focus/seat.ts';
import type { LabCore } from '../net/listener.ts';
import type { Exchange } from '../sip/exchange.ts';
import { AvRoom } from './av-room.ts';
import type { AvFaults } from './settings.ts';

const SOFTWARE = 'RTCC/6.0.0.0 AVMCU';

export class AvMcu implements Mcu {
  readonly purpose = 'audio-video';
  readonly #core: LabCore;
  readonly #source: string;
  readonly #desk: CallDesk;
  readonly #rooms = new WeakMap<Conference, AvRoom>();
  #faults: AvFaults = {};

  /** `source` is the server's name in ms-diagnostics. */
  constructor(core: LabCore, source: string, desk: CallDesk) {
    this.#core = core;
    this.#source = source;
    this.#desk = desk;
  }

  setFaults(faults: AvFaults): void {
    this.#faults = faults;
  }

  uri(conference: Conference): string {
    return mcuUriOf(conference.plan.focusUri, this.purpose);
  }

  onSeat(): void {
    // Who comes to a meeting calls its sound himself.
  }

  onLeave(conference: Conference, seat: Seat): void {
    this.#rooms.get(conference)?.dismiss(seat);
  }

  onChange(): void {
    // Who is muted stands in the roster.
  }

  onEnd(conference: Conference): void {
    this.#rooms.get(conference)?.close();
  }

  handle(exchange: Exchange, conference: Conference, seat: Seat): void {
    const { entrance } = this.#faults;
    if (exchange.incoming.method !== 'INVITE') {
      exchange.answer({ status: 405, reason: 'Method Not Allowed', headers: [['Allow', 'INVITE']] });
    } else if (entrance === 'full') {
      exchange.answer({ status: 486, reason: 'Busy Here', headers: [this.#why('Maximum conference size exceeded')] });
    } else if (entrance === 'refuses') {
      exchange.answer({
        status: 503,
        reason: 'Service Unavailable',
        headers: [this.#why('Conferencing server is unavailable')],
      });
    } else if (entrance !== 'silent') this.#enter(exchange, conference, seat);
  }

  /** Dial-in by INFO leads to the INVITE: nothing more is needed. [MS-CONFBAS] 2.2.3.17 */
  addUser(conference: Conference, seat: Seat, request: C3pRequest): McuAnswer {
    const entries = [['mcu-conference-uri', this.uri(conference)]] as const;
    return { ok: true, content: dialInContent(conference, seat, request, entries) };
  }

  act(): void {
    // Simulated people have sound in the roster alone.
  }

  #enter(exchange: Exchange, conference: Conference, seat: Seat): void {
    const room = this.#roomOf(conference);
    const uri = this.uri(conference);
    const call = this.#desk.take(
      exchange,
      uri.replace(/^sip:/, ''),
      { sound: 'silence', answers: 'at-once' },
      {
        software: SOFTWARE,
        contact: `<${uri}>;isfocus`,
        headers: [],
        refreshes: false,
        media: {
          source: 'by-hand',
          malice: () => this.#faults.malice ?? this.#desk.mediaFaults()['']?.malice,
          onSound: (samples) => room.hear(seat, samples),
          onPicture: (packet) => {
            call?.notePicture();
            room.picture(seat, packet);
          },
          onPictureWanted: () => room.pictureWanted(),
        },
      },
    );
    if (!call) return;
    call.onTalking = () => {
      // Whoever was sent away, or whose meeting or mixer ended, before the ACK came hears nothing of it.
      if (conference.seats.includes(seat) && conference.hasPart(this.purpose)) {
        room.enter(seat, call, newEndpoint(conference));
      } else call.hangUp();
    };
    call.atEnd(() => room.gone(seat, call));
  }

  #roomOf(conference: Conference): AvRoom {
    const known = this.#rooms.get(conference);
    if (known) return known;
    const room = new AvRoom(conference, this.#core.clock, () => this.#faults);
    this.#rooms.set(conference, room);
    return room;
  }

  #why(reason: string): readonly [string, string] {
    return ['ms-diagnostics', `7025;reason="${reason}";source="${this.#source}"`];
  }
}
