/** How long ago, in German. */
import type * as english from '../en/times.ts';
import type { Worded } from '../language-pack.ts';

export const agoTexts: Worded<typeof english.agoTexts> = {
  now: 'gerade eben',
  minutes: (minutes) => (minutes === 1 ? 'vor 1 Minute' : `vor ${minutes} Minuten`),
  hours: (hours) => (hours === 1 ? 'vor 1 Stunde' : `vor ${hours} Stunden`),
};

export const labelTexts: Worded<typeof english.labelTexts> = {
  labelled: (label, value) => `${label}: ${value}`,
};
