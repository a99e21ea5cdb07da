import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composed, wordsOf } from './words.ts';

const words = (text: string) => wordsOf(composed(text)).map(({ word }) => word);

describe('the words of a text', () => {
  it.each([
    ['Müller', 'MULLER', 'mu\u0308ller'],
    ['Straße', 'STRASSE', 'strasse'],
    ['Iğdır', 'IĞDIR', 'igdir'],
    ['İstanbul', 'istanbul', 'ISTANBUL'],
    ['Œuvre', 'oeuvre', 'OEUVRE'],
    ['Søren', 'soren', 'SØREN'],
    ['ΟΔΟΣ', 'οδος', 'οδός'],
    ['ｆｕｌｌ', 'full', 'FULL'],
    ['회의', '\u1112\u116c\u110b\u1174', '회의'],
    ['مُحَمَّد', 'محمد', 'محمد'],
  ])('%s, %s and %s are one', (...spellings) => {
    expect(new Set(spellings.map((text) => words(text).join(' '))).size).toBe(1);
    expect(words(spellings[0])).toHaveLength(1);
  });

  it.each([
    ['明日の会議', ['明', '日', 'の', '会', '議']],
    ['コーヒーを2杯', ['コ', 'ー', 'ヒ', 'ー', 'を', '2', '杯']],
    ['สวัสดี', ['ส', 'วั', 'ส', 'ดี']],
    ['बैठक कल', ['बैठक', 'कल']],
    ['See you—at 12:30, ok?', ['see', 'you', 'at', '12', '30', 'ok']],
    ['⑴ \ufdfa', ['1', 'صلىاللهعليهوسلم']],
    ['\u26a0\ufe0fServer down', ['⚠', 'server', 'down']],
    ['thanks\u2764\ufe0f', ['thanks', '❤']],
    ['1\ufe0f\u20e3first', ['1', 'first']],
    ['\u845b\u{e0100}城', ['葛', '城']],
    ['great👍🏽 job', ['great', '👍', 'job']],
    ['https://contoso.com/a_b?c=1', ['https', 'contoso', 'com', 'a', 'b', 'c', '1']],
    ['...', []],
    ['', []],
  ])('%s is cut', (text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  it('say where they stand, never overlap, and hold nothing that SQLite would cut', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (typed) => {
        const text = composed(typed);
        let last = 0;
        for (const { word, start, end } of wordsOf(text)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(word).not.toMatch(/[\s"*^]/);
          // A word that is searched as it is shown must find itself.
          expect(words(text.slice(start, end)).join(' ')).toBe(word);
          last = end;
        }
        expect(last).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});
