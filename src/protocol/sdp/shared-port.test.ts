import { describe, expect, it } from 'vitest';
import { read } from '../../../test/fixtures/sdp/exchange.ts';
import type { MediaSection } from './description.ts';
import { isShared, staysShared } from './shared-port.ts';

const lines = ['v=0', 'o=- 1 1 IN IP4 192.0.2.1', 's=-', 'c=IN IP4 192.0.2.1', 't=0 0', 'm=audio 20000 RTP/AVP 0'];
const ice = (ufrag: string) => [`a=ice-ufrag:${ufrag}`, 'a=ice-pwd:0123456789abcdef012345'];

function section(...more: readonly string[]): MediaSection {
  const [made] = read([...lines, ...more, ''].join('\r\n')).media;
  if (!made) throw new Error('no section');
  return made;
}

const both = section('a=rtcp-mux');
const one = section(...ice('one1'), 'a=rtcp:20000', 'a=rtcp-mux');
const oneUnsaid = section(...ice('one1'), 'a=rtcp:20000');
const two = section(...ice('two2'), 'a=rtcp:20001');
const offered = section(...ice('two2'), 'a=rtcp:20001', 'a=rtcp-mux');
const theirs = section(...ice('far1'));
const withMux = section(...ice('far1'), 'a=rtcp-mux');

describe('a port for packets and reports', () => {
  it.each<[string, MediaSection, MediaSection, boolean]>([
    ['both say so', both, both, true],
    ['both say so, and checked', offered, withMux, true],
    ['we offered it, and they say nothing of it', offered, theirs, false],
    ['they offered it, and we did not take it', two, withMux, false],
    ['we named one alone, and they say nothing of it', one, theirs, true],
    ['we named one alone in answer to an offer without', oneUnsaid, theirs, true],
    ['we named one alone, and they know no checks', one, section(), false],
    ['neither says so', section(), section(), false],
  ])('is shared or not: %s', (_why, ours, said, expected) => {
    expect(isShared(ours, said)).toBe(expected);
  });

  const heldAs = (ours?: MediaSection, last?: MediaSection) => ({ ours, theirs: last });

  it.each([
    ['it was shared', theirs, heldAs(one, withMux), true],
    ['it was shared, and nobody said so last', theirs, heldAs(oneUnsaid, theirs), true],
    ['the checks begin anew', section(...ice('far2')), heldAs(one, withMux), false],
    ['it never was', theirs, heldAs(two, theirs), false],
    ['there are no checks', section(), heldAs(both, both), false],
    ['it is new', theirs, heldAs(), false],
  ] as const)('is kept or not where the next offer says nothing of it: %s', (_why, next, held, expected) => {
    expect(staysShared(next, held)).toBe(expected);
  });
});
