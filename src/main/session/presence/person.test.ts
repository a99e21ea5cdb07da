import { describe, expect, it } from 'vitest';
import type { CategoryUpdate } from '../../../protocol/presence/read-categories.ts';
import { type Person, shownPerson, unknownPerson, updatedPerson } from './person.ts';

const uri = 'sip:garth@contoso.com';
const now = 1_700_000_000_000;
const stranger = unknownPerson(undefined, 'not-asked');
const card = (name: string, more = {}) => ({
  name,
  address: [],
  phones: [],
  hasPhoto: false,
  isAutomaton: false,
  ...more,
});
const state = (value: number, publishedAt?: number, version?: number): CategoryUpdate => ({
  name: 'state',
  instance: 1,
  content: { isAggregate: true, value },
  ...(publishedAt === undefined ? {} : { publishedAt }),
  ...(version === undefined ? {} : { version }),
});

function personAfter(...updates: readonly CategoryUpdate[]): Person {
  return updates.reduce((person, update) => updatedPerson(person, { uri, categories: [update] }), stranger);
}

const shown = (...updates: readonly CategoryUpdate[]) => shownPerson(personAfter(...updates), now);

describe('[H5] the later word counts, in whatever order words come', () => {
  it.each([
    ['in order', [state(3500, 100), state(6500, 200)], 6500],
    ['the older one late', [state(6500, 200), state(3500, 100)], 6500],
    ['two of one moment, by version', [state(6500, 100, 8), state(3500, 100, 7)], 6500],
    ['a version that began anew after a removal', [state(3500, 100, 9), state(6500, 200, 1)], 6500],
    ['without anything to order them', [state(3500), state(6500)], 6500],
    ['by version alone', [state(6500, undefined, 3), state(3500, undefined, 2)], 6500],
    ['the same again', [state(6500, 100, 3), state(6500, 100, 3)], 6500],
  ])('%s', (_, updates, value) => {
    expect(shown(...updates).value).toBe(value);
  });

  it('what was taken away stays away when an older word comes late', () => {
    const note = (text: string, publishedAt: number): CategoryUpdate => ({
      name: 'note',
      instance: 0,
      publishedAt,
      content: text === '' ? null : { text, kind: 'personal' },
    });
    expect(shown(note('Here', 1), note('', 3), note('There', 2))).not.toHaveProperty('note');
    expect(shown(note('Here', 1), note('', 3), note('There', 4)).note).toEqual({
      text: 'There',
      kind: 'personal',
      publishedAt: 4,
    });
  });

  it('a new beginning forgets what ordered the old', () => {
    const again = updatedPerson(unknownPerson(personAfter(state(3500, 900)), 'not-asked'), {
      uri,
      categories: [state(6500, 100)],
    });
    expect(shownPerson(again, now).value).toBe(6500);
  });
});

describe('the card', () => {
  const part = (instance: number, content: ReturnType<typeof card> | null): CategoryUpdate => ({
    name: 'contactCard',
    instance,
    content,
  });

  it('is put together of its parts, and counts its changes', () => {
    const person = personAfter(
      part(0, card('Garth Fort', { email: 'garth@contoso.com' })),
      part(3, { ...card('Garth Fort'), phones: [{ kind: 'work', uri: 'tel:+1', display: '+1' }] } as never),
      part(3, { ...card('Garth Fort'), phones: [{ kind: 'work', uri: 'tel:+1', display: '+1' }] } as never),
    );
    expect(person.card).toMatchObject({ name: 'Garth Fort', email: 'garth@contoso.com', phones: [{ uri: 'tel:+1' }] });
    expect(person.cardVersion).toBe(2);
    expect(shownPerson(person, now)).toMatchObject({ displayName: 'Garth Fort', cardVersion: 2 });
  });

  it('outlives a sign-out, and goes when it is taken away', () => {
    const person = personAfter(part(0, card('Garth Fort')), state(3500));
    const gone = unknownPerson(person, 'signed-out');
    expect(shownPerson(gone, now)).toEqual({
      availability: 'unknown',
      unknownBecause: 'signed-out',
      displayName: 'Garth Fort',
      cardVersion: 1,
    });
    const empty = updatedPerson(gone, { uri, categories: [part(0, null)] });
    expect(empty.card).toBeUndefined();
  });
});

describe('what is shown', () => {
  it('the aggregate among several states, an absence among several notes', () => {
    const machine: CategoryUpdate = { name: 'state', instance: 9, content: { isAggregate: false, value: 3500 } };
    const note = (instance: number, text: string, kind: 'personal' | 'out-of-office'): CategoryUpdate => ({
      name: 'note',
      instance,
      content: { text, kind },
    });
    expect(shown(machine, state(9500), note(0, 'Here', 'personal'), note(5, 'On leave', 'out-of-office'))).toEqual({
      availability: 'do-not-disturb',
      value: 9500,
      note: { text: 'On leave', kind: 'out-of-office' },
    });
  });

  it('no state is none that we may see', () => {
    expect(shown(state(3500), { name: 'state', content: null })).toEqual({
      availability: 'unknown',
      unknownBecause: 'refused',
    });
    expect(shown({ name: 'note', instance: 0, content: null })).toEqual({
      availability: 'unknown',
      unknownBecause: 'not-asked',
    });
  });

  it('until when somebody is free, while that is known', () => {
    const slots: CategoryUpdate = {
      name: 'calendarData',
      instance: 7,
      content: { startsAt: now, slotMs: 900_000, bits: new Uint8Array([0b10_00_00_00]) },
    };
    expect(shown(state(3500), slots).calendarFreeUntil).toBe(now + 3 * 900_000);
    expect(shownPerson(personAfter(state(3500), slots), now + 3 * 900_000)).not.toHaveProperty('calendarFreeUntil');
  });

  it('nobody publishes without end', () => {
    const many = Array.from(
      { length: 500 },
      (_, instance): CategoryUpdate => ({ name: 'note', instance, content: { text: 'x', kind: 'personal' } }),
    );
    expect(personAfter(...many).known.size).toBe(64);
  });

  it('what came and went over the weeks leaves room for what is there', () => {
    const ofEndpoint = (instance: number, content: { text: string; kind: 'out-of-office' } | null): CategoryUpdate => ({
      name: 'note',
      instance,
      content,
    });
    const days = Array.from({ length: 100 }, (_, at) => [
      ofEndpoint(at, { text: 'Away', kind: 'out-of-office' }),
      ofEndpoint(at, null),
    ]);
    const last = ofEndpoint(1000, { text: 'On leave', kind: 'out-of-office' });
    const person = personAfter(state(3500), ...days.flat(), last);
    expect(shownPerson(person, now)).toMatchObject({ value: 3500, note: { text: 'On leave' } });
    expect(person.known.size).toBe(64);
  });
});
