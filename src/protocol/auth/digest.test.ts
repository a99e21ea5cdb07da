import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type AuthValue, readAuthValue, readAuthValues } from '../sip/auth-header.ts';
import type { DigestHash } from './digest.ts';
import { chooseDigestChallenge, type DigestChallenge, readDigestChallenge, readDigestCredentials } from './read.ts';
import { answerDigest, type DigestAnswerInput } from './write.ts';

const NODE_NAMES = { MD5: 'md5', 'SHA-256': 'sha256', 'SHA-512-256': 'sha512-256' } as const;
const hash: DigestHash = (name, text) => createHash(NODE_NAMES[name]).update(text, 'utf8').digest('hex');

function value(text: string): AuthValue {
  return readAuthValue(text) ?? { scheme: '', params: new Map() };
}

function challenge(text: string): DigestChallenge {
  const read = readDigestChallenge(value(`Digest ${text}`));
  if (!read) throw new Error('no challenge');
  return read;
}

const MUFASA: Omit<DigestAnswerInput, 'challenge'> = {
  userName: 'Mufasa',
  password: 'Circle of Life',
  method: 'GET',
  uri: '/dir/index.html',
  nonceCount: 1,
  cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ',
};

function responseOf(input: DigestAnswerInput): string | undefined {
  return readDigestCredentials(value(answerDigest(input, hash)))?.response;
}

describe('published vectors', () => {
  it('RFC 2617 3.5: MD5 with qop', () => {
    const text =
      'realm="testrealm@host.com", qop="auth,auth-int", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc069c403ebaf9f0171e9517f40e41"';
    const input = { ...MUFASA, password: 'Circle Of Life', cnonce: '0a4f113b', challenge: challenge(text) };
    expect(responseOf(input)).toBe('6629fae49393a05397450978507c4ef1');
  });

  it.each([
    ['MD5', '8ca523f5e9506fed4657c9700eebdbec'],
    ['SHA-256', '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1'],
  ])('RFC 7616 3.9.1: %s', (algorithm, response) => {
    const text = `realm="http-auth@example.org", qop="auth, auth-int", algorithm=${algorithm}, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"`;
    expect(responseOf({ ...MUFASA, challenge: challenge(text) })).toBe(response);
  });

  it('the SIP vector of MD5-sess: the inner digest goes in as hex text', () => {
    const text =
      'realm="biloxi.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc069c403ebaf9f0171e9517f40e41", algorithm=MD5-sess, qop="auth"';
    const input = {
      userName: 'bob',
      password: 'zanzibar',
      method: 'INVITE',
      uri: 'sip:bob@biloxi.com',
      nonceCount: 1,
      cnonce: '0a4f113b',
    };
    expect(responseOf({ ...input, challenge: challenge(text) })).toBe('e4e4ea61d186d07a92c9e1f6919902e9');
  });

  it('[E5] a guest with the conference key', () => {
    const text =
      'realm="garth@tailspintoys.com", nonce="h8A4ZW22ygGZozIIGZcb43waVME-M6Gq", opaque="0C1D4536", algorithm=MD5-sess, qop="auth"';
    const answer = answerDigest(
      {
        challenge: challenge(text),
        userName: '36825c7a-a4ea-430b-aa85-e8aa6ee97ebc@anonymous.invalid',
        password: '2Z92HZZZ',
        method: 'INVITE',
        uri: 'sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ',
        nonceCount: 1,
        cnonce: '0a4f113b',
      },
      hash,
    );
    expect(readDigestCredentials(value(answer))).toEqual({
      userName: '36825c7a-a4ea-430b-aa85-e8aa6ee97ebc@anonymous.invalid',
      realm: 'garth@tailspintoys.com',
      nonce: 'h8A4ZW22ygGZozIIGZcb43waVME-M6Gq',
      uri: 'sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ',
      response: 'eb81a83d09583086cc81ae35a9fe79fc',
      algorithm: 'MD5-sess',
      opaque: '0C1D4536',
      qop: 'auth',
      nonceCount: '00000001',
      cnonce: '0a4f113b',
    });
  });
});

describe('answers', () => {
  it.each(['MD5', 'MD5-sess', 'SHA-256', 'SHA-256-sess', 'SHA-512-256', 'SHA-512-256-sess'])(
    '%s agrees with the definition',
    (algorithm) => {
      const input = {
        ...MUFASA,
        nonceCount: 258,
        challenge: challenge(`realm="r", nonce="n", algorithm=${algorithm}, qop="auth"`),
      };
      const node = algorithm.startsWith('MD5') ? 'md5' : algorithm.startsWith('SHA-256') ? 'sha256' : 'sha512-256';
      const h = (text: string) => createHash(node).update(text).digest('hex');
      const inner = h('Mufasa:r:Circle of Life');
      const key = algorithm.endsWith('-sess') ? h(`${inner}:n:${MUFASA.cnonce}`) : inner;
      expect(responseOf(input)).toBe(h(`${key}:n:00000102:${MUFASA.cnonce}:auth:${h('GET:/dir/index.html')}`));
    },
  );

  it('answers a challenge without qop as RFC 2069, without cnonce and count', () => {
    const answer = answerDigest({ ...MUFASA, challenge: challenge('realm="r", nonce="n"') }, hash);
    const h = (text: string) => createHash('md5').update(text).digest('hex');
    expect(answer).toContain(`response="${h(`${h('Mufasa:r:Circle of Life')}:n:${h('GET:/dir/index.html')}`)}"`);
    expect(answer).not.toMatch(/cnonce|nc=|qop|algorithm/);
  });

  it('escapes what would leave its quotes', () => {
    const input = { ...MUFASA, userName: 'DOMAIN\\"x', challenge: challenge('realm="a\\"b", nonce="n", qop="auth"') };
    const read = readDigestCredentials(value(answerDigest(input, hash)));
    expect([read?.userName, read?.realm]).toEqual(['DOMAIN\\"x', 'a"b']);
  });

  it('refuses to write a line break', () => {
    const input = { ...MUFASA, userName: 'a\r\nX: y', challenge: challenge('realm="r", nonce="n"') };
    expect(() => answerDigest(input, hash)).toThrow(/line break/);
  });
});

describe('challenges', () => {
  it('reads all of it, in any case', () => {
    const read = readDigestChallenge(
      value('DIGEST Realm="r", NONCE="n", opaque="", algorithm=sha-256-SESS, qop="AUTH", stale=TRUE'),
    );
    expect(read).toEqual({
      realm: 'r',
      nonce: 'n',
      opaque: '',
      algorithm: 'SHA-256-sess',
      algorithmText: 'sha-256-SESS',
      qop: 'auth',
      stale: true,
    });
  });

  it.each([
    'NTLM realm="r", nonce="n"',
    'Digest realm="r"',
    'Digest nonce="n"',
    'Digest realm="r", nonce=""',
    'Digest realm="r", nonce="n", algorithm=SHA3',
    'Digest realm="r", nonce="n", qop="auth-int"',
  ])('cannot answer %s', (text) => {
    expect(readDigestChallenge(value(text))).toBeUndefined();
  });

  it('takes the strongest of several', () => {
    const values = ['algorithm=MD5', 'algorithm=SHA-256', 'algorithm=SHA3', 'algorithm=MD5-sess'].map((text) =>
      value(`Digest realm="r", nonce="n", ${text}`),
    );
    expect(chooseDigestChallenge(values)?.algorithm).toBe('SHA-256');
    expect(chooseDigestChallenge([])).toBeUndefined();
  });

  it('[E1] finds Digest among the schemes of one header', () => {
    const values = readAuthValues(
      'NTLM realm="r", targetname="t", Digest realm="r", nonce="n", qop="auth", Basic realm="r"',
    );
    expect(chooseDigestChallenge(values)?.nonce).toBe('n');
  });
});

it.each([
  'Digest username="u", realm="r", nonce="n", uri="sip:x"',
  'Digest username="u", realm="r", nonce="n", uri="sip:x", response="short"',
  'Digest realm="r", nonce="n", uri="sip:x", response="6629fae49393a05397450978507c4ef1"',
  'NTLM username="u", realm="r", nonce="n", uri="sip:x", response="6629fae49393a05397450978507c4ef1"',
])('refuses credentials: %s', (text) => {
  expect(readDigestCredentials(value(text))).toBeUndefined();
});
