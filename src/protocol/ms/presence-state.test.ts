import { expect, it } from 'vitest';
import { readPresenceState } from './presence-state.ts';

it.each([
  ['register-action="added"', { registerAction: 'added', hasUserServices: true }],
  [
    'register-action="refreshed";primary-cluster-type="central";is-connected-to-primary=yes',
    { registerAction: 'refreshed', isConnectedToPrimary: true, hasUserServices: true },
  ],
  [
    'Register-Action="Fixed"; primary-cluster-type="remote"; Is-Connected-To-Primary="NO"; user-services-state=unavailable',
    { registerAction: 'fixed', isConnectedToPrimary: false, hasUserServices: false },
  ],
  ['', { hasUserServices: true }],
  ['register-action="stolen";is-connected-to-primary=perhaps', { hasUserServices: true }],
  ['"";;;=,', { hasUserServices: true }],
])('reads %j', (value, read) => {
  expect(readPresenceState(value)).toEqual(read);
});
