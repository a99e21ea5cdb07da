/** Readers of mailboxes and waiting messages, with sound inputs to damage. */
import assert from 'node:assert/strict';
import { joinLinkInText } from '../../src/protocol/exchange/join-link.ts';
import { plainTextOf } from '../../src/protocol/exchange/plain-text.ts';
import { problemIn, readAnswer } from '../../src/protocol/exchange/read-answer.ts';
import { readAutodiscover } from '../../src/protocol/exchange/read-autodiscover.ts';
import { readAvailability } from '../../src/protocol/exchange/read-availability.ts';
import { readJoinLinks, readMeetings } from '../../src/protocol/exchange/read-calendar.ts';
import { readFolderId, readMissed } from '../../src/protocol/exchange/read-missed.ts';
import { readOutOfOffice } from '../../src/protocol/exchange/read-out-of-office.ts';
import { readContacts, readPhoto } from '../../src/protocol/exchange/read-people.ts';
import { readMessageSummary, readWaitingCategory } from '../../src/protocol/mwi/read.ts';
import { type FuzzTarget, textTarget, xmlTarget } from './fuzz.ts';

const envelope = (body: string) =>
  `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${body}</s:Body></s:Envelope>`;
const list = (content: string) =>
  envelope(
    `<R><ResponseMessages><M ResponseClass="Success"><ResponseCode>NoError</ResponseCode>${content}</M></ResponseMessages></R>`,
  );

const answers = [
  list(
    '<RootFolder><Items><CalendarItem><ItemId Id="a"/><Subject>Weekly</Subject><ExtendedProperty><ExtendedFieldURI PropertyName="OnlineMeetingExternalLink"/><Value>https://meet.contoso.com/karen/2Z92HZZZ</Value></ExtendedProperty><Start>2026-11-21T09:00:00Z</Start><End>2026-11-21T10:00:00Z</End><MyResponseType>Accept</MyResponseType><Organizer><Mailbox><Name>Karen</Name></Mailbox></Organizer></CalendarItem></Items></RootFolder>',
  ),
  list(
    '<RootFolder><Items><Message><ItemId Id="b"/><ItemClass>IPM.Note.Microsoft.Missed</ItemClass><DateTimeReceived>2026-11-21T09:00:00+01:00</DateTimeReceived><From><Mailbox><EmailAddress>k@c.com</EmailAddress></Mailbox></From><ExtendedProperty><ExtendedFieldURI PropertyTag="0x6802"/><Value>+441785200100</Value></ExtendedProperty></Message></Items><Folders><Folder><FolderId Id="f"/></Folder></Folders></RootFolder>',
  ),
  envelope(
    '<A><FreeBusyResponseArray><R><ResponseMessage ResponseClass="Success"/><FreeBusyView><MergedFreeBusy>0012</MergedFreeBusy><CalendarEventArray><CalendarEvent><StartTime>2026-11-21T09:00:00</StartTime><EndTime>2026-11-21T10:00:00</EndTime><BusyType>Busy</BusyType></CalendarEvent></CalendarEventArray></FreeBusyView></R></FreeBusyResponseArray></A>',
  ),
  envelope(
    '<O><ResponseMessage ResponseClass="Success"/><OofSettings><OofState>Scheduled</OofState><Duration><StartTime>2026-11-21T09:00:00</StartTime><EndTime>2026-11-22T09:00:00</EndTime></Duration><InternalReply><Message>&lt;p&gt;Away&lt;/p&gt;</Message></InternalReply></OofSettings></O>',
  ),
  envelope(
    '<G ResponseClass="Success"><ImItemList><Groups><ImGroup><ExchangeStoreId Id="g"/><MemberCorrelationKey><ItemId Id="i"/></MemberCorrelationKey></ImGroup></Groups><Personas><Persona><ImAddress>k@c.com</ImAddress><Attributions><Attribution><SourceId Id="i"/></Attribution></Attributions></Persona></Personas></ImItemList><PictureData>aGVsbG8=</PictureData></G>',
  ),
  envelope('<s:Fault><faultcode>a:ErrorServerBusy</faultcode><faultstring>Busy</faultstring></s:Fault>'),
];

const descriptions = [
  '<Autodiscover><Response><Account><Protocol><Type>EXCH</Type><EwsUrl>https://mail.contoso.com/EWS/Exchange.asmx</EwsUrl></Protocol></Account></Response></Autodiscover>',
  '<Autodiscover><Response><Error><ErrorCode>500</ErrorCode><Message>No</Message></Error></Response></Autodiscover>',
  '<Autodiscover><Response><Account><RedirectAddr>k@c.com</RedirectAddr></Account></Response></Autodiscover>',
];

const texts = [
  '→ Join Skype Meeting <https://meet.contoso.com/karen/2Z92HZZZ> or conf:sip:k@c.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ%3Frequired-media=audio',
  '<html><head><style>p{}</style></head><body><!-- x --><p>On &amp; off &#128477;</p><script>x</script></body></html>',
];

const waiting = [
  'Messages-Waiting: yes\r\nMessage-Account: sip:k@c.com\r\nVoice-Message: 2/5 (1/0)\r\n',
  '<category name="mwi"><mwi messageWaiting="true" unreadVoiceMailCount="2" readVoiceMailCount="5"/></category>',
];

export const mailboxTargets: readonly FuzzTarget[] = [
  xmlTarget('exchange-answer', answers, (text) => {
    const answer = readAnswer(text);
    if (answer.kind !== 'messages') return;
    readJoinLinks(answer.messages);
    for (const message of answer.messages) {
      problemIn(message);
      for (const { startsAt, endsAt } of readMeetings(message)) assert.ok(startsAt <= endsAt);
      for (const { at } of readMissed(message)) assert.ok(Number.isFinite(at));
      for (const { startsAt, endsAt } of readAvailability(message)?.times ?? []) assert.ok(startsAt < endsAt);
      assert.ok((readOutOfOffice(message)?.note ?? '').length <= 1000);
      for (const { uri } of readContacts(message)?.contacts ?? []) assert.match(uri, /^sip:[^@]+@/);
      readFolderId(message);
      readPhoto(message);
    }
  }),
  xmlTarget('exchange-autodiscover', descriptions, (text) => void readAutodiscover(text)),
  textTarget('invitation-text', texts, (text) => {
    assert.ok(plainTextOf(text, 100).length <= 100);
    assert.doesNotMatch(joinLinkInText(text) ?? '', /conf-key/i);
  }),
  xmlTarget('waiting-messages', waiting, (text) => {
    const summary = readMessageSummary(text);
    if (summary) assert.ok(summary.urgentUnread <= summary.unread);
    readWaitingCategory(text);
  }),
];
