import { describe, expect, it } from 'vitest';
import { readMeetingLink } from './meeting-link.ts';

const FOCUS = 'sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ';
const facts = {
  focusUri: FOCUS,
  organizer: 'garth@tailspintoys.com',
  organizerDomain: 'tailspintoys.com',
  conferenceId: '2Z92HZZZ',
};

describe('[J6] every form of a link names the same meeting', () => {
  it.each([
    ['conf', `conf:${FOCUS}`],
    ['conf', `conf:${FOCUS}%3Frequired-media=audio`],
    ['conf', `conf:${FOCUS}?required-media=audio&conversation-id=AbC`],
    ['conf', `conf://${FOCUS}`],
    ['conf', `  <conf:${FOCUS}>  `],
    ['conf', `"conf:${FOCUS}"`],
    ['conf', `CONF:SIP:Garth@TailspinToys.COM;GRUU;OPAQUE=APP:CONF:FOCUS:ID:2Z92HZZZ`],
    ['conf', `conf:sip:garth@tailspintoys.com;opaque=app:conf:focus:id:2Z92HZZZ;gruu`],
    ['conf', 'conf:sip%3Agarth%40tailspintoys.com%3Bgruu%3Bopaque%3Dapp%3Aconf%3Afocus%3Aid%3A2Z92HZZZ'],
    ['meet', `meet:${FOCUS}`],
    ['meet', `meet:${FOCUS};?required-media=audio`],
    ['sip', FOCUS],
    ['sip', `${FOCUS}.`],
    ['sip', FOCUS.replace('sip:', 'sips:')],
    ['sip', encodeURIComponent(FOCUS)],
    ['organizer-and-id', 'garth@tailspintoys.com 2Z92HZZZ'],
    ['organizer-and-id', 'Garth@TailspinToys.com, 2z92hzzz'],
    ['organizer-and-id', 'sip:garth@tailspintoys.com\n2Z92HZZZ'],
    ['organizer-and-id', 'garth@tailspintoys.com/2Z92HZZZ'],
  ])('%s: %s', (form, text) => {
    expect(readMeetingLink(text)).toEqual({ kind: 'meeting', link: { ...facts, form, hasKey: false } });
  });

  it.each([
    ['meet', `meet:${FOCUS}?conf-key=ABC123`],
    ['meet', `meet:${FOCUS};?conf-key=ABC123`],
    ['sip', `${FOCUS}?conf-key=ABC123`],
    ['sip', `${FOCUS}?subject=Weekly&Conf-Key=ABC123`],
    ['conf', `conf:${FOCUS}%3Fconf-key=ABC123`],
    ['conf', `conf:${FOCUS}%3Frequired-media=audio%26conf-key%3DABC123`],
    ['conf', `Please join.\n\nconf:${FOCUS}\n\nConference key: ABC123\n`],
  ])('[N1] %s with its key kept apart: %s', (form, text) => {
    const reading = readMeetingLink(text);
    expect(reading).toEqual({
      kind: 'meeting',
      link: { ...facts, form, hasKey: true },
      conferenceKey: 'ABC123',
    });
    expect(reading.kind === 'meeting' && JSON.stringify(reading.link)).not.toContain('ABC123');
  });

  it('resolves escapes in a key once', () => {
    expect(readMeetingLink(`${FOCUS}?conf-key=a%26b%25`)).toMatchObject({ conferenceKey: 'a&b%' });
  });

  it('finds the link in a pasted invitation', () => {
    const invitation = [
      'Garth Fort has invited you to an online meeting.',
      '',
      'Join the meeting:',
      `<meet:sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:`,
      '  id:2Z92HZZZ?conf-key=ABC123>',
      '',
      'Questions? <sip:helpdesk@tailspintoys.com> or http://help.tailspintoys.com/.',
    ].join('\r\n');
    expect(readMeetingLink(invitation)).toMatchObject({ kind: 'meeting', link: { ...facts, form: 'meet' } });
  });
});

describe('[J6] pages of meetings', () => {
  it.each([
    ['https://meet.tailspintoys.com/garth/2Z92HZZZ', 'https://meet.tailspintoys.com/garth/2Z92HZZZ'],
    ['HTTPS://Meet.TailspinToys.com/garth/2Z92HZZZ?sl=1#top', 'https://meet.tailspintoys.com/garth/2Z92HZZZ?sl=1'],
    ['<https://meet.tailspintoys.com:443/garth/2Z92HZZZ>.', 'https://meet.tailspintoys.com/garth/2Z92HZZZ'],
    ['https://meet.tailspintoys.com', 'https://meet.tailspintoys.com/'],
    ['https://meet.tailspintoys.com/jörg/2Z92HZZZ', 'https://meet.tailspintoys.com/j%C3%B6rg/2Z92HZZZ'],
  ])('%s', (text, url) => {
    expect(readMeetingLink(text)).toEqual({
      kind: 'page',
      page: { form: 'https', url, host: 'meet.tailspintoys.com' },
    });
  });

  it('keeps another port', () => {
    const page = { form: 'https', url: 'https://127.0.77.8:8443/garth/2Z92HZZZ', host: '127.0.77.8:8443' };
    expect(readMeetingLink(page.url)).toEqual({ kind: 'page', page });
  });

  it('takes the meeting, not the help pages, out of an invitation', () => {
    const invitation = [
      '→ Join Skype Meeting <https://meet.tailspintoys.com/garth/2Z92HZZZ>',
      '  Trouble joining? <https://meet.tailspintoys.com/garth/2Z92HZZZ?sl=1>',
      'Find a local number <https://dialin.tailspintoys.com/?id=51234> or call tel:+4723456789;ext=51234',
      'Help <https://go.example.com/fwlink/>',
    ];
    for (const lines of [invitation, [...invitation].reverse()]) {
      const reading = readMeetingLink(lines.join('\n'));
      expect(reading).toMatchObject({ kind: 'page', page: { host: 'meet.tailspintoys.com' } });
    }
  });
});

describe('[J6] what is no meeting link says why', () => {
  it.each([
    ['empty', ''],
    ['empty', ' \n '],
    ['too-long', 'x'.repeat(20_001)],
    ['no-link', 'see you at noon'],
    ['no-link', 'garth@tailspintoys.com'],
    ['no-link', 'garth@tailspintoys.com 2Z92'],
    ['no-link', 'mailto:garth@tailspintoys.com'],
    ['no-link', 'javascript:alert(1)'],
    ['not-https', 'http://meet.tailspintoys.com/garth/2Z92HZZZ'],
    ['foreign-letters', FOCUS.replace('garth', 'jürgen')],
    ['foreign-letters', FOCUS.replace('garth', 'j%C3%BCrgen')],
    ['foreign-letters', 'https://meet.bücher.example/garth/2Z92HZZZ'],
    ['not-a-meeting', 'sip:garth@tailspintoys.com'],
    ['not-a-meeting', 'conf:sip:garth@tailspintoys.com'],
    ['not-a-meeting', 'conf:https://meet.tailspintoys.com/garth/2Z92HZZZ'],
    ['not-a-meeting', FOCUS.replace(';gruu', '')],
    ['not-a-meeting', FOCUS.replace('focus', 'chat')],
    ['not-a-meeting', FOCUS.replace('2Z92HZZZ', '')],
    ['not-a-meeting', FOCUS.replace('2Z92HZZZ', '2Z92/../x')],
    ['not-a-meeting', FOCUS.replace('tailspintoys.com', 'tailspintoys.com:5061')],
    ['not-a-meeting', FOCUS.replace('tailspintoys.com', '10.0.0.1')],
    ['not-a-meeting', FOCUS.replace('tailspintoys.com', 'localhost')],
    ['not-a-meeting', FOCUS.replace('garth', 'garth:secret')],
    ['not-a-meeting', FOCUS.replace('garth', 'garth%0d%0aVia: x')],
    ['not-a-meeting', `conf:${FOCUS.replace('garth', '%00')}`],
    ['not-a-meeting', 'conf:%'],
    ['user-in-page', 'https://meet.tailspintoys.com@evil.example/garth/2Z92HZZZ'],
    ['not-a-meeting', 'https://[::1'],
  ])('%s: %s', (problem, text) => {
    expect(readMeetingLink(text)).toEqual({ kind: 'problem', problem });
  });

  it('stays readable under hostile text of full length', () => {
    for (const piece of ['<conf:', 'https://a/', 'sip:a@b;', '%', '<https:\n', 'conference key :', 'a@b ', '?&=']) {
      const reading = readMeetingLink(piece.repeat(Math.floor(20_000 / piece.length)));
      expect(['problem', 'page']).toContain(reading.kind);
    }
  });

  it('never puts a line break into the address it makes', () => {
    const reading = readMeetingLink(
      `conf:sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ%0D%0AEvil: 1`,
    );
    expect(reading.kind).toBe('problem');
  });
});
