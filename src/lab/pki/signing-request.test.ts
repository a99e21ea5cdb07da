import { describe, expect, it } from 'vitest';
import recordings from '../../../test/fixtures/web/recorded.json' with { type: 'json' };
import { readSigningRequest } from './signing-request.ts';
import { makeRequest } from './test-requests.ts';

const [recording] = recordings;
const recorded = Buffer.from(recording?.request ?? '', 'base64');

describe('PKCS#10', () => {
  it.each(recordings.map(({ name, request }) => [name, request]))('takes the request recorded in %s', (_, request) => {
    const read = readSigningRequest(Buffer.from(request ?? '', 'base64'));
    expect(read).toMatchObject({ ok: true, commonName: 'alice@lab.test' });
    if (read.ok) expect(read.publicKey.asymmetricKeyDetails?.modulusLength).toBe(2048);
  });

  it.each(['SHA-256', 'SHA-1'] as const)('takes what another library made, signed with %s', async (hash) => {
    const made = await makeRequest('Inês@contoso.com', 'rsa-2048', hash);
    const read = readSigningRequest(made.der);
    expect(read).toMatchObject({ ok: true, commonName: 'Inês@contoso.com' });
    if (read.ok) expect(read.publicKey.export({ type: 'spki', format: 'der' })).toEqual(Buffer.from(made.spki));
  });

  it('refuses short keys and keys that TLS-DSK has no use for', async () => {
    expect(readSigningRequest((await makeRequest('a@b.c', 'rsa-1024')).der)).toEqual({ ok: false, problem: 'key' });
    expect(readSigningRequest((await makeRequest('a@b.c', 'ec')).der)).toEqual({ ok: false, problem: 'algorithm' });
  });

  it('refuses a request whose name or key was changed after signing', () => {
    const renamed = Buffer.from(recorded);
    renamed.write('b', renamed.indexOf('alice@'));
    expect(readSigningRequest(renamed)).toEqual({ ok: false, problem: 'signature' });
    const last = Buffer.from(recorded);
    last[last.length - 1] = (last.at(-1) ?? 0) ^ 1;
    expect(readSigningRequest(last)).toEqual({ ok: false, problem: 'signature' });
  });

  it('refuses every truncation, trailing bytes and a megabyte, and never throws', () => {
    for (let length = 0; length < recorded.length; length += 1) {
      expect(readSigningRequest(recorded.subarray(0, length)).ok).toBe(false);
    }
    expect(readSigningRequest(Buffer.concat([recorded, Buffer.from([0])])).ok).toBe(false);
    expect(readSigningRequest(Buffer.alloc(1024 * 1024, 0x30)).ok).toBe(false);
  });

  it('survives any single byte turned around, and accepts none of them', () => {
    for (let at = 0; at < recorded.length; at += 1) {
      const damaged = Buffer.from(recorded);
      damaged[at] = (damaged[at] ?? 0) ^ 0xff;
      expect(readSigningRequest(damaged).ok).toBe(false);
    }
  });
});
