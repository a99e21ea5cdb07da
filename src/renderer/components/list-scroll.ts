/** Where a long list stands: at its end while it is followed, and with the chosen row in view. */
import { type RefObject, type UIEvent, useLayoutEffect } from 'react';

/** Whether a list that grows is read at its end. */
export interface Follow {
  readonly on: boolean;
  /** The person scrolled away from the end, or back to it. */
  readonly change: (on: boolean) => void;
}

/** Keeps the end in view while it is wanted, however many rows come. */
export function useFollow(on: boolean, count: number, scroller: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const element = scroller.current;
    if (on && element && count > 0) element.scrollTo({ top: element.scrollHeight });
  }, [on, count, scroller]);
}

/** What opens beside a chosen row may take its place: the row stays in view. */
export function useSelectedInView(scroller: RefObject<HTMLElement | null>, selectedKey: string | undefined): void {
  useLayoutEffect(() => {
    if (selectedKey === undefined) return;
    scroller.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [scroller, selectedKey]);
}

/** Each new number brings the active row to the top of the view, and the focus to the list. */
export function useReveal(scroller: RefObject<HTMLElement | null>, turn: number): void {
  useLayoutEffect(() => {
    if (turn === 0) return;
    scroller.current?.querySelector('[data-active="true"]')?.scrollIntoView({ block: 'start' });
    scroller.current?.focus({ preventScroll: true });
  }, [scroller, turn]);
}

/** Within so many pixels of the end one is at the end. */
const nearEnd = 4;

/** Tells when the person left the end, or came back to it. */
export function tellFollow(follow: Follow | undefined, event: UIEvent<HTMLElement>): void {
  const { scrollHeight, scrollTop, clientHeight } = event.currentTarget;
  const atEnd = scrollHeight - scrollTop - clientHeight < nearEnd;
  if (follow && follow.on !== atEnd) follow.change(atEnd);
}
