import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { snippetOf } from './snippet.ts';
import { matchExpression, soughtIn } from './sought.ts';

/** The marked parts in brackets. */
function drawn(text: string, typed: string): string {
  const snippet = snippetOf(text, soughtIn(typed));
  const parts = snippet.marks.reduceRight(
    (rest, { start, end }) => `${rest.slice(0, start)}[${rest.slice(start, end)}]${rest.slice(end)}`,
    snippet.text,
  );
  return parts;
}

describe('a snippet', () => {
  it.each([
    ['Lunch at twelve?', 'lun', '[Lunch] at twelve?'],
    ['Lunch at twelve, lunch at one', 'lunch ONE', '[Lunch] at twelve, [lunch] at [one]'],
    ['Die Straße ist gesperrt', 'STRASSE', 'Die [Straße] ist gesperrt'],
    ['toplantıda görüşürüz', 'Toplantı', '[toplantıda] görüşürüz'],
    ['明日の会議は東京で', '会議 東京', '明日の[会議]は[東京]で'],
    ['at 12:30 sharp', '12:3', 'at [12:30] sharp'],
    ['one\r\ntwo', 'two', 'one  [two]'],
    ['nothing of it', 'else', 'nothing of it'],
  ])('of %j sought by %j is %j', (text, typed, expected) => {
    expect(drawn(text, typed)).toBe(expected);
  });

  it('of a long text begins a little before the first match and says that more is there', () => {
    const text = `${'word '.repeat(100)}budget ${'more '.repeat(100)}`;
    const shown = drawn(text, 'budget');
    expect(shown).toMatch(/^…word .*\[budget\] more.*more…$/);
    expect(shown.length).toBeLessThan(170);
  });

  it('never marks outside its text, whatever is kept and sought', () => {
    const text = fc.string({ unit: 'binary', maxLength: 400 });
    fc.assert(
      fc.property(text, fc.string({ unit: 'binary', maxLength: 30 }), (kept, typed) => {
        const snippet = snippetOf(kept, soughtIn(typed));
        let last = 0;
        for (const { start, end } of snippet.marks) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(snippet.text.length);
          last = end;
        }
      }),
    );
  });
});

describe('what is typed', () => {
  it.each([
    ['re: budget', '"re" * AND "budget" *'],
    ['12:30', '"12 30" *'],
    ['"a" OR b*', '"a" * AND "or" * AND "b" *'],
    ['  ', ''],
    [':-)', ''],
  ])('%j becomes %j', (typed, expected) => {
    expect(matchExpression(soughtIn(typed))).toBe(expected);
  });
});
