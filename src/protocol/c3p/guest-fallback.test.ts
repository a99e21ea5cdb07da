import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../shared/model/failure.ts';
import { decideGuestFallback, isFromHomeSide } from './guest-fallback.ts';

function diagnostic(code: number, reason?: string, source = 'sipfed.contoso.com'): Diagnostic {
  return { code, source, params: {}, ...(reason === undefined ? {} : { reason }) };
}

function decide(status: number, codes: readonly number[], fromHomeSide = true) {
  return decideGuestFallback({ status, diagnostics: codes.map((code) => diagnostic(code)), fromHomeSide });
}

it('[K0] 504 leads to the guest join whatever the diagnostic says, and without one', () => {
  for (const codes of [[], [1017], [9999], [4033, 1005]]) {
    expect(decide(504, codes)).toEqual({ fallback: true, because: 'status', offerButton: false });
  }
});

it('[K0b] 404 leads there only from the own side', () => {
  expect(decide(404, [], true)).toEqual({ fallback: true, because: 'status', offerButton: false });
  expect(decide(404, [], false)).toEqual({ fallback: false, because: 'meeting-gone', offerButton: false });
  expect(decide(404, [1003], false)).toMatchObject({ fallback: false, because: 'meeting-gone' });
});

describe('[K1] [K2] [K3] [K4] [K5] the listed diagnostics', () => {
  it.each([[1005], [1008], [1009], [1002], [4033]])('%i triggers with any refusal', (code) => {
    for (const status of [403, 404, 480, 488, 500, 503, 603]) {
      const decision = decide(status, [code], false);
      expect(decision).toEqual({ fallback: true, because: 'diagnostic', code, offerButton: false });
    }
  });
});

describe('[K6] [K7] [K8] [K9] [K10] [K11] diagnostics that come with 504', () => {
  it.each([[1017], [1034], [1064], [1028], [1036], [27000]])('%i triggers by its status, not by itself', (code) => {
    expect(decide(504, [code])).toMatchObject({ fallback: true, because: 'status' });
    expect(decide(403, [code])).toEqual({ fallback: false, because: 'not-listed', offerButton: true });
  });
});

describe('[K14] refusals that say nothing about federation', () => {
  it.each([
    [403, []],
    [403, [1017]],
    [403, [3004]],
    [480, []],
    [486, []],
    [488, []],
    [500, []],
    [503, []],
    [603, []],
  ] as const)('%i with %j offers the button', (status, codes) => {
    expect(decide(status, codes)).toEqual({ fallback: false, because: 'not-listed', offerButton: true });
  });
});

describe('[K5] more vectors', () => {
  it('looks at every diagnostic', () => {
    expect(decide(403, [3004, 4033])).toMatchObject({ fallback: true, because: 'diagnostic', code: 4033 });
  });

  it('goes by the number when the reason is missing or says something else', () => {
    const diagnostics = [diagnostic(1009, 'Conflicting SRV and host domains in DNS.')];
    expect(decideGuestFallback({ status: 403, diagnostics, fromHomeSide: true }).fallback).toBe(true);
  });

  it('has nothing to decide about success and our own cancel', () => {
    expect(decide(200, [])).toEqual({ fallback: false, because: 'not-refused', offerButton: false });
    expect(decide(487, [])).toEqual({ fallback: false, because: 'not-listed', offerButton: false });
  });
});

describe('[K0b] which side refused', () => {
  const domains = { ownDomain: 'contoso.com', organizerDomain: 'tailspintoys.com' };

  it.each([
    [undefined, true],
    ['sipfed.contoso.com', true],
    ['sip.nottailspintoys.com', true],
    ['sip.tailspintoys.com', false],
    ['Pool01.TailspinToys.com', false],
    ['tailspintoys.com', false],
  ])('%s: own side %s', (source, expected) => {
    const diagnostics: Diagnostic[] = [{ code: 3002, params: {}, ...(source === undefined ? {} : { source }) }];
    expect(isFromHomeSide({ ...domains, diagnostics })).toBe(expected);
  });

  it('a colleague’s meeting that is not found is gone', () => {
    expect(isFromHomeSide({ ownDomain: 'Contoso.com', organizerDomain: 'contoso.com', diagnostics: [] })).toBe(false);
  });
});
