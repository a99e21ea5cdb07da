/** Secrets through Electron's safeStorage: the desktop's keyring holds the key, a file holds what it sealed. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { SafeStorage } from 'electron';
import type { SecretStore } from '../store/secrets.ts';

/** A plain-text backend does not count: then the store says it is not available and keeps nothing. */
export function createSafeStorageSecrets(options: {
  readonly safeStorage: SafeStorage;
  readonly file: string;
  readonly platform: NodeJS.Platform;
}): SecretStore {
  const { safeStorage, file } = options;
  const backend = options.platform === 'linux' ? safeStorage.getSelectedStorageBackend() : options.platform;
  const available = safeStorage.isEncryptionAvailable() && backend !== 'basic_text' && backend !== 'unknown';

  function read(): Record<string, string> {
    try {
      const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
      return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, string>) : {};
    } catch {
      return {};
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
      const sealed = read()[key];
      if (!available || typeof sealed !== 'string') return undefined;
      try {
        return safeStorage.decryptString(Buffer.from(sealed, 'base64'));
      } catch {
        // Sealed under another login or keyring: as good as not there.
        return undefined;
      }
    },
    async set(key, secret) {
      if (available) write({ ...read(), [key]: safeStorage.encryptString(secret).toString('base64') });
    },
    async delete(key) {
      const { [key]: _gone, ...rest } = read();
      write(rest);
    },
    async clear() {
      rmSync(file, { force: true });
    },
  };
}
