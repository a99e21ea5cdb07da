/** The words of the window itself. */
export const appTexts = {
  brokenTitle: 'This window has stopped working',
  brokenBody: 'Your sign-in and your meeting go on. Load the window again to see them.',
  reload: 'Load again',
  dismiss: 'Dismiss',
  inMeeting: 'You are in a meeting',
  backToMeeting: 'Back to the meeting',
  nothingOpen: 'Nothing open',
  nothingOpenBody: 'Choose somebody on the left, or join a meeting.',
  side: 'Details',
} as const;
