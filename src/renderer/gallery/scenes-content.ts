/** What a meeting shows, in each state worth looking at. */
import type { MeetingContent } from '../../shared/model/meeting-content.ts';
import type { Snapshot } from '../../shared/model/snapshot.ts';
import { fixtureTime } from './fixtures.ts';
import { content, freshPoll, poll, questions, slides, whiteboard } from './fixtures-content.ts';
import { presenting } from './fixtures-meeting.ts';
import type { Scene } from './scene.ts';

const attending = { mayPresent: false, mayDraw: false } as const;
const damaged = { code: 'PAGE_DAMAGED', at: fixtureTime } as const;

const states: Readonly<Record<string, Partial<MeetingContent>>> = {
  slides: {},
  'slides-attendee': attending,
  'slides-damaged': {
    items: [questions, { ...slides, pages: [{ kind: 'ready' }, { kind: 'damaged', failure: damaged }] }],
  },
  whiteboard: { shownId: whiteboard.id },
  'whiteboard-attendee': { ...attending, shownId: whiteboard.id },
  poll: { shownId: poll.id },
  'poll-attendee': { ...attending, items: [questions, freshPoll], shownId: freshPoll.id },
  questions: { shownId: questions.id },
  many: {
    items: [questions, ...Array.from({ length: 8 }, (_, index) => ({ ...whiteboard, id: `w${index}` }))],
    shownId: 'w1',
  },
  empty: { items: [{ ...questions, questions: [] }] },
  sending: { sending: { title: 'Photos of the fair', sentPages: 3, pageCount: 12 } },
  unsent: {
    failure: { code: 'CONTENT_LOST', data: { reason: 'page-gone', name: 'Budget 2027.pdf' }, at: fixtureTime },
  },
  connecting: { state: 'connecting', items: [] },
  failed: {
    state: 'failed',
    items: [],
    failure: { code: 'CONTENT_EDGE_REFUSED', server: 'webcon.contoso.com', at: fixtureTime },
  },
};

/** A scene for each state, in a meeting one presents in. */
export function contentScenes(signedIn: Snapshot): readonly Scene[] {
  return Object.entries(states).map(([name, rest]) => ({
    name: `content-${name}`,
    hash: '#/meeting',
    snapshot: { ...signedIn, meeting: presenting, meetingContent: { ...content, meetingId: presenting.id, ...rest } },
    ...(name === 'slides-damaged'
      ? { answers: { 'content.page': { ok: true, value: { ok: false, failure: damaged } } as const } }
      : {}),
  }));
}
