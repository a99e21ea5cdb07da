/** What is asked of a content server. docs/protocol/content.md, "Requests" */
import type { NewStroke, Point } from '../../shared/model/meeting-content.ts';

/** A request without its number. */
export type ContentRequest =
  | {
      readonly do: 'hello';
      readonly auth: string;
      readonly conference: string;
      readonly user: string;
      readonly name: string;
    }
  | { readonly do: 'ping' }
  | { readonly do: 'turn'; readonly id: string; readonly page: number }
  | { readonly do: 'show' | 'remove' | 'clear' | 'undo'; readonly id: string }
  | { readonly do: 'board'; readonly title: string }
  | { readonly do: 'draw'; readonly id: string; readonly stroke: WrittenStroke }
  | { readonly do: 'erase'; readonly id: string; readonly stroke: string }
  | { readonly do: 'poll'; readonly question: string; readonly choices: readonly string[] }
  | { readonly do: 'vote'; readonly id: string; readonly choice: number }
  | { readonly do: 'results'; readonly id: string; readonly shows: boolean }
  | { readonly do: 'open'; readonly id: string; readonly open: boolean }
  | { readonly do: 'ask'; readonly text: string }
  | { readonly do: 'answer'; readonly question: string; readonly text: string }
  | { readonly do: 'slides'; readonly title: string; readonly pages: number }
  | {
      readonly do: 'page';
      readonly upload: string;
      readonly index: number;
      readonly type: 'image/png' | 'image/jpeg';
      readonly bytes: number;
    }
  | { readonly do: 'drop'; readonly upload: string };

interface WrittenStroke extends Omit<NewStroke, 'points'> {
  readonly points: readonly number[];
}

/** A stroke as the wire has it. */
export function writeStroke({ tool, colour, width, points }: NewStroke): WrittenStroke {
  return { tool, colour, width, points: points.flatMap(({ x, y }) => [x, y]) };
}

/** A pointer's place, or that it is gone. It has no number, since nobody answers. */
export function writePoint(id: string, at: Point | undefined): object {
  return { do: 'point', id, ...at };
}
