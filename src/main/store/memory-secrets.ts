/** Secrets for as long as the process lives: headless use and tests. */
import type { SecretStore } from './secrets.ts';

export function createMemorySecrets(available = true): SecretStore {
  const held = new Map<string, string>();
  return {
    available,
    backend: 'memory',
    get: (key) => Promise.resolve(held.get(key)),
    async set(key, secret) {
      if (available) held.set(key, secret);
      return available;
    },
    async delete(key) {
      held.delete(key);
      return true;
    },
    async clear() {
      held.clear();
      return true;
    },
  };
}
