/** What every screen may use: the client, the state, the clock, and what is remembered while the window is open. */
import { createContext, type ReactNode, useContext, useMemo, useSyncExternalStore } from 'react';
import type { Bridge } from '../../shared/ipc/bridge.ts';
import type { Failure } from '../../shared/model/failure.ts';
import type { Presence } from '../../shared/model/presence.ts';
import type { Snapshot } from '../../shared/model/snapshot.ts';
import { type Answer, type Client, createClient, failureOf } from '../ipc/client.ts';
import { type Cell, createCell } from './cell.ts';
import { createSnapshotStore, type SnapshotStore } from './snapshot-store.ts';

/** What the person typed to join, kept so that "Try again" and "Join as a guest" need no second typing. */
export interface JoinDraft {
  readonly text: string;
  readonly guestName: string;
  /** Grows each time a link is offered from outside the dialog, which then starts anew. */
  readonly offer: number;
  /** The person wants to sign in first: the link is offered again once they have. */
  readonly afterSignIn?: boolean;
  /** The meeting that was joined last from here, and what it was joined with. */
  readonly ledTo?: { readonly meetingId: string; readonly text: string };
}

/** The pictures of one call, as far as there are any. */
export interface CallPictures {
  readonly own?: MediaStream;
  readonly theirs?: MediaStream;
}

export interface Services {
  readonly client: Client;
  readonly store: SnapshotStore;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly joinDraft: Cell<JoinDraft>;
  /** What each call shows in this window; set by its media engine, src/renderer/media. */
  readonly pictures: Cell<Readonly<Record<string, CallPictures>>>;
  /** A failure that belongs to no screen; shown on top until put away. */
  readonly notice: Cell<Failure | null>;
}

/** Builds the services over a bridge. */
export function createServices(bridge: Bridge, now: () => number): Services {
  const client = createClient(bridge, now);
  return {
    client,
    store: createSnapshotStore(client),
    now,
    joinDraft: createCell<JoinDraft>({ text: '', guestName: '', offer: 0 }),
    pictures: createCell<Readonly<Record<string, CallPictures>>>({}),
    notice: createCell<Failure | null>(null),
  };
}

const ServicesContext = createContext<Services | null>(null);

/** Hands the services to everything below. */
export function ServicesProvider(props: { readonly services: Services; readonly children: ReactNode }) {
  return <ServicesContext value={props.services}>{props.children}</ServicesContext>;
}

/** The services of this window. */
export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (!services) throw new Error('ServicesProvider is missing above this component');
  return services;
}

/** A part of the state, followed. The selector returns something that lies in the snapshot, never something new. */
export function useSlice<T>(selector: (snapshot: Snapshot) => T): T {
  const { store } = useServices();
  return useSyncExternalStore(store.subscribe, () => selector(store.get()));
}

/** The presence of one contact, followed. */
export function usePresence(uri: string): Presence | undefined {
  return useSlice((snapshot) => snapshot.presence[uri]);
}

/** The value of a cell, followed. */
export function useCell<T>(cell: Cell<T>): T {
  return useSyncExternalStore(cell.subscribe, cell.get);
}

/** Runs a request nobody waits for; a failure becomes the notice on top of the window. */
export function useRun(): (answer: Answer) => void {
  const { notice } = useServices();
  return useMemo(
    () => (answer) => {
      void failureOf(answer).then((failure) => {
        if (failure) notice.set(failure);
      });
    },
    [notice],
  );
}
