/** What the settings store offers; the file behind it is JSON with a version and an upgrade step per version. */
import type { Settings } from '../../shared/model/settings.ts';

export interface SettingsStore {
  get(): Settings;
  /** Merges, writes (atomically, owner-readable only) and tells listeners. */
  change(patch: Partial<Settings>): void;
  onChange(listener: (settings: Settings) => void): () => void;
  /** Removes files that were set aside because they could not be read; told like a change that could not be kept where the disk refuses. */
  forgetSetAside(): void;
  /** Resolves when everything is on disk. */
  flush(): Promise<void>;
}
