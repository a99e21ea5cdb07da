/** Who works at a company, by the names people sign in with. */
import type { Company, LabPerson } from '../topologies/topology.ts';

export class Directory {
  readonly #byAddress: ReadonlyMap<string, LabPerson>;
  readonly #byUserName: ReadonlyMap<string, LabPerson>;

  constructor(company: Company) {
    this.#byAddress = new Map(company.people.map((person) => [person.address.toLowerCase(), person]));
    this.#byUserName = new Map(company.people.map((person) => [person.userName.toLowerCase(), person]));
  }

  /** By `user@domain`. */
  find(address: string): LabPerson | undefined {
    return this.#byAddress.get(address.toLowerCase());
  }

  /** By what stands in a Digest user name: the address, with or without `sip:`, or `DOMAIN\user`. */
  byLogin(login: string): LabPerson | undefined {
    const name = login.toLowerCase().replace(/^sip:/, '');
    return this.#byAddress.get(name) ?? this.#byUserName.get(name);
  }
}
