/** The words of the window itself. */
export const appTexts = {
  brokenTitle: 'This window has stopped working',
  brokenBody: 'Your sign-in and your meeting go on. Load the window again to see them.',
  reload: 'Load again',
  dismiss: 'Dismiss',
  back: 'Back',
  details: 'Details',
  copy: 'Copy',
  copied: 'Copied',
  copyDetails: 'Copy details',
  reportedBy: (server: string) => `Reported by ${server}`,
  inMeeting: 'You are in a meeting',
  backToMeeting: 'Back to the meeting',
  nothingOpen: 'Nothing open',
  nothingOpenBody: 'Choose somebody on the left, or join a meeting.',
  side: 'Details',
  meetingTitle: (subject: string) => `Meeting: ${subject}`,
  callTitle: (name: string) => `Call: ${name}`,
  increase: 'Increase',
  decrease: 'Decrease',
} as const;

/** The names of a failure's facts; values are as the server wrote them. */
export const factNames = {
  code: 'Code',
  server: 'Server',
  answer: 'Answer',
  advice: 'For an administrator',
  certificates: 'Certificates sent',
  missing: 'Missing one offered at',
  more: 'More',
  time: 'Time',
  meaning: 'Meaning',
  source: 'Reported by',
  parameters: 'Parameters',
} as const;
