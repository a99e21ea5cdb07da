/** Who works at a company, by the names people sign in with. */
import type { Company, LabPerson } from '../topologies/topology.ts';

export class Directory {
  readonly #netbios: string;
  readonly #domain: string;
  readonly #forest: string;
  readonly #byAddress: ReadonlyMap<string, LabPerson>;
  readonly #byUserName: ReadonlyMap<string, LabPerson>;
  readonly #disabled: ReadonlySet<string>;

  /** `disabled` holds the addresses whose account was taken away, lower case, as they stand at any time. */
  constructor(company: Company, disabled: ReadonlySet<string>) {
    this.#disabled = disabled;
    this.#netbios = company.netbios.toLowerCase();
    this.#domain = company.domain;
    this.#forest = `@${this.#netbios}.local`;
    this.#byAddress = new Map(company.people.map((person) => [person.address.toLowerCase(), person]));
    this.#byUserName = new Map(company.people.map((person) => [person.userName.toLowerCase(), person]));
  }

  /** By `user@domain`; a disabled person is not found. */
  find(address: string): LabPerson | undefined {
    return this.#enabled(this.#byAddress.get(address.toLowerCase()));
  }

  /**
   * By what stands in a Digest or Basic user name: the address, with or without `sip:`, or `DOMAIN\user`, or the user alone, or the
   * name of the company's forest, `user@domain.local`.
   */
  byLogin(login: string): LabPerson | undefined {
    const name = login.toLowerCase().replace(/^sip:/, '');
    const person =
      this.#byAddress.get(name) ??
      this.#byUserName.get(name) ??
      this.#byUserName.get(this.#inDomain(name.endsWith(this.#forest) ? name.slice(0, -this.#forest.length) : name));
    return this.#enabled(person);
  }

  /** By what NTLM carries: a user with the domain's short or DNS name, a UPN, or a user alone. */
  byAccount(userName: string, domain: string): LabPerson | undefined {
    const user = userName.toLowerCase();
    const isOurs = domain === '' || [this.#netbios, this.#domain].includes(domain.toLowerCase());
    return isOurs || user.includes('@') ? this.byLogin(user) : undefined;
  }

  #inDomain(user: string): string {
    return `${this.#netbios}\\${user}`;
  }

  #enabled(person: LabPerson | undefined): LabPerson | undefined {
    return person && !this.#disabled.has(person.address.toLowerCase()) ? person : undefined;
  }
}
