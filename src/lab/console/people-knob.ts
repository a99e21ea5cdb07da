/** How simulated people take messages, and what they write by themselves. */
import type { Lab } from '../api.ts';
import { manners } from '../people/manners.ts';
import { nothingMore, oneOf } from './words.ts';

/** `manner anu@contoso.com echo`; `none` gives the person back to whoever signs in. */
export function setManner(lab: Lab, [address = '', word, ...rest]: readonly string[]): string {
  nothingMore(rest);
  const manner = oneOf([...manners, 'none'] as const, word);
  lab.setManner(address, manner);
  return manner === 'none' ? `${address} answers no messages.` : `${address} takes messages: ${manner}.`;
}

/** `write anu@contoso.com karen@contoso.com Lunch?`: Anu writes to Karen. */
export function write(lab: Lab, [from = '', to = '', ...words]: readonly string[]): string {
  if (words.length === 0) throw new Error('Name who writes, to whom, and what.');
  expectSignedIn(lab, to);
  lab.write(from, to, words.join(' '));
  return `${from} wrote to ${to}.`;
}

/** Throws a sentence where nobody is there to whom anything could be told. */
export function expectSignedIn(lab: Lab, address: string): void {
  if (lab.registrations(address).length === 0) throw new Error(`Nobody is signed in as ${address}`);
}
