/** Names of sessions in a roster. */
import type { Conference } from '../focus/conference.ts';

/** A new `{GUID}`. */
export function newEndpoint({ ground }: Conference): string {
  return `{${[4, 2, 2, 2, 6].map((bytes) => ground.randomHex(bytes)).join('-')}}`;
}
