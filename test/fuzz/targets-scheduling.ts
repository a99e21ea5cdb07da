/** Readers of what a focus factory answers and where a meeting's page leads, and what is written from it for calendars; with sound inputs to damage. */
import assert from 'node:assert/strict';
import { readFactoryAnswer } from '../../src/protocol/conference-factory/read.ts';
import { writeCalendar } from '../../src/protocol/icalendar/write-event.ts';
import { looksLikeSignIn, mayLeadTo } from '../../src/protocol/links/page-redirect.ts';
import { readMeetPageLink } from '../../src/protocol/links/web-address.ts';
import { oneLine } from '../../src/protocol/text/one-line.ts';
import { type FuzzTarget, textTarget, xmlTarget } from './fuzz.ts';

const info = (description: string, more = '') =>
  `<conference-info entity="sip:k@c.com;gruu;opaque=app:conf:focus:id:AB23CD45" static="false"><conference-description>${description}</conference-description>${more}</conference-info>`;
const whole = info(
  '<subject>Budget</subject><expiry-time>2026-12-04T10:00:00Z</expiry-time><last-update>7</last-update><admission-policy>anonymous</admission-policy><autopromote>2147483648</autopromote><default-announcement-mode>true</default-announcement-mode><pstn-lobby-bypass>1</pstn-lobby-bypass><is-active>true</is-active><join-url>https://meet.c.com/k/AB23CD45</join-url><pstn-access><id>12 345</id></pstn-access><organizer-roaming-data><times xmlns="urn:offhook:times" start="2026-11-20T09:00:00Z" end="2026-11-20T10:00:00+01:00"/></organizer-roaming-data>',
  '<conference-state><locked>true</locked></conference-state><users><user entity="sip:a@c.com"/><user entity="sip:k@c.com"/></users>',
);
const answers = [
  `<response code="success"><getConferences>${whole}${info('')}</getConferences></response>`,
  `<response code="success" requestId="7"><getConference>${whole}</getConference></response>`,
  '<response code="success"><getConferencingCapabilities><mcu-types><mcuType>chat</mcuType><mcuType>audio-video</mcuType></mcu-types><anonymous-scheduling>true</anonymous-scheduling><pstn-lobby-bypass>true</pstn-lobby-bypass><pstn-bridging><access-numbers><internal-url>https://dialin.c.com</internal-url><region name="Oslo"><access-number><number>+47 555</number></access-number></region><default-region>Oslo</default-region></access-numbers></pstn-bridging></getConferencingCapabilities></response>',
  '<response code="failure"><addConference reason="maximumConferencesExceeded"/></response>',
  '<response code="pending" timeOut="60"><addConference/></response>',
];
const texts = ['Budget, 2027; "more"', 'BEGIN:VEVENT\r\nSUMMARY:x', 'قارن \u202e and \\n \u2028', 'a'.repeat(300)];
const pages = [
  'https://meet.contoso.com/karen/AB23CD45 https://web.contoso.com:8443/a?b=c',
  'https://contoso.co.uk/ https://login.evil.co.uk/oauth2/authorize',
  'https://10.1.2.3/a https://[::1]:443/adfs/ls/?wa=wsignin1.0',
];

export const schedulingTargets: readonly FuzzTarget[] = [
  xmlTarget('conference-factory', answers, (text) => {
    const reading = readFactoryAnswer(text);
    if (!reading.ok) return;
    const { conferences, capabilities } = reading.answer;
    assert.ok(conferences.length <= 200);
    for (const { subject = '', invited, joinUrl = 'https://x' } of conferences) {
      assert.equal(subject, oneLine(subject, 255));
      assert.ok(invited.length <= 250);
      assert.ok(/^https:/i.test(joinUrl));
    }
    for (const { numbers } of capabilities?.dialIn ?? []) assert.ok(numbers.length > 0 && numbers.length <= 10);
  }),
  textTarget('calendar', texts, (text) => {
    const file = writeCalendar({
      ...{ uid: text, summary: text, description: text, location: text, url: text },
      ...{ writtenAt: 0, startsAt: 0, endsAt: 1, organizer: { name: text, address: text } },
    });
    assert.ok(!/\r(?!\n)|(?<!\r)\n/.test(file));
    const lines = file.replace(/\r\n /g, '').split('\r\n').slice(0, -1);
    const names = lines.map((line) => line.split(/[:;]/, 1)[0]).join();
    assert.equal(
      names,
      'BEGIN,VERSION,PRODID,METHOD,BEGIN,UID,DTSTAMP,SEQUENCE,DTSTART,DTEND,SUMMARY,ORGANIZER,LOCATION,URL,DESCRIPTION,CLASS,TRANSP,END,END',
    );
  }),
  textTarget('page-redirect', pages, (text) => {
    const [first, next] = text.split(' ').map(readMeetPageLink);
    if (!first || !next) return;
    looksLikeSignIn(next);
    assert.ok(mayLeadTo(first, first));
    // Nothing leads from a company to a host that shares no more than a top level with it.
    if (mayLeadTo({ host: 'evil.example' }, first)) assert.match(first.host, /(?:^|\.)example(?:\.?(?::\d+)?)$/i);
  }),
  textTarget('one-line', texts, (text) => {
    const line = oneLine(text, 100);
    assert.ok(line.length <= 100 && !/[\p{Cc}\p{Bidi_Control}\p{Surrogate}\u2028\u2029]/u.test(line));
    assert.equal(oneLine(line, 100), line);
  }),
];
