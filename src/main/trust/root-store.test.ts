import { describe, expect, it } from 'vitest';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import { makeLadder } from '../../../test/fakes/tls-bench.ts';
import { createVerdictBench } from '../../../test/fakes/verdict-bench.ts';
import { createAuthority } from '../../lab/pki/authority.ts';
import { handshakeFailureOf } from './handshake-failure.ts';
import { RootStore } from './root-store.ts';
import { systemRootsOf } from './roots.ts';
import { createTrust } from './trust.ts';

const host = 'sip.contoso.com';
const at = Date.now();
const { bench, tracer, judge } = createVerdictBench(host, at);
const authority = createAuthority(at, createFakeRandom(7));

const inLab = () => createTrust({ extraRoots: () => [authority.rootPem], machineRoots: () => [] });
const identity = () => authority.identityOf(host, []);

describe('the roots', () => {
  it('of Windows and macOS come through the runtime, unverified, or not at all', () => {
    const getCACertificates = () => [];
    expect(systemRootsOf({ platform: 'linux', getCACertificates })).toBeUndefined();
    expect(systemRootsOf({ platform: 'win32', getCACertificates })).toBe('unverified');
    expect(systemRootsOf({ platform: 'darwin' })).toBe('out-of-reach');
  });

  it('[D3] of the lab count while they are handed in, and not a moment longer', async () => {
    let roots: string[] = [];
    const trust = createTrust({ extraRoots: () => roots });
    const shown = await bench.show(identity());
    expect(await judge(shown, trust)).toMatchObject({ failure: { code: 'CERTIFICATE_UNKNOWN_ISSUER' } });
    roots = [authority.rootPem];
    expect((await judge(shown, trust)).ok).toBe(true);
    roots = [];
    expect(await judge(shown, trust)).toMatchObject({ failure: { code: 'CERTIFICATE_UNKNOWN_ISSUER' } });
  });

  it('[D3] of the machine count always, and are read once', async () => {
    let reads = 0;
    const trust = createTrust({
      extraRoots: () => [],
      machineRoots: () => {
        reads += 1;
        return [authority.rootPem];
      },
    });
    const shown = await bench.show(identity());
    expect((await judge(shown, trust)).ok).toBe(true);
    expect((await judge(shown, trust)).ok).toBe(true);
    expect(reads).toBe(1);
  });
});

describe('an account', () => {
  const own = makeLadder(1, host);
  const [root = '', issuing = '', leaf = ''] = own.pems;
  const company = { companyAuthorities: [root], allowOlderTls: false };
  const ofCompany = () => bench.show({ chainPem: leaf + issuing, keyPem: own.keyPem });

  it('[D3] trusts its company’s own authority, and nobody else does', async () => {
    const everybody = inLab();
    const shown = await ofCompany();
    expect((await judge(shown, everybody.under(company))).ok).toBe(true);
    expect((await judge(shown, everybody)).ok).toBe(false);
    expect((await judge(shown, everybody.under({ ...company, companyAuthorities: [] }))).ok).toBe(false);
    expect((await judge(await bench.show(identity()), everybody.under(company))).ok).toBe(true);
  });

  it('[D7] reaches TLS 1.0 and 1.1 where it allowed it, under the same verdict', async () => {
    for (const version of ['TLSv1', 'TLSv1.1'] as const) {
      const old = await bench.show(identity(), { minVersion: version, maxVersion: version });
      const lenient = inLab().under({ companyAuthorities: [], allowOlderTls: true });
      const socket = await bench.open(old, lenient, host);
      expect(socket.getProtocol()).toBe(version);
      expect(lenient.verdict(socket, host, { tracer, at }).ok).toBe(true);
      const weak = authority.identityOf(host, [], 'weak-key');
      const doubly = await bench.show(weak, { minVersion: version, maxVersion: version });
      expect(await judge(doubly, lenient)).toMatchObject({ failure: { code: 'CERTIFICATE_WEAK' } });
    }
  });

  it('[D7] still speaks the newest with everybody else', async () => {
    const lenient = inLab().under({ companyAuthorities: [], allowOlderTls: true });
    expect((await bench.open(await bench.show(identity()), lenient, host)).getProtocol()).toBe('TLSv1.3');
  });
});

describe('preparing', () => {
  it('reads the roots, so that no connection has to', async () => {
    let reads = 0;
    const trust = createTrust({
      extraRoots: () => [],
      machineRoots: () => {
        reads += 1;
        return [authority.rootPem];
      },
    });
    expect(reads).toBe(0);
    trust.prepare();
    expect(reads).toBe(1);
    expect((await judge(await bench.show(identity()), trust)).ok).toBe(true);
    expect(reads).toBe(1);
  });

  it('makes the context that connections then use, until the roots change', () => {
    let roots: string[] = [];
    const store = new RootStore({ extraRoots: () => roots, machineRoots: () => [] });
    const strict = { companyAuthorities: [], allowOlderTls: false };
    const first = store.under(strict);
    expect(store.under(strict)).toBe(first);
    roots = [authority.rootPem];
    expect(store.under(strict)).not.toBe(first);
    expect(store.under({ ...strict, allowOlderTls: true })).not.toBe(store.under(strict));
  });

  it('passes over a root that cannot be read', async () => {
    const broken = '-----BEGIN CERTIFICATE-----\nMIIBgarbage\n-----END CERTIFICATE-----';
    const trust = createTrust({ extraRoots: () => [authority.rootPem], machineRoots: () => [broken, 'nothing'] });
    expect((await judge(await bench.show(identity()), trust)).ok).toBe(true);
  });
});

describe('the connection', () => {
  it('[D7] is not made with TLS below 1.2', async () => {
    const shown = await bench.show(identity(), { minVersion: 'TLSv1', maxVersion: 'TLSv1.1' });
    const refused = await judge(shown, inLab()).catch((error: NodeJS.ErrnoException) => error);
    expect(refused).toBeInstanceOf(Error);
    expect(handshakeFailureOf(refused as NodeJS.ErrnoException)).toBe('TLS_TOO_OLD');
  });
  it.each(['TLSv1.2', 'TLSv1.3'] as const)('[D7] is made with %s', async (version) => {
    const shown = await bench.show(identity(), { minVersion: version, maxVersion: version });
    expect((await judge(shown, inLab())).ok).toBe(true);
  });
});
