/** What the pane on the screen calls itself: told by the pane, read by whoever names the window. */
import { createContext, useContext, useEffect } from 'react';
import type { Cell } from '../state/cell.ts';

/** Empty while no pane is drawn. Where nobody provides it, nobody wants to know. */
export const PaneTitleContext = createContext<Cell<string> | undefined>(undefined);

/** Tells the title of a pane for as long as it is drawn. */
export function useTellTitle(title: string): void {
  const told = useContext(PaneTitleContext);
  useEffect(() => {
    told?.set(title);
    return () => told?.set('');
  }, [told, title]);
}
