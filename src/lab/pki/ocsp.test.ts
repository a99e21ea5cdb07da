/** The lab's OCSP responses as another library reads them. */
import { X509Certificate } from 'node:crypto';
import { BasicOCSPResponse, Certificate, OCSPResponse } from 'pkijs';
import { describe, expect, it } from 'vitest';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import type { OcspStaple } from '../api.ts';
import { createAuthority } from './authority.ts';

// Whole seconds, as certificates have them; now, since the library goes by the machine's clock.
const wall = Math.floor(Date.now() / 1000) * 1000;
const authority = createAuthority(wall, createFakeRandom(3));
const root = Certificate.fromBER(new X509Certificate(authority.rootPem).raw);
const DAY = 24 * 60 * 60 * 1000;

function certificatesOf(chainPem: string): X509Certificate[] {
  return (chainPem.match(/-----BEGIN[^-]+-----[^-]+-----END[^-]+-----\n/g) ?? []).map(
    (pem) => new X509Certificate(pem),
  );
}

function read(status: OcspStaple) {
  const { chainPem, staple } = authority.identityOf('sip.contoso.com', [], undefined, status);
  const [leaf, issuer] = certificatesOf(chainPem).map(({ raw }) => Certificate.fromBER(new Uint8Array(raw)));
  if (!leaf || !issuer || !staple) throw new Error('no chain or no staple');
  const { responseBytes } = OCSPResponse.fromBER(new Uint8Array(staple));
  if (!responseBytes) throw new Error('no response');
  const basic = BasicOCSPResponse.fromBER(new Uint8Array(responseBytes.response.valueBlock.valueHexView));
  return { basic, leaf, issuer };
}

describe('a stapled response', () => {
  it.each([
    ['good', 0],
    ['revoked', 1],
    ['unknown', 2],
  ] as const)('says that the certificate is %s', async (status, code) => {
    const { basic, leaf, issuer } = read(status);
    // The library compares the certificate's id with the one in the response.
    expect(await basic.getCertificateStatus(leaf, issuer)).toEqual({ isForCertificate: true, status: code });
  });

  it('is signed by the issuer of the certificate', async () => {
    const { basic, issuer } = read('good');
    basic.certs = [issuer];
    expect(await basic.verify({ trustedCerts: [root] })).toBe(true);
  });

  it('holds for a week from an hour ago; an outdated one ended a week ago', () => {
    const datesOf = (status: OcspStaple) => {
      const [single] = read(status).basic.tbsResponseData.responses;
      return [single?.thisUpdate.getTime(), single?.nextUpdate?.getTime()];
    };
    expect(datesOf('good')).toEqual([wall - DAY / 24, wall - DAY / 24 + 7 * DAY]);
    expect(datesOf('outdated')).toEqual([wall - 14 * DAY, wall - 7 * DAY]);
  });

  it('can be signed by somebody who may not, and can be damaged', async () => {
    const { basic, issuer } = read('foreign');
    basic.certs = [issuer];
    expect(await basic.verify({ trustedCerts: [root] }).catch(() => false)).toBe(false);
    expect(() => read('damaged')).toThrow();
  });
});
