import { type RefObject, useEffect, useRef } from 'react';

/** Takes the focus to the first field that says it is wrong, at first and whenever `problems` becomes another. Put the ref on the form. */
export function useFocusInvalid(problems: unknown): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  const seen = useRef<unknown>(undefined);
  useEffect(() => {
    if (Object.is(seen.current, problems)) return;
    seen.current = problems;
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [problems]);
  return form;
}
