/** The shape of a language: every word the window says, by topic. English is the pattern; what it has, each language has, or does not compile. */

/** The same shape with other words: texts may differ, what they are made of may not. */
export type Worded<T> = T extends string
  ? string
  : T extends (...values: infer V) => infer R
    ? (...values: V) => Worded<R>
    : T extends object
      ? { readonly [K in keyof T]: Worded<T[K]> }
      : T;

export interface LanguagePack {
  readonly about: Worded<typeof import('./en/about.ts')>;
  readonly accountTrust: Worded<typeof import('./en/account-trust.ts')>;
  readonly administrator: Worded<typeof import('./en/administrator.ts')>;
  readonly app: Worded<typeof import('./en/app.ts')>;
  readonly calendar: Worded<typeof import('./en/calendar.ts')>;
  readonly callForwarding: Worded<typeof import('./en/call-forwarding.ts')>;
  readonly calls: Worded<typeof import('./en/calls.ts')>;
  readonly certificates: Worded<typeof import('./en/certificates.ts')>;
  readonly chats: Worded<typeof import('./en/chats.ts')>;
  readonly configuration: Worded<typeof import('./en/configuration.ts')>;
  readonly contacts: Worded<typeof import('./en/contacts.ts')>;
  readonly content: Worded<typeof import('./en/content.ts')>;
  readonly devices: Worded<typeof import('./en/devices.ts')>;
  readonly diagnostics: Worded<typeof import('./en/diagnostics.ts')>;
  readonly diagnosticsScreen: Worded<typeof import('./en/diagnostics-screen.ts')>;
  readonly failures: Worded<typeof import('./en/failures.ts')>;
  readonly joinCheck: Worded<typeof import('./en/join-check.ts')>;
  readonly journey: Worded<typeof import('./en/journey.ts')>;
  readonly lab: Worded<typeof import('./en/lab.ts')>;
  readonly main: Worded<typeof import('./en/main.ts')>;
  readonly managed: Worded<typeof import('./en/managed.ts')>;
  readonly meeting: Worded<typeof import('./en/meeting.ts')>;
  readonly meetingChat: Worded<typeof import('./en/meeting-chat.ts')>;
  readonly meetingInvitations: Worded<typeof import('./en/meeting-invitations.ts')>;
  readonly meetingPeople: Worded<typeof import('./en/meeting-people.ts')>;
  readonly meetingSound: Worded<typeof import('./en/meeting-sound.ts')>;
  readonly network: Worded<typeof import('./en/network.ts')>;
  readonly phone: Worded<typeof import('./en/phone.ts')>;
  readonly presence: Worded<typeof import('./en/presence.ts')>;
  readonly scheduling: Worded<typeof import('./en/scheduling.ts')>;
  readonly settings: Worded<typeof import('./en/settings.ts')>;
  readonly setupCheck: Worded<typeof import('./en/setup-check.ts')>;
  readonly signIn: Worded<typeof import('./en/sign-in.ts')>;
  readonly updates: Worded<typeof import('./en/updates.ts')>;
  readonly support: Worded<typeof import('./en/support.ts')>;
  readonly times: Worded<typeof import('./en/times.ts')>;
  readonly trace: Worded<typeof import('./en/trace.ts')>;
}
