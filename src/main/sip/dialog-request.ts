/** One request of ours inside a dialog, confirmed or not. RFC 3261 12.2.1 */
import type { RequestOptions } from './agent.ts';
import type { AgentContext } from './context.ts';
import { retarget } from './core/retarget.ts';
import { requestUriOf } from './core/strict-route.ts';
import { exchange, type Settled } from './exchange.ts';
import { linesOf, requestBody, type SipJsSession } from './session-parts.ts';

export interface InsideOptions extends Omit<RequestOptions, 'uri'> {
  /** Told the sequence number of each try. */
  readonly onBuilt?: (cseq: number) => void;
}

/** Sends until there is an answer that is no challenge. Never rejects. */
export function sendInside(
  context: AgentContext,
  session: SipJsSession,
  method: string,
  options: InsideOptions = {},
): Promise<Settled> {
  const { body, headers, signal, limitMs, onBuilt } = options;
  return exchange(context, {
    method,
    // The peer may move between two tries.
    get uri() {
      return requestUriOf(session);
    },
    signal,
    ...(limitMs === undefined ? {} : { limitMs }),
    build: (proof) => {
      const message = session.createOutgoingRequestMessage(method, {
        extraHeaders: [...linesOf(headers), ...proof],
        ...(body ? { body: requestBody(body) } : {}),
      });
      onBuilt?.(message.cseq);
      return message;
    },
    onAccept: ({ incoming }) => {
      if (method === 'UPDATE') retarget(session, incoming);
      return true;
    },
  });
}
