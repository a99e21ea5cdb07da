/** How long and how much, wherever messages come in and go out. */

/** A peer's client may be asleep: this long it may take to say that it has a message. The transaction lives 32 s. RFC 3261 17.1.2.2 */
export const deliveryLimitMs = 30_000;

/** Bytes of a message; longer than any client sends. */
export const largestBody = 256 * 1024;
