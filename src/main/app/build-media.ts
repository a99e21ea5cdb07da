/** Sound and pictures put together: the window's engine, the relay's process, and where packets come from. */
import type { Clock, Random } from '../../shared/clock.ts';
import type { MediaService } from '../media/call-media.ts';
import { createMediaService } from '../media/media-service.ts';
import { placesOf } from '../media/places.ts';
import { createRelayLink, type RelayProcess } from '../media/relay-link.ts';
import { followSoundDevices } from '../media/sound-devices.ts';
import { createWindowLink, type WindowLink } from '../media/window-link.ts';
import { createMediaRelayService, type MediaRelaySession } from '../session/media-relay/media-relay-service.ts';
import { createOwnRelay, type OwnRelay } from '../session/media-relay/own-relay.ts';
import type { SecretStore } from '../store/secrets.ts';
import type { SettingsStore } from '../store/settings.ts';
import type { StateStore } from '../store/state.ts';
import type { Tracing } from '../trace/tracing.ts';

export interface MediaOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly settings: SettingsStore;
  readonly secrets: SecretStore;
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
  /** Registered at a plain SIP server: the person's own is used until the signal. */
  startPlain(signal: AbortSignal): void;
  readonly ownRelay: OwnRelay;
  close(): void;
}

export interface MediaNeeds {
  readonly state: StateStore;
  /** False in the lab, from which nothing leads to a person's own servers. */
  readonly isOwnWorld: () => boolean;
}

/** Nothing is forked before the first call. */
export function buildMedia(options: MediaOptions, { state, isOwnWorld }: MediaNeeds): Media {
  const { clock, random, settings, secrets, tracing, forkRelay } = options;
  const relay = createRelayLink({ fork: forkRelay, clock });
  const window = createWindowLink(clock);
  const ownRelay = createOwnRelay({ state, settings, secrets, isOwnWorld });
  let plain: AbortSignal | undefined;
  const servers = createMediaRelayService({ state, clock, random, tracer: tracing.tracer });
  return {
    service: createMediaService({
      clock,
      tracer: tracing.tracer,
      relay,
      window,
      places: () => placesOf(state.get()),
      relayWay: () => (plain && !plain.aborted ? ownRelay.way() : servers.way()),
      followDevices: (listener) => followSoundDevices(state, listener),
    }),
    window,
    start: (session) => servers.start(session),
    startPlain(signal) {
      plain = signal;
    },
    ownRelay,
    close() {
      window.close();
      relay.close();
    },
  };
}
