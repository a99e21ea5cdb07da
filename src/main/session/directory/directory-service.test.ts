/** Photos as they are kept, over an address book whose answers the test writes. What the lab answers: test/service/directory.test.ts. */
import { beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock, type FakeClock } from '../../../../test/fakes/fake-clock.ts';
import { testApp } from '../../../../test/fakes/test-app.ts';
import type { DirectoryEntry } from '../../../protocol/address-book/read.ts';
import { firstSlices } from '../../../shared/model/first-slices.ts';
import { noProvisioning } from '../../../shared/model/provisioning.ts';
import { defaultSettings } from '../../../shared/model/settings.ts';
import { done, failed } from '../../../shared/outcome.ts';
import { createStateStore } from '../../store/state.ts';
import type { AddressBook } from '../../web/address-book.ts';
import { createDirectoryService, type DirectoryService } from './directory-service.ts';

const zoe = 'sip:zoe@contoso.com';
const hourMs = 3_600_000;

const settings = [
  ['abwqExternalUrl', 'https://web.contoso.com/groupexpansion'],
  ['absExternalServerUrl', 'https://web.contoso.com/abs/handler'],
].map(([key = '', value = '']) => ({ group: 'ServerConfiguration', key, value, known: true }));

const entry = (photo: string | undefined): DirectoryEntry => ({
  person: { kind: 'person', name: 'Zoe', uri: zoe, phones: [] },
  ...(photo ? { photoPath: `${photo}.png`, photoHash: photo } : {}),
});

/** Sends a picture whose bytes are its path. */
class FakeBook implements AddressBook {
  entries: readonly DirectoryEntry[] = [];
  asked: string[] = [];
  isDown = false;
  /** While set, photos wait for it. */
  hold: Promise<void> | undefined;

  async search(_service: string, text: string): ReturnType<AddressBook['search']> {
    this.asked.push(`search ${text}`);
    if (this.isDown) return failed({ code: 'DIRECTORY_UNAVAILABLE', at: 0 });
    return done({ entries: this.entries, truncated: false });
  }
  async expand(): ReturnType<AddressBook['expand']> {
    return done({ entries: this.entries, truncated: false });
  }
  async photo({ path }: { readonly path: string }): ReturnType<AddressBook['photo']> {
    this.asked.push(`photo ${path}`);
    await this.hold;
    return done({ mime: 'image/png', base64: path });
  }
  close(): void {
    this.asked.push('close');
  }
}

let clock: FakeClock;
let book: FakeBook;
let directory: DirectoryService;

beforeEach(() => {
  clock = createFakeClock();
  const state = createStateStore(firstSlices(testApp, defaultSettings), clock);
  state.set('provisioning', { ...noProvisioning, state: 'ready', sections: [{ id: 'server', entries: settings }] });
  directory = createDirectoryService({ state, clock });
  book = new FakeBook();
  directory.start(book, 'sip:karen@contoso.com', new AbortController().signal);
});

async function shown(): Promise<string> {
  const found = await directory.photo(zoe);
  if (!found.ok) return found.failure.code;
  return found.value === 'none' ? 'none' : found.value.base64;
}

describe('a photo', () => {
  it('of somebody who was not in the address book yet comes once a search has found them', async () => {
    expect(await shown()).toBe('none');
    book.entries = [entry('first')];
    await directory.search('zoe');
    expect(await shown()).toBe('first.png');
  });

  it('that changes while it is on its way is the new one', async () => {
    let release: () => void = () => undefined;
    book.entries = [entry('first')];
    book.hold = new Promise((resolve) => {
      release = resolve;
    });
    const asked = shown();
    await clock.advance(0);
    book.entries = [entry('second')];
    await directory.search('zoe');
    release();
    expect(await asked).toBe('second.png');
    expect(await shown()).toBe('second.png');
  });

  it.each([
    ['is fetched once as long as it is the same', 'first', 'first.png', ['photo first.png']],
    ['that changed is found an hour later', 'second', 'second.png', ['photo first.png', 'photo second.png']],
    ['that was taken away is gone an hour later', undefined, 'none', ['photo first.png']],
  ])('%s', async (_, later, found, fetched) => {
    book.entries = [entry('first')];
    expect(await shown()).toBe('first.png');
    book.entries = [entry(later)];
    await clock.advance(hourMs - 1);
    expect(await shown()).toBe('first.png');
    await clock.advance(1);
    expect([await shown(), await shown()]).toEqual([found, found]);
    expect(book.asked.filter((line) => line.startsWith('photo'))).toEqual(fetched);
    expect(book.asked.filter((line) => line.startsWith('search'))).toHaveLength(2);
  });

  it('of whoever had none is there an hour later, without a search', async () => {
    book.entries = [entry(undefined)];
    expect(await shown()).toBe('none');
    book.entries = [entry('first')];
    await clock.advance(hourMs);
    expect(await shown()).toBe('first.png');
  });

  it('goes with whoever left the address book', async () => {
    book.entries = [entry('first')];
    expect(await shown()).toBe('first.png');
    book.entries = [];
    await clock.advance(hourMs);
    expect([await shown(), await shown()]).toEqual(['none', 'none']);
    expect(book.asked.filter((line) => line.startsWith('search'))).toHaveLength(2);
  });

  it('stays while the address book cannot be asked', async () => {
    book.entries = [entry('first')];
    expect(await shown()).toBe('first.png');
    await clock.advance(hourMs);
    book.isDown = true;
    expect(await shown()).toBe('first.png');
  });
});
