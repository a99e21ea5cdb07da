import { z } from 'zod';
import { linkSchemes } from '../model/settings.ts';
import type { Outcome } from '../outcome.ts';
import { request } from './define.ts';
import { hostName } from './host-name.contract.ts';

const settingsPatch = z
  .object({
    theme: z.enum(['system', 'light', 'dark', 'high-contrast']),
    language: z.enum(['system', 'en', 'de', 'fr']),
    signInAtStart: z.boolean(),
    startAtLogin: z.boolean(),
    manualServers: z.object({ internal: z.string().max(255), external: z.string().max(255) }),
    mediaRelay: z.object({
      server: z.string().max(261),
      transport: z.enum(['udp', 'tcp']),
      userName: z.string().max(255),
    }),
    allowTcp: z.boolean(),
    callEncryption: z.enum(['preferred', 'required']),
    strictNames: z.boolean(),
    lenientFallback: z.boolean(),
    trustedNames: z.record(hostName, z.array(hostName).max(50)),
    preferredInterface: z.string().max(64),
    guestName: z.string().max(255),
    joinWithSound: z.boolean(),
    notices: z.enum(['all', 'without-text', 'none']),
    keepRunning: z.boolean(),
    callTakesFocus: z.boolean(),
    olderTlsFor: z.array(z.string().max(255)).max(50),
    keepHistory: z.union([z.literal('off'), z.literal(30), z.literal(365), z.literal('forever')]),
    idleMinutes: z.number().int().min(1).max(360),
    awayMinutes: z.number().int().min(1).max(360),
    links: z.array(z.enum(linkSchemes)).max(linkSchemes.length),
    updates: z.enum(['off', 'tell']),
  })
  .partial();

export const settingsRequests = {
  /** Lets the person choose a file with an authority of the company, trusted for one account from then on. */
  'settings.addAuthority': request<Outcome<'added' | 'cancelled'>>()(z.object({ address: z.string().max(255) })),
  'settings.removeAuthority': request<void>()(
    z.object({ address: z.string().max(255), fingerprint256: z.string().max(128) }),
  ),
  /** Failure: SETTING_MANAGED, and nothing of it is changed. */
  'settings.change': request<Outcome<void>>()(settingsPatch),
  /** The password of the media relay as the settings have it now; empty: it is forgotten. `relayPassword` in the snapshot says what became of it. */
  'settings.setRelayPassword': request<void>()(z.object({ password: z.string().max(1024) })),
  /** Everything a page of the settings shows is as it was at first; what the administrator decided stays. */
  'settings.reset': request<void>()(z.void()),
  /** An empty id: as the system has it, and the ringer as the speaker. */
  'devices.choose': request<void>()(
    z.object({ role: z.enum(['camera', 'speaker', 'microphone', 'ringer']), id: z.string().max(512) }),
  ),
  'devices.setVolume': request<void>()(z.object({ id: z.string().max(512), percent: z.number().min(0).max(100) })),
  'devices.setMuted': request<void>()(z.object({ id: z.string().max(512), isMuted: z.boolean() })),
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
