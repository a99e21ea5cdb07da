/** Before the lab judges our client it must agree with one that nobody here wrote, and with the published values. */
import { describe, expect, it } from 'vitest';
import { readAuthValue } from '../../protocol/sip/auth-header.ts';
import { headerOf } from '../../protocol/sip/message.ts';
import { readMessage } from '../../protocol/sip/read.ts';
import { Association } from './association.ts';
import { dskMac, type MessageMac, ntlmMac } from './message-mac.ts';
import { exportedSessionKey, keysOf, passwordKey } from './ntlm-keys.ts';
import { type NtlmOffer, verifyNtlm } from './ntlm-server.ts';
import { signatureText } from './signature-text.ts';
import { dskRecordings } from './test-dsk-recordings.ts';
import { ntlmRecordings, PASSWORD, REALM, type SignedByClient, TARGET } from './test-ntlm-recordings.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

function received(signed: SignedByClient) {
  const read = readMessage(Buffer.from(`${signed.lines.join('\r\n')}\r\n\r\n`));
  if (!read.ok) throw new Error(read.problem);
  const value = readAuthValue(headerOf(read.message, 'authorization') ?? '');
  if (!value) throw new Error('no Authorization');
  return { message: read.message, params: value.params };
}

function expectSigned(signed: SignedByClient, scheme: 'NTLM' | 'TLS-DSK', version: number, mac: MessageMac) {
  const { message, params } = received(signed);
  const [random = '', number = ''] = [params.get('crand'), params.get('cnum')];
  const fields = { scheme, random, number, realm: REALM, targetName: TARGET, version };
  expect(signatureText(message, fields)).toBe(signed.text);
  expect(mac.verify(signed.text, signed.signature)).toBe(true);
  expect(mac.verify(`${signed.text} `, signed.signature)).toBe(false);
  const plan = { scheme, realm: REALM, targetName: TARGET, version, opaque: 'A', address: 'alice@lab.test', mac };
  expect(new Association({ ...plan, endsAt: 1 }).check(message, params, 0)).toBe('good');
}

describe('primitives', () => {
  it('derives the keys of [MS-NLMP] 4.2', () => {
    expect(hex(passwordKey('Password', 'User', 'Domain'))).toBe('0c868a403bfd7a93a3001ef22ef02e3f');
    const keys = keysOf(Buffer.alloc(16, 0x55), 0xe288_8233);
    expect(hex(keys.clientSigning)).toBe('4788dc861b4782f35d43fd98fe1a2d39');
    expect(hex(keys.clientSealing)).toBe('59f600973cc4960a25480a7c196e4c58');
  });
});

describe.each(ntlmRecordings)('NTLM as SIPE speaks it: $title', (recording) => {
  const offer: NtlmOffer = {
    mode: 'datagram',
    message: Buffer.from(recording.challenge, 'base64'),
    serverChallenge: Buffer.from(recording.serverChallenge, 'hex'),
    negotiate: new Uint8Array(),
  };
  const authenticate = Buffer.from(recording.authenticate, 'base64');

  it('[E1] is proven with the right password and with no other', () => {
    const names: string[] = [];
    const accounts = (user: string, domain: string) => {
      names.push(user, domain);
      return { password: PASSWORD };
    };
    expect(verifyNtlm(offer, authenticate, accounts).kind).toBe('proven');
    expect(names).toEqual([recording.user, recording.domain]);
    expect(verifyNtlm(offer, authenticate, () => ({ password: 'Alice-Pw2' }))).toMatchObject({ why: 'wrong-password' });
    const other = { ...offer, serverChallenge: Buffer.alloc(8, 7) };
    expect(verifyNtlm(other, authenticate, accounts)).toMatchObject({ why: 'wrong-password' });
  });

  it('[E8] leads to the keys and the signatures that SIPE has', () => {
    const verdict = verifyNtlm(offer, authenticate, () => ({ password: PASSWORD }));
    if (verdict.kind !== 'proven') throw new Error(verdict.why);
    expect(hex(passwordKey(PASSWORD, recording.user, recording.domain))).toBe(recording.passwordKey);
    expect(Object.entries(verdict.keys).map(([name, key]) => [name, hex(key)])).toEqual([
      ['clientSigning', recording.clientSigning],
      ['serverSigning', recording.serverSigning],
      ['clientSealing', recording.clientSealing],
      ['serverSealing', recording.serverSealing],
    ]);
    const mac = ntlmMac(verdict.keys, verdict.flags);
    for (const signed of recording.signed) expectSigned(signed, 'NTLM', recording.version, mac);
    expect(mac.sign(recording.server.text)).toBe(recording.server.signature);
  });
});

describe.each(dskRecordings)('TLS-DSK as SIPE speaks it: $title', (recording) => {
  it('[E8] agrees on keys and signatures', () => {
    const material = Buffer.from(recording.keyingMaterial, 'hex');
    const [client, server] = [material.subarray(64, 96), material.subarray(96, 128)];
    expect([hex(client), hex(server)]).toEqual([recording.clientKey, recording.serverKey]);
    const mac = dskMac({ client, server, hash: 'sha1' });
    for (const signed of recording.signed) expectSigned(signed, 'TLS-DSK', 4, mac);
    expect(mac.sign(recording.server.text)).toBe(recording.server.signature);
  });
});

describe('signature text', () => {
  const fieldsOf = (version: number, random: string, number: string, targetName: string) => ({
    scheme: 'NTLM',
    random,
    number,
    realm: REALM,
    targetName,
    version,
  });
  const textOf = (lines: readonly string[], fields: ReturnType<typeof fieldsOf>) => {
    const read = readMessage(Buffer.from(`${lines.join('\r\n')}\r\nContent-Length: 0\r\n\r\n`));
    if (!read.ok) throw new Error(read.problem);
    return signatureText(read.message, fields);
  };

  it('holds the asserted identity of a 180, in the case it came', () => {
    const lines = [
      'SIP/2.0 180 Ringing',
      'Via: SIP/2.0/TLS 1.2.3.4:5061',
      'From: "Sender, A"<sip:sender@company.com>;tag=2420628112;epid=54392a9e8f',
      'To: <sip:recipient@company.com>;epid=21f2c5d2e1;tag=7aee15546a',
      'Call-ID: 41CEg82ECa0AC8i3DD7mE673t9CF4b19DAxF780x',
      'CSeq: 1 INVITE',
      'P-Asserted-Identity: "Recipient"<SIP:recipient@company.com>',
    ];
    expect(textOf(lines, fieldsOf(4, '1B6D47A1', '11', 'LOC-COMPANYT-FE03.COMPANY.COM'))).toBe(
      '<NTLM><1B6D47A1><11><SIP Communications Service><LOC-COMPANYT-FE03.COMPANY.COM><41CEg82ECa0AC8i3DD7mE673t9CF4b19DAxF780x><1><INVITE><sip:sender@company.com><2420628112><sip:recipient@company.com><7aee15546a><SIP:recipient@company.com><><><180>',
    );
  });

  it('leaves To and the asserted identity out up to version 2', () => {
    const lines = [
      'SIP/2.0 200 OK',
      'Via: SIP/2.0/TLS 1.2.3.4:5061',
      'From: <sip:gabriel@ocs.provo.novell.com>;tag=2947328781;epid=1234567890',
      'To: <sip:gabriel@ocs.provo.novell.com>;tag=B816D65C2300A32CFA6D371F2AF537FD',
      'Call-ID: 8592g5DCBa1694i5887m0D0Bt2247b3F38xAE9Fx',
      'CSeq: 3 REGISTER',
      'Expires: 900',
    ];
    expect(textOf(lines, fieldsOf(2, '0878F41B', '1', 'ocs1.ocs.provo.novell.com'))).toBe(
      '<NTLM><0878F41B><1><SIP Communications Service><ocs1.ocs.provo.novell.com><8592g5DCBa1694i5887m0D0Bt2247b3F38xAE9Fx><3><REGISTER><sip:gabriel@ocs.provo.novell.com><2947328781><B816D65C2300A32CFA6D371F2AF537FD><900><200>',
    );
  });

  it('takes the first address and the first number that are asserted', () => {
    const lines = [
      'INVITE sip:b@c.test SIP/2.0',
      'Via: SIP/2.0/TLS 1.2.3.4:5061',
      'From: <sip:a@c.test>;tag=1',
      'To: <sip:b@c.test>',
      'Call-ID: x',
      'CSeq: 1 INVITE',
      'P-Asserted-Identity: "Lunch, Lucas" <sip:llucas@cisco.com>,<tel:+420123456;ext=88463>',
    ];
    expect(textOf(lines, fieldsOf(4, 'r', '1', 't'))).toMatch(/<sip:llucas@cisco\.com><tel:\+420123456;ext=88463><>$/);
    const onlyNumber = [...lines.slice(0, -1), 'P-Preferred-Identity: tel:+14085264000'];
    expect(textOf(onlyNumber, fieldsOf(4, 'r', '1', 't'))).toMatch(/<><tel:\+14085264000><>$/);
  });

  it('signs and is signed as in the published trace of a real server', () => {
    const key = passwordKey('Pa$$word', 'User', 'COSMO');
    const flags = 0x6298_8255;
    const encryptedSessionKey = Buffer.from('31cb739e1ca80a498591e8ae797115e4', 'hex');
    const proof = Buffer.from('8dc0c800ae76eca606d2b9fbebd04731', 'hex');
    const mac = ntlmMac(keysOf(exportedSessionKey(key, proof, { flags, encryptedSessionKey }), flags), flags);
    const call =
      '<SIP Communications Service><cosmo-ocs-r2.cosmo.local><4037df9284354df39065195bd57a4b14><3><REGISTER>';
    const parties = '<sip:user@cosmo.local><3e49177a52><sip:user@cosmo.local>';
    const asked = `<NTLM><13317733><1>${call}${parties}<><><><>`;
    const answered = `<NTLM><9616454F><1>${call}${parties}<5E61CCD925D17E043D9A74835A88F664><><><7200><200>`;
    expect(mac.verify(asked, '0100000029618e9651b65a7764000000')).toBe(true);
    expect(mac.sign(answered)).toBe('01000000e615438a917661be64000000');
  });
});
