import { describe, expect, it } from 'vitest';
import { invitationWords as words } from '../../../../test/fakes/invitation-words.ts';
import type { InvitationWords, OwnMeeting } from '../../../shared/model/scheduling.ts';
import { fileNameOf, type InvitationFacts, invitationTo } from './invitation.ts';

const meeting: OwnMeeting = {
  conferenceId: 'AB23CD45',
  focusUri: 'sip:karen@contoso.com;gruu;opaque=app:conf:focus:id:AB23CD45',
  joinLink: 'https://meet.contoso.com/karen/AB23CD45',
  subject: 'Budget <b>2027</b>',
  access: 'company',
  presenters: 'organizer',
  announcements: false,
  phoneBypassesLobby: false,
  invited: [],
  startsAt: Date.UTC(2026, 10, 20, 9),
  endsAt: Date.UTC(2026, 10, 20, 10, 30),
  isActive: false,
  isStatic: false,
  phoneId: '51234',
};

const facts: InvitationFacts = {
  meeting,
  words,
  dialIn: [
    { region: 'Oslo', numbers: ['+47 22 22 22 22', '+47 33 33 33 33'] },
    { region: '', numbers: ['+44 20 7946 0000'] },
  ],
  dialInPage: 'https://dialin.contoso.com',
  organizer: { name: 'Karen & "KB" Berg', address: 'karen@contoso.com' },
  timeZone: 'Europe/Berlin',
  now: Date.UTC(2026, 10, 1),
};

describe('an invitation', () => {
  it('says in plain text how to come, when, and whom to ask', () => {
    const { text } = invitationTo(facts);
    expect(text).toContain('\nJoin the meeting:\nhttps://meet.contoso.com/karen/AB23CD45\n');
    expect(text).toContain('Budget <b>2027</b>\n');
    expect(text).toMatch(/When: Friday,? 20 November 2026.*10:00.*11:30.*(CET|GMT\+1)/);
    expect(text).toContain('Organizer: Karen & "KB" Berg (karen@contoso.com)');
    expect(text).toContain('Join by phone: +47 22 22 22 22 (Oslo)\nJoin by phone: +44 20 7946 0000\n');
    expect(text).toContain('Find a local number: https://dialin.contoso.com\nConference ID for phones: 51234\n');
    expect(text).toContain('Meeting ID: AB23CD45\n');
  });

  it.each(['Etc/Unknown', 'Moon/Base'])(
    'is written also where the computer says its zone is %s: in UTC',
    (timeZone) => {
      const { text, ics = '' } = invitationTo({ ...facts, timeZone });
      expect(text).toMatch(/When: Friday,? 20 November 2026.*09:00.*10:30.*UTC/);
      expect(ics).toContain('DTSTART:20261120T090000Z');
    },
  );

  it('speaks the language of whoever sends it', () => {
    const german: InvitationWords = {
      ...words,
      language: 'de-DE',
      when: 'Wann',
      join: 'An der <b>Besprechung</b> teilnehmen',
    };
    const { text, html, ics = '' } = invitationTo({ ...facts, words: german });
    expect(text).toMatch(
      /\nAn der <b>Besprechung<\/b> teilnehmen:\n[\s\S]*Wann: Freitag, 20\. November 2026.*10:00.*11:30/,
    );
    expect(html).toContain('>An der &#60;b&#62;Besprechung&#60;/b&#62; teilnehmen</a>');
    expect(ics).toContain('Wann: Freitag');
  });

  it('lets nobody’s words become part of the page', () => {
    const hostile = { ...meeting, subject: '<script>alert(1)</script>', joinLink: 'https://x/"onclick="y' };
    const { html } = invitationTo({ ...facts, meeting: hostile });
    expect(html).not.toMatch(/<script|"onclick/);
    expect(html).toContain('&#60;script&#62;alert(1)&#60;/script&#62;');
    expect(html).toContain('Karen &#38; &#34;KB&#34; Berg');
    expect(html).toContain('<a href="tel:+4722222222">+47 22 22 22 22 (Oslo)</a>');
  });

  it('is the same meeting in the calendar', () => {
    const { ics = '' } = invitationTo(facts);
    expect(ics).toContain('DTSTART:20261120T090000Z\r\nDTEND:20261120T103000Z\r\n');
    expect(ics).toContain('URL:https://meet.contoso.com/karen/AB23CD45\r\n');
    expect(ics).toContain('UID:AB23CD45.karen.at.contoso.com@contoso.com\r\n');
    const later = invitationTo({ ...facts, now: facts.now + 5000 }).ics ?? '';
    expect(/UID:.*/.exec(later)?.[0]).toBe(/UID:.*/.exec(ics)?.[0]);
    expect(/SEQUENCE:.*/.exec(later)?.[0]).not.toBe(/SEQUENCE:.*/.exec(ics)?.[0]);
  });

  it('has no time, no calendar entry and no telephones where the meeting has none', () => {
    const { startsAt: _, endsAt: __, phoneId: ___, ...bare } = meeting;
    const made = invitationTo({ ...facts, meeting: { ...bare, subject: '', joinLink: `conf:${bare.focusUri}` } });
    expect(made).not.toHaveProperty('ics');
    expect(made.text).not.toMatch(/When|phone/);
    expect(made.text).toContain('Online meeting');
    expect(made.text).toContain('conf:sip:karen@contoso.com;gruu;opaque=app:conf:focus:id:AB23CD45');
  });

  it('opens no conf: link from a calendar', () => {
    const { ics } = invitationTo({ ...facts, meeting: { ...meeting, joinLink: `conf:${meeting.focusUri}` } });
    expect(ics).not.toContain('URL:');
  });
});

it.each([
  ['Budget 2027', 'Budget 2027'],
  ['../../etc/passwd', 'etc passwd'],
  ['CON: a/b\\c*?"<>|', 'CON a b c'],
  ['Über 🙂 Ærlig', 'Über Ærlig'],
  ['  ...  ', 'Online meeting AB23CD45'],
])('names a file for %s', (subject, name) => {
  expect(fileNameOf({ ...meeting, subject }, words)).toBe(name);
});
