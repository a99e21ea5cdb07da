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
  /** A newer search of the same field ends an older one. Failures: NOT_SIGNED_IN, and those of the address book. */
  search(text: string, field?: string): Promise<Outcome<DirectoryAnswer>>;
  /** `sip:user@domain`. Failures as above. */
  photo(uri: string): Promise<Outcome<Photo | 'none'>>;
  /** Mail address of a distribution group. Failures as above, DISTRIBUTION_GROUP_UNKNOWN. */
  expandGroup(address: string): Promise<Outcome<GroupMembers>>;
  /** Another account, or nobody: pictures and what was found are put away. */
  forget(): void;
}

const mostKnown = 5000;
/** What the address book told of a picture, or of none, is believed so long: people get pictures, and other ones. */
const believedMs = 3_600_000;
const mostFields = 100;

/** Builds the service; nothing is asked before a question. */
export function createDirectoryService(deps: DirectoryDependencies): DirectoryService {
  return new Directory(deps);
}

/** Where somebody's picture lies; the hash changes with it. */
type Picture = Pick<DirectoryEntry, 'photoPath' | 'photoHash'>;

interface ToldPicture extends Picture {
  /** By the monotonic clock. */
  readonly at: number;
}

class Directory implements DirectoryService {
  readonly #deps: DirectoryDependencies;
  readonly #photos = new PhotoCache();
  /** By uri: what searches told of pictures, so that a photo needs no search of its own. */
  readonly #pictures = new BoundedMap<string, ToldPicture>(mostKnown);
  /** Asked for and not there yet: a list that scrolls asks for the same person twice. */
  readonly #coming = new Map<string, Promise<Outcome<Photo | 'none'>>>();
  #owner = '';
  #book: AddressBook | undefined;
  /** By field: what was asked last. */
  readonly #newest = new BoundedMap<string, symbol>(mostFields);

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

  async search(text: string, field = ''): Promise<Outcome<DirectoryAnswer>> {
    const wanted = text.trim();
    const book = this.#book;
    // A server that is not Microsoft's has none at all.
    const service = book && this.#service();
    if (!book && this.#deps.state.get().account.kind !== 'registered') {
      return this.#fail('NOT_SIGNED_IN', 'no registration');
    }
    if (wanted === '') return done({ people: [], truncated: false, source: service ? 'address-book' : 'contacts' });
    if (!book || service === undefined) {
      return done({ ...searchContacts(this.#deps.state.get().contacts.contacts, wanted), source: 'contacts' });
    }
    const own = Symbol();
    this.#newest.set(field, own);
    const isNewest = () => this.#newest.get(field) === own;
    // Whoever types on does not wait for what was typed before.
    const found = await book.search(service, wanted, searchBy(wanted), isNewest);
    if (!isNewest()) return this.#fail('DIRECTORY_UNAVAILABLE', 'a newer search took its place');
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
    if (held !== undefined && (!this.#book || this.#believed(key))) return Promise.resolve(done(held));
    return this.#coming.get(key) ?? this.#beginPhoto(key);
  }

  forget(): void {
    this.#photos.clear();
    this.#pictures.clear();
    this.#coming.clear();
    this.#owner = '';
    this.#book = undefined;
    this.#newest.clear();
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
    // Somebody else may have signed in meanwhile, here and below.
    const held = this.#book === book ? this.#photos.get(uri) : undefined;
    if (!picture.ok) return held === undefined ? picture : done(held);
    // The address book still tells of this one.
    if (held !== undefined && held !== 'none') return done(held);
    const path = picture.value.photoPath;
    const photo = path
      ? await book.photo({ service, files, path }, this.#facts().largestPhotoKb * 1024)
      : done('none' as const);
    if (!photo.ok || this.#book !== book) return photo;
    // A search has told of another one meanwhile.
    if (isOther(this.#pictures.get(uri), picture.value)) return this.#fetchPhoto(uri);
    this.#photos.put(uri, photo.value);
    return photo;
  }

  async #pictureOf(book: AddressBook, service: string, uri: string): Promise<Outcome<Picture>> {
    const known = this.#believed(uri);
    if (known) return done(known);
    const found = await book.search(service, uri, 'address');
    if (!found.ok) return found;
    if (this.#book !== book) return this.#fail('NOT_SIGNED_IN', 'the registration ended meanwhile');
    this.#learn(found.value.entries);
    // Whoever is not found has none.
    if (!found.value.entries.some(({ person }) => person.uri === uri)) this.#learnPicture(uri, {});
    return done(this.#pictures.get(uri) ?? {});
  }

  #believed(uri: string): Picture | undefined {
    const told = this.#pictures.get(uri);
    return told && this.#deps.clock.now() - told.at < believedMs ? told : undefined;
  }

  #peopleOf(entries: readonly DirectoryEntry[]): DirectoryPerson[] {
    this.#learn(entries);
    const mayShow = reasonAgainst(this.#deps.state.get(), 'photo') === undefined;
    return entries.map(({ person, photoPath }) => ({ ...person, hasPhoto: mayShow && photoPath !== undefined }));
  }

  #learn(entries: readonly DirectoryEntry[]): void {
    for (const { person, photoPath, photoHash } of entries) {
      if (person.uri === undefined) continue;
      this.#learnPicture(person.uri, { ...(photoPath ? { photoPath } : {}), ...(photoHash ? { photoHash } : {}) });
    }
  }

  #learnPicture(uri: string, picture: Picture): void {
    if (isOther(this.#pictures.get(uri), picture)) this.#photos.remove(uri);
    this.#pictures.set(uri, { ...picture, at: this.#deps.clock.now() });
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

/** Where nothing was told before, there was none. */
function isOther(before: Picture | undefined, { photoPath, photoHash }: Picture): boolean {
  return before?.photoPath !== photoPath || before?.photoHash !== photoHash;
}

/** Digits with what people write between them are looked for as numbers. */
function searchBy(text: string): SearchBy {
  return /^[+\d][\d\s().-]*$/.test(text) ? 'number' : 'words';
}
