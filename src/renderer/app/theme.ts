/** Our themes: Fluent's, on a ramp of deep teal. The only place in the window that names a colour. */
import {
  type BrandVariants,
  createDarkTheme,
  createLightTheme,
  type Theme,
  teamsHighContrastTheme,
} from '@fluentui/react-components';
import type { Settings } from '../../shared/model/settings.ts';

const teal: BrandVariants = {
  10: '#021415',
  20: '#062224',
  30: '#08363a',
  40: '#094349',
  50: '#0a5057',
  60: '#0b5a61',
  70: '#0c656c',
  80: '#0f7078',
  90: '#2a8189',
  100: '#43929a',
  110: '#5ca3aa',
  120: '#76b4ba',
  130: '#91c5ca',
  140: '#add7da',
  150: '#cae8ea',
  160: '#e8f7f8',
};

export type Look = 'light' | 'dark' | 'high-contrast';

/** What the system asks for, as the media queries tell it. */
export interface SystemLook {
  readonly dark: boolean;
  readonly forcedColors: boolean;
}

/** The look to show for a setting; `system` follows the system, contrast first. */
export function lookFor(setting: Settings['theme'], system: SystemLook): Look {
  if (setting !== 'system') return setting;
  if (system.forcedColors) return 'high-contrast';
  return system.dark ? 'dark' : 'light';
}

/** The theme of a look. */
export function themeFor(look: Look): Theme {
  switch (look) {
    case 'light':
      return createLightTheme(teal);
    case 'dark':
      return darkTheme();
    case 'high-contrast':
      return highContrastTheme();
  }
}

/** A grey that can be seen on black and on white, for where the system forces its ground. */
export const forcedGrey = '#808080';

/**
 * Teams' theme gives all colours of things as one. On a whiteboard they are what somebody says with: these can be told apart, and each
 * from black and from white, since the system may force either as ground.
 */
function highContrastTheme(): Theme {
  return {
    ...teamsHighContrastTheme,
    colorPaletteRedBorderActive: '#e5383b',
    colorPaletteBlueBorderActive: '#2f80ed',
    colorPaletteGreenBorderActive: '#2e9e44',
    colorPaletteDarkOrangeBorderActive: '#e06c00',
    colorPalettePurpleBorderActive: '#a55eea',
    colorPaletteGoldBorderActive: '#b58900',
  };
}

/** Fluent's dark theme draws brand text too dark for 4.5:1 on this ramp, so its brand text is two steps lighter. */
function darkTheme(): Theme {
  return {
    ...createDarkTheme(teal),
    colorBrandForeground1: teal[110],
    colorBrandForeground2: teal[120],
    colorBrandForegroundLink: teal[120],
    colorBrandForegroundLinkHover: teal[130],
    colorBrandForegroundLinkPressed: teal[110],
    colorBrandForegroundLinkSelected: teal[120],
    colorCompoundBrandForeground1: teal[110],
    colorCompoundBrandForeground1Hover: teal[120],
    // Words of a plain button under the pointer.
    colorNeutralForeground2BrandHover: teal[120],
    colorNeutralForeground2BrandPressed: teal[110],
    colorNeutralForeground2BrandSelected: teal[120],
  };
}
