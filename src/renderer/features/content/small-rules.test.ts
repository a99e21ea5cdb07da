/** Which thing one looks at, what keys do over a page, what is wrong with a poll, and the order of questions. */
import { describe, expect, it } from 'vitest';
import { poll, questions, slides, whiteboard } from '../../gallery/fixtures-content.ts';
import { itemLabel, turnoutWords, votesWords } from '../../locales/content.ts';
import { emptyDraft, mostChoices, problemsOf, withChoice, withoutChoice } from './poll-draft.ts';
import { inOrder } from './question-order.ts';
import { selectedItem } from './selected-item.ts';
import { fit, nextZoom, slideKey } from './slide-keys.ts';

describe('the thing one looks at', () => {
  const items = [questions, slides, whiteboard];

  it('is what is put before everybody, until one chooses another, and again when another is put there', () => {
    expect(selectedItem({ items, shownId: 's1' }, undefined)?.id).toBe('s1');
    const choice = { id: 'w1', shownId: 's1' };
    expect(selectedItem({ items, shownId: 's1' }, choice)?.id).toBe('w1');
    expect(selectedItem({ items, shownId: 'q1' }, choice)?.id).toBe('q1');
  });

  it('is something that is there', () => {
    expect(selectedItem({ items, shownId: 's1' }, { id: 'gone', shownId: 's1' })?.id).toBe('s1');
    expect(selectedItem({ items, shownId: 'gone' }, undefined)?.id).toBe('s1');
    expect(selectedItem({ items: [questions] }, undefined)?.id).toBe('q1');
    expect(selectedItem({ items: [] }, undefined)).toBeUndefined();
  });

  it('has a name that fits a tab', () => {
    expect(itemLabel({ ...slides, title: 'x'.repeat(200) })).toHaveLength(28);
    expect(itemLabel({ ...slides, title: ' ' })).toBe('Slides');
    expect(itemLabel(questions)).toBe('Questions');
  });
});

describe('keys over a page', () => {
  const press = (key: string, isEnlarged = false) =>
    slideKey({ key, ctrlKey: false, altKey: false, metaKey: false }, isEnlarged);

  it('turn it, unless it is enlarged and the arrows scroll', () => {
    expect(press('ArrowRight')).toBe('next');
    expect(press('ArrowLeft')).toBe('previous');
    expect(press('ArrowRight', true)).toBeUndefined();
    expect(press('PageDown', true)).toBe('next');
    expect(slideKey({ key: 'ArrowLeft', ctrlKey: false, altKey: true, metaKey: false }, false)).toBeUndefined();
  });

  it('enlarge it in steps with an end', () => {
    let zoom = fit;
    for (let step = 0; step < 20; step += 1) zoom = nextZoom(zoom, 'in');
    expect(zoom).toBe(400);
    expect(nextZoom(zoom, 'in')).toBe(zoom);
    expect(nextZoom(zoom, 'out')).toBe(300);
    expect(nextZoom(fit, 'out')).toBe(fit);
    expect(nextZoom(300, 'fit')).toBe(fit);
  });
});

describe('a poll before it is asked', () => {
  const typed = (question: string, ...choices: string[]) => ({
    question,
    choices: choices.map((text, id) => ({ id, text })),
  });

  it('has a question and choices that can be told apart', () => {
    expect(problemsOf(typed('When?', 'Monday', 'Tuesday'))).toBeUndefined();
    const problems = problemsOf(typed(' ', 'Monday', ' monday ', ''));
    expect(problems?.question).toBe('Type the question.');
    expect([...(problems?.choices ?? [])]).toEqual([
      [1, 'This choice is there already.'],
      [2, 'Type this choice, or remove it.'],
    ]);
  });

  it('has two to seven choices', () => {
    let draft = emptyDraft;
    expect(withoutChoice(draft, 1)).toBe(draft);
    for (let more = 0; more < 10; more += 1) draft = withChoice(draft);
    expect(draft.choices).toHaveLength(mostChoices);
    expect(new Set(draft.choices.map(({ id }) => id)).size).toBe(mostChoices);
    expect(withoutChoice(draft, 3).choices.map(({ id }) => id)).toEqual([1, 2, 4, 5, 6, 7]);
  });
});

describe('votes in words', () => {
  it.each([
    [1, 4, '1 vote, 25 %'],
    [2, 3, '2 votes, 67 %'],
    [0, 0, '0 votes'],
  ])('%s of %s', (votes, all, words) => {
    expect(votesWords(votes, all)).toBe(words);
  });

  it('tell how many voted', () => {
    expect(turnoutWords(poll)).toBe('12 people voted.');
    expect(turnoutWords({ ...poll, choices: [{ text: 'a', votes: 1 }] })).toBe('1 person voted.');
    expect(turnoutWords({ ...poll, choices: [{ text: 'a' }] })).toBe('Nobody has voted yet.');
  });
});

describe('the order of questions', () => {
  it.each([
    ['oldest', ['a1', 'a2', 'a3']],
    ['newest', ['a3', 'a2', 'a1']],
    ['unanswered', ['a2', 'a3', 'a1']],
  ] as const)('%s', (order, ids) => {
    expect(inOrder(questions.questions, order).map(({ id }) => id)).toEqual(ids);
  });
});
