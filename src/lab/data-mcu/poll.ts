/** A poll: one vote for each person, and who sees how it stands. */
import type { Author } from './board.ts';

export class Poll {
  readonly id: string;
  readonly question: string;
  readonly choices: readonly string[];
  readonly author: Author;
  isOpen = true;
  shows = false;
  /** By entity. */
  readonly #votes = new Map<string, number>();

  constructor(id: string, question: string, choices: readonly string[], author: Author) {
    this.id = id;
    this.question = question;
    this.choices = choices;
    this.author = author;
  }

  /** Takes a vote, in place of this person's earlier one; says what is against it. */
  vote(who: string, choice: number): 'gone' | 'closed' | undefined {
    if (choice >= this.choices.length) return 'gone';
    if (!this.isOpen) return 'closed';
    this.#votes.set(who, choice);
    return undefined;
  }

  voteOf(who: string): number | undefined {
    return this.#votes.get(who);
  }

  /** How many each choice has. */
  count(): number[] {
    const counts = this.choices.map(() => 0);
    for (const choice of this.#votes.values()) counts[choice] = (counts[choice] ?? 0) + 1;
    return counts;
  }
}
