import { useEffect, useRef } from 'react';
import { takeFocusTo } from '../components/focus.ts';
import { useNavigation } from './navigate.tsx';
import type { Place } from './navigation.ts';
import { screens } from './screens.ts';

const tabs = screens.filter((screen) => screen.place === 'list');

/**
 * Ctrl+1 to 4 for the tabs and Ctrl+K or / for the one field, each with the focus; Esc closes what is on top. Menus and dialogs
 * keep their own Esc.
 */
export function useShortcuts(options: { readonly signedIn: boolean; readonly onEscape: () => void }): void {
  const { place, open } = useNavigation();
  const { signedIn, onEscape } = options;
  /** What gets the focus once we have gone from a place: in a narrow window it lies behind the detail until then. */
  const wanted = useRef<{ readonly from: Place; readonly selector: string }>(undefined);

  useEffect(() => {
    if (!wanted.current || wanted.current.from === place) return;
    takeFocusTo(document.querySelector<HTMLElement>(wanted.current.selector));
    wanted.current = undefined;
  }, [place]);

  useEffect(() => {
    const act = (event: KeyboardEvent): boolean => {
      // An open dialog takes Esc itself, after this event.
      if (event.key === 'Escape' && !document.querySelector('dialog[open]')) onEscape();
      const target = signedIn ? targetOf(event) : undefined;
      if (target === undefined) return false;
      wanted.current = { from: place, selector: target.focus };
      open(target.tab ?? place.tab);
      return true;
    };
    const onKeyDown = (event: KeyboardEvent) => {
      // What an input method composes with is its own.
      if (!event.defaultPrevented && !event.isComposing && act(event)) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [place, open, signedIn, onEscape]);
}

/** Where a key leads, and what has the focus there; undefined for every other key. */
function targetOf(
  event: KeyboardEvent,
): { readonly tab?: (typeof tabs)[number]['id']; readonly focus: string } | undefined {
  const control = (event.ctrlKey || event.metaKey) && !event.altKey;
  const tab = control ? tabs[Number(event.key) - 1] : undefined;
  if (tab) return { tab: tab.id, focus: `#tab-${tab.id}` };
  const isField = (control && event.key.toLowerCase() === 'k') || (event.key === '/' && !control && !isTyping(event));
  return isField ? { focus: 'input[data-one-field]' } : undefined;
}

function isTyping(event: KeyboardEvent): boolean {
  const target = event.target;
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
}
