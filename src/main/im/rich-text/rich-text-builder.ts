/** Grows a message paragraph by paragraph, within bounds that no message of a person ever meets. */
import type { RichText, TextRun } from '../../../shared/model/conversation.ts';

export type RunLooks = Omit<TextRun, 'text'>;

/** UTF-16 units. */
const mostCharacters = 65_536;
const mostRuns = 4000;
const mostParagraphs = 2000;

/** Thrown by the builder when the message is as long as it may be: whoever feeds it may stop. */
export class TooLong extends Error {}

/** Control characters, and those that turn the order of what follows around, so that a link could be made to read as another. */
const unwanted = /(?!\t)\p{Cc}|[\u202a-\u202e\u2066-\u2069\ufeff]/gu;

export class RichTextBuilder {
  readonly #paragraphs: TextRun[][] = [];
  #runs: TextRun[] = [];
  #characters = 0;
  #runCount = 0;

  /** Where the line begins, nothing stands yet. */
  get isLineEmpty(): boolean {
    return this.#runs.length === 0;
  }

  /** Adds text without line breaks. */
  add(text: string, looks: RunLooks): void {
    const room = mostCharacters - this.#characters;
    const clean = text.replace(unwanted, '');
    const kept = wholeCharacters(clean, room);
    if (kept !== '') this.#append(kept, looks);
    if (kept.length < clean.length) throw new TooLong();
  }

  /** Ends the line, also an empty one. */
  endLine(): void {
    // The line that is begun is the last.
    if (this.#paragraphs.length >= mostParagraphs - 1) throw new TooLong();
    this.#paragraphs.push(this.#runs);
    this.#runs = [];
  }

  /** Without empty lines at both ends. */
  finish(): RichText {
    const all = this.#runs.length > 0 ? [...this.#paragraphs, this.#runs] : this.#paragraphs;
    const isSaid = (runs: readonly TextRun[]) => runs.some(({ text }) => text.trim() !== '');
    const first = all.findIndex(isSaid);
    return first < 0 ? [] : all.slice(first, all.findLastIndex(isSaid) + 1);
  }

  #append(text: string, looks: RunLooks): void {
    this.#characters += text.length;
    const last = this.#runs.at(-1);
    if (last && sameLooks(last, looks)) {
      this.#runs[this.#runs.length - 1] = { ...last, text: last.text + text };
      return;
    }
    if (this.#runCount >= mostRuns) throw new TooLong();
    this.#runCount += 1;
    this.#runs.push({ ...looks, text });
  }
}

function wholeCharacters(text: string, room: number): string {
  if (text.length <= room) return text;
  const end = /[\ud800-\udbff]/.test(text.charAt(room - 1)) ? room - 1 : room;
  return text.slice(0, Math.max(0, end));
}

function sameLooks(run: TextRun, looks: RunLooks): boolean {
  return (
    run.bold === looks.bold &&
    run.italic === looks.italic &&
    run.underline === looks.underline &&
    run.strike === looks.strike &&
    run.colour === looks.colour &&
    run.size === looks.size &&
    run.link === looks.link
  );
}
