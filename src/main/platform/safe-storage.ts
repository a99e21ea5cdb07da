/** Secrets through Electron's safeStorage: the desktop's keyring holds the key, a file holds what it sealed. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { SafeStorage } from 'electron';
import type { SecretStore } from '../store/secrets.ts';
import { forgetSetAside, setAside } from '../store/set-aside.ts';

/** A plain-text backend does not count: then the store says it is not available and keeps nothing. */
export function createSafeStorageSecrets(options: {
  readonly safeStorage: SafeStorage;
  readonly file: string;
  readonly platform: NodeJS.Platform;
  /** The disk or the keyring refused: a password was not kept, or not removed. */
  readonly onProblem: (what: 'password' | 'forgotten', error: unknown) => void;
  /** The file could not be read and is kept under this path. */
  readonly onSetAside: (path: string) => void;
  readonly wall: () => number;
}): SecretStore {
  const { safeStorage, file, onProblem } = options;
  const backend = options.platform === 'linux' ? safeStorage.getSelectedStorageBackend() : options.platform;
  const available = safeStorage.isEncryptionAvailable() && backend !== 'basic_text' && backend !== 'unknown';

  function read(): Record<string, string> {
    try {
      const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
      if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed))
        return parsed as Record<string, string>;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    }
    setAside(file, options);
    return {};
  }

  /** Whether it was done; a refusal is told and is no reason to stop working. */
  function tryTo(what: 'password' | 'forgotten', work: () => void): boolean {
    try {
      work();
      return true;
    } catch (error) {
      onProblem(what, error);
      return false;
    }
  }

  function write(entries: Record<string, string>): void {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(`${file}.new`, JSON.stringify(entries), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }

  return {
    available,
    backend,
    async get(key) {
      const entries = read();
      const sealed: unknown = Object.hasOwn(entries, key) ? entries[key] : undefined;
      if (!available || typeof sealed !== 'string') return undefined;
      try {
        return safeStorage.decryptString(Buffer.from(sealed, 'base64'));
      } catch {
        // Sealed under another login or keyring: as good as not there.
        return undefined;
      }
    },
    async set(key, secret) {
      if (!available) return false;
      return tryTo('password', () => write({ ...read(), [key]: safeStorage.encryptString(secret).toString('base64') }));
    },
    async delete(key) {
      const { [key]: gone, ...rest } = read();
      return gone === undefined || tryTo('forgotten', () => write(rest));
    },
    async clear() {
      return tryTo('forgotten', () => {
        for (const path of [file, `${file}.new`]) rmSync(path, { force: true });
        forgetSetAside(file);
      });
    },
  };
}
