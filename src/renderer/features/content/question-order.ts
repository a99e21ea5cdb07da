/** The order in which questions are read. Pure. */
import type { AskedQuestion } from '../../../shared/model/meeting-content.ts';

export const questionOrders = ['unanswered', 'oldest', 'newest'] as const;
export type QuestionOrder = (typeof questionOrders)[number];

/** The questions in an order; equal ones stay as they came, which is the oldest first. */
export function inOrder(questions: readonly AskedQuestion[], order: QuestionOrder): readonly AskedQuestion[] {
  switch (order) {
    case 'oldest':
      return questions;
    case 'newest':
      return [...questions].reverse();
    case 'unanswered': {
      const isAnswered = ({ answer }: AskedQuestion) => answer !== undefined;
      return [...questions.filter((question) => !isAnswered(question)), ...questions.filter(isAnswered)];
    }
  }
}
