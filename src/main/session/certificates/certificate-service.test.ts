import { afterEach, describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../../test/fakes/fake-random.ts';
import { createTlsBench, makeLadder, type Shown } from '../../../../test/fakes/tls-bench.ts';
import { createAuthority } from '../../../lab/pki/authority.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { SystemRoots } from '../../../shared/model/examination.ts';
import type { TraceBody } from '../../../shared/model/trace.ts';
import { createMemorySettings } from '../../store/memory-settings.ts';
import type { Tracer } from '../../trace/tracer.ts';
import { policyOf } from '../../trust/company-authorities.ts';
import { createTrust } from '../../trust/trust.ts';
import { createCertificateService } from './certificate-service.ts';

const host = 'ews.contoso.com';
const karen = 'karen@contoso.com';
const authority = createAuthority(Date.now(), createFakeRandom(7));
const whole = authority.identityOf(host, []);
const leafOnly = authority.identityOf(host, [], 'leaf-only');
const bench = createTlsBench();

afterEach(() => bench.close());

type Answer = (signal: AbortSignal) => Promise<readonly string[]>;

function setUp(
  addresses: readonly string[] | Answer = [],
  clock: Clock = createFakeClock(),
  systemRoots?: () => SystemRoots | undefined,
) {
  const settings = createMemorySettings();
  const traced: TraceBody[] = [];
  const tracer: Tracer = { record: (body) => traced.push(body), for: () => tracer };
  const trust = createTrust({ extraRoots: () => [authority.rootPem], machineRoots: () => [] });
  const service = createCertificateService({
    clock,
    tracer,
    trust: () => trust.under(policyOf(settings.get(), karen)),
    localAddressFor: () => undefined,
    ...(systemRoots ? { systemRoots } : {}),
    addressesOf: async (_host, { signal }) => (typeof addresses === 'function' ? addresses(signal) : addresses),
    settings,
  });
  const examine = async ({ port }: Pick<Shown, 'port'>, name = host) => {
    const outcome = await service.examine({ host: name, port });
    if (!outcome.ok) throw new Error(outcome.failure.code);
    return outcome.value;
  };
  return { service, examine, traced, settings: settings.get };
}

describe('a look at a server', () => {
  it('[Q1] tells the address that sends the leaf only from the one that sends all', async () => {
    const outside = await bench.show(whole, { address: '127.0.0.2' });
    await bench.show(leafOnly, { address: '127.0.0.3', port: outside.port });
    const { examine } = setUp(['127.0.0.2', '127.0.0.3']);
    const [good, bad] = (await examine(outside)).addresses;
    expect(good).toMatchObject({ peer: `127.0.0.2:${outside.port}`, protocol: 'TLSv1.3' });
    expect(good?.failure).toBeUndefined();
    expect(good?.sent.map(({ subject }) => subject)).toEqual([host, 'Offhook Lab Issuing CA']);
    expect(bad?.failure).toMatchObject({
      code: 'CERTIFICATE_INTERMEDIATE_MISSING',
      data: { issuer: 'Offhook Lab Issuing CA', sent: '1' },
    });
    expect(bad?.sent.map(({ subject }) => subject)).toEqual([host]);
  });

  it('[Q3] draws from the good address what the bad one lacks, once it was seen', async () => {
    const outside = await bench.show(whole, { address: '127.0.0.2' });
    const inside = await bench.show(leafOnly, { address: '127.0.0.3' });
    const { service } = setUp();
    await service.examine({ host: '127.0.0.2', port: outside.port });
    const outcome = await service.examine({ host: '127.0.0.3', port: inside.port });
    const links = outcome.ok ? (outcome.value.addresses[0]?.chain ?? []) : [];
    expect(links.map(({ origin, name }) => [origin, name])).toEqual([
      ['sent', host],
      ['missing', 'Offhook Lab Issuing CA'],
      ['this-computer', 'Offhook Lab Root CA'],
    ]);
  });

  it('says so where the roots of this system come in a way that nobody has checked', async () => {
    const shown = await bench.show(whole);
    const looks = [undefined, 'unverified', 'out-of-reach'] as const;
    for (const systemRoots of looks) {
      const { examine } = setUp(['127.0.0.1'], createFakeClock(), () => systemRoots);
      expect((await examine(shown)).systemRoots).toBe(systemRoots);
    }
  });

  it('[Q7] sends nothing, whatever the server is', async () => {
    const shown = await bench.show(whole);
    const { examine } = setUp(['127.0.0.1']);
    await examine(shown);
    expect(shown.received).toEqual([]);
  });

  it('[D7] looks at an old server too, and finds it too old unless the account allows it', async () => {
    const old = await bench.show(whole, { minVersion: 'TLSv1', maxVersion: 'TLSv1' });
    const { examine } = setUp(['127.0.0.1']);
    expect((await examine(old)).addresses[0]).toMatchObject({
      failure: { code: 'TLS_TOO_OLD' },
      protocol: 'TLSv1',
      sent: [{ subject: host }, {}],
    });
  });

  it('tells of each address that cannot be reached, and of a name without any', async () => {
    const shown = await bench.show(whole, { address: '127.0.0.2' });
    const { examine } = setUp(['127.0.0.2', '127.0.0.9']);
    const { addresses } = await examine(shown);
    expect(addresses.map(({ failure }) => failure?.code)).toEqual([undefined, 'CONNECT_REFUSED']);
    expect(await setUp([]).service.examine({ host, port: 443 })).toMatchObject({
      failure: { code: 'HOST_WITHOUT_ADDRESS', server: host },
    });
  });

  it.each(['', 'not a name', 'a/b', '-x.example', 'x'.repeat(300), '[::1', 'https://contoso.com'])(
    'takes no server named %j',
    async (name) => {
      expect(await setUp(['127.0.0.1']).service.examine({ host: name, port: 443 })).toMatchObject({
        failure: { code: 'MANUAL_SERVER_INVALID' },
      });
    },
  );

  it('looks at an address as it is typed, IPv6 with or without brackets', async () => {
    const refused = await setUp().service.examine({ host: '[::1]', port: 1 });
    expect(refused).toMatchObject({ ok: true, value: { host: '::1', addresses: [{ peer: '[::1]:1' }] } });
  });

  it('ends a look that is not done when another begins, and after 15 seconds', async () => {
    const clock = createFakeClock();
    const signals: AbortSignal[] = [];
    const { service } = setUp((signal) => {
      signals.push(signal);
      return new Promise((resolve) => signal.addEventListener('abort', () => resolve([]), { once: true }));
    }, clock);
    const first = service.examine({ host, port: 443 });
    const second = service.examine({ host, port: 443 });
    expect(await first).toMatchObject({ failure: { code: 'HOST_WITHOUT_ADDRESS' } });
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
    await clock.advance(15_000);
    expect(await second).toMatchObject({ ok: false });
  });
});

describe('authorities of a company', () => {
  const own = makeLadder(1, host);
  const [root = '', issuing = '', leaf = ''] = own.pems;

  it('[D3] are trusted for the account whose they are, from the moment they are added until they are taken away', async () => {
    const shown = await bench.show({ chainPem: leaf + issuing, keyPem: own.keyPem });
    const { service, examine, settings } = setUp(['127.0.0.1']);
    const codes = async () => (await examine(shown)).addresses[0]?.failure?.code;
    expect(await codes()).toBe('CERTIFICATE_UNKNOWN_ISSUER');
    expect(service.addAuthority('Karen@Contoso.com', Buffer.from(root))).toEqual({ ok: true, value: 'added' });
    expect(await codes()).toBeUndefined();
    const [kept] = settings().companyAuthorities[karen] ?? [];
    expect(kept?.name).toBe('Deep Root CA');
    service.removeAuthority(karen, kept?.fingerprint256 ?? '');
    expect(settings().companyAuthorities).toEqual({});
    expect(await codes()).toBe('CERTIFICATE_UNKNOWN_ISSUER');
  });

  it('are not trusted for another account', () => {
    const { service, settings } = setUp();
    service.addAuthority('jeremy@contoso.com', Buffer.from(root));
    expect(policyOf(settings(), karen).companyAuthorities).toEqual([]);
    expect(policyOf(settings(), '__proto__').companyAuthorities).toEqual([]);
  });

  it.each(['__proto__', 'constructor'])('are added and removed for an account named %s', (address) => {
    const { service, settings } = setUp();
    service.removeAuthority(address, 'x');
    expect(service.addAuthority(address, Buffer.from(root))).toEqual({ ok: true, value: 'added' });
    expect(policyOf(settings(), address).companyAuthorities).toHaveLength(1);
    service.removeAuthority(address, settings().companyAuthorities[address]?.[0]?.fingerprint256 ?? '');
    expect(policyOf(settings(), address).companyAuthorities).toEqual([]);
  });

  it('are kept once each, however often they are added', () => {
    const { service, settings } = setUp();
    service.addAuthority(karen, Buffer.from(root + issuing));
    service.addAuthority(karen, Buffer.from(root));
    expect(settings().companyAuthorities[karen]?.map(({ name }) => name)).toEqual([
      'Deep Issuing CA 1',
      'Deep Root CA',
    ]);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['no certificate', Buffer.from('hello')],
    ['a server’s own certificate', Buffer.from(leaf)],
    ['a damaged one', Buffer.from(root.replace(/[A-Z]{3}/g, 'AAA'))],
    ['a whole system’s bundle', Buffer.from(root.repeat(21))],
  ])('are not found in a file with %s', (_what, file) => {
    const { service, settings } = setUp();
    expect(service.addAuthority(karen, file)).toMatchObject({ failure: { code: 'AUTHORITY_FILE_INVALID' } });
    expect(settings().companyAuthorities).toEqual({});
  });

  it('are read from DER as well', () => {
    const { service, settings } = setUp();
    const der = Buffer.from(root.replace(/-----[^-]+-----|\s/g, ''), 'base64');
    expect(service.addAuthority(karen, der).ok).toBe(true);
    expect(settings().companyAuthorities[karen]?.[0]?.pem).toContain('BEGIN CERTIFICATE');
  });
});
