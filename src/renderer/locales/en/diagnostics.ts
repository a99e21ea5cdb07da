/** What the numbers in ms-diagnostics mean: [MS-OCER] 2.2.1 and the published join refusals (mission 1.K, J7). */
import type { Diagnostic } from '../../../shared/model/failure.ts';
import { type DiagnosticArea, diagnosticArea } from '../diagnostics-logic.ts';

export interface DiagnosticText {
  readonly sentence: string;
  readonly next: string;
}

interface Known {
  readonly sentence: (diagnostic: Diagnostic) => string;
  readonly next: string;
}

const asGuest = "Join as a guest instead; whoever runs your company's server can open the way.";
const organizerSide = "Join as a guest instead; only the organizer's company can change this.";

function param(diagnostic: Diagnostic, name: string, otherwise: string): string {
  return diagnostic.params[name.toLowerCase()] ?? otherwise;
}

const partner = (diagnostic: Diagnostic) =>
  param(diagnostic, 'external-domain', param(diagnostic, 'domain', "the organizer's company"));

/** The same at the beginning of a sentence. */
const partnerFirst = (diagnostic: Diagnostic) => {
  const name = partner(diagnostic);
  return name.startsWith('the ') ? `T${name.slice(1)}` : name;
};

const known = {
  0: { sentence: () => 'The server had an error of its own.', next: 'Try again in a few minutes.' },
  1: { sentence: () => 'The service is not available.', next: 'Try again in a few minutes.' },
  4: {
    sentence: () => 'The network is too busy to join.',
    next: 'Try again later, or from a network with more room.',
  },
  1000: {
    sentence: () => 'The last step of proving who you are failed.',
    next: 'Type the password again.',
  },
  1002: {
    sentence: () => 'Your account is not allowed to reach other companies.',
    next: asGuest,
  },
  1003: { sentence: () => 'The server does not know this person.', next: 'Check the address.' },
  1005: {
    sentence: () => "Your company's server knows no way to that domain.",
    next: 'Check the address after the @. For a meeting, join as a guest instead.',
  },
  1008: {
    sentence: (diagnostic) => `${partnerFirst(diagnostic)} publishes no record by which other companies find it.`,
    next: asGuest,
  },
  1009: {
    sentence: (diagnostic) => `The published server of ${partner(diagnostic)} has a name outside that domain.`,
    next: asGuest,
  },
  1010: {
    sentence: () => "The next server's certificate is not trusted by your company's server.",
    next: asGuest,
  },
  1012: {
    sentence: () => 'Your account may not speak with anybody outside the company.',
    next: 'For a meeting, join as a guest. Otherwise ask your administrator.',
  },
  1013: {
    sentence: () => "The clock of this computer and the server's are too far apart.",
    next: 'Set the date and time of this computer, then try again.',
  },
  1014: {
    sentence: (diagnostic) => `A server of ${partner(diagnostic)} has no address.`,
    next: asGuest,
  },
  1017: {
    sentence: (diagnostic) => `Your company and ${partner(diagnostic)} are not connected (not federated).`,
    next: asGuest,
  },
  1028: {
    sentence: (diagnostic) =>
      `${partnerFirst(diagnostic)} lives at a hosting provider, and your company does not list it as allowed.`,
    next: asGuest,
  },
  1034: {
    sentence: (diagnostic) => `The server of ${partner(diagnostic)} refused and did not say why.`,
    next: organizerSide,
  },
  1036: {
    sentence: (diagnostic) => `The hosting provider of ${partner(diagnostic)} refused and did not say why.`,
    next: organizerSide,
  },
  1064: {
    sentence: (diagnostic) => `Your administrator has blocked ${partner(diagnostic)}.`,
    next: 'Ask your administrator before you join as a guest.',
  },
  3002: { sentence: () => 'The meeting does not know the person it was asked for.', next: 'Check the link.' },
  3003: { sentence: () => 'The meeting in this link is not valid.', next: 'Copy the whole link and paste it again.' },
  3008: {
    sentence: () => 'The rules of the meeting do not let anybody in the way you came.',
    next: 'Ask the organizer who may join, and how.',
  },
  3012: {
    sentence: () => 'The address of the meeting in this link is not valid.',
    next: 'Copy the whole link and paste it again, or ask the organizer for a new one.',
  },
  3014: {
    sentence: () => 'The meeting does not allow you to do this.',
    next: 'Ask the organizer.',
  },
  4003: {
    sentence: () => 'Your account may not sign in from outside the company.',
    next: 'Sign in from inside the company or over its VPN.',
  },
  4004: {
    sentence: () => 'The user name you signed in with may not use this sign-in address.',
    next: 'Check that the user name and the sign-in address are of the same person.',
  },
  4005: {
    sentence: () => 'This address does not exist or is not enabled for this service.',
    next: 'Check the address. If it is right, ask whoever runs the server.',
  },
  4006: { sentence: () => 'The server did not find this person.', next: 'Check the address.' },
  4033: {
    sentence: () => 'The organizer may not be reached from other companies.',
    next: organizerSide,
  },
  4141: { sentence: () => 'The account has been disabled.', next: 'Ask your administrator.' },
  27000: {
    sentence: () => 'Your company lists the domains it may reach, and this one is not among them.',
    next: asGuest,
  },
} satisfies Readonly<Record<number, Known>>;

/** The numbers that each language has a sentence for. */
export type KnownDiagnostic = keyof typeof known;

const areas: Readonly<Record<DiagnosticArea, string>> = {
  server: 'the server as a whole',
  routing: 'the part that routes messages',
  presence: 'the presence service',
  meetings: 'the part that runs meetings',
  users: 'the user services',
  application: 'an application on the server',
  'meeting-chat': 'the chat server of meetings',
  'meeting-sound': 'the sound and video server of meetings',
  'meeting-telephone': 'the telephone server of meetings',
  'media-relay': 'the media relay',
  gateway: 'the gateway to the telephone network',
  'outgoing-calls': 'the routing of outgoing calls',
  'incoming-calls': 'the routing of incoming calls',
  'dial-plan': 'the dial plan',
  voicemail: 'the voicemail service',
  'message-filter': 'the message filter',
  'version-check': "the check of the program's version",
  'hosted-filter': 'the filter between hosted companies',
  client: "the other person's program",
};

/** Words and advice for one diagnostic: its own where its number is known, otherwise those of its range. */
export function explainDiagnostic(diagnostic: Diagnostic): DiagnosticText {
  const { code } = diagnostic;
  if (isKnownDiagnostic(code)) return { sentence: known[code].sentence(diagnostic), next: known[code].next };
  const area = diagnosticArea(code);
  return {
    sentence: area ? `Number ${code} comes from ${areas[area]}.` : `Number ${code} is outside the published ranges.`,
    next: 'Copy the details and send them to whoever runs the server.',
  };
}

/** Whether this number has a sentence of its own. */
export function isKnownDiagnostic(code: number): code is KnownDiagnostic {
  return Object.hasOwn(known, code);
}
