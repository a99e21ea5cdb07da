import { type RefObject, type UIEvent, useEffect, useLayoutEffect, useRef } from 'react';

/** Within so many pixels of the end one reads at the end. */
const nearEnd = 40;

/** What a list of messages must tell of each. */
export interface Said {
  readonly id: string;
  readonly isMine: boolean;
}

/**
 * Keeps a list of messages at its end while one reads there, and brings it there for a message of one's own. Where one reads further up,
 * what comes in above moves nothing out of sight.
 */
export function useStayAtEnd<T>(
  messages: readonly T[],
  said: (message: T) => Said,
): {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly onScroll: (event: UIEvent<HTMLDivElement>) => void;
} {
  const scroller = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  const top = useRef(0);
  const drawn = useRef<{ readonly first?: string | undefined; readonly last?: string | undefined; height: number }>({
    height: 0,
  });
  const read = useRef(said);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const { scrollHeight } = element;
    const [first, last] = [messages[0], messages.at(-1)].map((message) => message && read.current(message));
    if (last?.isMine && last.id !== drawn.current.last) follows.current = true;
    if (follows.current) element.scrollTo({ top: scrollHeight });
    else if (first?.id !== drawn.current.first) element.scrollBy({ top: scrollHeight - drawn.current.height });
    drawn.current = { first: first?.id, last: last?.id, height: scrollHeight };
  }, [messages]);

  // The room shrinks when the window does, or when what is being written grows.
  useEffect(() => {
    const element = scroller.current;
    if (!element || typeof ResizeObserver === 'undefined') return;
    const observer = new ResizeObserver(() => {
      if (follows.current) element.scrollTo({ top: element.scrollHeight });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  function onScroll({ currentTarget: { scrollHeight, scrollTop, clientHeight } }: UIEvent<HTMLDivElement>): void {
    const isAtEnd = scrollHeight - scrollTop - clientHeight < nearEnd;
    if (isAtEnd || scrollTop < top.current) follows.current = isAtEnd;
    top.current = scrollTop;
  }

  return { scroller, onScroll };
}
