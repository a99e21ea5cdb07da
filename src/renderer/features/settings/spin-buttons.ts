import { appTexts as texts } from '../../locales/app.ts';

/** Fluent's own names of the two buttons beside a number are English. */
export const spinButtons = {
  incrementButton: { 'aria-label': texts.increase },
  decrementButton: { 'aria-label': texts.decrease },
} as const;
