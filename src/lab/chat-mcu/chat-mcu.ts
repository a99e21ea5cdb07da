/** The IM MCU of one company: a chat for each of its meetings. [MS-CONFIM] 3.3 */
import type { Conference } from '../focus/conference.ts';
import { mcuUriOf } from '../focus/focus-uri.ts';
import type { Mcu, McuAnswer, McuEnd } from '../focus/mcu.ts';
import type { ParticipantAction } from '../focus/participant-script.ts';
import type { Seat } from '../focus/seat.ts';
import type { LabCore } from '../net/listener.ts';
import type { Exchange } from '../sip/exchange.ts';
import { ChatRoom } from './chat-room.ts';
import { composing } from './chat-text.ts';
import { newEndpoint } from './endpoint.ts';

export class ChatMcu implements Mcu {
  readonly purpose = 'chat';
  readonly #core: LabCore;
  readonly #source: string;
  readonly #rooms = new WeakMap<Conference, ChatRoom>();

  /** `source` is the server's name in ms-diagnostics. */
  constructor(core: LabCore, source: string) {
    this.#core = core;
    this.#source = source;
  }

  uri(conference: Conference): string {
    return mcuUriOf(conference.plan.focusUri, this.purpose);
  }

  /** The chat of one meeting, made when it is first asked for. */
  roomOf(conference: Conference): ChatRoom {
    const known = this.#rooms.get(conference);
    if (known) return known;
    const room = new ChatRoom({
      clock: this.#core.clock,
      organizerUri: conference.plan.organizerUri,
      uri: this.uri(conference),
      source: this.#source,
      mayWrite: ({ role }) => role === 'presenter' || conference.rules.attendeesMayChat,
      onCame: (seat) => {
        const endpoint = newEndpoint(conference);
        conference.putSession(seat, { type: 'chat', endpoint, status: 'connected', joined: 'dialed-in', media: [] });
      },
      onWent: (seat) => conference.dropSession(seat, 'chat'),
    });
    this.#rooms.set(conference, room);
    return room;
  }

  onSeat(): void {
    // Who comes to a meeting opens its chat himself.
  }

  onLeave(conference: Conference, seat: Seat): void {
    this.#rooms.get(conference)?.dismiss(seat, 'left', false);
  }

  onChange(): void {
    // Rules are looked at when somebody writes.
  }

  onEnd(conference: Conference, why: McuEnd): void {
    this.#rooms.get(conference)?.close(why);
  }

  handle(exchange: Exchange, conference: Conference, seat: Seat): void {
    if (exchange.incoming.method === 'INVITE') this.roomOf(conference).enter(exchange, seat);
    else exchange.answer({ status: 405, reason: 'Method Not Allowed', headers: [['Allow', 'INVITE']] });
  }

  /** The chat is entered by an INVITE: dial-in by INFO leads nowhere. [MS-CONFIM] 3.2.5 */
  addUser(): McuAnswer {
    return { ok: false, reason: 'notSupported' };
  }

  act(conference: Conference, seat: Seat, action: ParticipantAction): void {
    const room = this.roomOf(conference);
    if (action.kind === 'typing') {
      room.simulate(seat, { forms: [composing(true)], isTyping: true });
    } else if (action.kind === 'say') {
      room.simulate(seat, { forms: [{ type: 'text/plain; charset=UTF-8', text: action.text }], isTyping: false });
    }
  }
}
