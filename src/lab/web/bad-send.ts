/** How an answer goes out that means harm. */
import type { ServerResponse } from 'node:http';
import type { Clock } from '../../shared/clock.ts';
import { pour, trickle } from '../faults/bad-stream.ts';
import { mostOfMalice } from '../faults/malice.ts';
import type { WebAnswer } from './http.ts';

/** What the length of an answer says that comes byte by byte: no more than anybody would wait for. */
export const TRICKLED_BYTES = 100_000;
const UNASKED = 'HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 9\r\n\r\n<unasked>';

/** The head is written; what is begun here ends with the connection, or when its time is over. */
export function sendBadly(
  response: ServerResponse,
  { body, malice, clock }: { readonly body: Buffer; readonly malice: WebAnswer['malice']; readonly clock: Clock },
): void {
  const { socket } = response;
  if (malice === 'two-answers') {
    // Behind the first one: the client may take it for the answer to what it asks next.
    response.end(body, () => socket?.write(UNASKED));
    return;
  }
  response.once(
    'close',
    clock.after(mostOfMalice.streamMs, () => response.destroy()),
  );
  if (malice === 'endless') pour(response);
  else trickle(response, body.toString('latin1'), clock);
}
