/** Who stands in a company's address book: its own people, groups, and as many made-up ones as a tester wants. */
import type { Company } from '../topologies/topology.ts';
import type { DirectoryPatch } from './settings.ts';

export interface BookEntry {
  readonly name: string;
  readonly givenName: string;
  readonly surname: string;
  /** `user@domain`; absent for groups. */
  readonly address?: string;
  readonly mail: string;
  readonly title: string;
  readonly department: string;
  readonly phone: string;
  readonly hasPhoto: boolean;
}

export interface BookGroup {
  readonly name: string;
  readonly mail: string;
  readonly members: readonly BookEntry[];
}

const MOST_EXTRA = 100_000;
const GIVEN = [
  'Ada',
  'Bo',
  'Chidi',
  'Dana',
  'Émile',
  'Fatima',
  'Goran',
  'Hana',
  'Ines',
  'Jun',
  'Kofi',
  'Léa',
  'Mina',
  'Nils',
];
const FAMILY = [
  'Abel',
  'Brandt',
  'Costa',
  'Dogan',
  'Eriksen',
  'Fischer',
  'García',
  'Haddad',
  'Ito',
  'Jansen',
  'Kovač',
  'Lindh',
  'Müller',
];
const DEPARTMENTS = ['Sales', 'Engineering', 'Finance', 'Legal', 'Support'];

export class AddressBookPeople {
  readonly #company: Company;
  #extra: readonly BookEntry[] = [];
  #hasPhotos = true;

  constructor(company: Company) {
    this.#company = company;
  }

  /** Throws a sentence for a number out of bounds. */
  change({ extra, photos }: DirectoryPatch): void {
    if (extra !== undefined && !(Number.isInteger(extra) && extra >= 0 && extra <= MOST_EXTRA)) {
      throw new Error(`An address book has 0 to ${MOST_EXTRA} people more.`);
    }
    if (extra !== undefined)
      this.#extra = Array.from({ length: extra }, (_, index) => madeUp(this.#company.domain, index));
    if (photos !== undefined) this.#hasPhotos = photos;
  }

  get hasPhotos(): boolean {
    return this.#hasPhotos;
  }

  entries(): readonly BookEntry[] {
    const own = this.#company.people.map((person): BookEntry => {
      const [givenName = '', ...rest] = person.displayName.split(' ');
      return {
        name: person.displayName,
        givenName,
        surname: rest.join(' '),
        address: person.address,
        mail: person.address,
        title: person.title ?? '',
        department: DEPARTMENTS[person.address.length % DEPARTMENTS.length] ?? '',
        phone: person.phone ?? '',
        // Some people have none.
        hasPhoto: this.#hasPhotos && person.address.length % 3 !== 0,
      };
    });
    return [...own, ...this.#extra];
  }

  groups(): readonly BookGroup[] {
    const entries = this.entries();
    const everyone = { name: 'Everyone', mail: `everyone@${this.#company.domain}`, members: entries };
    const departments = DEPARTMENTS.map((name) => ({
      name: `${name} team`,
      mail: `${name.toLowerCase()}@${this.#company.domain}`,
      members: entries.filter(({ department }) => department === name),
    }));
    return [everyone, ...departments];
  }
}

function madeUp(domain: string, index: number): BookEntry {
  const givenName = GIVEN[index % GIVEN.length] ?? '';
  const surname = `${FAMILY[Math.floor(index / GIVEN.length) % FAMILY.length]}${index >= GIVEN.length * FAMILY.length ? ` ${index}` : ''}`;
  const address = `person${String(index).padStart(5, '0')}@${domain}`;
  return {
    name: `${givenName} ${surname}`,
    givenName,
    surname,
    address,
    mail: address,
    title: 'Simulated employee',
    department: DEPARTMENTS[index % DEPARTMENTS.length] ?? '',
    phone: `+4417853${String(index).padStart(5, '0')}`,
    hasPhoto: false,
  };
}
