/** The words of call forwarding. */
import type { ForwardingMode, ForwardTarget } from '../../../shared/model/call-forwarding.ts';

export const forwardingTexts = {
  mode: 'Calls to you',
  modeHint: 'Your company’s server follows this for all your devices, also while Offhook is not running.',
  to: 'To',
  also: 'Also ring',
  address: 'Number or person',
  addressHint: 'A number as you would dial it, or the address of a person.',
  addressWrong: 'Type a number or the address of a person.',
  unanswered: 'Calls nobody answers go to',
  unansweredNot: 'Calls are sent on at once, so none stays unanswered here.',
  seconds: 'After this many seconds',
  workHours: 'Only in my working hours',
  workHoursHint: 'By the hours in your Exchange calendar; at other times your devices ring as usual.',
  save: 'Save',
  saved: 'Saved. Your calls go this way from now on.',
  none: 'Sign in to a company server to see where your calls go.',
  waiting: 'Asking the server where your calls go.',
  unreadable: 'The rules for your calls cannot be read, so they stay as they are.',
  differs: 'Calls of some groups of people go another way now. Saving makes them all the same.',
  blocksAll: 'Another program refuses all calls to you. Saving here ends that.',
  people: 'Delegates and team',
  peopleHint: 'Who may take calls for you. Your company, or another program, names them.',
  delegates: 'Delegates',
  team: 'Team',
  nobody: 'Nobody',
  forwardForbidden: 'Your company does not allow calls to be forwarded.',
  ringForbidden: 'Your company does not allow other telephones to ring with yours.',
  delegatesForbidden: 'Your company does not allow delegates.',
  teamForbidden: 'Your company does not allow calls for a team.',
  noVoicemail: 'You have no voicemail.',
  noDelegates: 'You have no delegates.',
  noTeam: 'You have no team.',
  not: (label: string, reason: string) => `${label} (${reason.replace(/\.$/, '')})`,
  line: (to: string) => `Calls are forwarded to ${to}`,
  lineAlso: (to: string) => `Calls also ring ${to}`,
  lineBlocked: 'All calls to you are refused',
  change: 'Change where calls go',
  turnOff: 'Turn off',
  turnOffName: 'Turn off call forwarding',
} as const;

export const forwardingModes: Record<ForwardingMode, string> = {
  off: 'Ring my devices only',
  forward: 'Forward my calls',
  'ring-also': 'Ring my devices and somebody else’s',
};

/** Where each rule for calls comes from. */
export const forwardingSources = {
  default: 'Default.',
  server: 'Kept by your company’s server.',
  person: 'Chosen by you, not saved yet.',
} as const;

export const targetKinds: Record<ForwardTarget['kind'], string> = {
  address: 'A number or person',
  voicemail: 'Voicemail',
  delegates: 'My delegates',
  team: 'My team',
};

/** Within a sentence. */
export const targetWords: Record<Exclude<ForwardTarget['kind'], 'address'>, string> = {
  voicemail: 'voicemail',
  delegates: 'your delegates',
  team: 'your team',
};

/** Where the rules name nobody. */
export const nobodyWords = 'nobody';
