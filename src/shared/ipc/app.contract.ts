import { z } from 'zod';
import { longestCopy } from '../model/clipboard.ts';
import type { LicenceNotice } from '../model/licence.ts';
import type { Snapshot, SnapshotDelta } from '../model/snapshot.ts';
import { request } from './define.ts';

/** Of a link that the desktop hands over, in UTF-16 units; a longer one is not taken. */
export const longestLink = 4096;

/** What is typed and not sent, by the field it stands in. */
export interface Draft {
  readonly id: string;
  readonly text: string;
}

export const appRequests = {
  /** The whole state; ask after subscribing, then apply only newer deltas. */
  'app.snapshot': request<Snapshot>()(z.void()),
  /** Text to the system's clipboard: "Copy details". `html` is the same words as a mail program takes them. */
  'app.copy': request<void>()(
    z.object({ text: z.string().max(longestCopy), html: z.string().max(longestCopy).optional() }),
  ),
  /** Opens a page in the browser; main parses it again and takes http, https and mailto only. */
  'app.openLink': request<void>()(z.object({ url: z.string().max(2000) })),
  /** Of every library that is shipped, by name. */
  'app.licences': request<readonly LicenceNotice[]>()(z.void()),
  /** Shows the page with the licences of Chromium and what it is made of. */
  'app.showChromiumLicences': request<void>()(z.void()),
  /** What was typed and not sent in this window before its page died or was closed; held in memory alone, until signing out. */
  'app.drafts': request<readonly Draft[]>()(z.void()),
  /** An empty text is none. */
  'app.keepDraft': request<void>()(z.object({ id: z.string().max(200), text: z.string().max(20_000) })),
  /** This link of the desktop's was handled or dismissed; another one that waits by now stays. */
  'app.clearPendingLink': request<void>()(z.string().max(longestLink)),
} as const;

export interface AppEvents {
  'snapshot.changed': SnapshotDelta;
}
