/** Joins the search for newer versions with the client; without what the system offers for it there is none. */
import type { Clock } from '../../shared/clock.ts';
import type { StateStore } from '../store/state.ts';
import type { Tracing } from '../trace/tracing.ts';
import { createUpdateService, type UpdateParts, type UpdateService } from '../updates/update-service.ts';

export type UpdateOptions = Pick<UpdateParts, 'fetch' | 'installer' | 'parse' | 'feedName'>;

const none: UpdateService = {
  start: () => undefined,
  check: async () => undefined,
  download: async () => undefined,
  install: () => undefined,
  close: () => undefined,
};

/** Builds the service; nothing is asked before `start`, and then only where setting and managed file want it. */
export function buildUpdates(
  options: { readonly clock: Clock; readonly tracing: Tracing; readonly updates?: UpdateOptions },
  { state }: { readonly state: StateStore },
): UpdateService {
  const { clock, tracing, updates } = options;
  return updates ? createUpdateService({ ...updates, state, clock, tracer: tracing.tracer }) : none;
}
