import { X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import { createTlsBench } from '../../../test/fakes/tls-bench.ts';
import * as northwind from '../../../test/fixtures/ocsp/northwind.ts';
import type { OcspStaple } from '../../lab/api.ts';
import { createAuthority } from '../../lab/pki/authority.ts';
import { revocationOf } from './ocsp.ts';
import { createTrust } from './trust.ts';

const bytes = (base64: string) => Buffer.from(base64, 'base64');
const leaf = new X509Certificate(bytes(northwind.leaf));
const issuer = new X509Certificate(bytes(northwind.issuer));
const day = 24 * 60 * 60 * 1000;

function ask(response: string, rest: Partial<Parameters<typeof revocationOf>[0]> = {}) {
  return revocationOf({ response: bytes(response), leaf, issuer, wall: northwind.madeAt, ...rest });
}

describe('a response made by OpenSSL', () => {
  it('[D1] is believed when the issuer signed it, or a responder of the issuer', () => {
    expect(ask(northwind.goodByIssuer)).toEqual({ status: 'good' });
    expect(ask(northwind.goodByResponder)).toEqual({ status: 'good' });
  });

  it('[D1] tells that the certificate was revoked, and since when', () => {
    expect(ask(northwind.revokedByResponder)).toEqual({ status: 'revoked', at: Date.UTC(2026, 7, 1) });
  });

  it('[D1] proves nothing when its signer may not answer for the issuer', () => {
    expect(ask(northwind.goodByWebServer)).toEqual({ status: 'not-checked', reason: 'signer-untrusted' });
  });

  it('proves nothing when one bit of what is signed was turned', () => {
    const response = bytes(northwind.goodByIssuer);
    const at = response.indexOf(Buffer.from([0x80, 0x00, 0x18]));
    expect(at).toBeGreaterThan(0);
    // "good" becomes "unknown", the way back from "revoked" being the same.
    response[at] = 0x82;
    expect(revocationOf({ response, leaf, issuer, wall: northwind.madeAt })).toMatchObject({
      reason: 'signer-untrusted',
    });
  });

  it('proves nothing before its time and after it', () => {
    const outdated = { status: 'not-checked', reason: 'outdated' };
    expect(ask(northwind.goodByIssuer, { wall: northwind.madeAt + 8 * day })).toEqual(outdated);
    expect(ask(northwind.goodByIssuer, { wall: northwind.madeAt - day })).toEqual(outdated);
  });

  it('proves nothing about another certificate, or without the issuer', () => {
    expect(ask(northwind.goodByIssuer, { leaf: issuer })).toMatchObject({ reason: 'other-certificate' });
    expect(ask(northwind.goodByIssuer, { issuer: undefined })).toMatchObject({ reason: 'issuer-unknown' });
    expect(ask(northwind.goodByIssuer, { response: undefined })).toMatchObject({ reason: 'not-stapled' });
  });

  it('is never more than "not checked" when it is damaged, and never throws', () => {
    const good = bytes(northwind.goodByResponder);
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), fc.nat(good.length), (at, flip, end) => {
        const damaged = Buffer.from(good);
        damaged[at] = (damaged[at] ?? 0) ^ flip;
        for (const response of [damaged, good.subarray(0, end)]) {
          const { status } = revocationOf({ response, leaf, issuer, wall: northwind.madeAt });
          if (!response.equals(good)) expect(['not-checked', 'good']).toContain(status);
        }
      }),
      { seed: 6960, numRuns: 500 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (response) => {
        const { status } = revocationOf({ response: Buffer.from(response), leaf, issuer, wall: northwind.madeAt });
        expect(status).toBe('not-checked');
      }),
      { seed: 6960 },
    );
  });
});

describe('a response stapled to a handshake', () => {
  const bench = createTlsBench();
  const authority = createAuthority(Date.now(), createFakeRandom(7));
  const host = 'sip.contoso.com';
  const trust = createTrust({ extraRoots: () => [authority.rootPem], machineRoots: () => [] });
  afterAll(() => bench.close());

  async function look(staple?: OcspStaple) {
    const shown = await bench.show(authority.identityOf(host, [], undefined, staple));
    const { chain, failure } = trust.examine(await bench.open(shown, trust, host), host, Date.now());
    return { revocation: chain[0]?.certificate?.revocation, code: failure?.code };
  }

  it('[D1] refuses a certificate that its issuer took back', async () => {
    expect(await look('revoked')).toMatchObject({ revocation: { status: 'revoked' }, code: 'CERTIFICATE_REVOKED' });
  });

  it('[D1] says that one is good', async () => {
    expect(await look('good')).toEqual({ revocation: { status: 'good' }, code: undefined });
  });

  it.each([
    [undefined, 'not-stapled'],
    ['unknown', 'responder-does-not-know'],
    ['outdated', 'outdated'],
    ['foreign', 'signer-untrusted'],
    ['damaged', 'unreadable'],
  ] as const)('[D1] leaves it open when it is %s: %s', async (staple, reason) => {
    expect(await look(staple)).toEqual({ revocation: { status: 'not-checked', reason }, code: undefined });
  });
});
