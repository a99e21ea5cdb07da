import { tokens, useThemeClassName } from '@fluentui/react-components';
import { type RefObject, useEffect, useRef } from 'react';
import { boardSize, strokeColours } from '../../../shared/model/meeting-content.ts';
import { forcedGrey } from '../../app/theme.ts';
import type { Shades, Surface } from './board-painter.ts';

/** Tokens and no colours of our own: each theme has its shades. */
export const shadeTokens: Shades = {
  black: tokens.colorNeutralForeground1,
  red: tokens.colorPaletteRedBorderActive,
  blue: tokens.colorPaletteBlueBorderActive,
  green: tokens.colorPaletteGreenBorderActive,
  orange: tokens.colorPaletteDarkOrangeBorderActive,
  purple: tokens.colorPalettePurpleBorderActive,
  yellow: tokens.colorPaletteGoldBorderActive,
  grey: tokens.colorNeutralForeground3,
};

/**
 * The canvas as a surface to paint on, or undefined before it has a size. `onNew` is called whenever all of it must be painted anew: its size,
 * the zoom or the theme became another.
 */
export function useSurface(
  canvas: RefObject<HTMLCanvasElement | null>,
  onNew: (surface: Surface<Path2D>) => void,
): RefObject<Surface<Path2D> | undefined> {
  const surface = useRef<Surface<Path2D>>(undefined);
  const latest = useRef(onNew);
  latest.current = onNew;
  const theme = useThemeClassName();
  useEffect(() => {
    void theme;
    const element = canvas.current;
    const brush = element?.getContext('2d');
    if (!element || !brush) return;
    const shades = shadesOf(element);
    const observer = new ResizeObserver(([entry]) => {
      const pixels = entry?.devicePixelContentBoxSize[0]?.inlineSize ?? 0;
      if (pixels === 0) return;
      // Setting the size wipes the canvas.
      element.width = pixels;
      element.height = Math.round((pixels * boardSize.height) / boardSize.width);
      surface.current = { brush, pixels, shades };
      latest.current(surface.current);
    });
    observer.observe(element, { box: 'device-pixel-content-box' });
    return () => observer.disconnect();
  }, [canvas, theme]);
  return surface;
}

/** Where the system forces its colours the sheet is of its ground, on which those of the theme's plain text may not be seen. */
export const forcedShades = { black: 'CanvasText', grey: forcedGrey } as const;

function shadesOf(element: HTMLElement): Shades {
  const style = getComputedStyle(element);
  const shades = { ...shadeTokens };
  for (const colour of strokeColours) {
    const variable = /^var\((--\w+)\)$/.exec(shadeTokens[colour])?.[1] ?? '';
    shades[colour] = style.getPropertyValue(variable);
  }
  return matchMedia('(forced-colors: active)').matches ? { ...shades, ...forcedShades } : shades;
}
