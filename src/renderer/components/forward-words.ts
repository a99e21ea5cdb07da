/** Whom a rule for calls means, in the words of this window. */
import type { ForwardTarget } from '../../shared/model/call-forwarding.ts';
import type { Contact } from '../../shared/model/contacts.ts';
import { nobodyWords, targetWords } from '../locales/call-forwarding.ts';

/** What the contact list calls somebody, else the number, else the address. */
export function personWords(uri: string, contacts: readonly Contact[], number?: string): string {
  return contacts.find((each) => each.uri === uri)?.name ?? number ?? uri.replace(/^sips?:/, '');
}

/** The target within a sentence. */
export function forwardWords(to: ForwardTarget | undefined, contacts: readonly Contact[]): string {
  if (!to) return nobodyWords;
  return to.kind === 'address' ? personWords(to.uri, contacts, to.number) : targetWords[to.kind];
}
