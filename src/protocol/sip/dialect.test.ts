/** What Microsoft servers and their neighbours really send, and stock parsers drop or bend. */
import { describe, expect, it } from 'vitest';
import { joinBytes } from '../../../test/fixtures/rfc4475/build.ts';
import { accept, acceptRequest, acceptResponse } from '../../../test/fixtures/sip/accept.ts';
import { requestBytes } from '../../../test/fixtures/sip/compose.ts';
import { readAuthValue, readAuthValues } from './auth-header.ts';
import { readContentType } from './content-type.ts';
import { headerOf, headersOf, type SipMessage } from './message.ts';
import { readMultipart } from './mime.ts';
import { decodeUtf8 } from './text.ts';

const bodyText = (message: SipMessage) => decodeUtf8(message.body);

describe('authorisation', () => {
  it('keeps every one of several WWW-Authenticate headers', () => {
    const message = acceptResponse('401 Unauthorized', 'REGISTER', [
      'WWW-Authenticate: NTLM realm="SIP Communications Service", targetname="fe01.contoso.com", version=4',
      'WWW-Authenticate: Kerberos realm="SIP Communications Service", targetname="sip/fe01.contoso.com", version=4',
      'WWW-Authenticate: TLS-DSK realm="SIP Communications Service", targetname="fe01.contoso.com", version=4, sts-uri="https://fe01.contoso.com/CertProv/CertProvisioningService.svc"',
    ]);
    const values = headersOf(message, 'www-authenticate').flatMap(readAuthValues);
    expect(values.map((value) => value.scheme)).toEqual(['NTLM', 'Kerberos', 'TLS-DSK']);
    expect(values[2]?.params.get('sts-uri')).toBe('https://fe01.contoso.com/CertProv/CertProvisioningService.svc');
  });

  it('reads the parameters of schemes other than Digest', () => {
    const value = readAuthValue(
      'TLS-DSK realm="r", targetname="fe01", version=4, opaque="A1B2", gssapi-data="FgMBAFECAAB="',
    );
    expect(Object.fromEntries(value?.params ?? [])).toEqual({
      realm: 'r',
      targetname: 'fe01',
      version: '4',
      opaque: 'A1B2',
      'gssapi-data': 'FgMBAFECAAB=',
    });
  });

  it('reads two challenges in one header', () => {
    const message = acceptResponse('401 Unauthorized', 'REGISTER', [
      'WWW-Authenticate: NTLM realm="r", targetname="t", version=4, Kerberos realm="r", targetname="sip/t", version=4',
    ]);
    const values = readAuthValues(headerOf(message, 'www-authenticate') ?? '');
    expect(values.map((value) => [value.scheme, value.params.get('targetname')])).toEqual([
      ['NTLM', 't'],
      ['Kerberos', 'sip/t'],
    ]);
  });

  it.each([
    [
      'Authentication-Info',
      'TLS-DSK qop="auth", opaque="7C5A0F09", srand="5F0F0A72", snum="33", rspauth="9a6bd8", version=4',
      'TLS-DSK',
    ],
    [
      'Proxy-Authentication-Info',
      'NTLM rspauth="01000000", srand="1B6D47A1", snum="33", opaque="357E6F72", qop="auth"',
      'NTLM',
    ],
  ])('reads %s', (name, text, scheme) => {
    const value = readAuthValue(
      headerOf(acceptResponse('200 OK', 'REGISTER', [`${name}: ${text}`]), name.toLowerCase()) ?? '',
    );
    expect([value?.scheme, value?.params.get('snum')]).toEqual([scheme, '33']);
  });
});

describe('methods, events, start lines', () => {
  it.each(['SERVICE', 'BENOTIFY', 'NEGOTIATE', 'INFO', 'UPDATE', 'PRACK', 'PUBLISH'])('reads %s', (method) => {
    const message = acceptRequest(
      method,
      ['Event: vnd-microsoft-roaming-contacts', 'Content-Type: application/cccp+xml'],
      {
        body: '<a/>',
      },
    );
    expect(message).toMatchObject({ kind: 'request', method });
    expect(bodyText(message)).toBe('<a/>');
  });

  it.each(['vnd-microsoft-roaming-contacts', 'vnd-microsoft-provisioning-v2', 'presence.wpending'])(
    'keeps Event: %s',
    (event) => {
      expect(
        headerOf(acceptRequest('BENOTIFY', [`Event: ${event}`, 'subscription-state: active;expires=50685']), 'event'),
      ).toBe(event);
    },
  );

  it('does not miss Max-Forwards', () => {
    expect(headerOf(acceptRequest('BENOTIFY'), 'max-forwards')).toBeUndefined();
  });

  it.each([
    ['401 ', 401, ''],
    ['404 Not Found "[x] <y>"', 404, 'Not Found "[x] <y>"'],
    ['200', 200, ''],
  ])('reads the status line %s', (line, status, reason) => {
    expect(acceptResponse(line, 'REGISTER')).toMatchObject({ status, reason });
  });
});

describe('headers', () => {
  it('reads names in lower case and in upper case', () => {
    const lines = [
      'SIP/2.0 200 OK',
      'VIA: SIP/2.0/TLS h',
      'from: <sip:a@b>;tag=1',
      'TO: <sip:c@d>',
      'call-id: x',
      'CSEQ: 1 MESSAGE',
    ];
    const message = accept(
      joinBytes([...lines, 'P-ASSERTED-IDENTITY: "r"<SIP:r@company.com>', 'content-length: 0', '', ''].join('\r\n')),
    );
    expect(headerOf(message, 'p-asserted-identity')).toBe('"r"<SIP:r@company.com>');
    expect(headerOf(message, 'cseq')).toBe('1 MESSAGE');
  });

  it('expands every compact name', () => {
    const lines = [
      'NOTIFY sip:a@b.c SIP/2.0',
      'v: SIP/2.0/TLS h',
      'f: <sip:a@b>;tag=1',
      't: <sip:c@d>',
      'i: x',
      'CSeq: 2 NOTIFY',
    ];
    const compact = [
      'm: <sip:x@y.z>',
      'o: presence',
      'k: timer',
      'x: 1800',
      'u: dialog',
      'b: <sip:r@s>',
      's: hei',
      'c: text/plain',
      'l: 1',
    ];
    const message = accept(joinBytes([...lines, ...compact, '', 'x'].join('\r\n')));
    expect(message.headers.slice(5).map((header) => header.key)).toEqual([
      'contact',
      'event',
      'supported',
      'session-expires',
      'allow-events',
      'referred-by',
      'subject',
      'content-type',
      'content-length',
    ]);
    expect(bodyText(message)).toBe('x');
  });

  it.each([
    [
      'ms-diagnostics',
      '1017;reason="Cannot route";cause="Possible server configuration issue";source="edge.contoso.com"',
    ],
    ['ms-text-format', 'text/plain; charset=UTF-8;msgr=WAAtAE0A;ms-body=SGk='],
    ['Session-Expires', '1800;refresher=uac'],
    ['Supported', 'timer, 100rel, ms-early-media, histinfo, gruu-10'],
    ['ms-conversation-id', 'AdXyz=='],
    ['ms-foo', '"abc'],
    ['Subject', ''],
  ])('keeps %s as it came', (name, value) => {
    expect(headerOf(acceptRequest('INVITE', [`${name}: ${value}`]), name.toLowerCase())).toBe(value);
  });

  it('tolerates a blank after Content-Length', () => {
    expect(bodyText(acceptRequest('MESSAGE', [], { body: 'hei', length: '3 ' }))).toBe('hei');
  });
});

describe('bodies', () => {
  const text = '<body>Blåbær – привет 🫐</body>';

  it('takes Content-Length as bytes', () => {
    expect(bodyText(acceptRequest('MESSAGE', ['Content-Type: text/plain; charset=UTF-8'], { body: text }))).toBe(text);
  });

  it('does not swallow the message that follows', () => {
    const first = requestBytes('MESSAGE', ['Content-Type: text/plain; charset=UTF-8'], { body: text });
    expect(bodyText(accept(joinBytes(first, requestBytes('BYE'))))).toBe(text);
  });

  it('keeps bytes that are no UTF-8', () => {
    const body = joinBytes('--b\r\n\r\n', Uint8Array.of(0xff, 0xfe, 0, 0x80, 0x81));
    const message = acceptRequest('MESSAGE', ['Content-Type: multipart/mixed;boundary="b"'], { body });
    expect(message.body).toEqual(body);
    const parts = readMultipart({ type: 'multipart/mixed', params: new Map([['boundary', 'b']]) }, message.body);
    expect(parts?.[0]?.body).toEqual(Uint8Array.of(0xff, 0xfe, 0, 0x80, 0x81));
  });

  it.each([
    ['multipart/alternative;boundary="----=_NextPart_000_0000_01D5.A1"', 'boundary', '----=_NextPart_000_0000_01D5.A1'],
    ['text/plain; charset=UTF-8;msgr=WAAtAE0ATQBTAC0ASQBNAA==', 'msgr', 'WAAtAE0ATQBTAC0ASQBNAA=='],
    ['text/plain; charset=UTF-8; ms-body=SGVp/+8=', 'ms-body', 'SGVp/+8='],
    ['application/sdp; charset=utf-8', 'charset', 'utf-8'],
  ])('reads Content-Type: %s', (value, name, expected) => {
    const message = acceptRequest('MESSAGE', [`Content-Type: ${value}`], { body: 'hei' });
    const type = readContentType(headerOf(message, 'content-type') ?? '');
    expect(type?.type).toBe(value.split(';')[0]);
    expect(type?.params.get(name)).toBe(expected);
  });
});
