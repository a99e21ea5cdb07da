/** The words of being asked to a meeting. */
export const invitationTexts = {
  region: 'Invitations to meetings',
  /** After the name of the one who asks. */
  asks: 'asks you to come to a meeting',
  /** With what the meeting is about after it. */
  asksTo: 'asks you to come to',
  join: 'Join',
  leaveAndJoin: 'Leave and join',
  decline: 'Decline',
  joinName: (name: string) => `Join the meeting of ${name}`,
  leaveAndJoinName: (name: string) => `Leave your meeting and join that of ${name}`,
  declineName: (name: string) => `Decline the meeting of ${name}`,
} as const;
