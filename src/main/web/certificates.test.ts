import { createPrivateKey, X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  address,
  bench,
  client,
  code,
  companyWebForEachTest,
  ntlm,
  onPath,
  paths,
  right,
  targetName,
} from '../../../test/fixtures/web/certificate-bench.ts';
import { until } from '../../../test/fixtures/web/web-client.ts';
import { createMemorySecrets } from '../store/memory-secrets.ts';

companyWebForEachTest();

describe('[E7] a certificate of one’s own', () => {
  it('comes by web ticket and request, for this person and this key, over one connection', async () => {
    const { obtain, clock } = client();
    const outcome = await obtain();
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.failure));
    const { certificatePem, privateKeyPem, notAfter, isNew } = outcome.value;
    const certificate = new X509Certificate(certificatePem);
    expect(certificate.subject).toContain(`CN=${address}`);
    expect(certificate.checkPrivateKey(createPrivateKey(privateKeyPem))).toBe(true);
    expect([notAfter, isNew]).toEqual([Date.parse(certificate.validTo), true]);
    expect(bench.web.log).toEqual([
      `GET ${paths.description} 200`,
      `GET ${paths.tickets}/mex 200`,
      `POST ${paths.signIn} 401`,
      `POST ${paths.signIn} 200`,
      `POST ${paths.publish} 200`,
    ]);
    expect(bench.web.connections).toBe(1);
    await until(() => bench.web.sockets.size === 0);
    expect(clock.pending).toBe(0);
  });

  it('is kept: the second sign-in asks nobody, nor does one after a restart', async () => {
    const first = client();
    await first.obtain();
    const asked = bench.web.log.length;
    expect(await first.obtain()).toMatchObject({ ok: true, value: { isNew: false } });
    const restarted = client({}, first.secrets);
    expect(await restarted.obtain()).toMatchObject({ ok: true, value: { isNew: false } });
    expect(bench.web.log).toHaveLength(asked);
  });

  it('is another one for another server', async () => {
    const { obtain } = client();
    await obtain();
    expect(await obtain(undefined, 'pool02.contoso.com')).toMatchObject({ ok: true, value: { isNew: true } });
    expect(await obtain(undefined, 'POOL01.contoso.com')).toMatchObject({ ok: true, value: { isNew: false } });
  });

  it('is replaced after the server refused it, and when it ends within the hour', async () => {
    bench.web.behaviour.certificateLifeMs = 3 * 3_600_000;
    const { obtain, source, clock } = client();
    await obtain();
    await source.reject(targetName);
    expect(await obtain()).toMatchObject({ value: { isNew: true } });
    await clock.advance(2 * 3_600_000 - 60_000);
    expect(await obtain()).toMatchObject({ value: { isNew: false } });
    await clock.advance(120_000);
    expect(await obtain()).toMatchObject({ value: { isNew: true } });
  });

  it('is asked for once by two who need it at the same time', async () => {
    const { obtain } = client();
    const both = await Promise.all([obtain(), obtain()]);
    expect(both.map((outcome) => outcome.ok)).toEqual([true, true]);
    expect(bench.web.log.filter((line) => line.startsWith(`POST ${paths.publish}`))).toHaveLength(1);
  });

  it('is asked for again by the second when the first gives up', async () => {
    const { obtain } = client();
    const given = new AbortController();
    onPath(paths.publish, () => (given.signal.aborted ? undefined : 'silence'));
    const first = obtain(given.signal);
    const second = obtain();
    await until(() => bench.web.log.includes(`POST ${paths.publish} silence`));
    given.abort();
    expect(await first).toMatchObject({ ok: false, failure: { code: 'WEB_SERVICE_UNREACHABLE' } });
    expect(await second).toMatchObject({ ok: true });
  });

  it('keeps nobody waiting who has given up, and the other goes on', async () => {
    const { obtain } = client();
    const given = new AbortController();
    onPath(paths.publish, () => (given.signal.aborted ? undefined : 'silence'));
    const first = obtain();
    const second = obtain(given.signal);
    await until(() => bench.web.log.includes(`POST ${paths.publish} silence`));
    given.abort();
    expect(await second).toMatchObject({ ok: false, failure: { detail: 'given up' } });
    for (const socket of bench.web.sockets) socket.destroy();
    expect(await first).toMatchObject({ ok: true });
  });

  it('is forgotten with the person, in memory and on disk', async () => {
    const { obtain, store, secrets } = client();
    await obtain();
    expect(await secrets.get(`certificates:${address}`)).toContain('PRIVATE KEY');
    await store.forgetCertificates(address);
    expect(await secrets.get(`certificates:${address}`)).toBeUndefined();
    expect(await obtain()).toMatchObject({ value: { isNew: true } });
  });
});

describe('[E1] signing in to the ticket service', () => {
  it('takes the ticket that is held before any password', async () => {
    bench.web.behaviour.accepts = ['ntlm', 'negotiate', 'basic'];
    const asked: string[] = [];
    const negotiate = {
      token: (name: string) => {
        asked.push(name);
        return Promise.resolve(Buffer.from('kerberos-ticket'));
      },
    };
    expect(await code({ negotiate, ntlm })).toBe('a certificate');
    expect(asked).toEqual(['HTTP/pool01.contoso.com']);
  });

  it('falls back to the password when the ticket is refused or none is held', async () => {
    bench.web.behaviour.accepts = ['negotiate', 'ntlm'];
    const wrong = { token: () => Promise.resolve(Buffer.from('stale')) };
    expect(await code({ negotiate: wrong, credentials: right, ntlm })).toBe('a certificate');
    const none = { token: () => Promise.resolve(undefined) };
    expect(await code({ negotiate: none, credentials: right, ntlm })).toBe('a certificate');
    expect(await code({ negotiate: none })).toBe('TICKET_MISSING');
    expect(await code({ negotiate: wrong })).toBe('CREDENTIALS_WRONG');
  });

  it('waits ten seconds for a centre that does not answer, and not a moment for one who gives up', async () => {
    bench.web.behaviour.accepts = ['negotiate'];
    const silent = { token: () => new Promise<never>(() => undefined) };
    const late = client({ negotiate: silent });
    const outcome = late.obtain();
    await until(() => bench.web.log.includes(`POST ${paths.signIn} 401`));
    const given = new AbortController();
    const other = client({ negotiate: silent });
    const ended = other.obtain(given.signal);
    await until(() => bench.web.log.filter((line) => line === `POST ${paths.signIn} 401`).length === 2);
    given.abort();
    expect(await ended).toMatchObject({ ok: false });
    await until(() => late.clock.pending > 0);
    await late.clock.advance(10_000);
    expect(await outcome).toMatchObject({ failure: { code: 'TICKET_MISSING' } });
    expect([late.clock.pending, other.clock.pending]).toEqual([0, 0]);
  });

  it('speaks NTLM over one connection, inside Negotiate where that alone is offered', async () => {
    bench.web.behaviour.accepts = ['ntlm'];
    expect(await code({ credentials: right, ntlm })).toBe('a certificate');
    expect(bench.web.connections).toBe(1);
    bench.web.behaviour.accepts = ['negotiate'];
    expect(await code({ credentials: right, ntlm })).toBe('a certificate');
    expect(bench.web.log.join('\n')).not.toContain('Basic');
  });

  it('saves a round trip where the description names the form', async () => {
    bench.web.behaviour.accepts = ['ntlm'];
    bench.web.behaviour.described = ['NtlmAuthentication'];
    expect(await code({ credentials: right, ntlm })).toBe('a certificate');
    expect(bench.web.log.filter((line) => line.includes('/Auth'))).toHaveLength(2);
  });

  it('needs no proof where none is asked for, and says so where nothing fits', async () => {
    bench.web.behaviour.accepts = ['nothing'];
    expect(await code()).toBe('a certificate');
    bench.web.behaviour.accepts = ['ntlm'];
    expect(await code()).toBe('AUTH_SCHEME_UNSUPPORTED');
  });

  it.each(['basic', 'ntlm'] as const)('[E3] tries a wrong password once by %s and by nothing else', async (form) => {
    bench.web.behaviour.accepts = [form, 'basic'];
    expect(await code({ credentials: { ...right, password: 'wrong' }, ntlm })).toBe('CREDENTIALS_WRONG');
    expect(bench.web.log.filter((line) => line.includes('/Auth'))).toHaveLength(form === 'basic' ? 2 : 3);
  });

  it('[E3] names an address that belongs to somebody else', async () => {
    bench.web.behaviour.owner = 'vadim@contoso.com';
    const outcome = await client().obtain();
    expect(outcome).toMatchObject({ failure: { code: 'ACCOUNT_MISMATCH', diagnostics: [{ code: 28_000 }] } });
    bench.web.behaviour.owner = address;
    const words =
      '28000;source="pool01.contoso.com";reason="The SIP URI of the request does not match the credentials"';
    onPath(paths.signIn, ({ headers }) =>
      headers.authorization ? { status: 403, headers: { 'X-Ms-diagnostics': words } } : undefined,
    );
    expect(await code()).toBe('ACCOUNT_MISMATCH');
  });

  it('gives up when the connection is closed between two rounds', async () => {
    bench.web.behaviour.accepts = ['ntlm'];
    onPath(paths.signIn, ({ headers }) =>
      headers.authorization
        ? {
            status: 401,
            headers: { 'www-authenticate': `NTLM ${btoa('challenge')}`, connection: 'close' },
          }
        : undefined,
    );
    const outcome = await client({ credentials: right, ntlm }).obtain();
    expect(outcome).toMatchObject({ failure: { code: 'WEB_SERVICE_UNREACHABLE' } });
    expect(bench.web.log.filter((line) => line.includes('/Auth'))).toHaveLength(2);
  });

  it('does not answer a challenge that cannot be read', async () => {
    onPath(paths.signIn, ({ headers }) => ({
      status: 401,
      headers: { 'www-authenticate': headers.authorization ? `NTLM ${btoa('junk')}` : 'NTLM' },
    }));
    expect(await code({ credentials: right, ntlm })).toBe('WEB_SERVICE_UNREADABLE');
  });
});

describe('[E2] secrets', () => {
  it('stay out of trace and failures: password, ticket, entropy, key', async () => {
    bench.web.behaviour.accepts = ['basic'];
    const { obtain, traced } = client();
    const outcome = await obtain();
    const said = JSON.stringify(traced);
    expect(said).toContain(`https://pool01.contoso.com:${bench.web.port}${paths.signIn}`);
    expect(said).not.toMatch(/Karen-Pw1|PRIVATE|SamlSecurityToken|Assertion|Basic /);
    expect(said).not.toContain(btoa(`${address}:Karen-Pw1`));
    expect(outcome.ok).toBe(true);
    const refused = await client({ credentials: { ...right, password: 'Secret-Pw2' } }).obtain();
    expect(JSON.stringify(refused)).not.toContain('Secret-Pw2');
  });

  it.each([
    ['where only a plain store is at hand', createMemorySecrets(false), true],
    ['in the lab', createMemorySecrets(), false],
  ])('are in memory alone %s', async (_, secrets, keeps) => {
    const { obtain, store } = client({ credentials: right }, secrets, { keeps });
    expect(await obtain()).toMatchObject({ value: { isNew: true } });
    expect(await obtain()).toMatchObject({ value: { isNew: false } });
    expect(await secrets.get(`certificates:${address}`)).toBeUndefined();
    store.clearMemory();
    expect(await obtain()).toMatchObject({ value: { isNew: true } });
  });

  it.each([
    'junk',
    '{"targets":{"pool01.contoso.com":7}}',
    '{"targets":{"pool01.contoso.com":{"certificatePem":"x","privateKeyPem":"y"}}}',
  ])('that were damaged on disk are replaced: %s', async (text) => {
    const secrets = createMemorySecrets();
    await secrets.set(`certificates:${address}`, text);
    expect(await client({ credentials: right }, secrets).obtain()).toMatchObject({ value: { isNew: true } });
  });

  it('survive a secret store that fails', async () => {
    const broken = {
      ...createMemorySecrets(),
      get: () => Promise.reject(new Error('locked')),
      set: () => Promise.resolve(false),
    };
    expect(await client({ credentials: right }, broken).obtain()).toMatchObject({ ok: true });
  });
});

describe('[E2] [E7] a person who does not want to be remembered', () => {
  it('has a certificate as long as the application runs, and nothing of it on disk', async () => {
    const secrets = createMemorySecrets();
    const { obtain } = client(undefined, secrets, { remembers: false });
    expect(await obtain()).toMatchObject({ ok: true, value: { isNew: true } });
    expect(await obtain()).toMatchObject({ ok: true, value: { isNew: false } });
    expect(await secrets.get(`certificates:${address}`)).toBeUndefined();
  });

  it('no longer has one on disk that was kept before', async () => {
    const secrets = createMemorySecrets();
    await client(undefined, secrets).obtain();
    expect(await secrets.get(`certificates:${address}`)).toContain('PRIVATE KEY');
    expect(await client(undefined, secrets, { remembers: false }).obtain()).toMatchObject({ value: { isNew: false } });
    expect(await secrets.get(`certificates:${address}`)).toBeUndefined();
  });
});

describe('[E3] a stored certificate', () => {
  it('is not for another password: that one is judged by the server, and the certificate stays for its own', async () => {
    const secrets = createMemorySecrets();
    await client(undefined, secrets).obtain();
    const stranger = client({ credentials: { ...right, password: 'another' } }, secrets);
    expect(await stranger.obtain()).toMatchObject({ failure: { code: 'CREDENTIALS_WRONG' } });
    expect(await client(undefined, secrets).obtain()).toMatchObject({ value: { isNew: false } });
  });
});
