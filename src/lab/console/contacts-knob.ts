/** Contact lists from a file, where they live, who adds whom, who acts for whom. */
import { readFileSync } from 'node:fs';
import type { Lab } from '../api.ts';
import { readContactFile } from '../topologies/contact-file.ts';
import type { ContactStore } from '../topologies/contact-plan.ts';
import { addressFrom, nothingMore, oneOf } from './words.ts';

const stores: Readonly<Record<ContactStore, (address: string) => string>> = {
  server: (address) => `The contacts of ${address} are on the server.`,
  exchange: (address) => `The contacts of ${address} are in Exchange; the server tells so.`,
  refused: (address) => `The server has no contact list for ${address} (488).`,
};

/** `contacts ADDRESS exchange` moves a list; `contacts file FILE` takes lists from a file. Throws a sentence for anything else. */
export function setContacts(lab: Lab, [first = '', second = '', ...rest]: readonly string[]): string {
  nothingMore(rest);
  if (first === 'file') return takeFile(lab, second);
  const store = oneOf(['server', 'exchange', 'refused'] as const, second);
  lab.setContactStore(first, store);
  return stores[store](first);
}

function takeFile(lab: Lab, path: string): string {
  const reading = readContactFile(readFileSync(path, 'utf8'));
  if (!reading.ok) throw new Error(reading.problem);
  for (const list of reading.lists) lab.setContactList(list);
  const told = reading.lists.map(({ owner, contacts }) => `${owner} has ${contacts.length} contacts.`);
  return told.join('\n') || 'The file has no lists.';
}

/** `introduce karen@contoso.com garth@tailspintoys.com Garth Fort`: Garth adds Karen. */
export function introduce(lab: Lab, [address = '', watcher = '', ...name]: readonly string[]): string {
  if (!watcher.includes('@')) throw new Error('Name who is added, then who adds.');
  lab.introduce(address, { address: watcher, displayName: name.join(' ') });
  return `${watcher} added ${address}.`;
}

/** Without a delegate nobody acts for this person any more. */
export function setDelegates(lab: Lab, [address = '', ...delegates]: readonly string[]): string {
  lab.setDelegates(address, delegates.map(addressFrom));
  return `${delegates.join(', ') || 'Nobody'} may act for ${address}.`;
}
