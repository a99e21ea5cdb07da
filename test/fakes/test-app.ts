/** What a state begins with where no application runs. */
import type { AppFacts } from '../../src/shared/model/snapshot.ts';

export const testApp: AppFacts = {
  version: '0',
  runtime: 'test',
  standInRuntime: false,
  sandboxed: true,
  secretStore: { available: false, backend: 'none' },
  platform: 'linux',
};
