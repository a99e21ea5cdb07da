import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAuthValue } from '../sip/auth-header.ts';
import { readMessage } from '../sip/read.ts';
import { encodeUtf8 } from '../sip/text.ts';
import {
  maxGssapiBytes,
  readAuthenticationInfo,
  readGssChallenge,
  readGssChallenges,
  readSignatures,
} from './read-gss.ts';
import { writeGssSignature, writeGssStep } from './write-gss.ts';

const challengeIn = (text: string) => readGssChallenge(readAuthValue(text) ?? { scheme: '', params: new Map() });

function responseWith(status: string, ...headers: string[]) {
  const common =
    'Via: SIP/2.0/TLS 192.0.2.1\r\nFrom: <sip:a@lab.test>;tag=1\r\nTo: <sip:a@lab.test>;tag=2\r\nCall-ID: c\r\n';
  const text = `SIP/2.0 ${status}\r\n${common}CSeq: 1 REGISTER\r\n${headers.map((line) => `${line}\r\n`).join('')}Content-Length: 0\r\n\r\n`;
  const read = readMessage(encodeUtf8(text));
  if (!read.ok || read.message.kind !== 'response') throw new Error('no response');
  return read.message;
}

describe('challenges', () => {
  it('[E1] reads every scheme of a 401, in the server’s order, and leaves Digest to others', () => {
    const response = responseWith(
      '401 Unauthorized',
      'WWW-Authenticate: NTLM realm="SIP Communications Service", targetname="fe01.lab.test", version=4',
      'WWW-Authenticate: Kerberos realm="SIP Communications Service", targetname="sip/fe01.lab.test", version=4',
      'WWW-Authenticate: Digest realm="r", nonce="n"',
      'WWW-Authenticate: TLS-DSK realm="SIP Communications Service", targetname="fe01.lab.test", version=4, sts-uri="https://pool01.lab.test:443/CertProv/CertProvisioningService.svc"',
    );
    const realm = 'SIP Communications Service';
    expect(readGssChallenges(response)).toEqual({
      header: 'Authorization',
      challenges: [
        { scheme: 'NTLM', realm, targetName: 'fe01.lab.test', version: 4 },
        { scheme: 'Kerberos', realm, targetName: 'sip/fe01.lab.test', version: 4 },
        {
          scheme: 'TLS-DSK',
          realm,
          targetName: 'fe01.lab.test',
          version: 4,
          stsUri: 'https://pool01.lab.test:443/CertProv/CertProvisioningService.svc',
        },
      ],
    });
  });

  it('looks for a proxy’s challenge where a proxy puts it', () => {
    const response = responseWith('407 Proxy Authentication Required', 'Proxy-Authenticate: ntlm realm="r"');
    const challenge = { scheme: 'NTLM', realm: 'r', targetName: '', version: 0 };
    expect(readGssChallenges(response)).toEqual({ header: 'Proxy-Authorization', challenges: [challenge] });
  });

  it('finds the token that ends a handshake in the answer itself', () => {
    const response = responseWith('200 OK', 'Authentication-Info: TLS-DSK opaque="01", gssapi-data="FAMB", version=4');
    expect(readGssChallenges(response).challenges).toEqual([
      {
        scheme: 'TLS-DSK',
        realm: '',
        targetName: '',
        version: 4,
        opaque: '01',
        gssapiData: { kind: 'token', bytes: Uint8Array.of(0x14, 3, 1) },
      },
    ]);
  });

  it.each(['\0', '\r', '\n'])('takes no name that could not be sent back: %j', (char) => {
    for (const name of ['realm', 'targetname', 'opaque']) {
      expect(readGssChallenge({ scheme: 'NTLM', params: new Map([[name, `a${char}b`]]) })).toBeUndefined();
    }
  });

  it('decodes the token and keeps the association’s name', () => {
    expect(challengeIn('TLS-DSK opaque="21A773E9", gssapi-data="FgMB", targetname="t", realm="r", version=4')).toEqual({
      scheme: 'TLS-DSK',
      realm: 'r',
      targetName: 't',
      version: 4,
      opaque: '21A773E9',
      gssapiData: { kind: 'token', bytes: Uint8Array.of(0x16, 3, 1) },
    });
    expect(challengeIn('NTLM gssapi-data=""')?.gssapiData).toEqual({ kind: 'token', bytes: new Uint8Array(0) });
  });

  it.each([
    ['*** this is no base64 ***', 'gssapi-data is not base64'],
    ['A', 'gssapi-data is not base64'],
    ['A'.repeat(Math.ceil(maxGssapiBytes / 3) * 4 + 4), 'gssapi-data is too long'],
  ])('says what is wrong with a token: %.30s', (token, problem) => {
    expect(challengeIn(`NTLM gssapi-data="${token}"`)?.gssapiData).toEqual({ kind: 'unreadable', problem });
  });

  it('takes a token of the largest size', () => {
    const token = Buffer.alloc(maxGssapiBytes).toString('base64');
    expect(challengeIn(`NTLM gssapi-data="${token}"`)?.gssapiData?.kind).toBe('token');
  });

  it.each(['-1', '4.0', '99999', 'x', ''])('takes version %s for none', (version) => {
    expect(challengeIn(`NTLM realm="r", version="${version}"`)?.version).toBe(0);
  });

  it('knows no other scheme', () => {
    expect([challengeIn('Digest realm="r", nonce="n"'), challengeIn('Negotiate abcd'), challengeIn('')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('signatures of the server', () => {
  const text =
    'TLS-DSK qop="auth", opaque="21A773E9", srand="5EA20BA7", snum="33", rspauth="e4e881d3db7c97b7e4e881d3db7c97b7e4e881d3", targetname="server.lab.test", realm="SIP Communications Service", version=4';
  const info = {
    scheme: 'TLS-DSK',
    schemeText: 'TLS-DSK',
    realm: 'SIP Communications Service',
    targetName: 'server.lab.test',
    opaque: '21A773E9',
    random: '5EA20BA7',
    count: '33',
    signature: 'e4e881d3db7c97b7e4e881d3db7c97b7e4e881d3',
  };

  it('[E8] reads one', () => {
    expect(readAuthenticationInfo(readAuthValue(text) ?? { scheme: '', params: new Map() })).toEqual(info);
  });

  it('finds the registrar’s and the proxy’s, and nothing in what is none', () => {
    const response = responseWith(
      '200 OK',
      `Authentication-Info: ${text}`,
      'Authentication-Info: nextnonce="x"',
      'Authentication-Info: NTLM realm="r"',
      'Proxy-Authentication-Info: Ntlm rspauth="01"',
    );
    const other = { scheme: 'NTLM', schemeText: 'Ntlm', realm: '', targetName: '', opaque: '', random: '', count: '' };
    expect(readSignatures(response)).toEqual([info, { ...other, signature: '01' }]);
  });
});

describe('our header', () => {
  const names = { scheme: 'NTLM', realm: 'SIP Communications Service', targetName: 'server.lab.test' } as const;

  it('asks for the first token with an empty one', () => {
    expect(writeGssStep({ ...names, version: 4, token: new Uint8Array(0) })).toBe(
      'NTLM qop="auth", realm="SIP Communications Service", targetname="server.lab.test", gssapi-data="", version=4',
    );
  });

  it('leaves out the version where the server named none or an old one', () => {
    const step = { ...names, opaque: '9D521A7E', token: Uint8Array.of(1, 2, 3) };
    expect(writeGssStep({ ...step, version: 2 })).toBe(
      'NTLM qop="auth", opaque="9D521A7E", realm="SIP Communications Service", targetname="server.lab.test", gssapi-data="AQID"',
    );
    expect(writeGssStep({ ...step, version: 3 })).toMatch(/, version=3$/);
  });

  it('signs without a token', () => {
    const proof = { random: '6d8a1af8', count: 2, signature: '010000002654F9E6B7E413A264000000' };
    expect(writeGssSignature({ ...names, opaque: '9D521A7E' }, proof)).toBe(
      'NTLM qop="auth", opaque="9D521A7E", realm="SIP Communications Service", targetname="server.lab.test", crand="6d8a1af8", cnum="2", response="010000002654F9E6B7E413A264000000"',
    );
  });

  it('is read back whatever the server called itself', () => {
    const text = fc.string().filter((word) => !/[\r\n\0]/.test(word));
    fc.assert(
      fc.property(text, text, text, fc.uint8Array({ maxLength: 64 }), (realm, targetName, opaque, token) => {
        const step = { scheme: 'TLS-DSK', realm, targetName, opaque, version: 4, token } as const;
        const { token: bytes, ...rest } = step;
        expect(challengeIn(writeGssStep(step))).toEqual({ ...rest, gssapiData: { kind: 'token', bytes } });
      }),
    );
  });
});
