import { useEffect, useId, useState } from 'react';
import type { DirectoryAnswer } from '../../shared/model/directory.ts';
import type { Failure } from '../../shared/model/failure.ts';
import { RequestFailed } from '../ipc/client.ts';
import { useServices, useSlice } from '../state/services.tsx';

export type Search =
  | { readonly kind: 'idle' }
  | { readonly kind: 'busy'; readonly before?: DirectoryAnswer }
  | { readonly kind: 'found'; readonly answer: DirectoryAnswer }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Long enough that a name being typed is one question. */
const pauseMs = 250;
const shortest = 2;

/** Asks the directory for what is typed, once the typing pauses. What it said of the text before stays while it is asked. */
export function useDirectory(typed: string): Search {
  const { client } = useServices();
  // Two fields that both ask, as after a new sign-in, do not end each other's search.
  const field = useId();
  const text = typed.trim();
  const isAble = useSlice(({ account }) => account.kind === 'registered') && text.length >= shortest;
  const [search, setSearch] = useState<Search>({ kind: 'idle' });
  useEffect(() => {
    if (!isAble) {
      setSearch({ kind: 'idle' });
      return;
    }
    let isWanted = true;
    const tell = (next: Search) => isWanted && setSearch(next);
    setSearch((last) => ({ kind: 'busy', ...(last.kind === 'found' ? { before: last.answer } : {}) }));
    const timer = setTimeout(() => {
      client.request('directory.search', { text, field }).then(
        (outcome) =>
          tell(outcome.ok ? { kind: 'found', answer: outcome.value } : { kind: 'failed', failure: outcome.failure }),
        (error: unknown) => {
          if (error instanceof RequestFailed) tell({ kind: 'failed', failure: error.failure });
        },
      );
    }, pauseMs);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [client, text, field, isAble]);
  return search;
}
