/** Questions and answers of a meeting. */
import type { Author } from './board.ts';

const MOST_QUESTIONS = 500;

export interface Question extends Author {
  readonly id: string;
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly answer?: { readonly text: string; readonly by: string };
}

export class Questions {
  readonly #questions = new Map<string, Question>();

  /** Oldest first. */
  all(): readonly Question[] {
    return [...this.#questions.values()];
  }

  /** False when there are too many. */
  ask(question: Question): boolean {
    if (this.#questions.size >= MOST_QUESTIONS) return false;
    this.#questions.set(question.id, question);
    return true;
  }

  /** The question with its answer; undefined when there is none. */
  answer(id: string, text: string, by: string): Question | undefined {
    const question = this.#questions.get(id);
    if (!question) return undefined;
    const answered = { ...question, answer: { text, by } };
    this.#questions.set(id, answered);
    return answered;
  }
}
