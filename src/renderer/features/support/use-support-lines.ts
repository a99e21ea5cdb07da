import { useCallback, useRef, useState } from 'react';
import type { SupportFileName } from '../../../shared/model/support.ts';
import { useServices } from '../../state/services.tsx';

const pageLines = 200;

export interface SupportLines {
  /** Undefined while it is on its way. */
  lineAt(index: number): string | undefined;
  /** Asks for the lines around this one. */
  want(index: number): void;
}

/** The lines of one file of the copy, got page by page as they come into view. For a component that lives as long as the copy and the file do. */
export function useSupportLines(name: SupportFileName): SupportLines {
  const { client } = useServices();
  const [pages, setPages] = useState<ReadonlyMap<number, readonly string[]>>(new Map());
  const asked = useRef(new Set<number>());
  const want = useCallback(
    (index: number) => {
      const page = Math.floor(index / pageLines);
      if (asked.current.has(page)) return;
      asked.current.add(page);
      client.request('support.lines', { name, from: page * pageLines, limit: pageLines }).then(
        (lines) => setPages((held) => new Map(held).set(page, lines)),
        () => asked.current.delete(page),
      );
    },
    [client, name],
  );
  return { lineAt: (index) => pages.get(Math.floor(index / pageLines))?.[index % pageLines], want };
}
