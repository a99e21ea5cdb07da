import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

/** Whether an element has less than so many pixels of width; false until it is drawn, and where nothing can be measured. */
export function useNarrow(below: number): {
  readonly ref: RefObject<HTMLDivElement | null>;
  readonly isNarrow: boolean;
} {
  const ref = useRef<HTMLDivElement>(null);
  const [isNarrow, setNarrow] = useState(false);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const measure = () => {
      const { width } = element.getBoundingClientRect();
      // Behind another screen it has no width at all, and comes back as it was.
      if (width > 0) setNarrow(width < below);
    };
    measure();
    if (typeof ResizeObserver === 'undefined') return;
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [below]);
  return { ref, isNarrow };
}
