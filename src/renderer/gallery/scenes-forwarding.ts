/** Call forwarding, in each state worth looking at. */
import { type CallForwardingState, forwardingUnknown, noForwarding } from '../../shared/model/call-forwarding.ts';
import type { ProvisioningState } from '../../shared/model/provisioning.ts';
import type { Snapshot } from '../../shared/model/snapshot.ts';
import { fixtureTime } from './fixtures.ts';
import { provisioning } from './fixtures-people.ts';
import type { Scene } from './scene.ts';

const mobile = { kind: 'address', uri: 'sip:+447700900123@contoso.com;user=phone', number: '+447700900123' } as const;
const jeremy = { kind: 'address', uri: 'sip:jeremy@contoso.com' } as const;

/** Nobody else's telephones ring. */
export const forwardingOff: CallForwardingState = { ...forwardingUnknown, state: 'ready' };

/** Forwarded to a number. */
export const forwardedToMobile: CallForwardingState = {
  ...forwardingOff,
  rules: { ...noForwarding, mode: 'forward', to: mobile },
  delegates: ['sip:jeremy@contoso.com'],
};

/** A colleague's telephones ring as well. */
export const ringsJeremy: CallForwardingState = {
  ...forwardingOff,
  differs: true,
  rules: {
    mode: 'ring-also',
    to: jeremy,
    unanswered: { to: mobile, afterSeconds: 30 },
    workHoursOnly: true,
  },
  delegates: ['sip:jeremy@contoso.com', 'sip:holly@contoso.com'],
  team: ['sip:a.very.long.address.of.somebody.in.the.team@subsidiary.contoso.com'],
};

/** What somebody else wrote and nobody can read. */
export const forwardingUnreadable: CallForwardingState = {
  ...forwardingUnknown,
  state: 'unreadable',
  failure: { code: 'FORWARDING_UNREADABLE', detail: 'twice-the-same', at: fixtureTime },
};

const forbids = (key: string) => ({ group: 'ucPolicy', key, value: 'false', known: true });

/** A company that lets no call go elsewhere. */
export const forwardingForbidden: ProvisioningState = {
  ...provisioning,
  sections: provisioning.sections.map((section) =>
    section.id === 'voice'
      ? {
          ...section,
          entries: ['AllowCallForwarding', 'AllowSimultaneousRinging', 'EnableTeamCall', 'EnableDelegation'].map(
            forbids,
          ),
        }
      : section,
  ),
};

/** A scene for each state. */
export function forwardingScenes(signedIn: Snapshot): readonly Scene[] {
  const sceneOf = (name: string, callForwarding: CallForwardingState, hash = '#/settings/forwarding'): Scene => ({
    name: `forwarding-${name}`,
    hash,
    snapshot: { ...signedIn, provisioning, callForwarding },
  });
  return [
    sceneOf('none', forwardingUnknown),
    sceneOf('waiting', { ...forwardingUnknown, state: 'waiting' }),
    sceneOf('off', forwardingOff),
    sceneOf('number', forwardedToMobile),
    sceneOf('ring-also', ringsJeremy),
    sceneOf('blocked', { ...forwardingOff, blocksAll: true }),
    sceneOf('unreadable', forwardingUnreadable),
    sceneOf('line', forwardedToMobile, '#/contacts'),
    {
      name: 'forwarding-forbidden',
      hash: '#/settings/forwarding',
      snapshot: { ...signedIn, provisioning: forwardingForbidden, callForwarding: forwardingOff },
    },
  ];
}
