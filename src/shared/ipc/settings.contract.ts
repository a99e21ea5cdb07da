import { z } from 'zod';
import { request } from './define.ts';

const settingsPatch = z
  .object({
    theme: z.enum(['system', 'light', 'dark', 'high-contrast']),
    signInAtStart: z.boolean(),
    manualServers: z.object({ internal: z.string().max(255), external: z.string().max(255) }),
    allowTcp: z.boolean(),
    strictNames: z.boolean(),
    lenientFallback: z.boolean(),
    trustedNames: z.record(z.string().max(255), z.array(z.string().max(255)).max(50)),
    preferredInterface: z.string().max(64),
    guestName: z.string().max(255),
  })
  .partial();

export const settingsRequests = {
  'settings.change': request<void>()(settingsPatch),
  'devices.choose': request<void>()(
    z.object({ kind: z.enum(['camera', 'speaker', 'microphone']), id: z.string().max(512) }),
  ),
  'devices.setVolume': request<void>()(z.object({ id: z.string().max(512), percent: z.number().min(0).max(100) })),
  /** What Chromium sees, reported by the window; main merges and decides. */
  'devices.report': request<void>()(
    z.object({
      devices: z
        .array(
          z.object({
            id: z.string().max(512),
            kind: z.enum(['camera', 'speaker', 'microphone']),
            label: z.string().max(512),
          }),
        )
        .max(200),
    }),
  ),
} as const;
