/** The words of the lab. */
export const labTexts = {
  banner: 'Lab — simulated companies',
  meetings: 'Lab meetings',
  stop: 'Stop the lab',
  stopTitle: 'Stop the lab?',
  /** What goes with it: who is signed in there, and whether a meeting is open. */
  stopBody: (address: string | undefined, inMeeting: boolean) => {
    const signedIn =
      address === undefined ? [] : [`You are signed in to the lab as ${address}. Stopping it signs you out.`];
    const meeting = inMeeting ? ['You leave the meeting you are in.'] : [];
    return [...signedIn, ...meeting].join(' ');
  },
  keepRunning: 'Keep it running',
  start: 'Start the lab',
  starting: 'Starting the lab',
  off: 'The lab is off.',
  what: 'Simulated companies on this computer: name servers, edge servers, people and meetings. Nothing leaves this computer.',
  running: 'The lab runs. Signing in and joining meetings use its name servers and its certificates until it stops.',
  limits: 'What this computer does not allow',
  users: 'People you can sign in as',
  list: 'Meetings in the lab',
  join: 'Join',
  joinNamed: (title: string) => `Join ${title}`,
  copyLink: 'Copy link',
  copyLinkNamed: (title: string) => `Copy link of ${title}`,
  organizer: (address: string) => `Organizer: ${address}`,
  none: 'The lab offers no meetings.',
} as const;
