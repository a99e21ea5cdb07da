/** Where the keyboard stands: what opened a thing, whether its place is gone, and where a screen begins. */

/** What the person used to open something: the element that has or had the focus, or the button of the menu it stands in. */
export function findOpener(focused: Element | null = document.activeElement): HTMLElement | undefined {
  const button = focused?.closest('[role="menu"]')?.getAttribute('aria-labelledby');
  const opener = button ? document.getElementById(button) : focused;
  return opener instanceof HTMLElement && opener !== document.body ? opener : undefined;
}

/** Gives the focus to an element; false where it is gone or hidden. */
export function takeFocusTo(element: HTMLElement | null | undefined): boolean {
  if (!element || !isThere(element)) return false;
  // A heading takes the focus only when it is told that it may.
  if (/^H[1-6]$/.test(element.tagName)) {
    element.tabIndex = -1;
    // It cannot be operated, so no ring: it is only where reading begins.
    element.style.outlineStyle = 'none';
  }
  element.focus();
  return document.activeElement === element;
}

/** True for an element that can be seen. */
export function isThere(element: Element): boolean {
  // Not every test's window knows how to tell; there nothing is hidden.
  return element.isConnected && (element.checkVisibility?.() ?? true);
}

/**
 * Takes the focus to where what lies in front begins: its field marked `data-start`, else its heading. Left alone where something in
 * it has the focus already. False while it is not drawn yet.
 */
export function focusFront(): boolean {
  const front = document.querySelector('dialog[open]') ?? document.querySelector('[data-front]');
  const active = document.activeElement;
  if (active && front?.contains(active) && isThere(active)) return true;
  return takeFocusTo(front?.querySelector<HTMLElement>('[data-start]') ?? front?.querySelector('h1'));
}
