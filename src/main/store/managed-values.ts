/** What a managed file may say, value by value, and what is taken where a value that guards something cannot be read. */
import { z } from 'zod';
import { hostName } from '../../shared/ipc/host-name.contract.ts';
import { linkSchemes, type Settings } from '../../shared/model/settings.ts';
import { type ManagedSetting, managedSettings } from '../../shared/model/settings-table.ts';

/** A version of the file's shape that this program understands. */
export const managedVersion = 1;

/** Of the file; a thousand names take a tenth of it. */
export const mostBytes = 262_144;

/** `name`, `name:port`, `[address]` or `[address]:port`; empty: looked up. */
const server = z
  .string()
  .max(261)
  .regex(
    /^(?:(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]{2,45}\])(?::[1-9][0-9]{0,4})?(?:;transport=(?:tls|tcp))?)?$/,
  );

/** The same without a transport. */
const serverName = z
  .string()
  .max(261)
  .regex(/^(?:(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]{2,45}\])(?::[1-9][0-9]{0,4})?)?$/);

/** An address or the name of a domain, for everybody in it. */
const account = z
  .string()
  .max(255)
  .regex(/^(?:[^@\s"<>]{1,64}@)?[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/);

/** Of those whose servers outside them are trusted. */
const mostTrustedDomains = 200;

const minutes = z.number().int().min(1).max(360);

/** What each setting may be; docs/managed-settings.schema.json is made of these. */
export const managedShapes = {
  theme: z.enum(['system', 'light', 'dark', 'high-contrast']).describe('The colours of the windows.'),
  language: z.enum(['system', 'en', 'de', 'fr']).describe('The language of the windows.'),
  signInAtStart: z.boolean().describe('Sign the last account in when Offhook starts.'),
  startAtLogin: z.boolean().describe('Start Offhook when the person signs in to the desktop.'),
  keepRunning: z.boolean().describe('Closing the window leaves Offhook running.'),
  idleMinutes: minutes.describe('Minutes without a key or the mouse until others see "Inactive".'),
  awayMinutes: minutes.describe('Minutes of "Inactive" until others see "Away".'),
  notices: z.enum(['all', 'without-text', 'none']).describe('What the notices of the desktop tell.'),
  callTakesFocus: z.boolean().describe('The window of an incoming call takes the keyboard.'),
  joinWithSound: z.boolean().describe('Join the sound of a meeting with it.'),
  keepHistory: z
    .union([z.literal('off'), z.literal(30), z.literal(365), z.literal('forever')])
    .describe('Days that conversations are kept on this computer. Unreadable: "off".'),
  manualServers: z
    .strictObject({ internal: server, external: server })
    .describe('Servers used instead of looking them up, name or name:port. Unreadable: none.'),
  mediaRelay: z
    .strictObject({ server: serverName, transport: z.enum(['udp', 'tcp']), userName: z.string().max(255) })
    .describe(
      'A TURN server for calls over plain SIP servers, name or name:port; people type its password. Unreadable: none.',
    ),
  strictNames: z.boolean().describe('Only the domain itself and sip.domain are trusted. Unreadable: true.'),
  lenientFallback: z
    .boolean()
    .describe('Go on to host names when the published servers cannot be used. Unreadable: false.'),
  allowTcp: z
    .boolean()
    .describe(
      'Allow connections without encryption, inside the company and to standard SIP servers. Unreadable: false.',
    ),
  callEncryption: z
    .enum(['preferred', 'required'])
    .describe('"required": no call without encrypted sound and pictures. Unreadable: "required".'),
  trustedNames: z
    .record(hostName, z.array(hostName).max(50))
    .refine((names) => Object.keys(names).length <= mostTrustedDomains)
    // Told to editors here: the schema cannot be made of a refinement.
    .meta({ maxProperties: mostTrustedDomains })
    .describe('Server names outside a domain that are trusted for it. Unreadable: none.'),
  olderTlsFor: z
    .array(account)
    .max(50)
    .describe(
      'Sign-in addresses, or domains for all of theirs, whose servers may speak TLS 1.0 and 1.1. Unreadable: none.',
    ),
  links: z
    .array(z.enum(linkSchemes))
    .max(linkSchemes.length)
    .describe('Kinds of links that Offhook acts on when the desktop hands them over.'),
  updates: z.enum(['off', 'tell']).describe('Look for newer versions at the feed, and tell. Unreadable: "off".'),
} satisfies { readonly [K in ManagedSetting]: z.ZodType<Settings[K]> };

/** One domain, or `*` for all. */
export const blockedDomain = z.union([hostName, z.literal('*')]);
export const mostBlockedDomains = 1000;

/** As an address is written: a folder at https, or at this machine itself. */
const feed = z
  .string()
  .max(1000)
  .regex(/^(?:https:\/\/[^\s/?#@]+|http:\/\/(?:127\.0\.0\.1|\[::1\])(?::[0-9]{1,5})?)\/(?:[^\s?#]*\/)?$/)
  // The form lets through what is no address yet, such as a port beyond the last.
  .refine((text) => URL.canParse(text));

/** Ed25519 in SubjectPublicKeyInfo is 44 bytes with a fixed beginning (RFC 8410 4). */
const key = z.string().regex(/^MCowBQYDK2VwAyEA[A-Za-z0-9+/]{43}=$/);

export const updateSource = z.strictObject({
  feed: feed.describe('A folder at an https address, ending in "/".'),
  key: key.describe('The Ed25519 public key that signs the feed: SubjectPublicKeyInfo, DER, base64.'),
});

/** The whole file, for editors and for docs/managed-settings.schema.json; the program reads value by value. */
export const managedFileShape = z.strictObject({
  $schema: z.string().optional().describe('For editors; not read.'),
  version: z.literal(managedVersion),
  settings: z.strictObject(managedShapes).partial().optional().describe('Settings that people cannot change.'),
  guestJoin: z
    .strictObject({
      blockedDomains: z
        .array(blockedDomain)
        .max(mostBlockedDomains)
        .describe('Domains whose meetings are not joined as a guest; "*" is all. Unreadable: "*".'),
    })
    .partial()
    .optional(),
  updates: updateSource.optional().describe('Where newer versions come from. Unreadable: nowhere.'),
});

/** Taken where the file means a setting that guards something, and cannot be read. */
const safeValues = {
  keepHistory: 'off',
  manualServers: { internal: '', external: '' },
  mediaRelay: { server: '', transport: 'udp', userName: '' },
  strictNames: true,
  lenientFallback: false,
  allowTcp: false,
  callEncryption: 'required',
  trustedNames: {},
  olderTlsFor: [],
  updates: 'off',
} as const satisfies Partial<Settings>;

/** The safe value of a setting, or nothing where the person's own does no harm. */
export function safeValueOf(setting: ManagedSetting): Partial<Settings> {
  return Object.hasOwn(safeValues, setting) ? { [setting]: safeValues[setting as keyof typeof safeValues] } : {};
}

/** All safe values: for a file that cannot be believed as a whole. */
export function allSafeValues(): Partial<Settings> {
  return Object.assign({}, ...managedSettings.map(safeValueOf));
}
