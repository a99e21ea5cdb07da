/** The faults that testers switched on, by server. */
import type { ServerFaults, ServerName } from '../api.ts';

export interface FaultBook {
  of(name: ServerName): ServerFaults;
  set(name: ServerName, faults: ServerFaults): void;
}

const healthy: ServerFaults = {};

export function createFaultBook(): FaultBook {
  const book = new Map<ServerName, ServerFaults>();
  return {
    of: (name) => book.get(name) ?? healthy,
    set(name, faults) {
      if (Object.keys(faults).length === 0) book.delete(name);
      else book.set(name, faults);
    },
  };
}
