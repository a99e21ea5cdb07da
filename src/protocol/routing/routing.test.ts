import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ForwardingRules } from '../../shared/model/call-forwarding.ts';
import { readXml, type XmlElement } from '../xml/read.ts';
import { heldRouting, type Routing, readRouting } from './read.ts';
import { addressIn, blocksAll, editFor, peopleIn, rulesOf, turnOffEdit } from './rules.ts';
import { editRouting, emptyRouting, type RoutingEdit, writeRouting } from './write.ts';

const NS = 'http://schemas.microsoft.com/02/2006/sip/routing';
const document = (preamble: string, attributes = 'name="rtcdefault" version="1"') =>
  `<routing xmlns="${NS}" ${attributes}><preamble>${preamble}</preamble></routing>`;

function tree(text: string): XmlElement {
  const xml = readXml(text);
  if (!xml.ok) throw new Error(xml.problem);
  return xml.root;
}

function routing(text: string): Routing {
  const reading = readRouting(tree(text));
  if (!reading.ok) throw new Error(reading.problem);
  return reading.routing;
}

const changed = (before: Routing, edit: RoutingEdit) => routing(writeRouting(before.source, edit));
const mobile = { kind: 'address', uri: 'sip:+14255550199@contoso.com;user=phone', number: '+14255550199' } as const;
const bob = { kind: 'address', uri: 'sip:bob@contoso.com' } as const;
const voicemail = { kind: 'voicemail' } as const;
const late = { to: voicemail, afterSeconds: 20 } as const;

describe('rules as other clients publish them', () => {
  it.each<readonly [string, string, Partial<ForwardingRules>]>([
    ['nothing', '', { mode: 'off', unanswered: late }],
    [
      'forward now',
      `<flags name="clientflags" value="enablecf forward_immediate"/><list name="forwardto"><target uri="sip:BOB@contoso.com"/></list>`,
      { mode: 'forward', to: bob },
    ],
    ['to voicemail now', '<flags name="clientflags" value="forward_immediate"/>', { mode: 'forward', to: voicemail }],
    [
      'to voicemail now, by name',
      '<flags name="clientflags" value="enablecf forward_immediate"/><list name="forwardto"><target application="voicemail"/></list>',
      { mode: 'forward', to: voicemail },
    ],
    [
      'simultaneous ring, then the office, in working hours',
      `<list name="forwardto"><target uri="sip:bob@contoso.com"/></list>
       <list name="simultaneous_ring"><target uri="${mobile.uri}"/></list>
       <flags name="clientflags" value="work_hours simultaneous_ring enablecf"/><wait name="total" seconds="18"/>`,
      { mode: 'ring-also', to: mobile, unanswered: { to: bob, afterSeconds: 18 }, workHoursOnly: true },
    ],
    [
      'the team',
      `<list name="team"><target uri="sip:Alice@contoso.com "/><target uri="sip:Bob@contoso.com "/></list>
       <flags name="clientflags" value="team_ring"/><wait name="user" seconds="10"/><wait name="team2" seconds="10"/>`,
      { mode: 'ring-also', to: { kind: 'team' }, unanswered: late },
    ],
    [
      'delegates alone',
      '<flags name="clientflags" value="delegate_ring skip_primary"/>',
      { mode: 'forward', to: { kind: 'delegates' } },
    ],
    ['nobody', '<flags name="clientflags" value="forward_immediate enablecf"/>', { mode: 'forward' }],
  ])('%s', (_, preamble, expected) => {
    const rules = rulesOf(routing(document(preamble)));
    expect(rules).toMatchObject(expected);
    if (expected.to === undefined) expect(rules.to).toBeUndefined();
  });

  it('names people once and without what is not theirs', () => {
    const read = routing(
      document(
        '<list name="team"><target uri="sip:A@b.com"/><target uri="sip:a@b.com"/><target application="x"/></list>',
      ),
    );
    expect(peopleIn(read, 'team', 10)).toEqual(['sip:a@b.com']);
    expect(peopleIn(read, 'delegates', 10)).toEqual([]);
  });

  it('say that all calls are refused', () => {
    expect(blocksAll(routing(document('<flags name="clientflags" value="block"/>')))).toBe(true);
  });

  it('are found in roaming-self, whatever stands beside them', () => {
    const root = tree(
      `<roamingData><categories><category name="state" instance="0" container="2" version="1"/>
       <category name="routing" instance="0" container="200" version="3">${document('')}</category>
       <category name="routing" instance="1" container="200" version="0"/><category name="routing" instance="x"/>
       </categories></roamingData>`,
    );
    expect(heldRouting(root).map(({ instance, element }) => [instance, element?.local])).toEqual([
      [0, 'routing'],
      [1, undefined],
    ]);
  });
});

describe('a document that cannot be followed', () => {
  it.each([
    ['not-routing', '<note/>'],
    ['other-rules', document('', 'name="mine"')],
    ['no-preamble', `<routing xmlns="${NS}" name="rtcdefault"/>`],
    ['twice-the-same', document('<wait name="user" seconds="1"/><wait name="user" seconds="2"/>')],
    ['wait-without-seconds', document('<wait name="user" seconds="soon"/>')],
    ['target-without-place', document('<list name="team"><target/></list>')],
    ['too-much', document(`<list name="team">${'<target uri="sip:a@b"/>'.repeat(201)}</list>`)],
    ['too-much', document('<wait name="a" seconds="1"/>'.repeat(101))],
    ['too-much', document(`<flags name="clientflags" value="${'x '.repeat(600)}"/>`)],
    ['too-much', document(`<list name="team"><target uri="sip:${'a'.repeat(1001)}@b"/></list>`)],
  ])('is refused: %s', (problem, text) => {
    expect(readRouting(tree(text))).toEqual({ ok: false, problem });
  });
});

const rich = document(
  `<flags name="clientflags" value="Future_Flag forward_audio_app_invites"/><flags name="other" value="kept"/>
   <wait name="user" seconds="3"/><wait name="later" seconds="7"/><script name="mine"><step n="1"/></script>
   <list name="breakthrough" colour="red"><target uri="sip:friend@contoso.com" weight="2"/></list>
   <list name="delegates"><target uri="sip:holly@contoso.com"/></list>`,
  'name="rtcdefault" version="1" extra="x" xmlns:f="urn:f" f:deep="y"',
);

describe('a change', () => {
  const wishes: readonly ForwardingRules[] = [
    { mode: 'off', unanswered: late, workHoursOnly: false },
    { mode: 'off', unanswered: { to: mobile, afterSeconds: 30 }, workHoursOnly: true },
    { mode: 'forward', to: mobile, unanswered: late, workHoursOnly: true },
    { mode: 'forward', to: voicemail, unanswered: late, workHoursOnly: false },
    { mode: 'forward', to: { kind: 'delegates' }, unanswered: { to: bob, afterSeconds: 40 }, workHoursOnly: false },
    { mode: 'ring-also', to: bob, unanswered: { to: mobile, afterSeconds: 10 }, workHoursOnly: false },
    { mode: 'ring-also', to: { kind: 'team' }, unanswered: late, workHoursOnly: false },
    { mode: 'ring-also', to: { kind: 'delegates' }, unanswered: late, workHoursOnly: false },
  ];

  it.each(wishes)('is read back as it was wished, from any other: %j', (wish) => {
    for (const before of [{ ...wish, mode: 'off' } as const, ...wishes]) {
      const from = changed(routing(rich), editFor(before, routing(rich), ['sip:anna@contoso.com']));
      expect(rulesOf(changed(from, editFor(wish, from, ['sip:anna@contoso.com'])))).toEqual(wish);
    }
  });

  it.each(wishes)('keeps what it does not know: %j', (wish) => {
    const before = routing(rich);
    const after = changed(before, editFor(wish, before, ['sip:anna@contoso.com']));
    expect(after.flags).toEqual(expect.arrayContaining(['Future_Flag', 'forward_audio_app_invites']));
    expect(after.waits.get('later')).toBe(7);
    expect(after.lists.get('breakthrough')).toEqual([{ kind: 'uri', uri: 'sip:friend@contoso.com' }]);
    expect(peopleIn(after, 'delegates', 9)).toEqual(['sip:holly@contoso.com']);
    const text = writeRouting(after.source, {});
    for (const kept of ['extra="x"', 'deep="y"', 'weight="2"', 'colour="red"', '<step n="1">', 'value="kept"']) {
      expect(text).toContain(kept);
    }
  });

  it('turns forwarding off without making its target that of unanswered calls', () => {
    const forwarded = changed(routing(rich), editFor(wishes[2] as ForwardingRules, routing(rich), []));
    expect(rulesOf(changed(forwarded, turnOffEdit(forwarded)))).toMatchObject({
      mode: 'off',
      unanswered: { to: voicemail },
    });
    const ringing = changed(routing(rich), editFor(wishes[5] as ForwardingRules, routing(rich), []));
    expect(rulesOf(changed(ringing, turnOffEdit(ringing)))).toMatchObject({ mode: 'off', unanswered: { to: mobile } });
    const blocked = routing(document('<flags name="clientflags" value="block"/>'));
    expect(blocksAll(changed(blocked, turnOffEdit(blocked)))).toBe(false);
  });

  it('begins from nothing, and asks for newer rules only where it needs them', () => {
    expect(rulesOf(routing(writeRouting(emptyRouting, {}))).mode).toBe('off');
    const old = routing(rich);
    expect(writeRouting(old.source, editFor(wishes[2] as ForwardingRules, old, []))).toContain('version="1"');
    expect(writeRouting(old.source, editFor(wishes[6] as ForwardingRules, old, []))).toContain('version="2"');
  });

  it('of anything keeps names, values and addresses, whatever they are made of', () => {
    const word = fc
      .string({ minLength: 1, maxLength: 20, unit: 'grapheme' })
      .filter((text) => /^[^\s\p{C}\ufffe\uffff]+$/u.test(text));
    fc.assert(
      fc.property(
        fc.uniqueArray(word, { maxLength: 5, selector: (flag) => flag.toLowerCase() }),
        fc.dictionary(word, fc.nat(1200), { maxKeys: 5 }),
        fc.dictionary(word, fc.array(word, { maxLength: 4 }), { maxKeys: 5 }),
        (addFlags, waits, names) => {
          const lists = Object.fromEntries(
            Object.entries(names).map(([name, uris]) => [name, uris.map((uri) => ({ kind: 'uri', uri }) as const)]),
          );
          const after = routing(writeRouting(emptyRouting, { addFlags, waits, lists }));
          expect(after.flags).toEqual(addFlags);
          expect(Object.fromEntries(after.waits)).toEqual(waits);
          expect(Object.fromEntries(after.lists)).toEqual(lists);
          expect(editRouting(after.source, {}).children[0]?.children).toHaveLength(
            after.source.children[0]?.children.length ?? 0,
          );
        },
      ),
    );
  });
});

it('tells numbers from people', () => {
  expect(addressIn('sip:+1425.555-0100;ext=7@Contoso.com;user=phone')).toEqual({
    kind: 'address',
    uri: 'sip:+1425.555-0100;ext=7@Contoso.com;user=phone',
    number: '+14255550100',
  });
  expect(addressIn('sip:1234;phone-context=uk@contoso.com;user=phone')).toMatchObject({ number: '1234' });
  expect(addressIn('sip:Bob@Contoso.com;transport=tls')).toEqual(bob);
  expect(addressIn('nonsense')).toEqual({ kind: 'address', uri: 'nonsense' });
});

it('reads whatever comes without throwing', () => {
  const name = fc.constantFrom('clientflags', 'user', 'forwardto', 'team', '');
  const part = fc.oneof(
    fc.tuple(name, fc.string()).map(([n, value]) => element('flags', { name: n, value })),
    fc.tuple(name, fc.string()).map(([n, seconds]) => element('wait', { name: n, seconds })),
    fc
      .tuple(name, fc.string())
      .map(([n, uri]) => ({ ...element('list', { name: n }), children: [element('target', { uri })] })),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (children) => {
      const reading = readRouting({ ...element('routing', {}), children: [{ ...element('preamble', {}), children }] });
      if (reading.ok) {
        rulesOf(reading.routing);
        turnOffEdit(reading.routing);
      } else expect(reading.problem).toBeTypeOf('string');
    }),
  );
});

function element(local: string, attributes: Record<string, string>): XmlElement {
  const named = Object.entries(attributes).map(([key, value]) => ({ local: key, ns: '', value }));
  return { local, ns: NS, attributes: named, children: [], text: '' };
}
