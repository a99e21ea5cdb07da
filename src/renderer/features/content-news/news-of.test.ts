import { describe, expect, it } from 'vitest';
import type { ContentItem, MeetingContent } from '../../../shared/model/meeting-content.ts';
import { content, poll, questions, slides, whiteboard } from '../../gallery/fixtures-content.ts';
import { newsOf } from './news-of.ts';

/** Without the marks that keep names of other scripts in place. */
const said = (before: MeetingContent | null, after: MeetingContent | null) =>
  newsOf(before, after).map((words) => words.replace(/[\u2068\u2069]/g, ''));

const having = (items: readonly ContentItem[], rest: Partial<MeetingContent> = {}): MeetingContent => ({
  ...content,
  items,
  ...rest,
});

describe('what is read out of a meeting’s content', () => {
  it('is nothing of what was there when one came in', () => {
    expect(said(null, content)).toEqual([]);
    expect(said(having([], { state: 'connecting' }), content)).toEqual([]);
    expect(said({ ...content, meetingId: 'another' }, content)).toEqual([]);
  });

  it('is nothing when nothing became another', () => {
    expect(said(content, { ...content })).toEqual([]);
  });

  it('is a poll that opens, closes and shows its results, each once', () => {
    const none = having([]);
    const open = having([{ ...poll, showsResults: false }], { shownId: poll.id });
    const shown = having([poll], { shownId: poll.id });
    const closed = having([{ ...poll, isOpen: false }], { shownId: poll.id });
    expect(said(none, open)).toEqual(['Poll: When shall we meet?']);
    expect(said(open, shown)).toEqual(['Results of the poll are shown: When shall we meet?']);
    expect(said(shown, closed)).toEqual(['Poll closed: When shall we meet?']);
    expect(said(closed, shown)).toEqual(['Poll: When shall we meet?']);
  });

  it('is not a vote, and not a poll of one’s own', () => {
    const more = { ...poll, choices: poll.choices.map((choice) => ({ ...choice, votes: 9 })), ownVote: 2 };
    expect(said(having([poll]), having([more]))).toEqual([]);
    expect(said(having([]), having([{ ...poll, isOwn: true }], { shownId: poll.id }))).toEqual([]);
  });

  it('is the page everybody is turned to, not one nobody is shown', () => {
    const turned = { ...slides, page: 2 };
    expect(said(having([slides]), having([turned]))).toEqual(['Page 3 of 3']);
    expect(
      said(having([slides, whiteboard], { shownId: 'w1' }), having([turned, whiteboard], { shownId: 'w1' })),
    ).toEqual([]);
  });

  it('is what is put before everybody', () => {
    expect(said(having([slides, whiteboard]), having([slides, whiteboard], { shownId: 'w1' }))).toEqual([
      'Now shown: Whiteboard',
    ]);
    expect(said(having([]), having([{ ...whiteboard, isOwn: true }], { shownId: 'w1' }))).toEqual([]);
  });

  it('is a question for presenters, an answer for who asked, and neither for the others', () => {
    const [first, own, last] = questions.questions;
    if (!first || !own || !last) throw new Error('three questions');
    const asked = { ...questions, questions: [first, own, last] };
    const before = { ...questions, questions: [first, own] };
    const answered = { ...asked, questions: [first, { ...own, answer: { text: 'Me.', by: 'Garth' } }, last] };
    expect(said(having([before]), having([asked]))).toEqual(['Alex Darrow asked a question']);
    expect(said(having([before]), having([asked], { mayPresent: false }))).toEqual([]);
    expect(said(having([asked]), having([answered]))).toEqual(['Your question was answered']);
  });

  it('is that it cannot be reached any more, once', () => {
    const lost = having([], { state: 'failed' });
    expect(said(content, lost)).toEqual(['What the meeting shows cannot be reached. The meeting goes on.']);
    expect(said(lost, { ...lost })).toEqual([]);
  });
});
