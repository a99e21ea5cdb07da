import type { SaxesTagNS } from 'saxes';
import { describe, expect, it } from 'vitest';
import recordings from '../../../test/fixtures/web/recorded.json' with { type: 'json' };
import { canonicalElements } from './canonical.ts';

const named = (local: string) => (tag: SaxesTagNS) => tag.local === local;
const only = (text: string, local: string) => canonicalElements(text, named(local));

describe('what another client signed', () => {
  it.each(recordings.map(({ name, signedInfo, timestamp }) => ({ name, signedInfo, timestamp })))(
    'is in canonical form already: $name',
    ({ signedInfo, timestamp }) => {
      const message = `<e xmlns="urn:x" xmlns:wsu="urn:other"><h>${timestamp}${signedInfo}</h></e>`;
      expect(only(message, 'SignedInfo')).toEqual([signedInfo]);
      expect(only(message, 'Timestamp')).toEqual([timestamp]);
    },
  );
});

describe('exclusive canonical form', () => {
  it('declares what is used where it is used, and nothing that is not', () => {
    const text = '<a:r xmlns:a="urn:a" xmlns:b="urn:b" xmlns:c="urn:c"><b:x c:k="1"><b:y/><a:z/></b:x></a:r>';
    expect(only(text, 'x')).toEqual([
      '<b:x xmlns:b="urn:b" xmlns:c="urn:c" c:k="1"><b:y></b:y><a:z xmlns:a="urn:a"></a:z></b:x>',
    ]);
  });

  it('takes the default namespace back where an element has none', () => {
    expect(only('<x xmlns="urn:a"><y xmlns=""/></x>', 'x')).toEqual(['<x xmlns="urn:a"><y xmlns=""></y></x>']);
    expect(only('<r xmlns="urn:a"><x xmlns=""/></r>', 'x')).toEqual(['<x></x>']);
  });

  it('sorts attributes by namespace and name, and escapes as the standard says', () => {
    const text = '<x b="2" a="1&#10;&quot;" xmlns:z="urn:a" z:c="3">&lt;&gt;&amp;<![CDATA[<&>]]>&#13;</x>';
    expect(only(text, 'x')).toEqual([
      '<x xmlns:z="urn:a" a="1&#xA;&quot;" b="2" z:c="3">&lt;&gt;&amp;&lt;&amp;&gt;&#xD;</x>',
    ]);
  });

  it('leaves comments and instructions out', () => {
    expect(only('<x>1<!-- no --><?no no?>2</x>', 'x')).toEqual(['<x>12</x>']);
  });

  it('gives every namesake, so that a second one is seen', () => {
    expect(only('<r><x>1</x><y><x>2</x></y></r>', 'x')).toEqual(['<x>1</x>', '<x>2</x>']);
  });

  it.each([
    ['no XML', 'HTTP/1.1 200 OK'],
    ['an open end', '<x><y>'],
    ['an undeclared prefix', '<q:x/>'],
    ['a DOCTYPE', '<!DOCTYPE x [<!ENTITY e "e">]><x>&e;</x>'],
    ['depth', `${'<x>'.repeat(65)}${'</x>'.repeat(65)}`],
    ['length', `<x>${' '.repeat(513 * 1024)}</x>`],
  ])('gives nothing for %s', (_, text) => {
    expect(only(text, 'x')).toEqual([]);
  });
});
