/** Words that every JavaScript object knows are words like any other: what a server sends in their place stays plain data. */
import { describe, expect, it } from 'vitest';
import { compileDialPlan, normaliseNumber } from '../../src/protocol/dial-plan/normalise.ts';
import { readLocationProfile } from '../../src/protocol/dial-plan/read.ts';
import { readAvailability } from '../../src/protocol/exchange/read-availability.ts';
import { readMeetings } from '../../src/protocol/exchange/read-calendar.ts';
import { readOutOfOffice } from '../../src/protocol/exchange/read-out-of-office.ts';
import { readContacts } from '../../src/protocol/exchange/read-people.ts';
import { plainFromRtf } from '../../src/protocol/im/rtf.ts';
import { readMessageSummary } from '../../src/protocol/mwi/read.ts';
import { sectionsOf } from '../../src/protocol/provisioning/sections.ts';
import { readXml, type XmlElement } from '../../src/protocol/xml/read.ts';

const inherited = Object.getOwnPropertyNames(Object.prototype);

function element(text: string): XmlElement {
  const reading = readXml(text);
  if (!reading.ok) throw new Error(reading.problem);
  return reading.root;
}

describe.each(inherited)('%s', (word) => {
  it('is no kind of meeting, answer, time, absence or group', () => {
    const item =
      '<CalendarItem><ItemId Id="1"/><Start>2026-11-21T09:00:00Z</Start><End>2026-11-21T10:00:00Z</End>' +
      `<MyResponseType>${word}</MyResponseType><LegacyFreeBusyStatus>${word}</LegacyFreeBusyStatus></CalendarItem>`;
    const [meeting] = readMeetings(element(`<M><RootFolder><Items>${item}</Items></RootFolder></M>`));
    expect(meeting).toMatchObject({ response: 'unknown', busy: 'unknown' });
    const event = `<CalendarEvent><StartTime>2026-11-21T09:00:00</StartTime><EndTime>2026-11-21T10:00:00</EndTime><BusyType>${word}</BusyType></CalendarEvent>`;
    const view = `<FreeBusyView><FreeBusyViewType>Detailed</FreeBusyViewType><CalendarEventArray>${event}</CalendarEventArray></FreeBusyView>`;
    expect(readAvailability(element(`<M>${view}</M>`))?.times).toMatchObject([{ busy: 'unknown' }]);
    expect(readOutOfOffice(element(`<M><OofSettings><OofState>${word}</OofState></OofSettings></M>`))).toBeUndefined();
    const group = `<ImGroup><ExchangeStoreId Id="1"/><DisplayName>x</DisplayName><GroupType>${word}</GroupType></ImGroup>`;
    const stored = readContacts(element(`<M><ImItemList><Groups>${group}</Groups></ImItemList></M>`));
    expect(stored?.groups).toMatchObject([{ kind: 'normal' }]);
  });

  it('says nothing of waiting messages', () => {
    expect(readMessageSummary(`Messages-Waiting: ${word}\r\n`)).toBeUndefined();
  });

  it('is no character of RTF', () => {
    expect(plainFromRtf(`{\\rtf1 a\\${word} b}`)).toMatch(/^a.{0,20}b$/);
    expect(plainFromRtf(`{\\rtf1 a\\${word} b}`)).not.toContain('function');
  });

  it('is no group of a dial plan, and no setting that we know', () => {
    const rule = `<Rule><Description>x</Description><Pattern>^(\\d+)$</Pattern><Translation>+1\${${word}}</Translation></Rule>`;
    const profile = readLocationProfile(
      `<LocationProfileDescription xmlns="http://schemas.microsoft.com/2007/03/locationProfileDescription"><Name>p</Name><DialRules>${rule}</DialRules></LocationProfileDescription>`,
    );
    if (!profile.ok) throw new Error(profile.problem);
    const plan = compileDialPlan(profile.profile);
    const facts = { domain: 'contoso.com', emergencyNumbers: [], isPlanComing: false };
    expect(normaliseNumber(plan, '123', facts).result).not.toContain('function');
    const groups = [{ name: word, entries: [{ key: word, value: word }] }];
    const known = sectionsOf({ groups, problems: [] }).flatMap(({ id, entries }) => entries.map((each) => [id, each]));
    expect(known).toEqual([['other', { group: word, key: word, value: word, known: false }]]);
  });
});
