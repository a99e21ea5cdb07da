/**
 * The wire between the telephones of simulated people and their own server: what is said on it comes back in, so that a call of theirs goes the way of
 * everybody's, by the rules of whoever is called.
 */
import type { LabConnection, LabCore } from '../net/listener.ts';
import { ClientLink, type LinkHandlers } from '../sip/client-link.ts';
import type { Link } from '../sip/exchange.ts';

const PORT = 5061;

export interface PartyLine {
  readonly link: Link;
  close(): void;
}

/** `server`: the name and address of the server it leads to. */
export function openPartyLine(
  core: LabCore,
  server: { readonly name: string; readonly address: string },
  handlers: Pick<LinkHandlers, 'onRequest' | 'onPassing' | 'software'>,
): PartyLine {
  let receive: (raw: Uint8Array) => void = () => undefined;
  let isOpen = true;
  const place = `${server.address}:${PORT}`;
  const connection: LabConnection = {
    id: `parties of ${server.name}`,
    server: server.name,
    remote: place,
    local: place,
    send(message) {
      const raw = Buffer.from(message);
      // Never within the one who says it.
      queueMicrotask(() => {
        if (isOpen) receive(raw);
      });
    },
    close: () => undefined,
    onMessage(handler) {
      receive = handler;
    },
    onClose: () => undefined,
  };
  const link = new ClientLink(core, connection, { ...handlers, onBytes: () => undefined, admitsInside: () => true });
  link.open();
  return {
    link,
    close() {
      isOpen = false;
      link.lost();
    },
  };
}
