import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SipMessage } from '../sip/message.ts';
import { readMessage } from '../sip/read.ts';
import { encodeUtf8 } from '../sip/text.ts';
import { readLooks } from './looks.ts';
import { readContent, readToast } from './read-content.ts';
import { plainFromRtf } from './rtf.ts';
import { readImSession, shows } from './session.ts';
import { readTyping } from './typing.ts';
import { plainType, writeHtml, writeImSession, writeKeyboardActivity, writeToast } from './write.ts';

/** A request of the wire with these headers. */
function request(headers: readonly string[], body = '', method = 'MESSAGE'): SipMessage {
  const lines = [
    `${method} sip:karen@contoso.com SIP/2.0`,
    'Via: SIP/2.0/TLS 192.0.2.1:443;branch=z9hG4bK1',
    'Max-Forwards: 70',
    'From: <sip:jeremy@contoso.com>;tag=1',
    'To: <sip:karen@contoso.com>',
    'Call-ID: 1',
    `CSeq: 1 ${method}`,
    ...headers,
    `Content-Length: ${encodeUtf8(body).length}`,
  ];
  const reading = readMessage(encodeUtf8(`${lines.join('\r\n')}\r\n\r\n${body}`));
  if (!reading.ok) throw new Error(reading.problem);
  return reading.message;
}

const content = (type: string, body: string) => readContent(request([`Content-Type: ${type}`], body));
const msgr = (format: string) => Buffer.from(`X-MMS-IM-Format: ${format}\r\n\r\n`, 'utf16le').toString('base64');

describe('a message', () => {
  it('is plain text with the looks of the whole, as Communicator writes it', () => {
    const format = msgr('FN=Segoe%20UI; EF=BIU; CO=ff0000; CS=0; PF=00').replace(/=+$/, '');
    expect(content(`text/plain; charset=UTF-8;msgr=${format}`, 'Grüße')).toEqual({
      kind: 'plain',
      text: 'Grüße',
      looks: { bold: true, italic: true, underline: true, colour: '#0000ff' },
    });
    expect(content('text/plain', 'hi')).toEqual({ kind: 'plain', text: 'hi', looks: {} });
    expect(readContent(request([], 'hi'))).toEqual({ kind: 'plain', text: 'hi', looks: {} });
    expect(content('TEXT/HTML; charset=utf-8', '<b>hi</b>')).toEqual({ kind: 'html', html: '<b>hi</b>' });
  });

  it.each([
    ['', {}],
    ['!!', {}],
    [msgr('EF=; CO=0'), {}],
    [msgr('EF=s; CO=ff'), { strike: true, colour: '#ff0000' }],
    [msgr('CO=1234567'), {}],
    [Buffer.from('nothing of the kind', 'utf16le').toString('base64'), {}],
    ['A'.repeat(5000), {}],
  ])('reads the looks in %s', (given, looks) => {
    expect(readLooks(given)).toEqual(looks);
  });

  it('is the richest of several ways to say it', () => {
    const part = (type: string, body: string) => `--b\r\nContent-Type: ${type}\r\n\r\n${body}\r\n`;
    const both = `${part('text/plain', 'hi')}${part('text/html', '<i>hi</i>')}--b--\r\n`;
    expect(content('multipart/alternative;boundary=b', both)).toEqual({ kind: 'html', html: '<i>hi</i>' });
    const rtf = `${part('text/rtf', '{\\rtf1 hi}')}${part('text/plain', 'hi')}--b--\r\n`;
    expect(content('multipart/alternative;boundary="b"', rtf)).toMatchObject({ kind: 'plain', text: 'hi' });
    const nested = `--o\r\nContent-Type: multipart/alternative;boundary=b\r\n\r\n${both}\r\n--o--`;
    expect(content('multipart/related;boundary=o', nested)).toEqual({ kind: 'html', html: '<i>hi</i>' });
    const coded = `--b\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\naGk=\r\n--b--`;
    expect(content('multipart/mixed;boundary=b', coded)).toMatchObject({ kind: 'plain', text: 'hi' });
    expect(content('multipart/mixed;boundary=b', `${part('image/png', 'x')}--b--`)).toMatchObject({ kind: 'unknown' });
    expect(content('multipart/mixed', 'no boundary')).toMatchObject({ kind: 'unknown' });
  });

  it.each(['image/gif', 'application/x-ms-ink', 'text/x-msmsgsinvite', 'text/calendar', '"broken', 'x'])(
    'of type %s is somebody else’s',
    (type) => {
      expect(content(type, 'x')).toMatchObject({ kind: 'unknown' });
    },
  );

  it('that says nothing is silent', () => {
    expect(content('application/ms-imdn+xml', '<imdn/>')).toEqual({ kind: 'silent' });
    expect(content('application/xml+conversationinfo', '<ConversationInfo/>')).toEqual({ kind: 'silent' });
  });
});

describe('typing', () => {
  it.each([
    ['<KeyboardActivity><status status="type" /></KeyboardActivity>', { isTyping: true }],
    ['<?xml version="1.0"?><KeyboardActivity><status status="idle"/></KeyboardActivity>', { isTyping: false }],
    [
      '<isComposing xmlns="urn:ietf:params:xml:ns:im-iscomposing"><state>active</state><refresh>90</refresh></isComposing>',
      { isTyping: true, seconds: 90 },
    ],
    ['<isComposing><state>idle</state></isComposing>', { isTyping: false }],
    ['<isComposing><state>active</state></isComposing>', { isTyping: true, seconds: 120 }],
    ['<KeyboardActivity/>', undefined],
    ['<other/>', undefined],
    ['not xml', undefined],
    [`<KeyboardActivity><status status="type"/>${' '.repeat(5000)}</KeyboardActivity>`, undefined],
  ])('is read from %s', (text, typing) => {
    expect(readTyping(text)).toEqual(typing);
  });

  it('is written as it is read', () => {
    for (const isTyping of [true, false]) expect(readTyping(writeKeyboardActivity(isTyping))).toEqual({ isTyping });
  });
});

describe('RTF', () => {
  it.each([
    [
      '{\\rtf1\\ansi{\\fonttbl{\\f0 Segoe UI;}}{\\colortbl;\\red0\\green0\\blue255;}\\f0\\fs20 Hello \\b world\\b0\\par}',
      'Hello world',
    ],
    ["{\\rtf1 Gr\\'fc\\'dfe \\'80 5\\line next\\tab x}", 'Grüße € 5\nnext\tx'],
    ['{\\rtf1\\uc1 \\u8364?\\u-10179?\\u-8704?!}', '€😀!'],
    ['{\\rtf1\\uc2 \\u8364??x}', '€x'],
    ['{\\rtf1{\\*\\generator Riched20;}a\\{b\\}\\\\c\\~d\\_e}', 'a{b}\\c\u00a0d-e'],
    ['{\\rtf1 {\\pict 00ff00ff}after}', 'after'],
    ['no rtf at all', 'no rtf at all'],
    ['{\\rtf1 open {and {deeper', 'open and deeper'],
    ['{\\rtf1 }}}}too many', 'too many'],
    ['{\\rtf1\\', ''],
  ])('says %s', (rtf, text) => {
    expect(plainFromRtf(rtf)).toBe(text);
  });

  it('is bounded in depth and length', () => {
    expect(plainFromRtf(`{\\rtf1 ${'{'.repeat(200_000)}deep${'}'.repeat(200_000)}`)).toBe('deep');
    expect(plainFromRtf(`{\\rtf1 ${'x'.repeat(200_000)}}`)).toHaveLength(65_536);
  });
});

describe('the first message in an INVITE', () => {
  const invite = (value: string) => request([`ms-text-format: ${value}`], '', 'INVITE');

  it('is read as it was written, in any type of text', () => {
    expect(readToast(invite(writeToast(plainType, 'Grüße, "x"; y') ?? ''))).toEqual({
      kind: 'plain',
      text: 'Grüße, "x"; y',
      looks: {},
    });
    expect(readToast(invite('text/html;charset=UTF-8;ms-body=PGI+aGk8L2I+'))).toEqual({
      kind: 'html',
      html: '<b>hi</b>',
    });
  });

  it.each(['', 'text/plain', 'text/plain;ms-body=', 'text/plain;ms-body=!', 'image/gif;ms-body=AAAA', ';;;'])(
    'is none in %j',
    (value) => {
      expect(readToast(invite(value))).toBeUndefined();
    },
  );

  it('stays at home when it is long', () => {
    expect(writeToast(plainType, 'x'.repeat(1501))).toBeUndefined();
  });
});

describe('the description of a session', () => {
  it('is read as it is written, offer and answer', () => {
    expect(readImSession(encodeUtf8(writeImSession()))).toMatchObject({ media: 'message' });
    const answer = writeImSession('x-ms-message', 'sip:jeremy@contoso.com');
    expect(answer).toContain('m=x-ms-message 5060 sip sip:jeremy@contoso.com\r\n');
    const read = readImSession(encodeUtf8(answer));
    expect([read?.media, read && shows(read, 'text/html'), read && shows(read, 'image/gif')]).toEqual([
      'x-ms-message',
      true,
      false,
    ]);
  });

  it('tells what the other side shows', () => {
    const session = (types: string) => readImSession(encodeUtf8(`v=0\r\nm=message 5060 sip null\r\n${types}`));
    const showsHtml = (types: string) => {
      const read = session(types);
      return read && shows(read, 'text/html');
    };
    expect([
      showsHtml(''),
      showsHtml('a=accept-types:text/plain\r\n'),
      showsHtml('a=accept-types: TEXT/*\r\n'),
    ]).toEqual([true, false, true]);
  });

  it.each(['', 'v=0\r\nm=audio 5062 RTP/AVP 0\r\n', 'm=messages 1 sip x', 'x'.repeat(20_000)])('is none: %s', (sdp) => {
    expect(readImSession(encodeUtf8(sdp))).toBeUndefined();
  });
});

describe('HTML of ours', () => {
  it('holds words and looks, and nothing that a word could turn into markup', () => {
    const html = writeHtml([
      [
        { text: '<script>"&\'' },
        { text: '  x', bold: true, underline: true, strike: true, colour: '#ff0000', size: 12 },
      ],
      [],
      [{ text: ' lead' }],
    ]);
    expect(html).toBe(
      '<div>&#60;script&#62;&#34;&#38;&#39;<span style="color:#ff0000;font-size:12pt;font-weight:bold;text-decoration:underline line-through">\u00a0 x</span></div><div><br/></div><div>\u00a0lead</div>',
    );
  });
});

describe('whatever comes', () => {
  const anyType = fc.oneof(
    fc.constantFrom('text/plain', 'text/html', 'text/rtf', 'application/xml', 'multipart/alternative;boundary=b'),
    fc.string({ maxLength: 40 }).map((text) => text.replace(/[\r\n]/g, '')),
  );
  it('is read without throwing', () => {
    fc.assert(
      fc.property(anyType, fc.string({ unit: 'binary' }), fc.string(), (type, body, more) => {
        const read = content(type || 'x', `--b\r\n${more}\r\n\r\n${body}\r\n--b--`);
        expect(['plain', 'html', 'typing', 'silent', 'unknown']).toContain(read.kind);
        expect(typeof plainFromRtf(`{\\rtf1${body}\\${more}`)).toBe('string');
        readTyping(body);
        readLooks(more);
        readImSession(encodeUtf8(body));
      }),
    );
  });
});
