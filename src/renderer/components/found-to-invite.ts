/** Whom a typed text may mean: contacts first, then the directory, then the address itself. Pure. */
import type { Contact } from '../../shared/model/contacts.ts';
import type { DirectoryPerson } from '../../shared/model/directory.ts';

export interface Candidate {
  readonly uri: string;
  readonly name: string;
}

const most = 20;

/** Each person once, at most twenty; nobody for an empty text. */
export function foundToInvite(
  typed: string,
  contacts: readonly Contact[],
  directory: readonly DirectoryPerson[],
): readonly Candidate[] {
  const text = typed.trim().toLowerCase();
  if (text === '') return [];
  const known = contacts.filter(({ name, uri }) => `${name} ${uri}`.toLowerCase().includes(text));
  const listed = directory.flatMap(({ kind, uri, name }) => (kind === 'person' && uri ? [{ uri, name }] : []));
  const address = text.replace(/^sip:/, '');
  const itself = /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address) ? [{ uri: `sip:${address}`, name: address }] : [];
  const found = new Map<string, Candidate>();
  for (const { uri, name } of [...known, ...listed, ...itself]) {
    const key = uri.toLowerCase();
    if (!found.has(key)) found.set(key, { uri, name });
  }
  return [...found.values()].slice(0, most);
}
