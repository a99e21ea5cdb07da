import { z } from 'zod';
import type { ReadMeetingLink } from '../model/meeting.ts';
import type { Outcome } from '../outcome.ts';
import { request } from './define.ts';

/** A person as the roster names them: `Participant.entity`. */
const entity = z.string().min(1).max(1024);

/**
 * Failures of all that changes a meeting: MEETING_NOT_IN (nobody is in a meeting, or waits at its door), MEETING_NOT_ALLOWED (only
 * presenters may; with `data.policy` and `data.key` a rule of the own company), MEETING_NO_ANSWER (in time), MEETING_REFUSED (the server's word as `data.reason`), MEETING_PERSON_GONE,
 * MEETING_PART_MISSING (the meeting has no such part), and those of sending.
 */
export const meetingRequests = {
  /** Reads a link or invitation without touching the network. */
  'meeting.readLink': request<Outcome<ReadMeetingLink>>()(z.object({ text: z.string().max(20_000) })),
  /**
   * Starts joining; the meeting in the snapshot tells the rest. Resolves when joined, waiting in the lobby, or failed; at once with
   * MEETING_OPEN while another meeting is open, unless it is to be replaced.
   */
  'meeting.join': request<Outcome<void>>()(
    z.object({
      text: z.string().max(20_000),
      guestName: z.string().max(255),
      /** 'auto' asks the own company first when signed in; 'guest' goes straight to the organiser's edge. */
      as: z.enum(['auto', 'guest']),
      conferenceKey: z.string().max(255).optional(),
      /** Leaves the meeting that is open, which the person agreed to. */
      replace: z.boolean().optional(),
      /** A guest in a meeting of the own company, which the person wished; else 'guest' is the own name there. */
      ownCompanyAsGuest: z.boolean().optional(),
    }),
  ),
  /** Leaves, or cancels at whatever stage the join is. */
  'meeting.leave': request<void>()(z.void()),
  /** Puts an ended meeting away. */
  'meeting.dismiss': request<void>()(z.void()),

  /** Lets people in from the lobby: these, or everybody who waits now. */
  'meeting.admit': request<Outcome<void>>()(
    z.object({ who: z.union([z.literal('all'), z.array(entity).min(1).max(1000)]) }),
  ),
  /** Sends people away from the lobby. */
  'meeting.deny': request<Outcome<void>>()(
    z.object({ who: z.union([z.literal('all'), z.array(entity).min(1).max(1000)]) }),
  ),
  'meeting.setRole': request<Outcome<void>>()(z.object({ entity, role: z.enum(['presenter', 'attendee']) })),
  /** Removes a person from the meeting. */
  'meeting.remove': request<Outcome<void>>()(z.object({ entity })),
  'meeting.setLock': request<Outcome<void>>()(z.object({ locked: z.boolean() })),
  /** Who gets in directly. */
  'meeting.setAccess': request<Outcome<void>>()(
    z.object({
      access: z.enum(['organizer', 'invited', 'company', 'everyone']),
      phonesBypassLobby: z.boolean().optional(),
    }),
  ),
  /** Meeting-wide rules; what is left out stays. */
  'meeting.setPermissions': request<Outcome<void>>()(
    z.object({ attendeesMayChat: z.boolean().optional(), attendeesMayUnmute: z.boolean().optional() }),
  ),
  /** Whether comings and goings are said aloud. */
  'meeting.setAnnouncements': request<Outcome<void>>()(z.object({ enabled: z.boolean() })),
  /** Mutes or unmutes one person, oneself whatever the role, or all attendees. */
  'meeting.mute': request<Outcome<void>>()(z.object({ who: z.union([z.literal('all'), entity]), muted: z.boolean() })),
  /** Has the meeting call a person to its chat or its sound: `sip:` address, or `tel:` for sound. */
  'meeting.invite': request<Outcome<void>>()(
    z.object({ address: z.string().min(1).max(1024), to: z.enum(['chat', 'audio']) }),
  ),
  /** Ends the meeting for everybody. */
  'meeting.end': request<Outcome<void>>()(z.void()),
} as const;
