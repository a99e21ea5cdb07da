// @vitest-environment jsdom
/** What a meeting shows: what one looks at, what presenters share, and each state in words. */
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MeetingContent } from '../../../shared/model/meeting-content.ts';
import { noProvisioning } from '../../../shared/model/provisioning.ts';
import { fixtureTime } from '../../gallery/fixtures.ts';
import { poll, questions, whiteboard } from '../../gallery/fixtures-content.ts';
import { joined } from '../../gallery/fixtures-meeting.ts';
import { clearWindow, settle } from '../../testing/window.tsx';
import { askedOf, attending, prepareContent, press, pushContent, showContent } from './content-in-tests.tsx';

beforeEach(() => {
  prepareContent();
});
afterEach(clearWindow);

describe('the content of a meeting', () => {
  it.each<[string, Partial<MeetingContent>, RegExp]>([
    ['not offered', { state: 'off', items: [] }, /This meeting shows no content/],
    ['connecting', { state: 'connecting', items: [] }, /Connecting to what the meeting shows/],
    [
      'empty for a presenter',
      { items: [{ ...questions, questions: [] }] },
      /Share a whiteboard, a poll, a PDF or pictures/,
    ],
    ['empty for others', { ...attending, items: [{ ...questions, questions: [] }] }, /What the presenters share/],
  ])('says what is the matter when %s', async (_, rest, words) => {
    await showContent(rest);
    expect(screen.getByText(words)).toBeTruthy();
  });

  it('leads from nothing to the questions, and offers to show nothing to nobody', async () => {
    await showContent({ items: [{ ...questions, questions: [] }] });
    expect(screen.queryByRole('button', { name: 'Show to everybody' })).toBeNull();
    await press('Ask a question');
    expect(screen.getByLabelText('Your question')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Show to everybody' })).toBeTruthy();
  });

  it('shows why it cannot be reached, and tries again', async () => {
    const failure = { code: 'CONTENT_EDGE_REFUSED', server: 'webcon.contoso.com', at: fixtureTime } as const;
    const drawn = await showContent({ state: 'failed', items: [], failure });
    expect(screen.getByRole('alert').textContent).toContain('webcon.contoso.com');
    await press('Try again');
    expect(askedOf(drawn, 'content.retry')).toHaveLength(1);
  });

  it('says beside what is shown why a document of one’s own is not, until that is put away', async () => {
    const failure = { code: 'CONTENT_LOST', data: { reason: 'page-gone', name: 'Plan.pdf' }, at: fixtureTime } as const;
    const drawn = await showContent({ failure });
    expect(screen.getByRole('alert').textContent).toContain('"Plan.pdf" was not shown');
    expect(screen.getByRole('tab', { selected: true }).textContent).toContain('Quarter three');
    await press('Dismiss');
    expect(askedOf(drawn, 'content.cancelPages')).toHaveLength(1);
  });

  it('says that no real server is known to understand it, and why', async () => {
    await showContent();
    await press('Lab only');
    expect(screen.getByText(/by a protocol of their own that Offhook does not speak yet/)).toBeTruthy();
  });

  it('follows what is put before everybody, and leaves it only by choice', async () => {
    const drawn = await showContent();
    const selected = () => screen.getByRole('tab', { selected: true }).textContent;
    expect(selected()).toContain('Quarter three');
    fireEvent.click(screen.getByRole('tab', { name: /Whiteboard/ }));
    await settle();
    expect(screen.getByText(/Everybody is shown .*Quarter three.*Only you look at this/)).toBeTruthy();
    await pushContent(drawn, { shownId: poll.id });
    expect(selected()).toContain('When shall we meet?');
    expect(screen.getByText('Shown to everybody')).toBeTruthy();
  });

  it('lets a presenter put a thing before everybody, and take it away after a second word', async () => {
    const drawn = await showContent();
    fireEvent.click(screen.getByRole('tab', { name: /Whiteboard/ }));
    await settle();
    await press('Show to everybody');
    expect(askedOf(drawn, 'content.show')).toEqual([{ itemId: whiteboard.id }]);
    await press('Remove…');
    expect(askedOf(drawn, 'content.takeAway')).toEqual([]);
    await press('Remove');
    expect(askedOf(drawn, 'content.takeAway')).toEqual([{ itemId: whiteboard.id }]);
  });

  it('takes away what was asked about, though something else is put before everybody meanwhile', async () => {
    const drawn = await showContent({ shownId: whiteboard.id });
    await press('Remove…');
    await pushContent(drawn, { shownId: poll.id });
    expect(screen.getByRole('dialog').textContent).toContain(whiteboard.title);
    await press('Remove');
    expect(askedOf(drawn, 'content.takeAway')).toEqual([{ itemId: whiteboard.id }]);
  });

  it('is a list to choose from where it has more than fits on tabs', async () => {
    const boards = Array.from({ length: 8 }, (_, index) => ({ ...whiteboard, id: `w${index}` }));
    await showContent({ items: [questions, ...boards], shownId: 'w3' });
    expect((screen.getByLabelText('Look at') as HTMLSelectElement).value).toBe('w3');
    expect(screen.queryByRole('tab')).toBeNull();
  });

  it('shows no way to present to those who may not', async () => {
    await showContent(attending);
    for (const name of ['Share', 'Remove…', 'Next page', 'Previous page']) {
      expect(screen.queryByRole('button', { name })).toBeNull();
    }
  });

  it('tells how far one’s own document is, and stops it', async () => {
    const drawn = await showContent({ sending: { title: 'Fair', sentPages: 3, pageCount: 12 } });
    expect(screen.getByText(/3 of 12 pages/)).toBeTruthy();
    await press('Stop');
    expect(askedOf(drawn, 'content.cancelPages')).toHaveLength(1);
  });
});

describe('what a presenter shares', () => {
  const item = (name: RegExp) => screen.getByRole('menuitem', { name });

  it('is a whiteboard, questions, a PDF or pictures; PowerPoint says what it lacks', async () => {
    const drawn = await showContent({}, { meeting: joined });
    drawn.bridge.answer('content.choosePdf', { ok: true, value: { ok: true, value: 'cancelled' } });
    for (const name of [/^Whiteboard/, /^Questions/, /^PDF/, /^Pictures/]) {
      await press('Share');
      fireEvent.click(item(name));
      await settle();
    }
    expect(askedOf(drawn, 'content.newWhiteboard')).toEqual([{ title: 'Whiteboard 2' }]);
    expect(askedOf(drawn, 'content.show')).toEqual([{ itemId: questions.id }]);
    expect(askedOf(drawn, 'content.choosePdf')).toHaveLength(1);
    expect(askedOf(drawn, 'content.presentPictures')).toEqual([{ meetingId: joined.id }]);
    await press('Share');
    expect(item(/^PowerPoint/).getAttribute('aria-disabled')).toBe('true');
    expect(item(/^PowerPoint/).textContent).toContain('Needs an Office Web Apps server');
  });

  it('is nothing the company forbids, with the rule', async () => {
    const entries = [{ group: 'meetingPolicy', key: 'AllowPolls', value: 'false', known: true }];
    const provisioning = { ...noProvisioning, sections: [{ id: 'conferencing' as const, entries }] };
    await showContent({}, { provisioning });
    await press('Share');
    expect(item(/^Poll/).getAttribute('aria-disabled')).toBe('true');
    expect(item(/^Poll/).textContent).toContain('rule AllowPolls');
    expect(item(/^Whiteboard/).getAttribute('aria-disabled')).toBeNull();
  });
});
