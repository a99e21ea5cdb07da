/** What a person is called, wherever messages or invitations come from. */
import type { Snapshot } from '../../shared/model/snapshot.ts';

/** The owner's name for a contact, else the person's own, else the address. An empty name is none. */
export function nameOf(
  { contacts, presence }: Pick<Snapshot, 'contacts' | 'presence'>,
  uri: string,
  ownName: string,
): string {
  const contact = contacts.contacts.find((each) => each.uri === uri);
  return contact?.name || ownName || presence[uri]?.displayName || uri.replace(/^sips?:/, '');
}
