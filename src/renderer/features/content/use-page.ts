import { useEffect, useRef, useState } from 'react';
import type { Failure } from '../../../shared/model/failure.ts';
import { outcomeOf } from '../../ipc/client.ts';
import { useServices } from '../../state/services.tsx';

export interface ShownPage {
  readonly page: number;
  /** The address of the picture, for an image; it ends with the component. */
  readonly url: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

export interface PageControl {
  /** The last page that came: while the next one is fetched, still the one before. */
  readonly shown: ShownPage | undefined;
  readonly isLoading: boolean;
  readonly failure: Failure | undefined;
  /** Asks again after a failure. */
  readonly retry: () => void;
}

type Asked =
  | { readonly key: string; readonly kind: 'ready'; readonly shown: ShownPage }
  | { readonly key: string; readonly kind: 'failed'; readonly failure: Failure };

/** The picture of a page: kept in memory only, and let go of with the page. */
export function usePage(itemId: string, page: number): PageControl {
  const { client } = useServices();
  const [attempt, setAttempt] = useState(0);
  const [asked, setAsked] = useState<Asked>();
  const [shown, setShown] = useState<ShownPage>();
  const undrawn = useRef<string>(undefined);
  const key = `${page} ${attempt}`;

  useEffect(() => {
    let isOver = false;
    void outcomeOf(client.request('content.page', { itemId, page })).then((outcome) => {
      if (isOver) return;
      if (!outcome.ok) {
        setAsked({ key, kind: 'failed', failure: outcome.failure });
        return;
      }
      const { bytes, type, width, height } = outcome.value;
      const next = { page, url: URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type })), width, height };
      undrawn.current = next.url;
      setAsked({ key, kind: 'ready', shown: next });
      setShown(next);
    });
    return () => {
      isOver = true;
    };
  }, [client, itemId, page, key]);

  useEffect(() => {
    undrawn.current = undefined;
    return shown && (() => URL.revokeObjectURL(shown.url));
  }, [shown]);
  // One that came as the component went is never drawn, and the effect above never hears of it.
  useEffect(
    () => () => {
      if (undrawn.current !== undefined) URL.revokeObjectURL(undrawn.current);
    },
    [],
  );

  const answer = asked?.key === key ? asked : undefined;
  return {
    shown: answer?.kind === 'failed' ? undefined : shown,
    isLoading: answer === undefined,
    failure: answer?.kind === 'failed' ? answer.failure : undefined,
    retry: () => setAttempt(attempt + 1),
  };
}
