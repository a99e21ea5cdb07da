/** A Monday morning on demand: many people change within seconds, or in one notification. */
import type { LabCore } from '../net/listener.ts';
import type { PresenceService } from './presence-service.ts';
import type { LabStorm } from './settings.ts';

const MOST_UPDATES = 100_000;
const TICK_MS = 100;
const STATES = [3500, 5000, 6500, 9500, 12_500, 15_500] as const;

/** Begins a storm at one company; returns how to end it early. Throws a sentence for numbers out of bounds. */
export function beginStorm(core: LabCore, presence: PresenceService, storm: LabStorm): () => void {
  const { updates, seconds, bytes = 0 } = storm;
  if (!(Number.isInteger(updates) && updates > 0 && updates <= MOST_UPDATES && seconds >= 0 && bytes >= 0)) {
    throw new Error(`A storm has 1 to ${MOST_UPDATES} updates.`);
  }
  if (seconds === 0) {
    presence.storm(updates, bytes);
    return () => undefined;
  }
  const people = presence.simulatedPeople();
  const began = core.clock.now();
  let sent = 0;
  let stop: () => void = () => undefined;
  function tick(): void {
    const due = Math.min(updates, Math.ceil((updates * (core.clock.now() - began)) / (seconds * 1000)));
    for (; sent < due; sent += 1) {
      const address = people[sent % people.length];
      if (address !== undefined) presence.simulate(address, STATES[sent % STATES.length] ?? 3500);
    }
    if (sent < updates) stop = core.clock.after(TICK_MS, tick);
  }
  stop = core.clock.after(TICK_MS, tick);
  return () => stop();
}
