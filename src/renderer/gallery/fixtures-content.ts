/** Made-up content of a meeting for the gallery and the component tests. */
import type {
  BoardChanges,
  MeetingContent,
  PagePicture,
  PollItem,
  QuestionsItem,
  SlidesItem,
  Stroke,
  StrokeColour,
  StrokeTool,
  WhiteboardItem,
} from '../../shared/model/meeting-content.ts';
import { fixtureTime } from './fixtures.ts';

export const slides: SlidesItem = {
  id: 's1',
  kind: 'slides',
  title: 'Quarter three',
  by: 'Garth Fort',
  isOwn: false,
  pageCount: 3,
  page: 1,
  pages: [{ kind: 'ready' }, { kind: 'ready' }, { kind: 'waiting' }],
};

function stroke(id: string, by: string, rest: Partial<Stroke> & Pick<Stroke, 'points'>): Stroke {
  return { id, by, isOwn: by === 'Karen Berg', tool: 'pen', colour: 'black', width: 60, ...rest };
}

/** A wave from left to right at this height. */
function wave(y: number, height: number) {
  return Array.from({ length: 120 }, (_, index) => ({
    x: 600 + index * 40,
    y: Math.round(y + height * Math.sin(index / 8)),
  }));
}

const shapes: readonly (readonly [StrokeTool, StrokeColour])[] = [
  ['line', 'blue'],
  ['arrow', 'purple'],
  ['rectangle', 'orange'],
  ['ellipse', 'green'],
];

const strokes: readonly Stroke[] = [
  stroke('b1', 'Bonnie Kearney', { colour: 'red', points: wave(1600, 500) }),
  stroke('b2', 'Karen Berg', { colour: 'blue', points: wave(2600, 300), width: 25 }),
  stroke('b3', 'Bonnie Kearney', { tool: 'highlighter', colour: 'yellow', points: wave(3600, 100), width: 420 }),
  ...shapes.map(([tool, colour], index) =>
    stroke(`s${index}`, 'Garth Fort', {
      tool,
      colour,
      points: [
        { x: 800 + index * 2200, y: 4600 },
        { x: 2400 + index * 2200, y: 6600 },
      ],
    }),
  ),
];

export const whiteboard: WhiteboardItem = {
  id: 'w1',
  kind: 'whiteboard',
  title: 'Whiteboard',
  by: 'Bonnie Kearney',
  isOwn: false,
  revision: 9,
  strokeCount: strokes.length,
};

export const boardChanges: BoardChanges = {
  revision: 9,
  whole: true,
  strokes,
  removed: [],
  pointers: [
    { by: 'Garth Fort', isOwn: false, x: 7800, y: 2400 },
    { by: 'Bonnie Kearney', isOwn: false, x: 3200, y: 1700 },
  ],
};

export const poll: PollItem = {
  id: 'p1',
  kind: 'poll',
  title: 'When shall we meet?',
  by: 'Garth Fort',
  isOwn: false,
  question: 'When shall we meet?',
  choices: [
    { text: 'Monday', votes: 7 },
    { text: 'Tuesday, after the press has left and the room is free again', votes: 4 },
    { text: 'Never', votes: 1 },
  ],
  ownVote: 0,
  isOpen: true,
  showsResults: true,
};

/** The same before anybody shows its results. */
export const freshPoll: PollItem = (({ ownVote: _, ...rest }: PollItem) => ({
  ...rest,
  choices: rest.choices.map(({ text }) => ({ text })),
  showsResults: false,
}))(poll);

export const questions: QuestionsItem = {
  id: 'q1',
  kind: 'questions',
  title: 'Questions',
  isOwn: false,
  questions: [
    {
      id: 'a1',
      asker: 'Bonnie Kearney',
      isOwn: false,
      text: 'Will the slides be sent around?',
      at: fixtureTime - 240_000,
      answer: { text: 'Yes, tonight.', by: 'Garth Fort' },
    },
    { id: 'a2', asker: 'Karen Berg', isOwn: true, text: 'Who takes the minutes?', at: fixtureTime - 120_000 },
    { id: 'a3', asker: 'Alex Darrow', isOwn: false, text: 'Is there a number to dial in?', at: fixtureTime - 60_000 },
  ],
};

export const content: MeetingContent = {
  meetingId: 'meeting-1',
  state: 'open',
  isLabOnly: true,
  mayPresent: true,
  mayDraw: true,
  items: [questions, slides, whiteboard, poll],
  shownId: 's1',
};

/** A page with a chart on it: a PNG of 320 by 240. */
const chart = [
  'iVBORw0KGgoAAAANSUhEUgAAAUAAAADwBAMAAACDA6BYAAAAD1BMVEX///8PcHjI4eR4eHg8PDxyLNHoAAAA0UlEQVR42u3YwQmA',
  'MAxA0a7gCq7gCu4/kzcpoggSmta+f+wl79aQsnReAQQEBAQEnARY4gIEBAQEnBLoLwYEBAQEBMwBSpIkSVU7ICAgICAgICAgICDg',
  'n4DRR3FAQEBAQEBAQEBAQMAI4HoJEBAQEBAQEBDw034HCAgICAgICAgICAjYAvg0EBAQEBAQEBAQ8BYYNRAQEBAQEBAQEBAQEBAQ',
  'EBAQEBAQEBAQEBAQEBAQEBAQEBAQEBDwHZje6EBJ0tlW1fIdEHAYoCRJkiRJyu4A3SbYC8/QKkUAAAAASUVORK5CYII=',
].join('');

export const page: PagePicture = {
  bytes: Uint8Array.from(atob(chart), (letter) => letter.charCodeAt(0)),
  type: 'image/png',
  width: 320,
  height: 240,
};
