/** Search, groups and photos of the lab's address book, through everything a client has: tickets, TLS, trust. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/shared/outcome.ts';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';

const KAREN = 'karen@contoso.com';
const DOMAIN = 'contoso.com';
const WEB = 'meet.contoso.com';

let scene: LabClient;
beforeAll(async () => {
  scene = await startLabClient();
  expect((await scene.signIn(KAREN)).ok).toBe(true);
  await scene.until(({ provisioning, contacts }) => provisioning.state === 'ready' && contacts.state === 'ready');
});
afterEach(async () => {
  scene.lab.setFaults(WEB, {});
  scene.lab.setDirectory(DOMAIN, { extra: 0, photos: true });
  scene.lab.setSettings(DOMAIN, { document: null, switches: null, damage: null });
  expect((await scene.client.people.refreshSettings()).ok).toBe(true);
});
afterAll(() => scene.stop());

const directory = () => scene.client.people.directory;

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.failure.code}: ${outcome.failure.detail}`);
  return outcome.value;
}

async function settings(key: string, setting: string): Promise<void> {
  scene.lab.setSettings(DOMAIN, { switches: [{ group: 'endpointConfiguration', key, value: setting }] });
  await scene.until(({ provisioning }) =>
    provisioning.sections.some(({ entries }) => entries.some((entry) => entry.key === key && entry.value === setting)),
  );
}

describe('searching the directory', () => {
  it('finds people by the beginning of name, surname, address and number', async () => {
    const found = async (text: string) => value(await directory().search(text)).people.map(({ uri }) => uri);
    expect(await found('Jere')).toContain('sip:jeremy@contoso.com');
    expect(await found('jeremy@')).toEqual(['sip:jeremy@contoso.com']);
    const [person] = value(await directory().search('jeremy@')).people;
    expect(person).toMatchObject({ kind: 'person', email: 'jeremy@contoso.com', phones: [{ kind: 'work' }] });
    expect(await found(person?.phones[0]?.number ?? '')).toEqual(['sip:jeremy@contoso.com']);
    expect(await found('nobody has this name')).toEqual([]);
  });

  it('goes by one web ticket, which never stands in the trace', async () => {
    const before = scene.lab.log().filter(({ startLine }) => startLine.includes('/WebTicket/WebTicketService')).length;
    await directory().search('ka');
    await directory().search('kar');
    const after = scene.lab.log().filter(({ startLine }) => startLine.includes('/WebTicket/WebTicketService')).length;
    expect(after).toBe(before);
    const told = JSON.stringify(scene.client.tracing.list(0, 1000));
    expect(told).not.toContain('AssertionID');
    expect(told).not.toContain('opaque=PHNhb');
  });

  it('says that there are more, among 10,000 people', async () => {
    scene.lab.setDirectory(DOMAIN, { extra: 10_000 });
    const answer = value(await directory().search('fischer'));
    expect(answer).toMatchObject({ truncated: true, source: 'address-book' });
    expect(answer.people).toHaveLength(100);
    expect(new Set(answer.people.map(({ uri }) => uri)).size).toBe(100);
  });

  it('lets a newer search take the place of one that still waits', async () => {
    const [older, newer] = await Promise.all([directory().search('ka'), directory().search('jer')]);
    expect(older).toMatchObject({ ok: false, failure: { code: 'DIRECTORY_UNAVAILABLE' } });
    expect(value(newer).people.map(({ uri }) => uri)).toContain('sip:jeremy@contoso.com');
  });

  it('searches the own contacts, and says so, where the company has no address book for us', async () => {
    await settings('AbsUsage', 'FileDownloadOnly');
    const [contact] = scene.client.state.get().contacts.contacts;
    const answer = value(await directory().search(contact?.name.slice(0, 4) ?? ''));
    expect(answer.source).toBe('contacts');
    expect(answer.people.map(({ uri }) => uri)).toContain(contact?.uri);
    expect(await directory().expandGroup('sales@contoso.com')).toMatchObject({
      failure: { code: 'DIRECTORY_UNAVAILABLE' },
    });
  });

  it.each([
    ['unavailable', 'DIRECTORY_UNAVAILABLE'],
    ['html', 'DIRECTORY_UNREADABLE'],
    ['damaged', 'DIRECTORY_UNREADABLE'],
    ['empty', 'DIRECTORY_UNREADABLE'],
    ['oversize', 'DIRECTORY_UNREADABLE'],
    ['truncated', 'DIRECTORY_UNAVAILABLE'],
    ['foreign-redirect', 'WEB_REDIRECT_UNTRUSTED'],
    ['not-found', 'DIRECTORY_UNAVAILABLE'],
  ] as const)('names a service that answers %s: %s', async (fault, code) => {
    scene.lab.setFaults(WEB, { web: { answer: { service: 'address-book', fault } } });
    expect(await directory().search('ka')).toMatchObject({ ok: false, failure: { code } });
    scene.lab.setFaults(WEB, {});
    expect((await directory().search('ka')).ok).toBe(true);
  });
});

describe('a distribution group', () => {
  it('is found by its name and tells its members by its mail address', async () => {
    const [group] = value(await directory().search('Sales team')).people;
    expect(group).toMatchObject({ kind: 'group', email: 'sales@contoso.com' });
    const { members, truncated } = value(await directory().expandGroup('sip:sales@contoso.com'));
    expect(members.length).toBeGreaterThan(0);
    expect(members.every(({ uri }) => uri?.endsWith('@contoso.com'))).toBe(true);
    expect(truncated).toBe(false);
  });

  it('with more members than are told says so, and an unknown one is named', async () => {
    scene.lab.setDirectory(DOMAIN, { extra: 1000 });
    expect(value(await directory().expandGroup('everyone@contoso.com'))).toMatchObject({ truncated: true });
    expect(await directory().expandGroup('nobody@contoso.com')).toMatchObject({
      ok: false,
      failure: { code: 'DISTRIBUTION_GROUP_UNKNOWN' },
    });
  });
});

describe('a photo', () => {
  /** Everybody who has one, so that each test asks for somebody whom none has asked for. */
  const withPhoto = async (index: number) => {
    const { members } = value(await directory().expandGroup('everyone@contoso.com'));
    return members.filter((person) => person.hasPhoto)[index]?.uri ?? 'sip:nobody@contoso.com';
  };
  const photoRequests = () =>
    scene.lab.log().filter(({ startLine }) => startLine.startsWith('GET /abs/handler/')).length;

  it('comes by the ticket, is a picture by its own bytes, and is asked for once', async () => {
    const uri = await withPhoto(0);
    const before = photoRequests();
    const [photo, again] = await Promise.all([
      directory().photo(uri),
      directory().photo(uri.toUpperCase().replace('SIP:', 'sip:')),
    ]);
    expect(value(photo)).toMatchObject({ mime: 'image/png' });
    expect(value(again)).toEqual(value(photo));
    await directory().photo(uri);
    expect(photoRequests()).toBe(before + 1);
  });

  it('comes with a new ticket where the one at hand has run out at the server', async () => {
    const uri = await withPhoto(4);
    scene.lab.setFaults(WEB, { web: { clockMinutes: 10 * 60 } });
    expect(value(await directory().photo(uri))).toMatchObject({ mime: 'image/png' });
  });

  it('is none for people without one, and for a company that shows none', async () => {
    expect(value(await directory().photo('sip:nobody@contoso.com'))).toBe('none');
    await settings('PhotoUsage', 'NoPhoto');
    const { people } = value(await directory().search('e'));
    expect(people.some(({ hasPhoto }) => hasPhoto)).toBe(false);
  });

  it.each([
    ['html', 1],
    ['damaged', 2],
    ['empty', 3],
  ] as const)('is none where the server sends %s in its place', async (fault, index) => {
    const uri = await withPhoto(index);
    const before = photoRequests();
    scene.lab.setFaults(WEB, { web: { answer: { service: 'photo', fault } } });
    expect(value(await directory().photo(uri))).toBe('none');
    expect(photoRequests()).toBe(before + 1);
  });
});
