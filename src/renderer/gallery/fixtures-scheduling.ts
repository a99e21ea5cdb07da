/** Made-up own meetings for the gallery and the component tests. */
import { noProvisioning, type ProvisioningState } from '../../shared/model/provisioning.ts';
import type { OwnMeeting, OwnMeetingsState } from '../../shared/model/scheduling.ts';
import { fixtureTime } from './fixtures.ts';

const minute = 60_000;

function own(conferenceId: string, rest: Partial<OwnMeeting>): OwnMeeting {
  return {
    conferenceId,
    focusUri: `sip:karen@contoso.com;gruu;opaque=app:conf:focus:id:${conferenceId}`,
    joinLink: `https://meet.contoso.com/karen/${conferenceId}`,
    subject: '',
    access: 'company',
    presenters: 'company',
    announcements: false,
    phoneBypassesLobby: false,
    invited: [],
    isActive: false,
    isStatic: false,
    ...rest,
  };
}

// Whole minutes, as fields know them.
const start = Math.floor(fixtureTime / minute) * minute;

/** Goes on now. */
export const weekly = own('J6KTH3WC', {
  subject: 'Weekly',
  startsAt: start - 10 * minute,
  endsAt: start + 20 * minute,
  access: 'invited',
  invited: ['garth@tailspintoys.com', 'jeremy@contoso.com'],
  isActive: true,
});

export const ownMeetings: OwnMeetingsState = {
  state: 'ready',
  meetings: [
    own('KICK0FF1', { subject: 'Kick-off', startsAt: start - 3000 * minute, endsAt: start - 2940 * minute }),
    weekly,
    own('4H7WWPQD', { startsAt: start + 1500 * minute, endsAt: start + 1560 * minute, access: 'everyone' }),
    own('R00MKARE', { subject: "Karen's room", isStatic: true }),
  ],
  dialIn: [{ region: 'Stafford', numbers: ['+44 1785 123456'] }],
  modalities: ['chat', 'audio-video', 'meeting'],
  updatedAt: fixtureTime,
};

/** A company that keeps guests out of meetings. */
export const guestsForbidden: ProvisioningState = {
  ...noProvisioning,
  state: 'ready',
  sections: [
    {
      id: 'conferencing',
      entries: [{ group: 'meetingPolicy', key: 'AllowAnonymousParticipants', value: 'false', known: true }],
    },
  ],
};
