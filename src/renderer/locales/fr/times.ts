/** How long ago, in words, and a label before what it names. */
import type * as english from '../en/times.ts';
import type { Worded } from '../language-pack.ts';

export const agoTexts: Worded<typeof english.agoTexts> = {
  now: 'à l’instant',
  minutes: (minutes) => (minutes === 1 ? 'il y a 1 minute' : `il y a ${minutes} minutes`),
  hours: (hours) => (hours === 1 ? 'il y a 1 heure' : `il y a ${hours} heures`),
};

export const labelTexts: Worded<typeof english.labelTexts> = {
  labelled: (label, value) => `${label} : ${value}`,
};
