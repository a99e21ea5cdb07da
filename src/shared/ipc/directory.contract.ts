import { z } from 'zod';
import type { DirectoryAnswer, GroupMembers, Photo } from '../model/directory.ts';
import type { Outcome } from '../outcome.ts';
import { request } from './define.ts';

/** Failures of all: NOT_SIGNED_IN, DIRECTORY_UNAVAILABLE, DIRECTORY_UNREADABLE, DIRECTORY_REFUSED, and those of web services. */
export const directoryRequests = {
  /**
   * People and groups whose name, address or number begins so. A newer search of the same field ends an older one, which fails with
   * DIRECTORY_UNAVAILABLE.
   */
  'directory.search': request<Outcome<DirectoryAnswer>>()(
    z.object({ text: z.string().min(1).max(200), field: z.string().max(64).optional() }),
  ),
  /** The picture of somebody, `sip:user@domain`; 'none' when there is none or the company shows none. */
  'directory.photo': request<Outcome<Photo | 'none'>>()(z.object({ uri: z.string().min(1).max(458) })),
  /** Who is in a distribution group, by its mail address: `ContactGroup.address` or `DirectoryPerson.email`. */
  'directory.expandGroup': request<Outcome<GroupMembers>>()(z.object({ address: z.string().min(1).max(458) })),
} as const;
