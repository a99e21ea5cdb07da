import { z } from 'zod';
import { type SupportFile, supportFileNames } from '../model/support.ts';
import type { Outcome } from '../outcome.ts';
import { request } from './define.ts';

const name = z.enum(supportFileNames);

export const supportRequests = {
  /** Takes a copy of everything that may be saved, as it is now; what is shown and saved from then on is this copy. */
  'support.gather': request<readonly SupportFile[]>()(z.void()),
  /** Lines of one file of the copy; none where there is no copy. A long line is cut, which it ends by telling; the file has it whole. */
  'support.lines': request<readonly string[]>()(
    z.object({ name, from: z.number().int().min(0), limit: z.number().int().min(1).max(500) }),
  ),
  /** Saves the copy's files of these names as one zip file where the person says: false when none was chosen. Failures: STORAGE_FAILED, data `what: file`. */
  'support.save': request<Outcome<boolean>>()(z.object({ names: z.array(name).min(1).max(supportFileNames.length) })),
  /** Lets go of the copy. */
  'support.letGo': request<void>()(z.void()),
  /** Shows the folder with the system's own crash reports. */
  'support.showCrashes': request<void>()(z.void()),
  /** The line about an unexpected end, or about something that broke, was read. */
  'support.dismiss': request<void>()(z.void()),
} as const;
