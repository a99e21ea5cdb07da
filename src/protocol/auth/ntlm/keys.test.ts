/** RFC 1320 A.5, RFC 6229, [MS-NLMP] 4.2.4, a published SIP sign-in, and recorded ones. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ntlmRecordings } from '../../../../test/fixtures/auth/load.ts';
import { ntlmHashes as hashes } from '../../../main/sip/association/hashes.ts';
import { encodeUtf8 } from '../../sip/text.ts';
import { joinBytes, toHex } from '../bytes.ts';
import { decodeUtf16, encodeUtf16, ntlmTime } from './format.ts';
import { computeResponses, directionKeys, passwordKey } from './keys.ts';
import { md4 } from './md4.ts';
import { rc4 } from './rc4.ts';
import { datagramSignature } from './signature.ts';

const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));

describe('MD4', () => {
  it.each([
    ['', '31d6cfe0d16ae931b73c59d7e0c089c0'],
    ['a', 'bde52cb31de33e46245e05fbdbd6fb24'],
    ['abc', 'a448017aaf21d8525fc10ae87aa6729d'],
    ['message digest', 'd9130a8164549fe818874806e1c7014b'],
    ['abcdefghijklmnopqrstuvwxyz', 'd79e1c308aa5bbcdeea8ed63df412da9'],
    ['ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', '043f8582f241db351ce627e153e7f0e4'],
    ['1234567890'.repeat(8), 'e33b4ddc9c38f2199c3e7b164fcc0536'],
  ])('of "%s"', (text, hash) => {
    expect(toHex(md4(encodeUtf8(text)))).toBe(hash);
  });

  it('pads right at every length around a block', () => {
    const hashesOf = Array.from({ length: 130 }, (_, length) => toHex(md4(new Uint8Array(length))));
    expect(new Set(hashesOf).size).toBe(130);
  });
});

describe('RC4', () => {
  it.each([
    ['0102030405', 'b2396305f03dc027ccc3524a0a1118a8'],
    ['0102030405060708090a0b0c0d0e0f10', '9ac7cc9a609d1ef7b2932899cde41b97'],
  ])('key %s', (key, stream) => {
    expect(toHex(rc4(bytes(key), new Uint8Array(16)))).toBe(stream);
  });

  it('undoes itself', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 64 }), fc.uint8Array(), (key, data) => {
        expect(rc4(key, rc4(key, data))).toEqual(data);
      }),
    );
  });
});

it('keeps any text through UTF-16', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(decodeUtf16(encodeUtf16(text))).toBe(text);
    }),
  );
});

it('counts time from 1601 in tenths of microseconds', () => {
  expect(toHex(ntlmTime(0))).toBe('00803ed5deb19d01');
  expect(toHex(ntlmTime(Date.UTC(1601, 0, 1) + 1))).toBe('1027000000000000');
});

describe('[MS-NLMP] 4.2.4', () => {
  const key = passwordKey({ user: 'User', domain: 'Domain', password: 'Password' }, hashes);
  const responses = computeResponses(
    {
      key,
      serverChallenge: bytes('0123456789abcdef'),
      clientChallenge: bytes('aaaaaaaaaaaaaaaa'),
      time: new Uint8Array(8),
      targetInfo: bytes('02000c0044006f006d00610069006e0001000c00530065007200760065007200' + '00000000'),
    },
    hashes,
  );

  it('the password’s key, both responses, the session’s key', () => {
    expect(toHex(key)).toBe('0c868a403bfd7a93a3001ef22ef02e3f');
    expect(toHex(responses.nt.subarray(0, 16))).toBe('68cd0ab851e51c96aabc927bebef6a1c');
    expect(toHex(responses.lm)).toBe('86c35097ac9cec102554764a57cccc19aaaaaaaaaaaaaaaa');
    expect(toHex(responses.sessionBaseKey)).toBe('8de40ccadbc14a82f15cb0ad0de95ca3');
  });

  it('the exchanged key, and what is derived from it', () => {
    const exchanged = bytes('55'.repeat(16));
    expect(toHex(rc4(responses.sessionBaseKey, exchanged))).toBe('c5dad2544fc9799094ce1ce90bc9d03e');
    const keys = directionKeys(exchanged, 'client', hashes);
    expect([toHex(keys.sign), toHex(keys.seal)]).toEqual([
      '4788dc861b4782f35d43fd98fe1a2d39',
      '59f600973cc4960a25480a7c196e4c58',
    ]);
  });

  it('one RC4 stream over a sealed message and the checksum behind it', () => {
    const { sign, seal } = directionKeys(bytes('55'.repeat(16)), 'client', hashes);
    const text = encodeUtf16('Plaintext');
    const checksum = hashes.hmacMd5(sign, joinBytes(new Uint8Array(4), text)).subarray(0, 8);
    expect(toHex(rc4(seal, joinBytes(text, checksum)))).toBe(
      '54e50165bf1936dc996020c1811b0f06fb5f' + '7fb38ec5c55d4976',
    );
  });
});

it('raises every unit of the name by itself, as Windows does', () => {
  const keyOf = (user: string) => toHex(passwordKey({ user, domain: 'LAB', password: 'p' }, hashes));
  expect(keyOf('jürgen')).toBe(keyOf('JÜRGEN'));
  expect(keyOf('straße')).toBe(keyOf('STRAßE'));
  expect(keyOf('straße')).not.toBe(keyOf('STRASSE'));
  expect(keyOf('ışık')).toBe(keyOf('ıŞıK'));
  expect(keyOf('\u{10428}')).not.toBe(keyOf('\u{10400}'));
});

describe('a published sign-in over SIP', () => {
  const av = (id: number, text: string) => joinBytes(Uint8Array.of(id, 0, 2 * text.length, 0), encodeUtf16(text));
  const targetInfo = joinBytes(
    av(2, 'COSMO'),
    av(1, 'COSMO-OCS-R2'),
    av(4, 'cosmo.local'),
    av(3, 'cosmo-ocs-r2.cosmo.local'),
    av(5, 'cosmo.local'),
    new Uint8Array(4),
  );
  const responses = computeResponses(
    {
      key: passwordKey({ user: 'User', domain: 'COSMO', password: 'Pa$$word' }, hashes),
      serverChallenge: bytes('DD1BAAF4E7E218D1'),
      clientChallenge: bytes('D6AE875CB0FDAA41'),
      time: bytes('59519A1727B9CA01'),
      targetInfo,
    },
    hashes,
  );
  const sessionKey = rc4(responses.sessionBaseKey, bytes('31CB739E1CA80A498591E8AE797115E4'));

  it('both responses', () => {
    expect(toHex(responses.lm)).toBe('a1e92efe4e078bf7c5c0049acc6166c2d6ae875cb0fdaa41');
    expect(toHex(responses.nt.subarray(0, 16))).toBe('8dc0c800ae76eca606d2b9fbebd04731');
  });

  it.each([
    [
      'client',
      '<NTLM><13317733><1><SIP Communications Service><cosmo-ocs-r2.cosmo.local><4037df9284354df39065195bd57a4b14><3><REGISTER><sip:user@cosmo.local><3e49177a52><sip:user@cosmo.local><><><><>',
      '0100000029618e9651b65a7764000000',
    ],
    [
      'server',
      '<NTLM><9616454F><1><SIP Communications Service><cosmo-ocs-r2.cosmo.local><4037df9284354df39065195bd57a4b14><3><REGISTER><sip:user@cosmo.local><3e49177a52><sip:user@cosmo.local><5E61CCD925D17E043D9A74835A88F664><><><7200><200>',
      '01000000e615438a917661be64000000',
    ],
  ] as const)('[E8] the signature of the %s', (from, text, signature) => {
    const keys = directionKeys(sessionKey, from, hashes);
    expect(toHex(datagramSignature(keys, encodeUtf8(text), hashes))).toBe(signature);
  });
});

describe.each(ntlmRecordings().map((recording) => [recording.name, recording] as const))(
  'recorded: %s',
  (_, recording) => {
    const sessionKey = bytes(recording.sessionKey);

    it('the responses and the session’s key', () => {
      const nt = bytes(recording.nt);
      const input = {
        key: passwordKey(recording, hashes),
        serverChallenge: new Uint8Array(Buffer.from(recording.challenge, 'base64').subarray(24, 32)),
        time: nt.slice(24, 32),
        clientChallenge: nt.slice(32, 40),
        targetInfo: nt.slice(44, -4),
      };
      const responses = computeResponses(input, hashes);
      expect(toHex(input.key)).toBe(recording.passwordKey);
      expect([toHex(responses.nt), toHex(responses.lm)]).toEqual([recording.nt, recording.lm]);
      expect(toHex(responses.sessionBaseKey)).toBe(recording.sessionBaseKey);
      expect(toHex(rc4(responses.sessionBaseKey, sessionKey))).toBe(recording.encryptedSessionKey);
    });

    it('[E8] the keys and signatures of both ends', () => {
      for (const from of ['client', 'server'] as const) {
        const { sign, seal } = directionKeys(sessionKey, from, hashes);
        expect({ sign: toHex(sign), seal: toHex(seal) }).toEqual(recording[`${from}Keys`]);
      }
      const sign = (from: 'client' | 'server', text: string) =>
        toHex(datagramSignature(directionKeys(sessionKey, from, hashes), encodeUtf8(text), hashes));
      for (const { input, signature } of recording.signed) expect(sign('client', input)).toBe(signature.toLowerCase());
      expect(sign('server', recording.fromServer.input)).toBe(recording.fromServer.signature);
    });
  },
);
