/** The published texts of [MS-SIPAE] clients, each out of a message it stands for, and those of recorded sign-ins. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dskRecordings, ntlmRecordings } from '../../../test/fixtures/auth/load.ts';
import { readAuthValue } from '../sip/auth-header.ts';
import { headerOf, type SipMessage } from '../sip/message.ts';
import { readMessage } from '../sip/read.ts';
import { encodeUtf8 } from '../sip/text.ts';
import { signatureInput } from './signature-input.ts';

function message(startLine: string, ...headers: string[]): SipMessage {
  const lines = [startLine, 'Via: SIP/2.0/TLS 192.0.2.1:5061', ...headers, 'Content-Length: 0', '', ''];
  const read = readMessage(encodeUtf8(lines.join('\r\n')));
  if (!read.ok) throw new Error(read.problem);
  return read.message;
}

const stamp = (random: string, count: string, targetName: string, scheme = 'NTLM') => ({
  scheme,
  random,
  count,
  realm: 'SIP Communications Service',
  targetName,
});

const ringing = (identity: string) =>
  message(
    'SIP/2.0 180 Ringing',
    'From: "Sender" <sip:sender@company.com>;tag=2420628112;epid=54392f1bbf01',
    'To: <sip:recipient@company.com>;tag=7aee15546a;epid=3102EB8BD1',
    'Call-ID: 41CEg82ECa0AC8i3DD7mE673t9CF4b19DAxF780x',
    'CSeq: 1 INVITE',
    ...(identity === '' ? [] : [`P-Asserted-Identity: ${identity}`]),
  );

const ringingText = (sip: string, tel: string) =>
  `<NTLM><1B6D47A1><11><SIP Communications Service><LOC-COMPANYT-FE03.COMPANY.COM><41CEg82ECa0AC8i3DD7mE673t9CF4b19DAxF780x><1><INVITE><sip:sender@company.com><2420628112><sip:recipient@company.com><7aee15546a><${sip}><${tel}><><180>`;

const cosmo = [
  'From: <sip:user@cosmo.local>;tag=3e49177a52;epid=c8ca638a15',
  'Call-ID: 4037df9284354df39065195bd57a4b14',
  'CSeq: 3 REGISTER',
];

const ringingStamp = stamp('1B6D47A1', '11', 'LOC-COMPANYT-FE03.COMPANY.COM');

describe('published texts', () => {
  it('[E8] a 180, version 4, the identity’s case kept', () => {
    expect(signatureInput(ringingStamp, ringing('<SIP:recipient@company.com>'), 4)).toBe(
      ringingText('SIP:recipient@company.com', ''),
    );
  });

  it('a REGISTER, version 4', () => {
    const register = message('REGISTER sip:cosmo.local SIP/2.0', ...cosmo, 'To: <sip:user@cosmo.local>');
    expect(signatureInput(stamp('13317733', '1', 'cosmo-ocs-r2.cosmo.local'), register, 4)).toBe(
      '<NTLM><13317733><1><SIP Communications Service><cosmo-ocs-r2.cosmo.local><4037df9284354df39065195bd57a4b14><3><REGISTER><sip:user@cosmo.local><3e49177a52><sip:user@cosmo.local><><><><>',
    );
  });

  it('its 200, version 4', () => {
    const to = 'To: <sip:user@cosmo.local>;tag=5E61CCD925D17E043D9A74835A88F664';
    const answer = message('SIP/2.0 200 OK', ...cosmo, to, 'Expires: 7200');
    expect(signatureInput(stamp('9616454F', '1', 'cosmo-ocs-r2.cosmo.local'), answer, 4)).toBe(
      '<NTLM><9616454F><1><SIP Communications Service><cosmo-ocs-r2.cosmo.local><4037df9284354df39065195bd57a4b14><3><REGISTER><sip:user@cosmo.local><3e49177a52><sip:user@cosmo.local><5E61CCD925D17E043D9A74835A88F664><><><7200><200>',
    );
  });

  it('a 200 to REGISTER, version 2: neither To URI nor identity', () => {
    const answer = message(
      'SIP/2.0 200 OK',
      'From: <sip:gabriel@ocs.provo.novell.com>;tag=2947328781;epid=1234567890',
      'To: <sip:gabriel@ocs.provo.novell.com>;tag=B816D65C2300A32CFA6D371F2AF537FD',
      'Call-ID: 8592g5DCBa1694i5887m0D0Bt2247b3F38xAE9Fx',
      'CSeq: 3 REGISTER',
      'P-Asserted-Identity: <sip:gabriel@ocs.provo.novell.com>',
      'Expires: 900',
    );
    const text =
      '<NTLM><0878F41B><1><SIP Communications Service><ocs1.ocs.provo.novell.com><8592g5DCBa1694i5887m0D0Bt2247b3F38xAE9Fx><3><REGISTER><sip:gabriel@ocs.provo.novell.com><2947328781><B816D65C2300A32CFA6D371F2AF537FD><900><200>';
    for (const version of [0, 2]) {
      expect(signatureInput(stamp('0878F41B', '1', 'ocs1.ocs.provo.novell.com'), answer, version)).toBe(text);
    }
  });

  it.each([
    [
      '"Lunch, Lucas" <sip:llucas@cisco.com>,<tel:+420123456;ext=88463>',
      'sip:llucas@cisco.com',
      'tel:+420123456;ext=88463',
    ],
    [
      '<tel:+420123456;ext=88463>, "Lunch, Lucas" <sip:llucas@cisco.com>, <sip:other@cisco.com>',
      'sip:llucas@cisco.com',
      'tel:+420123456;ext=88463',
    ],
    ['tel:+14085264000', '', 'tel:+14085264000'],
    ['"open, <sip:a@b.c>', '', ''],
    ['', '', ''],
  ])('identity %s', (identity, sip, tel) => {
    for (const version of [3, 4]) {
      expect(signatureInput(ringingStamp, ringing(identity), version)).toBe(ringingText(sip, tel));
    }
  });

  it('takes the preferred identity only where none is asserted', () => {
    const headers = [...cosmo, 'To: <sip:user@cosmo.local>', 'P-Preferred-Identity: <sip:p@cosmo.local>'];
    const input = (extra: string[]) =>
      signatureInput(ringingStamp, message('REGISTER sip:cosmo.local SIP/2.0', ...headers, ...extra), 4);
    expect(input([])).toContain('<sip:p@cosmo.local><><>');
    expect(input(['P-Asserted-Identity: <tel:+47222>'])).toContain('<><tel:+47222><>');
  });
});

const signed = [...ntlmRecordings(), ...dskRecordings()].flatMap((recording) => recording.signed);

it.each(signed.map((one) => [one.input.slice(0, 22), one] as const))('recorded: %s', (_, { message: text, input }) => {
  const read = readMessage(encodeUtf8(text));
  if (!read.ok) throw new Error(read.problem);
  const { scheme, params } = readAuthValue(headerOf(read.message, 'authorization') ?? '') ?? {
    scheme: '',
    params: new Map(),
  };
  const of = (name: string) => params.get(name) ?? '';
  const own = { scheme, random: of('crand'), count: of('cnum'), realm: of('realm'), targetName: of('targetname') };
  expect(signatureInput(own, read.message, 4)).toBe(input);
});

it('makes a text of any readable message', () => {
  const value = fc.string().map((text) => text.replace(/[\r\n\0]/g, ' '));
  fc.assert(
    fc.property(value, value, fc.integer({ min: 0, max: 9 }), (identity, expires, version) => {
      const headers = [...cosmo, 'To: <sip:u@c.d>', `P-Asserted-Identity: ${identity}`, `Expires: ${expires}`];
      const read = readMessage(
        encodeUtf8(['REGISTER sip:cosmo.local SIP/2.0', 'Via: SIP/2.0/TLS a', ...headers, '', ''].join('\r\n')),
      );
      if (!read.ok) throw new Error(read.problem);
      expect(signatureInput(ringingStamp, read.message, version)).toMatch(/^<NTLM>.*>$/s);
    }),
  );
});
