import { describe, expect, it } from 'vitest';
import { responseBytes } from '../../../test/fixtures/sip/compose.ts';
import { readMessage } from '../sip/read.ts';
import { readDiagnostic, readDiagnostics } from './diagnostics.ts';

function diagnosticsOf(...headers: string[]) {
  const read = readMessage(responseBytes('504 Server time-out', 'INVITE', headers));
  return read.ok ? readDiagnostics(read.message) : [];
}

describe('[J7] grammar of one diagnostic', () => {
  it('reads number, reason, source and the rest, in any order and case', () => {
    expect(
      readDiagnostic(
        '1034;Source="sipfed.contoso.com";Domain="tailspintoys.com";REASON="Previous hop";PeerServer="sip.tailspintoys.com"',
      ),
    ).toEqual({
      code: 1034,
      reason: 'Previous hop',
      source: 'sipfed.contoso.com',
      params: { domain: 'tailspintoys.com', peerserver: 'sip.tailspintoys.com' },
    });
  });

  it('reads a sub code', () => {
    expect(readDiagnostic('3014.7;reason="Failed authorization"')).toEqual({
      code: 3014,
      subCode: 7,
      reason: 'Failed authorization',
      params: {},
    });
  });

  it('keeps separators inside quotes, and resolves escapes', () => {
    expect(readDiagnostic('1002;reason="a;b,c=\\"d\\"";source="x"')).toMatchObject({
      reason: 'a;b,c="d"',
      source: 'x',
    });
  });

  it.each([
    [
      '52001; reason = Client side general processing error. ;Source= host',
      'Client side general processing error.',
      'host',
    ],
    ['4033;reason=" To User not authorized for Federation";source="fe"', 'To User not authorized for Federation', 'fe'],
    ['1;reason="left open;source=x', 'left open;source=x', undefined],
    ['1005', undefined, undefined],
    [' 1005 ;;', undefined, undefined],
  ])('tolerates %s', (value, reason, source) => {
    const diagnostic = readDiagnostic(value);
    expect([diagnostic?.reason, diagnostic?.source]).toEqual([reason, source]);
  });

  it('takes the first of two parameters with one name', () => {
    expect(readDiagnostic('1;reason="first";Reason="second"')?.reason).toBe('first');
  });

  it.each(['', ';reason="x"', 'reason="x"', '-1;reason="x"', '1017x', '1017 18', '9999999999999'])(
    'refuses %j',
    (value) => {
      expect(readDiagnostic(value)).toBeUndefined();
    },
  );

  it('cannot be made to touch the prototype', () => {
    const params = readDiagnostic('1;__proto__="x";constructor="y"')?.params;
    expect(Object.keys(params ?? {})).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });
});

describe('[J7] diagnostics of a message', () => {
  it('reads the public and the client form too, repeated, in wire order', () => {
    const found = diagnosticsOf(
      'ms-diagnostics: 1034;reason="hop"',
      'MS-Diagnostics-Public: 4003;reason="remote"',
      'ms-client-diagnostics: 51004;reason="Action initiated by user"',
      'ms-diagnostics: 1017',
    );
    expect(found.map((diagnostic) => diagnostic.code)).toEqual([1034, 4003, 51004, 1017]);
  });

  it('tells the same value under two names once', () => {
    expect(diagnosticsOf('ms-diagnostics: 4003;reason="x"', 'ms-diagnostics-public: 4003;reason="x"')).toHaveLength(1);
  });

  it('splits a list, but not at a comma in plain text', () => {
    const found = diagnosticsOf('ms-diagnostics: 1;reason=one, two;source=a, 2.3;reason="b"');
    expect(found.map((diagnostic) => [diagnostic.code, diagnostic.reason])).toEqual([
      [1, 'one, two'],
      [2, 'b'],
    ]);
  });

  it('leaves out what is no diagnostic', () => {
    expect(diagnosticsOf('ms-diagnostics: nonsense', 'ms-diagnostics: 1017;reason="x"')).toHaveLength(1);
  });

  it('stops at 32', () => {
    const many = Array.from({ length: 100 }, (_, i) => `ms-diagnostics: ${i}`);
    expect(diagnosticsOf(...many)).toHaveLength(32);
  });
});
