import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../../test/fakes/fake-clock.ts';
import { CATEGORIES, list, person } from '../../../../test/fakes/presence-scene.ts';
import { Inbox } from './inbox.ts';

const many = 'multipart/related; boundary=b';
const part = (text: string) => `--b\r\nContent-Type: ${CATEGORIES}\r\n\r\n${text}\r\n`;
const bytes = (text: string) => new TextEncoder().encode(text);

function setUp(msPerLook = 0) {
  const clock = createFakeClock();
  let looked = 0;
  // Each look at the clock finds that much later: reading costs time.
  const now = () => {
    looked += msPerLook;
    return clock.now() + looked;
  };
  const slow = { ...clock, now };
  const told: string[][] = [];
  const inbox = new Inbox({
    clock: slow,
    onPeople: (updates) => told.push(updates.map(({ uri }) => uri)),
    onResources: (resources) => told.push(resources.map(({ uri, state }) => `${uri} ${state}`)),
    onDamaged: (problems) => told.push([...problems]),
  });
  return { clock, told, inbox };
}

const uris = Array.from({ length: 20 }, (_, index) => `sip:p${index}@contoso.com`);
const everybody = bytes(`${uris.map((uri) => part(person(uri, 3500))).join('')}--b--`);

describe('notifications', () => {
  it('small ones are read at once', () => {
    const { told, inbox, clock } = setUp();
    inbox.take(CATEGORIES, bytes(person('sip:a@b.c', 3500)));
    expect([told, clock.pending]).toEqual([[['sip:a@b.c']], 0]);
  });

  it('large ones in slices, and nothing overtakes them', async () => {
    const { told, inbox, clock } = setUp(4);
    inbox.take(many, everybody);
    inbox.take(CATEGORIES, bytes(person('sip:last@contoso.com', 3500)));
    expect(told).toHaveLength(1);
    expect(told[0]?.length).toBeLessThan(6);
    await clock.advance(100);
    expect(told.length).toBeGreaterThan(4);
    expect(told.flat()).toEqual([...uris, 'sip:last@contoso.com']);
    expect(clock.pending).toBe(0);
  });

  it('people, lists and damage each go their way', () => {
    const { told, inbox } = setUp();
    const text = `${part(person('sip:a@b.c', 3500))}${part(list(['sip:x@y.z', 'state="terminated"']))}${part('<categories')}--b--`;
    inbox.take(many, bytes(text));
    expect(told).toEqual([['sip:a@b.c'], ['sip:x@y.z terminated'], ['not-well-formed']]);
  });

  it('nothing is read after the end', async () => {
    const { told, inbox, clock } = setUp(4);
    inbox.take(many, everybody);
    inbox.stop();
    const before = told.length;
    await clock.advance(100);
    expect([told.length, clock.pending]).toEqual([before, 0]);
  });
});
