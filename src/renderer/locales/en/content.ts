/** The words of what a meeting shows: slides, whiteboards, polls, questions. */
import type {
  AskedQuestion,
  ContentItem,
  NewStroke,
  PollItem,
  SlidesItem,
  StrokeColour,
  WhiteboardItem,
} from '../../../shared/model/meeting-content.ts';
import { isolated } from '../format.ts';

export const contentTexts = {
  pane: 'Content',
  connecting: 'Connecting to what the meeting shows',
  off: 'This meeting shows no content',
  offBody: 'Its organizer or its server does not offer slides, whiteboards, polls and questions.',
  emptyTitle: 'Nothing is shown yet',
  emptyPresenter: 'Share a whiteboard, a poll, a PDF or pictures, and everybody sees them here.',
  emptyAttendee: 'What the presenters share appears here. Questions can be asked now.',
  toQuestions: 'Ask a question',
  retry: 'Try again',
  labOnly: 'Lab only',
  labOnlyBody:
    'Real servers send slides, whiteboards and polls by a protocol of their own that Offhook does not speak yet. Here you see how it works with the built-in lab; with a real server this part stays empty.',
  items: 'What the meeting has',
  choose: 'Look at',
  shownToAll: 'Shown to everybody',
  lookingAlone: (title: string) => `Everybody is shown ${isolated(title)}. Only you look at this.`,
  nothingShown: 'Nothing is shown to everybody now.',
  goThere: 'Go there',
  show: 'Show to everybody',
  takeAway: 'Remove…',
  takeAwayTitle: (title: string) => `Remove ${isolated(title)}?`,
  takeAwayBody: 'It is gone for everybody in the meeting, and cannot be brought back.',
  takeAwayNow: 'Remove',
  cancel: 'Cancel',
  close: 'Close',
  sending: (title: string, sent: number, count: number) => `Sharing ${isolated(title)}: ${sent} of ${count} pages`,
  sendingLabel: 'Progress of sharing',
  stopSending: 'Stop',
} as const;

const kindWords: Record<ContentItem['kind'], string> = {
  slides: 'Slides',
  whiteboard: 'Whiteboard',
  poll: 'Poll',
  questions: 'Questions',
};

const longestLabel = 28;

/** What a thing is called on its tab: its title, cut where it is long, or its kind. */
export function itemLabel(item: ContentItem): string {
  const title = item.kind === 'poll' ? item.question : item.title;
  if (item.kind === 'questions' || title.trim() === '') return kindWords[item.kind];
  return title.length > longestLabel ? `${title.slice(0, longestLabel - 1).trimEnd()}…` : title;
}

/** What a thing is called in a sentence. */
export function itemTitle(item: ContentItem): string {
  return (item.kind === 'poll' ? item.question : item.title).trim() || kindWords[item.kind];
}

export const shareTexts = {
  share: 'Share',
  whiteboard: 'Whiteboard',
  /** The title of a new one, which everybody sees. */
  whiteboardTitle: (number: number) => (number === 1 ? 'Whiteboard' : `Whiteboard ${number}`),
  poll: 'Poll…',
  questions: 'Questions',
  pdf: 'PDF…',
  pictures: 'Pictures…',
  picturesHint: 'PNG or JPEG, one page each',
  powerPoint: 'PowerPoint',
  powerPointWhy: 'Needs an Office Web Apps server',
  forbidden: (rule: string) => `Your company does not allow it (rule ${rule})`,
  onePerTime: 'Wait until the pages are with everybody',
} as const;

export const slidesTexts = {
  previous: 'Previous page',
  next: 'Next page',
  page: (page: number, count: number) => `Page ${page + 1} of ${count}`,
  picture: ({ title, by }: SlidesItem, page: number, count: number) =>
    `Page ${page + 1} of ${count} of ${isolated(title)}${by ? `, shared by ${isolated(by)}` : ''}`,
  loading: 'Fetching the page',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  fit: 'Fit',
  zoom: (percent: number) => `${percent} %`,
  keysPresenter: 'Click the page: the arrow keys then turn it for everybody; plus, minus and 0 zoom.',
  keysAttendee: 'A presenter turns the pages. Plus, minus and 0 zoom.',
} as const;

export const boardTexts = {
  tools: 'Tool',
  colours: 'Colour',
  widths: 'Thickness',
  tool: {
    pen: 'Pen',
    highlighter: 'Highlighter',
    line: 'Line',
    arrow: 'Arrow',
    rectangle: 'Rectangle',
    ellipse: 'Ellipse',
    eraser: 'Eraser',
    pointer: 'Pointer',
  },
  colour: {
    black: 'Black',
    red: 'Red',
    blue: 'Blue',
    green: 'Green',
    orange: 'Orange',
    purple: 'Purple',
    yellow: 'Yellow',
    grey: 'Grey',
  } satisfies Record<StrokeColour, string>,
  width: { thin: 'Thin', medium: 'Medium', thick: 'Thick' },
  undo: 'Undo',
  clear: 'Clear…',
  clearTitle: 'Clear the whiteboard?',
  clearBody: 'Everything on it goes for everybody, whoever drew it. Undo brings it back.',
  clearNow: 'Clear',
  readOnly: 'Only presenters draw here.',
  readOnlyRule: (rule: string) => `Your company does not allow drawing in meetings (rule ${rule}).`,
  keys: 'With the keyboard: arrow keys move the cross, with Shift far; Enter begins and ends; Esc stops; Ctrl+Z takes back.',
  board: (title: string) => (/^whiteboard\b/i.test(title) ? title : `Whiteboard ${isolated(title)}`),
  empty: 'Nothing is drawn yet.',
  began: (tool: string, x: number, y: number) => `${tool} begins at ${x} %, ${y} %. Enter ends it.`,
  drawn: (tool: string) => `${tool} drawn`,
  undone: 'Taken back',
  stopped: 'Stopped',
  erased: (what: string) => `${what} erased`,
  nothingHere: 'Nothing lies here',
  you: 'you',
} as const;

/** `Red line by Bonnie Kearney`. */
export function strokeWords(stroke: NewStroke & { readonly by: string; readonly isOwn: boolean }): string {
  const { tool, colour, by, isOwn } = stroke;
  const what = `${boardTexts.colour[colour]} ${boardTexts.tool[tool].toLowerCase()}`;
  return `${what} by ${isOwn ? boardTexts.you : isolated(by)}`;
}

/** Who drew how much: `Drawn by Bonnie Kearney 12, you 3.`. */
export function authorWords(
  { strokeCount }: Pick<WhiteboardItem, 'strokeCount'>,
  authors: readonly { readonly by: string; readonly isOwn: boolean; readonly count: number }[],
): string {
  if (strokeCount === 0 && authors.length === 0) return boardTexts.empty;
  const parts = authors.map(({ by, isOwn, count }) => `${isOwn ? boardTexts.you : isolated(by)} ${count}`);
  return `Drawn by ${parts.join(', ')}.`;
}

export const pollTexts = {
  askTitle: 'Ask a poll',
  question: 'Question',
  choices: 'Choices',
  choice: (number: number) => `Choice ${number}`,
  addChoice: 'Add a choice',
  removeChoice: (number: number) => `Remove choice ${number}`,
  ask: 'Ask everybody',
  questionMissing: 'Type the question.',
  choiceMissing: 'Type this choice.',
  choiceMissingOrRemove: 'Type this choice, or remove it.',
  choiceTwice: 'This choice is there already.',
  vote: 'Vote',
  changeVote: 'Change my vote',
  voted: (choice: string) => `You voted: ${isolated(choice)}`,
  open: 'Open for votes',
  closed: 'The poll is closed.',
  hidden: 'The results are shown when a presenter shows them.',
  presentersOnly: 'Only presenters see the results so far.',
  showResults: 'Show the results to everybody',
  hideResults: 'Hide the results',
  closePoll: 'Close the poll',
  openAgain: 'Open it again',
  askedBy: (name: string) => `Asked by ${isolated(name)}`,
  results: 'Results',
  yours: 'Your vote',
} as const;

/** `7 votes, 58 %`; the share is of all who voted. */
export function votesWords(votes: number, all: number): string {
  const count = votes === 1 ? '1 vote' : `${votes} votes`;
  return all === 0 ? count : `${count}, ${Math.round((100 * votes) / all)} %`;
}

/** `12 people voted`. */
export function turnoutWords({ choices }: PollItem): string {
  const all = choices.reduce((sum, { votes }) => sum + (votes ?? 0), 0);
  if (all === 0) return 'Nobody has voted yet.';
  return all === 1 ? '1 person voted.' : `${all} people voted.`;
}

export const questionTexts = {
  empty: 'No questions yet. What is asked here is seen by everybody.',
  ask: 'Your question',
  send: 'Ask',
  missing: 'Type your question.',
  answer: 'Answer',
  answerTo: (asker: string) => `Answer to ${isolated(asker)}`,
  answerAgain: 'Change the answer',
  answerAgainTo: (asker: string) => `Change the answer to ${isolated(asker)}`,
  answerMissing: 'Type the answer.',
  sendAnswer: 'Answer',
  order: 'Order',
  orders: { unanswered: 'Unanswered first', oldest: 'Oldest first', newest: 'Newest first' },
  list: 'Questions and answers',
  asked: ({ asker, isOwn }: AskedQuestion) => (isOwn ? 'You asked' : `${isolated(asker)} asked`),
  answered: (by: string) => `${isolated(by)} answered`,
  waiting: (count: number) => (count === 1 ? '1 unanswered' : `${count} unanswered`),
} as const;

/** What is read out when it happens, once. */
export const contentNewsTexts = {
  pollOpened: (question: string) => `Poll: ${isolated(question)}`,
  pollClosed: (question: string) => `Poll closed: ${isolated(question)}`,
  resultsShown: (question: string) => `Results of the poll are shown: ${isolated(question)}`,
  nowShown: (title: string) => `Now shown: ${isolated(title)}`,
  asked: (asker: string) => `${isolated(asker)} asked a question`,
  answered: 'Your question was answered',
  failed: 'What the meeting shows cannot be reached. The meeting goes on.',
} as const;
