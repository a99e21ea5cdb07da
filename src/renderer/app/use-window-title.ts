import { useEffect, useState } from 'react';
import { type Cell, createCell } from '../state/cell.ts';
import { useCell, useSlice } from '../state/services.tsx';
import { useNavigation } from './navigate.tsx';
import type { DetailId } from './screens.ts';
import { toastTitle, windowTitle } from './window-title.ts';

/** Keeps the title of a toast's page at who calls. */
export function useToastTitle(callId: string | undefined): void {
  const title = useSlice(({ calls }) => toastTitle(calls.find(({ id }) => id === callId)));
  useEffect(() => {
    document.title = title;
  }, [title]);
}

/** Keeps the window's title at what is shown. The returned cell is where the pane tells its own. */
export function useWindowTitle(detail: DetailId | undefined): Cell<string> {
  const [told] = useState(() => createCell(''));
  const paneTitle = useCell(told);
  const { place } = useNavigation();
  const title = useSlice((snapshot) => windowTitle({ place, detail, paneTitle }, snapshot));
  useEffect(() => {
    document.title = title;
  }, [title]);
  return told;
}
