import { z } from 'zod';
import { request } from './define.ts';

/** What becomes of each stands in the snapshot's `updates`. Where they are off, or there is nothing of the kind, nothing happens. */
export const updatesRequests = {
  /** Looks for a newer version now. */
  'updates.check': request<void>()(z.void()),
  /** Gets the version that was found, and checks it. Nothing is installed. */
  'updates.download': request<void>()(z.void()),
  /** Ends Offhook and installs what was downloaded: the person said so. */
  'updates.install': request<void>()(z.void()),
} as const;
