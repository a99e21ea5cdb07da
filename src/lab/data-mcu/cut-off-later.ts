/** The end of a connection that was told its last word. */
import type { Duplex } from 'node:stream';
import type { Clock } from '../../shared/clock.ts';

const LINGER_MS = 5000;

/** What was written last is to arrive; whoever then does not go is cut off. */
export function cutOffLater(stream: Duplex, clock: Clock): void {
  if (stream.closed) return;
  stream.once(
    'close',
    clock.after(LINGER_MS, () => stream.destroy()),
  );
}
