/** The words that stand in a ladder: the window gives its language's, files that leave it have these. */
export interface LadderWords {
  readonly you: string;
  readonly yourServer: string;
  readonly theirEdge: string;
  /** What a server behind ours does. */
  readonly roles: Readonly<Record<'refuser' | 'focus' | 'focusfactory' | 'chat' | 'other-part', string>>;
}

/** For files, which people of any language send each other. */
export const plainLadderWords: LadderWords = {
  you: 'You',
  yourServer: 'Your server',
  theirEdge: 'Their edge',
  roles: {
    refuser: 'Refused here',
    focus: 'Meeting',
    focusfactory: 'Meeting maker',
    chat: 'Meeting chat',
    'other-part': 'Meeting part',
  },
};
