import { z } from 'zod';
import type { Outcome } from '../outcome.ts';
import { request } from './define.ts';
import { hostName } from './host-name.contract.ts';

export const signInRequests = {
  /** Resolves when registered or failed; the journey in the snapshot tells the rest. */
  'signIn.start': request<Outcome<void>>()(
    z.object({
      address: z.string().max(255),
      password: z.string().max(1024).optional(),
      /** `DOMAIN\user` or `user@domain`, where it differs from the address. */
      userName: z.string().max(255).optional(),
      remember: z.boolean(),
      /** Servers typed by hand, empty for none. Kept in the settings once they led to a registration, never in the lab. */
      servers: z.object({ internal: z.string().max(255), external: z.string().max(255) }).optional(),
      /** Names outside the domain that are trusted for this sign-in alone (mission C6). */
      trust: z.array(hostName).max(10).optional(),
      /** With the ticket the desktop holds, where the snapshot says that there is one. */
      desktopSignIn: z.boolean().optional(),
    }),
  ),
  'signIn.cancel': request<void>()(z.void()),
  /** Ends the wait before the next try to come back; nothing when there is none. */
  'signIn.tryNow': request<void>()(z.void()),
  'signIn.signOut': request<void>()(z.void()),
  /** Unregisters, then wipes account, password and remembered answers from this machine. */
  'signIn.forgetMe': request<void>()(z.void()),
  /** The person trusts a server whose name does not belong to the domain (mission C6). Failure: SETTING_MANAGED. */
  'signIn.trustName': request<Outcome<void>>()(z.object({ domain: hostName, host: hostName })),
} as const;
