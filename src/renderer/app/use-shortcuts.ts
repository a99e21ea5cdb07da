import { useEffect } from 'react';
import { type Navigation, useNavigation } from './navigate.tsx';
import { screens } from './screens.ts';

const tabs = screens.filter((screen) => screen.place === 'list');

/** Ctrl+1 to 3 for the tabs, Ctrl+K or / for the one field, Esc to close what is on top. Menus and dialogs keep their own Esc. */
export function useShortcuts(signedIn: boolean): void {
  const navigation = useNavigation();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!event.defaultPrevented && act(event, navigation, signedIn)) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [navigation, signedIn]);
}

function act(event: KeyboardEvent, navigation: Navigation, signedIn: boolean): boolean {
  const control = (event.ctrlKey || event.metaKey) && !event.altKey;
  // An open dialog takes Esc itself, after this event.
  if (event.key === 'Escape' && !document.querySelector('dialog[open]')) {
    navigation.close();
    return false;
  }
  if (!signedIn) return false;
  const tab = control ? tabs[Number(event.key) - 1] : undefined;
  if (tab) {
    navigation.open(tab.id);
    return true;
  }
  const wantsField =
    (control && event.key.toLowerCase() === 'k') || (event.key === '/' && !control && !isTyping(event));
  if (!wantsField) return false;
  focusField(navigation);
  return true;
}

function isTyping(event: KeyboardEvent): boolean {
  const target = event.target;
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
}

/** In a narrow window the field lies behind the detail, so the list comes to the front first. */
function focusField(navigation: Navigation): void {
  navigation.open(navigation.place.tab);
  requestAnimationFrame(() => document.querySelector<HTMLInputElement>('input[data-one-field]')?.focus());
}
