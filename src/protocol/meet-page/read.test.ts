import { describe, expect, it } from 'vitest';
import { decodeBase64Url, decodeEntities, decodeScript } from './decode.ts';
import { readMeetPage } from './read.ts';

const FOCUS = 'sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ';
const CONF_INFO = [
  '<?xml version="1.0" encoding="utf-8"?>',
  '<conf-info xmlns="http://schemas.microsoft.com/rtc/2009/05/simplejoinconfdoc">',
  `<conf-uri>${FOCUS}</conf-uri><server-time>72.002</server-time>`,
  '<original-incoming-url>https://meet.tailspintoys.com/garth/2Z92HZZZ</original-incoming-url>',
  '<conf-key>KEY4HERE</conf-key></conf-info>',
].join('');
const link = {
  focusUri: FOCUS,
  organizer: 'garth@tailspintoys.com',
  organizerDomain: 'tailspintoys.com',
  conferenceId: '2Z92HZZZ',
  form: 'https',
};

function page(script: string): string {
  return `<!DOCTYPE html><html><head><script>\nvar validMeeting = "True";\n${script}\n</script></head></html>`;
}

const escaped = (text: string) =>
  Array.from(text, (character) =>
    /\w/.test(character) ? character : `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  ).join('');
const base64Url = (text: string) =>
  Buffer.from(text).toString('base64').replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '!');

describe('[J6] an https link leads to the conference and its key', () => {
  it.each([
    ['the meeting document', CONF_INFO],
    [
      'the document under another prefix',
      CONF_INFO.replaceAll(/<(\/?)(?=[a-z])/g, '<$1s:').replace('xmlns', 'xmlns:s'),
    ],
    ['escapedXML', page(`var escapedXML = "${escaped(CONF_INFO)}";`)],
    [
      'the web app’s address',
      page(`var url = "https://web.x.com/lwa/LwaClient.aspx?a=1&xml=${base64Url(CONF_INFO)}";`),
    ],
  ])('in %s', (_, text) => {
    expect(readMeetPage(text)).toEqual({
      kind: 'meeting',
      link: { ...link, hasKey: true },
      conferenceKey: 'KEY4HERE',
    });
  });

  it.each([
    ['lyncLaunchLink', page(`var lyncLaunchLink = "conf:${FOCUS}%3Frequired-media=audio";`)],
    ['href', `<a id="x" href="conf&#58;${FOCUS}%3Frequired-media=audio">Join</a>`],
    ['href in other quotes', `<a HREF='conf:${FOCUS}'>Join</a>`],
    ['the first document without a key', CONF_INFO.replace('<conf-key>KEY4HERE</conf-key>', '')],
  ])('without a key in %s', (_, text) => {
    expect(readMeetPage(text)).toEqual({ kind: 'meeting', link: { ...link, hasKey: false } });
  });

  it('follows the launcher of the organiser’s own domain', () => {
    const url = 'https://meet.tailspintoys.com/garth/2Z92HZZZ';
    expect(readMeetPage(page(`var domainOwnerJoinLauncherUrl = "${url}";`))).toEqual({ kind: 'follow', url });
    expect(readMeetPage(`<body sb-data-domainOwnerJoinLauncherUrl="${url}">`)).toEqual({ kind: 'follow', url });
    expect(readMeetPage(page('var domainOwnerJoinLauncherUrl = "";'))).toEqual({ kind: 'not-a-meeting' });
    expect(readMeetPage(page(`var domainOwnerJoinLauncherUrl = "${url.replace('https', 'http')}";`))).toEqual({
      kind: 'not-a-meeting',
    });
  });

  it('tells a meeting that does not exist from a page without any', () => {
    const gone =
      '<script>var validMeeting = "False"; var errorCode = "404"; var diagInfo = "It has expired.";</script>';
    expect(readMeetPage(gone)).toEqual({ kind: 'no-such-meeting', detail: 'It has expired.' });
    expect(readMeetPage(page('var errorCode = "-22";'))).toEqual({ kind: 'no-such-meeting' });
    expect(readMeetPage(page('var errorCode = "-1";'))).toEqual({ kind: 'not-a-meeting' });
  });
});

describe('a page may not make us call anything but a conference', () => {
  it.each([
    ['a person', CONF_INFO.replace(FOCUS, 'sip:garth@tailspintoys.com')],
    ['another conference part', CONF_INFO.replace('focus', 'audio-video')],
    ['a number', CONF_INFO.replace(FOCUS, 'tel:+4790000000')],
    ['a DOCTYPE', `<!DOCTYPE conf-info [<!ENTITY u "${FOCUS}">]>${CONF_INFO.replace(FOCUS, '&u;')}`],
    ['a document that breaks off', CONF_INFO.slice(0, -5)],
    ['a launch link to a person', page('var lyncLaunchLink = "conf:sip:garth@tailspintoys.com";')],
    ['a launch link to a program', page('var lyncLaunchLink = "file:///bin/sh";')],
    ['a broken address of the web app', page('var u = "LwaClient.aspx?a&xml=A";')],
    ['plain text', 'hello'],
    ['nothing', ''],
    ['too much', `${CONF_INFO}${' '.repeat(1024 * 1024)}`],
  ])('%s', (_, text) => {
    expect(readMeetPage(text)).toEqual({ kind: 'not-a-meeting' });
  });

  it('leaves out a key that cannot be one', () => {
    const reading = readMeetPage(CONF_INFO.replace('KEY4HERE', 'two words'));
    expect(reading).toEqual({ kind: 'meeting', link: { ...link, hasKey: false } });
  });

  it('reads hostile pages of full size to their end', () => {
    for (const piece of ['var escapedXML = "', 'href="conf:', 'LwaClient.aspx?', '\\x', '&#58;', 'var  ']) {
      expect(readMeetPage(piece.repeat(Math.floor(1_000_000 / piece.length))).kind).toBe('not-a-meeting');
    }
  });
});

describe('escapes', () => {
  it('resolves script escapes', () => {
    expect(decodeScript('\\x3ca\\x3e \\u0026 \\" \\\\ \\xZZ')).toBe('<a> & " \\ \\xZZ');
  });

  it('resolves entities', () => {
    expect(decodeEntities('a&#58;b&#x3A;&amp;&lt;&nbsp;&#0;&#9999999;')).toBe('a:b:&<&nbsp;&#0;&#9999999;');
  });

  it('resolves base64url with any padding', () => {
    for (const text of ['', 'a', 'ab', 'abc', 'Zoë 🙂?>']) expect(decodeBase64Url(base64Url(text))).toBe(text);
    expect(decodeBase64Url('YQ==')).toBe('a');
    expect(decodeBase64Url('YQ')).toBe('a');
    expect(decodeBase64Url('A')).toBeUndefined();
    expect(decodeBase64Url('Y Q')).toBeUndefined();
  });
});
