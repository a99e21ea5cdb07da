import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { soundSdp } from '../../../../test/fakes/fake-call-media.ts';
import type { SipRequest } from '../../../protocol/sip/message.ts';
import { readUri } from '../../../protocol/sip/uri.ts';
import { peerAt } from '../call-peer.ts';
import { goneBecause } from '../gone-because.ts';
import { whatIsOffered } from './described.ts';
import { readCallInvite } from './read-invite.ts';
import { targetOf } from './target.ts';

const self = { uri: 'sip:karen@contoso.com', number: '+14255550199' };

function invite(headers: readonly (readonly [string, string])[], body = soundSdp()): SipRequest {
  const all = [['Content-Type', 'application/sdp'] as const, ...headers];
  return {
    kind: 'request',
    method: 'INVITE',
    uri: self.uri,
    headers: all.map(([name, value]) => ({ name, key: name.toLowerCase(), value })),
    body: new TextEncoder().encode(body),
    head: new Uint8Array(),
  };
}

const from = ['From', '"Jeremy" <sip:jeremy@contoso.com>;tag=1'] as const;

describe('who calls, and for whom', () => {
  const meant = (...headers: readonly (readonly [string, string])[]) => {
    const read = readCallInvite(invite([from, ...headers]), self);
    return typeof read === 'object' ? read.onBehalfOf?.uri : read;
  };

  it.each([
    ['To', '<sip:boss@contoso.com>', 'sip:boss@contoso.com'],
    ['Diversion', '<sip:boss@contoso.com>;reason=no-answer', 'sip:boss@contoso.com'],
    ['History-Info', '<sip:+14255550100@contoso.com;user=phone>;index=1', 'sip:+14255550100@contoso.com;user=phone'],
    [
      'Diversion',
      '<sip:assistant@contoso.com>;reason=unconditional, <sip:boss@contoso.com>;reason=no-answer',
      'sip:boss@contoso.com',
    ],
    ['To', '<sip:Karen@Contoso.com>', undefined],
    ['To', '<sip:+14255550199@contoso.com;user=phone>', undefined],
    ['To', '<sip:boss@elsewhere.example>', undefined],
    ['To', 'nonsense', undefined],
  ])('%s: %s is meant for %s', (name, value, expected) => {
    expect(meant([name, value])).toBe(expected);
  });

  it.each([
    [[['P-Asserted-Identity', '"Jeremy" <sip:jeremy@contoso.com>, <tel:+14255550100>']]],
    [[['P-Asserted-Identity', '<tel:+14255550100>, "Jeremy" <sip:jeremy@contoso.com>']]],
    [
      [
        ['P-Asserted-Identity', '<tel:+14255550100>'],
        ['P-Asserted-Identity', '"Jeremy" <sip:jeremy@contoso.com>'],
      ],
    ],
  ] as const)('%j is a person who has a number, in whatever order (RFC 3325 9.1)', (asserted) => {
    const read = readCallInvite(invite([['From', '<sip:ceo@contoso.com>;tag=1'], ...asserted]), self);
    expect(read).toMatchObject({ peer: { uri: 'sip:jeremy@contoso.com', name: 'Jeremy' } });
  });

  it('nobody is no caller', () => {
    expect(readCallInvite(invite([['From', 'nonsense']]), self)).toBe(400);
  });

  it('whatever the headers and the body hold, something is read or refused', () => {
    const names = [
      'From',
      'To',
      'P-Asserted-Identity',
      'History-Info',
      'Diversion',
      'Ms-Conversation-ID',
      'Content-Type',
    ];
    const value = fc.oneof(
      fc.string(),
      fc.constantFrom('<sip:', '"', '<tel:+1>', '<sip:a@b;user=phone>', '<sip:%@b>;index=1'),
    );
    const headers = fc.array(fc.tuple(fc.constantFrom(...names), value), { maxLength: 8 });
    fc.assert(
      fc.property(headers, fc.oneof(fc.string(), fc.constant(soundSdp())), (given, body) => {
        const read = readCallInvite(invite(given, body), self);
        expect(['object', 'number', 'string']).toContain(typeof read);
        expect(['missed', 'elsewhere', 'declined']).toContain(
          goneBecause(invite(given.map(([, text]) => ['Reason', text]))),
        );
      }),
    );
  });
});

describe('what is offered', () => {
  it('is a call, with or without a picture, or somebody else’s', () => {
    const kinds = [
      soundSdp(),
      soundSdp({ video: true }),
      soundSdp({ video: true }).replace('m=video 40002', 'm=video 0'),
      `${soundSdp()}m=message 5060 sip null\r\n`,
      'v=0\r\nm=message 5060 sip null\r\n',
    ].map((text) => whatIsOffered({ contentType: 'application/sdp', text }));
    expect(kinds).toEqual([
      { kind: 'call', hasPicture: false },
      { kind: 'call', hasPicture: true },
      { kind: 'call', hasPicture: false },
      { kind: 'other' },
      { kind: 'other' },
    ]);
  });
});

describe('what is called', () => {
  const never = () => {
    throw new Error('an address needs no plan');
  };

  it.each([
    ['sip:Jeremy@Contoso.com', 'sip:jeremy@contoso.com', undefined],
    ['jeremy@contoso.com', 'sip:jeremy@contoso.com', undefined],
    ['sip:karen@contoso.com;opaque=app:voicemail', 'sip:karen@contoso.com;opaque=app:voicemail', undefined],
    ['sip:+1(425)5550100@contoso.com;user=phone', 'sip:+14255550100@contoso.com;user=phone', '+14255550100'],
    ['sip:jeremy@contoso.com?Subject=hello', 'sip:jeremy@contoso.com', undefined],
  ])('%s is %s', (to, uri, number) => {
    expect(targetOf(to, never)?.peer).toEqual({ uri, ...(number ? { number } : {}) });
  });

  it('keeps no header that a link brings', () => {
    expect(targetOf('sip:jeremy@contoso.com?Replaces=a', never)?.uri).toBe('sip:jeremy@contoso.com');
  });

  it('whoever an address names, it never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const uri = readUri(`sip:${text}@contoso.com;user=phone`);
        if (uri?.kind === 'sip') expect(peerAt(uri)?.uri.startsWith('sip:') ?? true).toBe(true);
      }),
    );
  });
});
