/** What the settings store offers; the file behind it is JSON with a version and an upgrade step per version. */
import type { Settings } from '../../shared/model/settings.ts';

export interface SettingsStore {
  get(): Settings;
  /** Merges, writes (atomically, owner-readable only) and tells listeners. */
  change(patch: Partial<Settings>): void;
  onChange(listener: (settings: Settings) => void): () => void;
  /** Resolves when everything is on disk. */
  flush(): Promise<void>;
}
