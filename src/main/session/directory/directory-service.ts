/** People, groups and photos of the company's address book; the own list where there is none. */
import type { DirectoryEntry } from '../../../protocol/address-book/read.ts';
import type { SearchBy } from '../../../protocol/address-book/write.ts';
import { BoundedMap } from '../../../shared/bounded-map.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { DirectoryAnswer, DirectoryPerson, GroupMembers, Photo } from '../../../shared/model/directory.ts';
import type { FailureCode } from '../../../shared/model/failure.ts';
import { reasonAgainst } from '../../../shared/model/policy.ts';
import { type ServerFacts, serverFacts, type TwoSides } from '../../../shared/model/server-facts.ts';
import { done, failed, type Outcome } from '../../../shared/outcome.ts';
import type { StateStore } from '../../store/state.ts';
import type { AddressBook } from '../../web/address-book.ts';
import { searchContacts } from './own-contacts.ts';
import { PhotoCache } from './photo-cache.ts';

export interface DirectoryDependencies {
  readonly state: StateStore;
  readonly clock: Clock;
}

export interface DirectoryService {
  /** From here on this person's address book is asked; what was found for somebody else is put away. */
  start(book: AddressBook, ownUri: string, signal: AbortSignal): void;
  /** Failures: NOT_SIGNED_IN, and those of the address book. */
  search(text: string): Promise<Outcome<DirectoryAnswer>>;
  /** `sip:user@domain`. Failures as above. */
  photo(uri: string): Promise<Outcome<Photo | 'none'>>;
  /** Mail address of a distribution group. Failures as above, DISTRIBUTION_GROUP_UNKNOWN. */
  expandGroup(address: string): Promise<Outcome<GroupMembers>>;
  /** Another account, or nobody: pictures and what was found are put away. */
  forget(): void;
}

const mostKnown = 5000;

/** Builds the service; nothing is asked before a question. */
export function createDirectoryService(deps: DirectoryDependencies): DirectoryService {
  return new Directory(deps);
}

/** Where somebody's picture lies; the hash changes with it. */
type Picture = Pick<DirectoryEntry, 'photoPath' | 'photoHash'>;

class Directory implements DirectoryService {
  readonly #deps: DirectoryDependencies;
  readonly #photos = new PhotoCache();
  /** By uri: what searches told of pictures, so that a photo needs no search of its own. */
  readonly #pictures = new BoundedMap<string, Picture>(mostKnown);
  /** Asked for and not there yet: a list that scrolls asks for the same person twice. */
  readonly #coming = new Map<string, Promise<Outcome<Photo | 'none'>>>();
  #owner = '';
  #book: AddressBook | undefined;
  #newest = 0;

  constructor(deps: DirectoryDependencies) {
    this.#deps = deps;
  }

  start(book: AddressBook, ownUri: string, signal: AbortSignal): void {
    if (ownUri !== this.#owner) this.forget();
    this.#owner = ownUri;
    this.#book = book;
    const letGo = () => {
      if (this.#book === book) this.#book = undefined;
    };
    signal.addEventListener('abort', letGo, { once: true });
  }

  async search(text: string): Promise<Outcome<DirectoryAnswer>> {
    const wanted = text.trim();
    const service = this.#service();
    if (!this.#book) return this.#fail('NOT_SIGNED_IN', 'no registration');
    if (wanted === '') return done({ people: [], truncated: false, source: service ? 'address-book' : 'contacts' });
    if (service === undefined) {
      return done({ ...searchContacts(this.#deps.state.get().contacts.contacts, wanted), source: 'contacts' });
    }
    this.#newest += 1;
    const own = this.#newest;
    // Whoever types on does not wait for what was typed before.
    const found = await this.#book.search(service, wanted, searchBy(wanted), () => own === this.#newest);
    if (own !== this.#newest) return this.#fail('DIRECTORY_UNAVAILABLE', 'a newer search took its place');
    if (!found.ok) return found;
    const { entries, truncated } = found.value;
    return done({ people: this.#peopleOf(entries), truncated, source: 'address-book' });
  }

  async expandGroup(address: string): Promise<Outcome<GroupMembers>> {
    const service = this.#service();
    if (!this.#book) return this.#fail('NOT_SIGNED_IN', 'no registration');
    if (service === undefined) return this.#fail('DIRECTORY_UNAVAILABLE', 'the server names no address book');
    const found = await this.#book.expand(service, address.replace(/^(?:sip|mailto):/i, '').trim());
    if (!found.ok) return found;
    return done({ members: this.#peopleOf(found.value.entries), truncated: found.value.truncated });
  }

  photo(uri: string): Promise<Outcome<Photo | 'none'>> {
    if (reasonAgainst(this.#deps.state.get(), 'photo')) return Promise.resolve(done('none'));
    const key = uri.toLowerCase();
    const held = this.#photos.get(key);
    if (held !== undefined) return Promise.resolve(done(held));
    return this.#coming.get(key) ?? this.#beginPhoto(key);
  }

  forget(): void {
    this.#photos.clear();
    this.#pictures.clear();
    this.#coming.clear();
    this.#owner = '';
    this.#book = undefined;
    this.#newest += 1;
  }

  #beginPhoto(key: string): Promise<Outcome<Photo | 'none'>> {
    const asked = this.#fetchPhoto(key).finally(() => {
      if (this.#coming.get(key) === asked) this.#coming.delete(key);
    });
    this.#coming.set(key, asked);
    return asked;
  }

  async #fetchPhoto(uri: string): Promise<Outcome<Photo | 'none'>> {
    const book = this.#book;
    if (!book) return this.#fail('NOT_SIGNED_IN', 'no registration');
    const service = this.#service();
    const files = this.#side(this.#facts().addressBookFiles);
    if (service === undefined || files === undefined) return done('none');
    const picture = await this.#pictureOf(book, service, uri);
    if (!picture.ok) return picture;
    const path = picture.value.photoPath;
    const photo = path
      ? await book.photo({ service, files, path }, this.#facts().largestPhotoKb * 1024)
      : done('none' as const);
    // Somebody else may have signed in meanwhile.
    if (photo.ok && this.#book === book) this.#photos.put(uri, photo.value);
    return photo;
  }

  async #pictureOf(book: AddressBook, service: string, uri: string): Promise<Outcome<Picture>> {
    const known = this.#pictures.get(uri);
    if (known) return done(known);
    const found = await book.search(service, uri, 'address');
    if (!found.ok) return found;
    this.#learn(found.value.entries);
    return done(this.#pictures.get(uri) ?? {});
  }

  #peopleOf(entries: readonly DirectoryEntry[]): DirectoryPerson[] {
    this.#learn(entries);
    const mayShow = reasonAgainst(this.#deps.state.get(), 'photo') === undefined;
    return entries.map(({ person, photoPath }) => ({ ...person, hasPhoto: mayShow && photoPath !== undefined }));
  }

  #learn(entries: readonly DirectoryEntry[]): void {
    for (const { person, photoPath, photoHash } of entries) {
      if (person.uri === undefined) continue;
      const before = this.#pictures.get(person.uri);
      this.#pictures.set(person.uri, { ...(photoPath ? { photoPath } : {}), ...(photoHash ? { photoHash } : {}) });
      if (before && before.photoHash !== photoHash) this.#photos.remove(person.uri);
    }
  }

  /** Undefined where there is no address book to ask, or the company wants it asked in another way. */
  #service(): string | undefined {
    if (reasonAgainst(this.#deps.state.get(), 'directory-search')) return undefined;
    return this.#side(this.#facts().addressBook);
  }

  #facts(): ServerFacts {
    return serverFacts(this.#deps.state.get().provisioning);
  }

  /** The address of the side where we are; the other one where there is only that. */
  #side({ inside, outside }: TwoSides): string | undefined {
    const { account } = this.#deps.state.get();
    const isInside = account.kind === 'registered' && account.account.location === 'inside';
    return isInside ? (inside ?? outside) : (outside ?? inside);
  }

  #fail(code: FailureCode, detail: string): Outcome<never> {
    return failed({ code, detail, at: this.#deps.clock.wall() });
  }
}

/** Digits with what people write between them are looked for as numbers. */
function searchBy(text: string): SearchBy {
  return /^[+\d][\d\s().-]*$/.test(text) ? 'number' : 'words';
}
