/** What an administrator may have decided: well, in part, or not at all readable. */
import { type ManagedState, unmanaged } from '../../shared/model/managed.ts';

const path = '/etc/offhook/managed.json';

export const managedWell: ManagedState = {
  ...unmanaged,
  path,
  state: 'held',
  locked: ['keepHistory', 'allowTcp', 'strictNames', 'trustedNames', 'manualServers', 'mediaRelay'],
  blockedGuestDomains: ['fabrikam.com'],
};

export const managed: ManagedState = {
  ...managedWell,
  problems: [
    { kind: 'value', name: 'allowTcp', path: 'settings.allowTcp', line: 4 },
    { kind: 'unknown', path: 'settings.colour', line: 9 },
  ],
};

export const managedRefused: ManagedState = {
  ...unmanaged,
  path,
  state: 'refused',
  locked: [
    'keepHistory',
    'allowTcp',
    'strictNames',
    'lenientFallback',
    'callEncryption',
    'trustedNames',
    'manualServers',
    'mediaRelay',
    'olderTlsFor',
    'updates',
  ],
  blockedGuestDomains: ['*'],
  problems: [{ kind: 'file', reason: 'not-json', line: 7 }],
};
