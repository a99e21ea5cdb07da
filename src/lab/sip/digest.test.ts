import { describe, expect, it } from 'vitest';
import type { AuthValue } from '../../protocol/sip/auth-header.ts';
import type { Clock, Random } from '../../shared/clock.ts';
import { challengeValue, type DigestChallenge, digestCredentials, provesPassword } from './digest.ts';
import { Nonces } from './nonces.ts';

function credentials(text: string): AuthValue {
  const found = digestCredentials([text]);
  if (!found) throw new Error('no Digest credentials in the vector');
  return found;
}

const guestChallenge: DigestChallenge = {
  realm: 'garth@tailspintoys.com',
  nonce: 'h8A4ZW22ygGZozIIGZcb43waVME-M6Gq',
  opaque: '0C1D4536',
  algorithm: 'MD5-sess',
};
const guestAnswer = (response: string) =>
  credentials(
    `Digest username="36825c7a-a4ea-430b-aa85-e8aa6ee97ebc@anonymous.invalid", realm="garth@tailspintoys.com", qop=auth, algorithm=MD5-sess, uri="sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ", nonce="${guestChallenge.nonce}", nc=00000001, cnonce="0a4f113b", opaque="0C1D4536", response="${response}"`,
  );

describe('digest', () => {
  it('[E5] accepts both readings of MD5-sess for a conference key, and no other key', () => {
    const check = { challenge: guestChallenge, method: 'INVITE', password: '2Z92HZZZ' };
    expect(provesPassword(guestAnswer('eb81a83d09583086cc81ae35a9fe79fc'), check)).toBe(true);
    expect(provesPassword(guestAnswer('2c45fe61f381eff6554946a8e993e779'), check)).toBe(true);
    expect(provesPassword(guestAnswer('eb81a83d09583086cc81ae35a9fe79fc'), { ...check, password: 'WRONG' })).toBe(
      false,
    );
    expect(provesPassword(guestAnswer('eb81a83d09583086cc81ae35a9fe79fc'), { ...check, method: 'BYE' })).toBe(false);
  });

  it('accepts the vector of RFC 2617 for MD5', () => {
    const challenge: DigestChallenge = {
      realm: 'testrealm@host.com',
      nonce: 'dcd98b7102dd2f0e8b11d0f600bfb0c093',
      opaque: '5ccc069c403ebaf9f0171e9517f40e41',
      algorithm: 'MD5',
    };
    const answer = credentials(
      'Digest username="Mufasa", realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", uri="/dir/index.html", qop=auth, nc=00000001, cnonce="0a4f113b", response="6629fae49393a05397450978507c4ef1", opaque="5ccc069c403ebaf9f0171e9517f40e41"',
    );
    expect(provesPassword(answer, { challenge, method: 'GET', password: 'Circle Of Life' })).toBe(true);
    expect(
      provesPassword(answer, {
        challenge: { ...challenge, realm: 'other' },
        method: 'GET',
        password: 'Circle Of Life',
      }),
    ).toBe(false);
  });

  it('accepts the vector of RFC 7616 for SHA-256', () => {
    const challenge: DigestChallenge = {
      realm: 'http-auth@example.org',
      nonce: '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v',
      opaque: 'FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS',
      algorithm: 'SHA-256',
    };
    const answer = credentials(
      'Digest username="Mufasa", realm="http-auth@example.org", uri="/dir/index.html", algorithm=SHA-256, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", nc=00000001, cnonce="f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ", qop=auth, response="753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"',
    );
    expect(provesPassword(answer, { challenge, method: 'GET', password: 'Circle of Life' })).toBe(true);
  });

  it('refuses an answer that is no hash at all', () => {
    const check = { challenge: guestChallenge, method: 'INVITE', password: '2Z92HZZZ' };
    expect(provesPassword(guestAnswer('zz'), check)).toBe(false);
    expect(provesPassword(guestAnswer(''), check)).toBe(false);
  });

  it('names itself Digest with an unquoted algorithm and says when only the nonce was old', () => {
    expect(challengeValue(guestChallenge)).toBe(
      'Digest realm="garth@tailspintoys.com", nonce="h8A4ZW22ygGZozIIGZcb43waVME-M6Gq", opaque="0C1D4536", algorithm=MD5-sess, qop="auth"',
    );
    expect(challengeValue(guestChallenge, true)).toContain('stale=true');
  });
});

describe('nonces', () => {
  let counter = 0;
  const random: Random = { bytes: (count) => new Uint8Array(count).fill(counter++) };
  let now = 0;
  const clock: Clock = { now: () => now, wall: () => now, after: () => () => undefined };

  it('lets each count through once, and none after fifteen minutes', () => {
    const nonces = new Nonces(clock, random);
    const { nonce } = nonces.issue('realm', 'MD5');
    expect(nonces.use(nonce, '00000001')).toBe('fresh');
    expect(nonces.use(nonce, '00000001')).toBe('replayed');
    expect(nonces.use(nonce, '0000000a')).toBe('fresh');
    expect(nonces.use(nonce, 'rubbish')).toBe('replayed');
    expect(nonces.use('never issued', '00000001')).toBe('unknown');
    now += 15 * 60_000;
    expect(nonces.use(nonce, '0000000b')).toBe('stale');
  });

  it('forgets the oldest when a flood of requests wants challenges', () => {
    const nonces = new Nonces(clock, { bytes: (count) => crypto.getRandomValues(new Uint8Array(count)) });
    const first = nonces.issue('realm', 'MD5').nonce;
    for (let i = 0; i < 2000; i++) nonces.issue('realm', 'MD5');
    expect(nonces.challengeOf(first)).toBeUndefined();
  });
});
