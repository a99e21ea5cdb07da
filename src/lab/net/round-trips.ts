/** Counts the round trips a client had to wait for, seen at the client's end of the lab's wires. */

/** The trips of one connection. */
export interface ConnectionTrips {
  /** Bytes came from the client. */
  received(): void;
  /** Bytes went to the client: the first after some of its own are one round trip. */
  sent(): void;
}

export interface RoundTrips {
  /** `handshake` counts the TCP handshake as one. */
  connection(handshake: boolean): ConnectionTrips;
  total(): number;
  reset(): void;
}

/**
 * A round trip is one change of direction, client to server and back: one for a wave of DNS queries, one for the TCP
 * handshake, one per TLS flight the client waits for, one per SIP exchange. What the server sends unasked costs none,
 * and queries or requests sent together cost one together.
 */
export function createRoundTrips(): RoundTrips {
  let total = 0;
  return {
    connection(handshake) {
      let isAsked = false;
      if (handshake) total += 1;
      return {
        received() {
          isAsked = true;
        },
        sent() {
          if (isAsked) total += 1;
          isAsked = false;
        },
      };
    },
    total: () => total,
    reset() {
      total = 0;
    },
  };
}
