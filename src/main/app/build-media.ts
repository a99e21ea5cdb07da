/** Sound and pictures put together: the window's engine, the relay's process, and where packets come from. */
import type { Clock, Random } from '../../shared/clock.ts';
import type { MediaService } from '../media/call-media.ts';
import { createMediaService } from '../media/media-service.ts';
import { placesOf } from '../media/places.ts';
import { createRelayLink, type RelayProcess } from '../media/relay-link.ts';
import { followSoundDevices } from '../media/sound-devices.ts';
import { createWindowLink, type WindowLink } from '../media/window-link.ts';
import { createMediaRelayService, type MediaRelaySession } from '../session/media-relay/media-relay-service.ts';
import type { StateStore } from '../store/state.ts';
import type { Tracing } from '../trace/tracing.ts';

export interface MediaOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly tracing: Tracing;
  /** Makes the process that carries packets; without it every call fails with MEDIA_ENGINE. */
  readonly forkRelay?: (() => RelayProcess) | undefined;
}

export interface Media {
  readonly service: MediaService;
  /** The window's side: where orders go, and what it reports. */
  readonly window: WindowLink;
  /** Registered: the company's own relay is asked for a way through walls. */
  start(session: MediaRelaySession): void;
  close(): void;
}

/** Nothing is forked before the first call. */
export function buildMedia({ clock, random, tracing, forkRelay }: MediaOptions, state: StateStore): Media {
  const relay = createRelayLink({ fork: forkRelay, clock });
  const window = createWindowLink(clock);
  const servers = createMediaRelayService({ state, clock, random, tracer: tracing.tracer });
  const places = () => {
    const turn = servers.servers();
    return { ...placesOf(state.get()), ...(turn.length > 0 ? { turn } : {}) };
  };
  return {
    service: createMediaService({
      clock,
      relay,
      window,
      places,
      followDevices: (listener) => followSoundDevices(state, listener),
    }),
    window,
    start: (session) => servers.start(session),
    close() {
      window.close();
      relay.close();
    },
  };
}
