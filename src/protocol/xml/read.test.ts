import { describe, expect, it } from 'vitest';
import { at, attr, booleanOf, child, children, numberOf, textOf } from './find.ts';
import { readXml, type XmlElement } from './read.ts';

function root(text: string): XmlElement {
  const reading = readXml(text);
  if (!reading.ok) throw new Error(reading.problem);
  return reading.root;
}

describe('readXml', () => {
  it('finds elements and attributes by local name whatever prefix they wear', () => {
    const one = root('<a xmlns="urn:x" xmlns:m="urn:m"><m:b m:id="1"> text </m:b></a>');
    const two = root('<z:a xmlns:z="urn:x"><b xmlns="urn:m" xmlns:q="urn:m" q:id="1"> text </b></z:a>');
    for (const each of [one, two]) {
      expect(each).toMatchObject({ local: 'a', ns: 'urn:x' });
      expect(child(each, 'b')).toMatchObject({ ns: 'urn:m', attributes: [{ local: 'id', ns: 'urn:m', value: '1' }] });
      expect(textOf(each, 'b')).toBe('text');
      expect(attr(child(each, 'b'), 'id')).toBe('1');
    }
  });

  it('prefers the attribute without namespace', () => {
    const element = root('<a xmlns:c="urn:c" c:state="full" state="partial"/>');
    expect(attr(element, 'state')).toBe('partial');
  });

  it('tells namespace declarations from attributes', () => {
    expect(root('<a xmlns="urn:x" xmlns:b="urn:b" c="1"/>').attributes).toEqual([{ local: 'c', ns: '', value: '1' }]);
  });

  it('reads a fragment whose prefixes nobody declared', () => {
    const element = root('<state xsi:type="aggregateState"><msci:locked>true</msci:locked></state>');
    expect(attr(element, 'type')).toBe('aggregateState');
    expect(child(element, 'locked')).toMatchObject({ ns: '', text: 'true' });
  });

  it('joins text, references and CDATA', () => {
    expect(root('<a>R&amp;D &#228;<![CDATA[<&>]]></a>').text).toBe('R&D ä<&>');
  });

  it('passes over processing instructions, comments, a byte order mark and blank lines in front', () => {
    const text =
      '\uFEFF\r\n<?xml version="1.0"?><?xml-stylesheet href="x"?><!-- c --><a><?php echo 1 ?>b<!-- c --></a>';
    expect(root(text).text).toBe('b');
  });

  it('refuses a DOCTYPE and so expands nothing', () => {
    const bomb = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><a>&b;</a>';
    expect(readXml(bomb)).toEqual({ ok: false, problem: 'doctype' });
    expect(readXml('<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>')).toEqual({ ok: false, problem: 'doctype' });
  });

  it.each([
    ['an open element', '<a><b></a>'],
    ['a document that breaks off', '<a><b'],
    ['an unknown entity', '<a>&nbsp;</a>'],
    ['an attribute twice', '<a b="1" b="2"/>'],
    ['two roots', '<a/><b/>'],
    ['text only', 'hello'],
    ['a forbidden character', '<a>\u0001</a>'],
    ['a reference to a forbidden character', '<a>&#0;</a>'],
    ['typographic quotes', '<a xmlns=”urn:x”/>'],
  ])('refuses %s', (_, text) => {
    expect(readXml(text)).toEqual({ ok: false, problem: 'not-well-formed' });
  });

  it('tells an empty document', () => {
    expect(readXml('')).toEqual({ ok: false, problem: 'empty' });
    expect(readXml(' \r\n ')).toEqual({ ok: false, problem: 'empty' });
  });

  it('bounds depth, nodes, attributes and size', () => {
    const nested = (depth: number) => '<a>'.repeat(depth) + '</a>'.repeat(depth);
    expect(readXml(nested(64)).ok).toBe(true);
    expect(readXml(nested(65))).toEqual({ ok: false, problem: 'too-deep' });
    expect(readXml(`<a>${'<b/>'.repeat(99_999)}</a>`).ok).toBe(true);
    expect(readXml(`<a>${'<b/>'.repeat(100_000)}</a>`)).toEqual({ ok: false, problem: 'too-many-nodes' });
    const attributes = (count: number) => Array.from({ length: count }, (_, index) => ` a${index}="x"`).join('');
    expect(readXml(`<a${attributes(64)}/>`).ok).toBe(true);
    expect(readXml(`<a${attributes(65)}/>`)).toEqual({ ok: false, problem: 'too-many-attributes' });
    expect(readXml(`<a>${'x'.repeat(5 * 1024 * 1024)}</a>`)).toEqual({ ok: false, problem: 'too-large' });
  });
});

describe('finding', () => {
  const tree = root('<a><b n="7">x</b><b/><c><d> deep </d></c></a>');

  it('walks paths', () => {
    expect(textOf(tree, 'c', 'd')).toBe('deep');
    expect(at(tree, 'c', 'e', 'f')).toBeUndefined();
    expect(textOf(tree, 'e')).toBeUndefined();
    expect(textOf(undefined)).toBeUndefined();
    expect(children(tree, 'b')).toHaveLength(2);
    expect(children(undefined, 'b')).toEqual([]);
    expect(attr(child(tree, 'c'), 'n')).toBeUndefined();
  });

  it('reads booleans and numbers', () => {
    expect(['true', ' TRUE ', '1', 'false', '0', 'yes', undefined].map(booleanOf)).toEqual([
      true,
      true,
      true,
      false,
      false,
      undefined,
      undefined,
    ]);
    expect(['0', ' 42 ', '4294967295', '4294967296', '-1', '1.5', '', undefined].map(numberOf)).toEqual([
      0,
      42,
      4294967295,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
