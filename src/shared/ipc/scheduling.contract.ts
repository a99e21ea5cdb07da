import { z } from 'zod';
import {
  accessLevels,
  type InvitationWords,
  invitationLanguages,
  type MeetingInvitation,
  type OwnMeeting,
  presenterChoices,
} from '../model/scheduling.ts';
import type { Outcome } from '../outcome.ts';
import { request } from './define.ts';

const id = z.string().min(1).max(64);
/** Up to the year 9999, which is as far as the wire's dates go. */
const time = z.number().int().min(0).max(253_402_300_799_000);

const plan = z.object({
  subject: z.string().max(255),
  startsAt: time,
  endsAt: time,
  access: z.enum(accessLevels),
  presenters: z.enum(presenterChoices),
  announcements: z.boolean(),
  phoneBypassesLobby: z.boolean(),
  invited: z.array(z.string().min(3).max(255)).max(250),
});

const word = z.string().min(1).max(100);
const words = z.object({
  language: z.enum(invitationLanguages),
  noSubject: word,
  join: word,
  when: word,
  organizer: word,
  meetingId: word,
  joinByPhone: word,
  localNumber: word,
  phoneId: word,
}) satisfies z.ZodType<InvitationWords>;

/** `id` is the meeting's `conferenceId`; `words` are those of the language the window speaks. */
export const schedulingRequests = {
  /** Asks the server for the own meetings anew. */
  'scheduling.refresh': request<Outcome<void>>()(z.void()),
  /**
   * Sets a meeting up. SCHEDULING_INVALID (`data.problem`: 'order', 'past', 'far', 'address') when it ends before it begins, is over, lies too
   * far away, or names somebody (`data.text`) who has no address; SCHEDULING_REFUSED (`data.reason`) when the server will not.
   */
  'scheduling.create': request<Outcome<OwnMeeting>>()(plan),
  /** Changes a meeting; its link stays. OWN_MEETING_GONE when the server does not know it any more. */
  'scheduling.change': request<Outcome<OwnMeeting>>()(plan.extend({ id })),
  /** Takes a meeting back: its link leads nowhere from then on, and whoever is in it is sent out. */
  'scheduling.delete': request<Outcome<void>>()(z.object({ id })),
  /** Sets up a meeting that begins at once; `text` goes to `meeting.join`. */
  'scheduling.meetNow': request<Outcome<{ readonly text: string }>>()(z.void()),
  /** The invitation to an own meeting, to be copied or sent. */
  'scheduling.invitation': request<Outcome<MeetingInvitation>>()(z.object({ id, words })),
  /** Lets the person choose where the calendar file is saved, and saves it there. SCHEDULING_INVALID ('no-time') for a meeting without a time. */
  'scheduling.saveInvitation': request<Outcome<'saved' | 'cancelled'>>()(z.object({ id, words })),
} as const;
