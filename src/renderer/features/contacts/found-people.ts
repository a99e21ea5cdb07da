/** Whom the directory told of and the person chose: a card that knows nothing else begins with that. It lives as long as the window. */
import type { DirectoryPerson } from '../../../shared/model/directory.ts';
import type { ContactCard } from '../../../shared/model/presence.ts';

const most = 100;

function createFoundPeople() {
  const people = new Map<string, DirectoryPerson>();
  return {
    keep(person: DirectoryPerson): void {
      if (person.uri === undefined) return;
      people.delete(person.uri);
      people.set(person.uri, person);
      const [oldest] = people.keys();
      if (people.size > most && oldest !== undefined) people.delete(oldest);
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
