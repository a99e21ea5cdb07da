// @vitest-environment jsdom
/** Polls and questions: asked, answered, and shown in words. */
import { fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { drafts } from '../../components/drafts.ts';
import { freshPoll, poll, questions } from '../../gallery/fixtures-content.ts';
import { clearWindow, settle } from '../../testing/window.tsx';
import { askedOf, attending, prepareContent, press, pushContent, refusal, showContent } from './content-in-tests.tsx';

beforeEach(() => {
  prepareContent();
});
afterEach(() => {
  clearWindow();
  drafts.clear();
});

describe('a poll', () => {
  it('takes a vote, and another one instead of it', async () => {
    const drawn = await showContent({ ...attending, items: [freshPoll], shownId: freshPoll.id });
    expect(screen.getByText(/results are shown when a presenter/)).toBeTruthy();
    fireEvent.click(screen.getByRole('radio', { name: 'Never' }));
    await press('Vote');
    expect(askedOf(drawn, 'content.vote')).toEqual([{ itemId: 'p1', choice: 2 }]);
    await pushContent(drawn, { ...attending, items: [{ ...freshPoll, ownVote: 2 }], shownId: freshPoll.id });
    expect(screen.getByText(/You voted: .*Never/)).toBeTruthy();
    fireEvent.click(screen.getByRole('radio', { name: 'Monday' }));
    await press('Change my vote');
    expect(askedOf(drawn, 'content.vote')).toHaveLength(2);
  });

  it('says its results in words, and marks the own vote', async () => {
    await showContent({ ...attending, shownId: poll.id });
    const results = within(screen.getByRole('region', { name: 'Results' }));
    expect(results.getByText('12 people voted.')).toBeTruthy();
    expect(results.getByText('7 votes, 58 % · Your vote')).toBeTruthy();
    expect(results.getByText('1 vote, 8 %')).toBeTruthy();
  });

  it('is shown and closed by presenters, who see the results before the others', async () => {
    const drawn = await showContent({ items: [{ ...poll, showsResults: false }], shownId: poll.id });
    expect(screen.getByText(/Only presenters see the results so far/)).toBeTruthy();
    await press('Show the results to everybody');
    await press('Close the poll');
    expect(askedOf(drawn, 'content.showResults')).toEqual([{ itemId: 'p1', shows: true }]);
    expect(askedOf(drawn, 'content.closePoll')).toEqual([{ itemId: 'p1', isOpen: false }]);
  });

  it('takes no votes when it is closed', async () => {
    await showContent({ items: [{ ...poll, isOpen: false }], shownId: poll.id });
    expect(screen.queryByRole('radio')).toBeNull();
    expect(screen.getByText('The poll is closed.')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Open it again' })).toBeTruthy();
  });

  it('is asked with its choices, once nothing is missing', async () => {
    const drawn = await showContent();
    await press('Share');
    fireEvent.click(screen.getByRole('menuitem', { name: /^Poll/ }));
    await settle();
    await press('Ask everybody');
    expect(screen.getByText('Type the question.')).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByLabelText('Question'));
    expect(screen.getAllByText('Type this choice.')).toHaveLength(2);
    await press('Add a choice');
    expect(document.activeElement).toBe(screen.getByLabelText('Choice 3'));
    fireEvent.change(screen.getByLabelText('Question'), { target: { value: ' Lunch? ' } });
    fireEvent.change(screen.getByLabelText('Choice 1'), { target: { value: 'Yes' } });
    fireEvent.change(screen.getByLabelText('Choice 2'), { target: { value: 'No' } });
    await press('Remove choice 3');
    await press('Ask everybody');
    expect(askedOf(drawn, 'content.askPoll')).toEqual([{ question: 'Lunch?', choices: ['Yes', 'No'] }]);
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});

describe('questions and answers', () => {
  it('are asked by everybody, once something is typed', async () => {
    const drawn = await showContent({ ...attending, shownId: questions.id });
    await press('Ask');
    expect(screen.getByText('Type your question.')).toBeTruthy();
    fireEvent.change(screen.getByLabelText('Your question'), { target: { value: ' Why? ' } });
    await press('Ask');
    expect(askedOf(drawn, 'content.askQuestion')).toEqual([{ text: 'Why?' }]);
    expect((screen.getByLabelText('Your question') as HTMLTextAreaElement).value).toBe('');
    expect(screen.queryByRole('button', { name: /^Answer/ })).toBeNull();
  });

  it('keep what was typed when it was refused', async () => {
    const drawn = await showContent({ ...attending, shownId: questions.id });
    drawn.bridge.answer('content.askQuestion', refusal);
    fireEvent.change(screen.getByLabelText('Your question'), { target: { value: 'Why?' } });
    await press('Ask');
    expect((screen.getByLabelText('Your question') as HTMLTextAreaElement).value).toBe('Why?');
    expect(screen.getByRole('alert')).toBeTruthy();
  });

  it('keep what was typed while something else is put before everybody, a question and an answer', async () => {
    const drawn = await showContent({ shownId: questions.id });
    fireEvent.change(screen.getByLabelText('Your question'), { target: { value: 'Why?' } });
    await press(/^Answer to .*Alex Darrow/);
    const answer = () => screen.getByRole('textbox', { name: /^Answer to .*Alex Darrow/ }) as HTMLTextAreaElement;
    fireEvent.change(answer(), { target: { value: 'In the inv' } });
    await pushContent(drawn, { shownId: poll.id });
    expect(screen.queryByLabelText('Your question')).toBeNull();
    await pushContent(drawn, { shownId: questions.id });
    expect((screen.getByLabelText('Your question') as HTMLTextAreaElement).value).toBe('Why?');
    await press(/^Answer to .*Alex Darrow/);
    expect(answer().value).toBe('In the inv');
    await press('Cancel');
    await press(/^Answer to .*Alex Darrow/);
    expect(answer().value).toBe('');
  });

  it('keep what is typed while a question is on its way', async () => {
    const drawn = await showContent({ ...attending, shownId: questions.id });
    drawn.bridge.hold('content.askQuestion');
    const field = () => screen.getByLabelText('Your question') as HTMLTextAreaElement;
    fireEvent.change(field(), { target: { value: 'Why?' } });
    await press('Ask');
    fireEvent.change(field(), { target: { value: 'And when?' } });
    drawn.bridge.release('content.askQuestion');
    await settle();
    expect(field().value).toBe('And when?');
  });

  it('are answered by a presenter, the unanswered first', async () => {
    const drawn = await showContent({ shownId: questions.id });
    const items = within(screen.getByRole('list', { name: 'Questions and answers' })).getAllByRole('listitem');
    expect(items.map(({ textContent }) => textContent)).toEqual([
      expect.stringContaining('Who takes the minutes?'),
      expect.stringContaining('Is there a number'),
      expect.stringContaining('Yes, tonight.'),
    ]);
    await press(/^Answer to .*Alex Darrow/);
    const field = screen.getByRole('textbox', { name: /^Answer to .*Alex Darrow/ });
    expect(document.activeElement).toBe(field);
    fireEvent.change(field, { target: { value: 'In the invitation.' } });
    await press('Answer');
    expect(askedOf(drawn, 'content.answer')).toEqual([{ questionId: 'a3', text: 'In the invitation.' }]);
    expect(screen.queryByRole('textbox', { name: /^Answer to/ })).toBeNull();
    expect(document.activeElement?.getAttribute('aria-label')).toMatch(/^Answer to .*Alex Darrow/);
  });
});
