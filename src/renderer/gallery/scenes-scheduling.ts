/** The own meetings and how they are set up, in each state worth looking at. */
import { noOwnMeetings } from '../../shared/model/scheduling.ts';
import type { Snapshot } from '../../shared/model/snapshot.ts';
import { fixtureTime } from './fixtures.ts';
import { guestsForbidden, ownMeetings } from './fixtures-scheduling.ts';
import type { Scene } from './scene.ts';

/** The Meetings tab with own meetings in it. */
export function schedulingScenes(signedIn: Snapshot): readonly Scene[] {
  const failure = { code: 'SIP_TIMEOUT', server: 'sip.contoso.com', at: fixtureTime } as const;
  const states: Readonly<Record<string, Partial<Snapshot>>> = {
    'meetings-own': { ownMeetings },
    'meetings-own-empty': { ownMeetings: { ...ownMeetings, meetings: [] } },
    'meetings-own-loading': { ownMeetings: { ...noOwnMeetings, state: 'loading' } },
    'meetings-own-failed': {
      ownMeetings: { ...ownMeetings, state: 'failed', failure, updatedAt: fixtureTime - 600_000 },
    },
    'meetings-own-none': { ownMeetings: noOwnMeetings },
    'meetings-own-policy': { ownMeetings, provisioning: guestsForbidden },
  };
  return Object.entries(states).map(([name, rest]) => ({
    name,
    hash: '#/meetings',
    snapshot: { ...signedIn, ...rest },
  }));
}
