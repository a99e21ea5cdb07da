/** The INVITE dialog of one participant with a focus. [MS-CONFBAS] 3.3.5, RFC 4028 */
import type { LabCore } from '../net/listener.ts';
import { ServerDialog } from '../sip/dialog.ts';
import type { Exchange } from '../sip/exchange.ts';
import { announces } from '../sip/incoming.ts';
import type { HeaderLine } from '../sip/template.ts';
import { C3P_TYPE, readC3pRequest } from './c3p-request.ts';
import { answerCommand } from './command-answer.ts';
import { runCommand } from './commands.ts';
import type { Conference } from './conference.ts';
import type { DialOut } from './dial-out.ts';
import type { Farewell, Seat } from './seat.ts';

const SESSION_SECONDS = 1800;

/** Told in the BYE, so that a client can say why it is out. */
const FAREWELLS: Readonly<Record<Farewell, readonly HeaderLine[]>> = {
  ended: [['Reason', 'SIP;cause=410;text="Conference ended"']],
  removed: [['Reason', 'SIP;cause=480;text="Removed by a presenter"']],
  'lobby-timeout': [['Reason', 'SIP;cause=408;text="Nobody admitted the user from the lobby in time"']],
  'grace-over': [
    ['Reason', 'SIP;cause=480;text="Anonymous user grace period expired"'],
    [
      'ms-diagnostics',
      '3014;reason="Failed authorization";summary="No authenticated user joined within the anonymous user grace period"',
    ],
  ],
  denied: [
    ['Reason', 'SIP;cause=403;text="Denied by a presenter"'],
    [
      'ms-diagnostics',
      '3014;reason="Failed authorization";summary="A presenter did not admit the user from the lobby"',
    ],
  ],
};

export class FocusDialog {
  readonly #conference: Conference;
  readonly #core: LabCore;
  readonly #dialOut: DialOut;
  #seat: Seat | undefined;
  #dialog: ServerDialog | undefined;
  /** A client that never heard of session timers is not asked for refreshes. RFC 4028 9 */
  #hasTimer = true;
  #stopTimer = () => {};
  #stopWaiting = () => {};

  constructor(conference: Conference, core: LabCore, dialOut: DialOut) {
    this.#conference = conference;
    this.#core = core;
    this.#dialOut = dialOut;
  }

  /** Opens the dialog; false when the connection holds too many, which is answered. */
  open(exchange: Exchange): boolean {
    this.#dialog = ServerDialog.open(exchange, {
      onRequest: (next) => this.#onRequest(next),
      onLost: () => this.#leave(),
    });
    this.#hasTimer = announces(exchange.incoming, 'timer');
    if (this.#dialog) this.#startTimer();
    return this.#dialog !== undefined;
  }

  /** The seat this dialog stands for. */
  hold(seat: Seat): void {
    this.#seat = seat;
    if (seat.status === 'on-hold') this.#waitFor(seat);
  }

  /** Headers of a 2xx to INVITE or UPDATE. */
  sessionHeaders(): HeaderLine[] {
    const timer: HeaderLine[] = [
      ['Session-Expires', `${SESSION_SECONDS};refresher=uac`],
      ['Require', 'timer'],
    ];
    return [
      ['Contact', `<${this.#conference.plan.focusUri}>;isfocus`],
      ...(this.#hasTimer ? timer : []),
      ['Supported', 'timer'],
      ['Allow', 'INVITE, BYE, ACK, CANCEL, INFO, UPDATE'],
    ];
  }

  hangUp(why: Farewell): void {
    this.#dialog?.send({ method: 'BYE', headers: FAREWELLS[why] });
    this.#close();
  }

  #onRequest(exchange: Exchange): void {
    switch (exchange.incoming.method) {
      case 'ACK':
        return;
      case 'BYE':
        exchange.answer({ status: 200, reason: 'OK' });
        this.#leave();
        return;
      case 'INFO':
        this.#onInfo(exchange);
        return;
      case 'INVITE':
      case 'UPDATE':
        this.#startTimer();
        exchange.answer({ status: 200, reason: 'OK', headers: this.sessionHeaders() });
        return;
      default:
        exchange.answer({
          status: 405,
          reason: 'Method Not Allowed',
          headers: [['Allow', 'INVITE, BYE, ACK, INFO, UPDATE']],
        });
    }
  }

  #onInfo(exchange: Exchange): void {
    const { contentType, text } = exchange.incoming;
    if (contentType !== C3P_TYPE) {
      exchange.answer({ status: 415, reason: 'Unsupported Media Type', headers: [['Accept', C3P_TYPE]] });
      return;
    }
    const request = readC3pRequest(text);
    const seat = this.#seat;
    if (!request || !seat) {
      exchange.answer({
        status: 400,
        reason: 'Bad Request',
        headers: [['ms-diagnostics', '3006;reason="Failed to parse C3P request"']],
      });
      return;
    }
    const conference = this.#conference;
    answerCommand(
      exchange,
      { focusUri: conference.plan.focusUri, send: (own) => this.#dialog?.send(own) },
      {
        request,
        faults: conference.faults,
        run: () => runCommand({ conference, seat, request, dialOut: this.#dialOut }),
      },
    );
  }

  /** A client that does not refresh its session is taken for gone. */
  #startTimer(): void {
    this.#stopTimer();
    if (!this.#hasTimer) return;
    this.#stopTimer = this.#core.clock.after(SESSION_SECONDS * 1000, () => {
      this.#dialog?.send({ method: 'BYE', headers: [['Reason', 'SIP;cause=408;text="Session expired"']] });
      this.#leave();
    });
  }

  #waitFor(seat: Seat): void {
    const { clock } = this.#core;
    this.#stopWaiting = clock.after(this.#conference.rules.lobbyMs, () => {
      if (seat.status === 'on-hold') this.#conference.dismissSeat(seat, 'lobby-timeout');
    });
  }

  #leave(): void {
    this.#close();
    if (this.#seat) this.#conference.leave(this.#seat);
  }

  #close(): void {
    this.#stopTimer();
    this.#stopWaiting();
    this.#dialog?.end();
  }
}
