import type { Reply } from '../../shared/ipc/bridge.ts';
import type { Snapshot } from '../../shared/model/snapshot.ts';

/** A screen in a state worth looking at. */
export interface Scene {
  readonly name: string;
  readonly hash: string;
  readonly snapshot: Snapshot;
  /** Requests that are never answered, so that what is shown meanwhile can be looked at. */
  readonly holds?: readonly string[];
  /** Requests that are answered otherwise than usual. */
  readonly answers?: Readonly<Record<string, Reply>>;
}
