import { z } from 'zod';
import type { Outcome } from '../outcome.ts';
import { request } from './define.ts';

/** `sip:` and what [MS-SIP] 10 lets an address be: 454 characters. */
const uri = z.string().min(1).max(458);
/** Longer than a server keeps, so that main can say what is wrong with it. */
const name = z.string().max(1000);
/** As in the snapshot; `pinned` stands for the favourites also where there is no such group yet. */
const groupId = z.string().min(1).max(16);

/**
 * Changes of the contact list. Each resolves when the server has answered; what changed is in the snapshot by then.
 * Failures of all: NOT_SIGNED_IN, CONTACTS_IN_EXCHANGE, CONTACT_CHANGE_REFUSED (with what the server said), CONTACT_INVALID,
 * CONTACT_UNKNOWN (the person or group is not on the list any more), and those of the connection.
 */
export const contactsRequests = {
  'contacts.reload': request<Outcome<void>>()(z.void()),
  /** Without `groupId` into "Other contacts"; `uri` with or without `sip:`. */
  'contacts.add': request<Outcome<void>>()(z.object({ uri, name: name.optional(), groupId: groupId.optional() })),
  'contacts.remove': request<Outcome<void>>()(z.object({ uri })),
  /** An empty name gives the person's own back. */
  'contacts.rename': request<Outcome<void>>()(z.object({ uri, name })),
  /** The groups the person is in from now on; none means "Other contacts". Moving and copying are both this. */
  'contacts.setGroups': request<Outcome<void>>()(z.object({ uri, groupIds: z.array(groupId).max(64) })),
  /** Whether to be told when this person's status changes. */
  'contacts.tag': request<Outcome<void>>()(z.object({ uri, on: z.boolean() })),
  /** Also of people who are not on the list: blocking somebody who wrote. */
  'contacts.setRelationship': request<Outcome<void>>()(
    z.object({
      uri,
      relationship: z.enum(['external', 'colleague', 'workgroup', 'friends', 'blocked', 'automatic']),
    }),
  ),
  /** Answers a person in `newWatchers`, and adds her to the list where that is wished. */
  'contacts.acknowledge': request<Outcome<void>>()(z.object({ uri, add: z.boolean() })),
  /** The new group's id. Failures besides: GROUP_LIMIT, GROUP_INVALID (data `why`: empty, taken, long). */
  'groups.add': request<Outcome<string>>()(z.object({ name })),
  /** Failure besides: GROUP_INVALID (data `why`: also fixed, for groups that keep their name). */
  'groups.rename': request<Outcome<void>>()(z.object({ id: groupId, name })),
  /** Who is in no other group moves to "Other contacts". Failure besides: GROUP_INVALID (data `why`: fixed). */
  'groups.remove': request<Outcome<void>>()(z.object({ id: groupId })),
} as const;
