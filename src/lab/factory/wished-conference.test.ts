import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readFactoryUri, readMeetingUri } from '../focus/focus-uri.ts';
import { rootOf } from '../sip/xml-read.ts';
import { readWished } from './wished-conference.ts';

const names = [
  'conference-id',
  'expiry-time',
  'admission-policy',
  'autopromote',
  'users',
  'user',
  'conference-view',
  'x',
];

/** Elements with these inside, or with any text. */
const around = (inner: fc.Arbitrary<string>) =>
  fc
    .tuple(fc.constantFrom(...names), fc.string({ unit: 'grapheme-ascii', maxLength: 12 }), inner)
    .map(([name, text, content]) => `<${name} entity="${escaped(text)}">${content}</${name}>`);
const leaf = around(
  fc.oneof(fc.constantFrom('PLANNED7', 'anonymous', '32768'), fc.string({ maxLength: 20 }).map(escaped)),
);
const branch = around(fc.array(leaf, { maxLength: 4 }).map((all) => all.join('')));
const conference = fc
  .tuple(fc.array(leaf, { maxLength: 6 }), fc.array(branch, { maxLength: 4 }))
  .map(([description, rest]) => {
    const inner = `<conference-description>${description.join('')}</conference-description>${rest.join('')}`;
    return `<conference-info>${inner}</conference-info>`;
  });

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

it('whatever a client writes is a meeting or a reason', () => {
  fc.assert(
    fc.property(fc.oneof(conference, branch), (content) => {
      const root = rootOf(`<addConference>${content}</addConference>`);
      const wished = root ? readWished(root, 0) : 'requestMalformed';
      expect(typeof wished === 'string' ? wished : wished.id).toMatch(/^[A-Za-z0-9]{8,32}$/);
    }),
  );
});

it('whatever stands in a request line is an address of a meeting or none', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      for (const uri of [text, `sip:a@b.c;gruu;opaque=app:conf:${text}`]) {
        expect(readMeetingUri(uri)?.id ?? 'none').toMatch(/^[A-Za-z0-9]{1,64}$/);
        expect(readFactoryUri(uri) ?? 'a@b.c').toContain('@');
      }
    }),
  );
});
