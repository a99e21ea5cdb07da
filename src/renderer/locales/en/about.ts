/** The words of About. */
export const aboutTexts = {
  title: 'About Offhook',
  what: 'A softphone and meeting client for Skype for Business Server and standard SIP, with a lab built in.',
  version: 'Version',
  runtime: 'Runtime',
  platform: 'System',
  sandbox: 'Sandbox',
  sandboxOn: 'On',
  sandboxOff: 'Off: started without it',
  passwords: 'Passwords',
  passwordsKept: (backend: string) => `Sealed by the desktop (${backend})`,
  passwordsNot: (backend: string) => `Not kept: no safe place on this desktop${backend ? ` (${backend})` : ''}`,
  standIn:
    'This is the test runtime. It serves tests and first looks and gets no security updates: do not use it for work.',
  licence: 'Offhook is free software under the MIT licence. The libraries in it keep their own licences.',
  site: 'offhook.org',
} as const;
