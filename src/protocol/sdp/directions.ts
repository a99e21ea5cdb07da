/** Who sends and who listens. RFC 3264 6.1, 8.4 */
import type { Direction, MediaSection } from './description.ts';

export interface Flow {
  readonly sends: boolean;
  readonly receives: boolean;
}

const holds: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

export function flowOf(direction: Direction): Flow {
  return {
    sends: direction === 'sendrecv' || direction === 'sendonly',
    receives: direction === 'sendrecv' || direction === 'recvonly',
  };
}

function directionOf({ sends, receives }: Flow): Direction {
  if (sends) return receives ? 'sendrecv' : 'sendonly';
  return receives ? 'recvonly' : 'inactive';
}

/** What of `wanted` an answer may say to an offer: nothing is sent that the offer does not want to hear. */
export function answering(offered: Direction, wanted: Direction): Direction {
  const theirs = flowOf(offered);
  const ours = flowOf(wanted);
  return directionOf({ sends: ours.sends && theirs.receives, receives: ours.receives && theirs.sends });
}

/** What a far end's section says, a refused one and the old way to hold (nowhere to send to, and no checks that would find a place) included. */
export function saidDirection(section: MediaSection): Direction {
  if (section.port === 0) return 'inactive';
  const isNowhere = section.address !== undefined && holds.has(section.address) && !section.ice;
  return isNowhere ? directionOf({ sends: flowOf(section.direction).sends, receives: false }) : section.direction;
}

/** Whether packets can be sent to this address. */
export function isSomewhere(address: string | undefined): address is string {
  return address !== undefined && !holds.has(address);
}
