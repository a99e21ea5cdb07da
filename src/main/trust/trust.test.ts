/** Each way a certificate can be bad, shown by a real TLS server on the loopback; the runtime's own TLS is the judge. */
import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import { createVerdictBench } from '../../../test/fakes/verdict-bench.ts';
import type { CertificateFault } from '../../lab/api.ts';
import { createAuthority } from '../../lab/pki/authority.ts';
import { createTrust } from './trust.ts';

const host = 'sip.contoso.com';
const at = Date.now();
const { bench, traced, judge } = createVerdictBench(host, at);
const authority = createAuthority(at, createFakeRandom(7));

const day = 24 * 60 * 60 * 1000;
const inLab = () => createTrust({ extraRoots: () => [authority.rootPem], machineRoots: () => [] });
const identity = (fault?: CertificateFault) => authority.identityOf(host, [], fault);

describe('the verdict', () => {
  it('[D1] is good for the whole chain, and tells it leaf first', async () => {
    const outcome = await judge(await bench.show(identity()), inLab());
    if (!outcome.ok) throw new Error(outcome.failure.code);
    expect(outcome.value.map(({ subject }) => subject)).toEqual([
      host,
      'Offhook Lab Issuing CA',
      'Offhook Lab Root CA',
    ]);
    const [leaf] = outcome.value;
    expect(leaf).toMatchObject({ issuer: 'Offhook Lab Issuing CA', names: [host] });
    expect(leaf?.fingerprint256).toBe(new X509Certificate(identity().chainPem).fingerprint256);
    expect((leaf?.validTo ?? 0) - Date.now()).toBeGreaterThan(300 * day);
    expect(traced).toEqual([{ kind: 'chain', host, verdict: 'trusted', subjects: [host, 'Offhook Lab Issuing CA'] }]);
  });

  it.each([
    ['expired', 'CERTIFICATE_EXPIRED'],
    ['not-yet-valid', 'CERTIFICATE_NOT_YET_VALID'],
    ['wrong-name', 'CERTIFICATE_WRONG_NAME'],
    ['self-signed', 'CERTIFICATE_SELF_SIGNED'],
    ['unknown-root', 'CERTIFICATE_UNKNOWN_ISSUER'],
    ['leaf-only', 'CERTIFICATE_INTERMEDIATE_MISSING'],
    ['weak-key', 'CERTIFICATE_WEAK'],
    ['weak-issuer', 'CERTIFICATE_WEAK'],
    ['sha1', 'CERTIFICATE_WEAK'],
  ] as const)('[D1] on a certificate that is %s is %s', async (fault, code) => {
    const shown = await bench.show(identity(fault));
    const outcome = await judge(shown, inLab());
    expect(outcome).toMatchObject({ ok: false, failure: { code, server: host, at, data: { host } } });
    expect(traced).toMatchObject([{ kind: 'chain', host }]);
    expect(traced).not.toMatchObject([{ verdict: 'trusted' }]);
    expect(shown.received).toEqual([]);
  });

  it('[D1] tells what a person must know: until when, for which names, how weak', async () => {
    const fail = async (fault: CertificateFault) => {
      const outcome = await judge(await bench.show(identity(fault)), inLab());
      return outcome.ok ? undefined : outcome.failure;
    };
    const expired = await fail('expired');
    expect(Date.parse(expired?.data?.validTo ?? '')).toBeLessThan(Date.now());
    expect(Date.parse((await fail('not-yet-valid'))?.data?.validFrom ?? '')).toBeGreaterThan(Date.now());
    expect((await fail('wrong-name'))?.data?.names).toBe('server.cpandl.com');
    expect((await fail('weak-key'))?.data?.weakness).toBe('key of 1024 bits');
    expect((await fail('weak-issuer'))?.data?.weakness).toBe('Offhook Lab Weak CA: key of 1024 bits');
    expect((await fail('sha1'))?.data?.weakness).toBe('signed with SHA-1');
  });

  it('[D1] holds for the name that was asked for, not for another the server has', async () => {
    expect(await judge(await bench.show(identity()), inLab(), 'sip.contoso.net')).toMatchObject({
      failure: { code: 'CERTIFICATE_WRONG_NAME', server: 'sip.contoso.net' },
    });
    expect(await judge(await bench.show(identity()), inLab(), '127.0.0.1')).toMatchObject({
      failure: { code: 'CERTIFICATE_WRONG_NAME', server: '127.0.0.1' },
    });
  });
});
