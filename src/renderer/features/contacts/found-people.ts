/** Whom the directory told of and the person chose: a card that knows nothing else begins with that. It lives as long as the window. */
import { BoundedMap } from '../../../shared/bounded-map.ts';
import type { DirectoryPerson } from '../../../shared/model/directory.ts';
import type { ContactCard } from '../../../shared/model/presence.ts';

const most = 100;

function createFoundPeople() {
  const people = new BoundedMap<string, DirectoryPerson>(most);
  return {
    keep(person: DirectoryPerson): void {
      if (person.uri !== undefined) people.set(person.uri, person);
    },
    /** What the directory said of this person, as a card. */
    card(uri: string): ContactCard | undefined {
      const person = people.get(uri);
      return person && cardOf(person);
    },
  };
}

function cardOf({ name, title, company, department, office, email, phones, hasPhoto }: DirectoryPerson): ContactCard {
  return {
    name,
    ...(title ? { title } : {}),
    ...(company ? { company } : {}),
    ...(department ? { department } : {}),
    ...(office ? { office } : {}),
    ...(email ? { email } : {}),
    address: [],
    phones: phones.map(({ kind, number }) => ({ kind, uri: number, display: number })),
    hasPhoto,
    isAutomaton: false,
  };
}

export const foundPeople = createFoundPeople();
