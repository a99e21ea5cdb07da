import { useEffect, useRef } from 'react';
import { findOpener, focusFront, isThere, takeFocusTo } from '../components/focus.ts';

/**
 * Keeps the keyboard from starting at nowhere. A screen that comes to the front takes the focus to where it begins; when it is
 * closed, what opened it has the focus again; and where the element that had it goes away, what lies in front gets it.
 * `arrival` names the screen that came to the front by itself, empty when it is the screen beneath, undefined while a dialog lies above.
 */
export function useKeptFocus(arrival: string | undefined): void {
  const keeper = useRef<Keeper>(undefined);
  useEffect(() => {
    const made = new Keeper();
    keeper.current = made;
    return () => made.stop();
  }, []);
  const before = useRef('');
  useEffect(() => {
    if (arrival === undefined || arrival === before.current) return;
    if (arrival === '') keeper.current?.left();
    else keeper.current?.arrived(before.current === '');
    before.current = arrival;
  }, [arrival]);
}

class Keeper {
  /** What had the focus last. */
  #last: Element | undefined;
  /** What had it when the window last went to another place: what opened whatever arrives next. */
  #leftFrom: HTMLElement | undefined;
  #opener: HTMLElement | undefined;
  #returnTo: HTMLElement | undefined;
  /** Something came to the front and may not be drawn yet. At first that is the window itself. */
  #isAwaited = document.activeElement === document.body;
  #frame: number | undefined;
  readonly #observer = new MutationObserver(() => this.#look());

  constructor() {
    document.addEventListener('focusin', this.#remember);
    window.addEventListener('hashchange', this.#goAway);
    this.#observer.observe(document.body, { childList: true, subtree: true });
    this.#look();
  }

  arrived(fromBeneath: boolean): void {
    if (fromBeneath) this.#opener = this.#leftFrom;
    this.#isAwaited = true;
    this.#look();
  }

  left(): void {
    this.#returnTo = this.#opener;
    this.#opener = undefined;
    this.#look();
  }

  stop(): void {
    document.removeEventListener('focusin', this.#remember);
    window.removeEventListener('hashchange', this.#goAway);
    this.#observer.disconnect();
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
  }

  readonly #remember = ({ target }: FocusEvent) => {
    if (target instanceof Element) this.#last = target;
  };

  /** Heard before the next screen is drawn, which may take the focus itself. */
  readonly #goAway = () => {
    this.#leftFrom = findOpener() ?? findOpener(this.#last ?? null);
  };

  /** Once a frame, so that whoever moves the focus on purpose has done so. */
  #look(): void {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = undefined;
      this.#settle();
    });
  }

  #settle(): void {
    const returnTo = this.#returnTo;
    this.#returnTo = undefined;
    if (this.#isAwaited) this.#isAwaited = !focusFront();
    else if (this.#isLost() && !takeFocusTo(returnTo)) focusFront();
  }

  /** Nothing has the focus because what had it is gone; a click beside everything is no loss. */
  #isLost(): boolean {
    const active = document.activeElement;
    if (active && active !== document.body) return !isThere(active);
    return this.#last !== undefined && !isThere(this.#last);
  }
}
