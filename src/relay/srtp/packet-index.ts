/** The 48-bit index of an RTP packet, of which the packet itself carries 16 bits (RFC 3711 3.3.1). */

const WRAP = 0x1_0000;

/**
 * The index nearest to the highest one seen; undefined if that would lie before the stream's beginning. `highest` is undefined for a
 * stream's first packet. Any burst of fewer than 2^15 lost packets is survived, over the wrap of the sequence number too.
 */
export function guessIndex(sequence: number, highest: number | undefined): number | undefined {
  if (highest === undefined) return sequence;
  const distance = (sequence - (highest % WRAP) + WRAP) % WRAP;
  const index = distance < WRAP / 2 ? highest + distance : highest + distance - WRAP;
  return index < 0 ? undefined : index;
}
