import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readInvitation } from './invitation.ts';
import { writeAccept, writeCancel, writeOffer } from './write-invitation.ts';

const keys = { encryption: new Uint8Array(24).fill(1), hash: new Uint8Array(24).fill(2) };
const endpoint = { address: '10.0.0.7', port: 6891, authCookie: 93_301 };
const offer = { cookie: '33267', fileName: 'Bericht für Öl.docx', fileSize: 60_904, isUnreachable: true };

/** As it was published for the protocol's first client. */
const published = [
  'Application-Name: File Transfer',
  'Application-GUID: {5D3E02AB-6190-11d3-BBBB-00C04F795683}',
  'Invitation-Command: INVITE',
  'Invitation-Cookie: 33267',
  'Application-File: readme.txt',
  'Application-FileSize: 60904',
  '',
  '',
].join('\r\n');

describe('an invitation', () => {
  it('as published is read', () => {
    expect(readInvitation(published)).toEqual({
      ok: true,
      value: {
        command: 'INVITE',
        cookie: '33267',
        fileName: 'readme.txt',
        fileSize: 60_904,
        isEncrypted: false,
        isUnreachable: false,
      },
    });
  });

  it('as we write it is read back', () => {
    expect(readInvitation(writeOffer(offer))).toEqual({
      ok: true,
      value: { command: 'INVITE', isEncrypted: true, ...offer },
    });
    expect(readInvitation(writeAccept({ cookie: '5', keys, endpoint, senderConnects: true }))).toEqual({
      ok: true,
      value: { command: 'ACCEPT', cookie: '5', keys, endpoint },
    });
    expect(readInvitation(writeAccept({ cookie: '5' }))).toEqual({
      ok: true,
      value: { command: 'ACCEPT', cookie: '5' },
    });
    expect(readInvitation(writeCancel('5', 'REJECT'))).toEqual({
      ok: true,
      value: { command: 'CANCEL', cookie: '5', code: 'REJECT' },
    });
  });

  it('to something else is said to be that', () => {
    const game = published.replace('5D3E02AB-6190-11d3-BBBB-00C04F795683', '56b994a7-380f-410b-9985-c809d78c1bdc');
    expect(readInvitation(game)).toEqual({ ok: false, problem: 'not-a-file' });
  });

  it.each([
    ['without a cookie', published.replace('Invitation-Cookie', 'X')],
    ['with a cookie that is text', published.replace('33267', '33 267')],
    ['without a name', published.replace('readme.txt', '')],
    ['with a size that is none', published.replace('60904', '-1')],
    ['with a size beyond numbers', published.replace('60904', '9'.repeat(20))],
    ['with another command', published.replace('INVITE', 'EXECUTE')],
    ['with short keys', writeAccept({ cookie: '5', keys: { ...keys, hash: new Uint8Array(8) } })],
    ['with one key', writeAccept({ cookie: '5', keys }).replace(/Hash-Key.*\r\n/, '')],
    ['with a host name', writeAccept({ cookie: '5', endpoint: { ...endpoint, address: 'www.contoso.com' } })],
    ['with a port of the system', writeAccept({ cookie: '5', endpoint: { ...endpoint, port: 25 } })],
    ['with a port beyond ports', writeAccept({ cookie: '5', endpoint: { ...endpoint, port: 70_000 } })],
    ['without a number to prove', writeAccept({ cookie: '5', endpoint }).replace(/AuthCookie.*\r\n/, '')],
    ['that is empty', ''],
  ])('%s is unreadable', (_what, body) => {
    expect(readInvitation(body)).toEqual({ ok: false, problem: 'unreadable' });
  });

  it('cannot say a second file name', () => {
    const twice = `${published.trimEnd()}\r\nApplication-File: evil.exe\r\n`;
    expect(readInvitation(twice)).toMatchObject({ value: { fileName: 'readme.txt' } });
  });

  it('of any text is read without throwing', () => {
    const word = fc.constantFrom(
      ...published.split(/[\r\n: ]+/),
      'ACCEPT',
      'IP-Address',
      'Port',
      '\r\n',
      ': ',
      '9'.repeat(400),
    );
    const body = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(word, { maxLength: 60 }).map((words) => words.join(' ')),
    );
    fc.assert(fc.property(body, (text) => typeof readInvitation(text).ok === 'boolean'));
  });
});
