import { describe, expect, it } from 'vitest';
import { forcedGrey, lookFor, themeFor } from './theme.ts';

/** WCAG 2.2 contrast of two colours written `#rrggbb`. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.03928 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

describe('look', () => {
  it('follows the system, contrast before darkness, and a choice before the system', () => {
    expect(lookFor('system', { dark: false, forcedColors: false })).toBe('light');
    expect(lookFor('system', { dark: true, forcedColors: false })).toBe('dark');
    expect(lookFor('system', { dark: true, forcedColors: true })).toBe('high-contrast');
    expect(lookFor('light', { dark: true, forcedColors: true })).toBe('light');
  });
});

describe('the colours of strokes', () => {
  const shades = (look: 'light' | 'dark' | 'high-contrast') => {
    const theme = themeFor(look);
    return [
      theme.colorPaletteRedBorderActive,
      theme.colorPaletteBlueBorderActive,
      theme.colorPaletteGreenBorderActive,
      theme.colorPaletteDarkOrangeBorderActive,
      theme.colorPalettePurpleBorderActive,
      theme.colorPaletteGoldBorderActive,
    ];
  };

  it.each(['light', 'dark', 'high-contrast'] as const)('are as many as their names in %s', (look) => {
    expect(new Set(shades(look)).size).toBe(6);
  });

  it('can be seen on whatever ground the system forces', () => {
    for (const shade of [...shades('high-contrast'), forcedGrey]) {
      expect(contrast(shade, '#000000')).toBeGreaterThanOrEqual(3);
      expect(contrast(shade, '#ffffff')).toBeGreaterThanOrEqual(3);
    }
  });
});

describe('themes', () => {
  it.each(['light', 'dark'] as const)('keeps brand text and brand buttons readable in %s', (look) => {
    const theme = themeFor(look);
    expect(contrast(theme.colorBrandForeground1, theme.colorNeutralBackground1)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(theme.colorBrandForegroundLink, theme.colorNeutralBackground1)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(theme.colorNeutralForegroundOnBrand, theme.colorBrandBackground)).toBeGreaterThanOrEqual(4.5);
  });
});
