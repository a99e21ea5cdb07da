/** Readers of links, of meetings' documents and of XML, with sound inputs to damage. */
import assert from 'node:assert/strict';
import { readC3pResponse } from '../../src/protocol/c3p/read.ts';
import { kindOfReason } from '../../src/protocol/c3p/reasons.ts';
import { readFactoryAnswer } from '../../src/protocol/conference-factory/read.ts';
import { readMeetingLink } from '../../src/protocol/links/meeting-link.ts';
import { readMeetPage } from '../../src/protocol/meet-page/read.ts';
import {
  accessOf,
  announcesOf,
  conferenceUri,
  isLocked,
  permissionsOf,
} from '../../src/protocol/roster/meeting-facts.ts';
import { applyConferenceInfo } from '../../src/protocol/roster/merge.ts';
import { ownState, participantsOf } from '../../src/protocol/roster/people.ts';
import { readConferenceInfo } from '../../src/protocol/roster/read.ts';
import { readXml } from '../../src/protocol/xml/read.ts';
import { type FuzzTarget, textTarget, xmlTarget } from './fuzz.ts';

const links = [
  'conf:sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ?conversation-id=abc&conf-key=2Z92HZZZ',
  'meet:sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ%3Fconf-key=2Z92HZZZ',
  'sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ?conf-key=2Z92HZZZ',
  'https://meet.tailspintoys.com/garth/2Z92HZZZ?sl=1',
  'Join online meeting <https://meet.contoso.com/karen/ABC123>\r\nConference key: 2Z92HZZZ',
  'tel:+4722222222',
  'callto:karen@contoso.com',
];

const documents = [
  '<response code="success"><getConferences><conference-info entity="sip:k@c.com;gruu;opaque=app:conf:focus:id:AB23CD45" static="false"><conference-description><subject>B</subject><expiry-time>2026-12-04T10:00:00Z</expiry-time><admission-policy>anonymous</admission-policy><autopromote>2147483648</autopromote><join-url>https://meet.c.com/k/AB23CD45</join-url></conference-description><users><user entity="sip:a@c.com"/></users></conference-info></getConferences></response>',
  '<response code="success"><getConferencingCapabilities><mcu-types><mcuType>chat</mcuType></mcu-types><pstn-bridging><access-numbers><region name="Oslo"><access-number><number>+47</number></access-number></region><default-region>Oslo</default-region></access-numbers></pstn-bridging></getConferencingCapabilities></response>',
  '<?xml version="1.0"?><response xmlns="urn:ietf:params:xml:ns:cccp" C3PVersion="1" from="sip:g@t.com" to="sip:k@c.com" requestId="1" code="success"><addUser><user entity="sip:k@c.com"><roles><entry>attendee</entry></roles></user></addUser></response>',
  '<conference-info xmlns="urn:ietf:params:xml:ns:conference-info" entity="sip:g@t.com" state="full" version="1"><users><user entity="sip:k@c.com" state="full"><display-text>K &amp; B &#x41;</display-text></user></users></conference-info>',
  '<a:x xmlns:a="urn:a" b=\'1\'><![CDATA[<y>]]><!-- c --><a:z/></a:x>',
  '<conf-info xmlns="http://schemas.microsoft.com/rtc/2009/05/simplejoinconfdoc"><conf-uri>sip:g@t.com;gruu;opaque=app:conf:focus:id:X</conf-uri><conf-key>X</conf-key></conf-info>',
  '<html><body><input id="x" value="a"/><script>var u = "conf:sip:g@t.com\\x3bgruu";</script></body></html>',
];

const msci = 'xmlns:msci="http://schemas.microsoft.com/rtc/2005/08/confinfoextensions"';
const conference = 'sip:g@t.com;gruu;opaque=app:conf:';

const rosters = [
  '<conference-info xmlns="urn:ietf:params:xml:ns:conference-info" xmlns:m="urn:m" entity="sip:g@t.com" state="full" version="1"><conference-description><subject>Weekly</subject><m:organizer><m:uri>sip:g@t.com</m:uri></m:organizer></conference-description><users state="full"><user entity="sip:g@t.com" state="full"><display-text>Garth</display-text><roles><entry>presenter</entry></roles><endpoint entity="{1}" m:session-type="focus"><status>connected</status></endpoint></user></users></conference-info>',
  '<conference-info xmlns="urn:ietf:params:xml:ns:conference-info" entity="sip:g@t.com" state="partial" version="2"><users state="partial"><user entity="sip:x@anonymous.invalid" state="partial"><endpoint entity="{2}" state="deleted"/></user><user entity="sip:g@t.com" state="deleted"/></users></conference-info>',
  `<conference-info xmlns="urn:ietf:params:xml:ns:conference-info" ${msci} entity="${conference}focus:id:X" state="full" version="1"><conference-description><subject>Weekly</subject><conf-uris><entry><uri>${conference}chat:id:X</uri><purpose>chat</purpose></entry></conf-uris><msci:organizer><msci:display-name>G</msci:display-name><msci:uri>sip:g@t.com</msci:uri></msci:organizer><msci:join-url>https://meet.t.com/g/X</msci:join-url><msci:admission-policy>anonymous</msci:admission-policy><msci:pstn-lobby-bypass>true</msci:pstn-lobby-bypass></conference-description><users state="full"><user entity="sip:k@c.com" state="full"><display-text>K</display-text><roles><entry>presenter</entry></roles><endpoint entity="{f}" msci:session-type="focus"><status>connected</status><msci:authMethod>enterprise</msci:authMethod></endpoint><endpoint entity="{s}" msci:session-type="audio-video"><status>connected</status><media id="1"><type>audio</type><status>sendrecv</status><msci:media-ingress-filter>block</msci:media-ingress-filter></media></endpoint></user></users></conference-info>`,
  `<conference-info xmlns="urn:ietf:params:xml:ns:conference-info" ${msci} entity="${conference}focus:id:X" state="partial" version="2"><users state="partial"><user entity="sip:1@anonymous.invalid" state="partial"><endpoint entity="{1}" msci:session-type="focus" state="partial"><status>on-hold</status></endpoint></user><user entity="sip:k@c.com" state="deleted"/></users><msci:conference-view state="partial"><msci:entity-view entity="${conference}focus:id:X" state="partial"><msci:entity-state><msci:locked>true</msci:locked></msci:entity-state></msci:entity-view><msci:entity-view entity="${conference}audio-video:id:X"><msci:entity-state><msci:mediaFiltersRules><msci:mayModifyOwnFilters><msci:role>attendee</msci:role><msci:value>false</msci:value></msci:mayModifyOwnFilters></msci:mediaFiltersRules><msci:entry-exit-announcements><msci:enabled>true</msci:enabled></msci:entry-exit-announcements></msci:entity-state></msci:entity-view></msci:conference-view></conference-info>`,
];

const answers = [
  '<response xmlns="urn:ietf:params:xml:ns:cccp" C3PVersion="1" from="sip:g@t.com" to="sip:k@c.com" requestId="7" code="pending" timeOut="60"><setLobbyAccess/></response>',
  '<response xmlns="urn:ietf:params:xml:ns:cccp" requestId="8" code="failure"><modifyUserRoles reason="userDoesntExist"/></response>',
];

/** A roster that is read becomes the first of its subscription, and adds to another. */
function readRoster(text: string): void {
  const reading = readConferenceInfo(text);
  if (!reading.ok) return;
  const first = readConferenceInfo(rosters[0] ?? '');
  const before = first.ok ? applyConferenceInfo(undefined, first.info).state : undefined;
  for (const state of [
    applyConferenceInfo(undefined, reading.info).state,
    applyConferenceInfo(before, reading.info).state,
  ]) {
    assert.ok(participantsOf(state, 'sip:k@c.com').length <= 5000);
    ownState(state, 'sip:k@c.com', '{1}');
    isLocked(state);
    accessOf(state);
    permissionsOf(state);
    announcesOf(state);
    conferenceUri(state, 'chat', `${conference}focus:id:X`);
  }
}

export const meetingTargets: readonly FuzzTarget[] = [
  textTarget('link', links, readMeetingLink),
  xmlTarget('roster', rosters, readRoster),
  xmlTarget('c3p', answers, (text) => {
    const reading = readC3pResponse(text);
    if (reading.ok) kindOfReason(reading.response.reason ?? '');
  }),
  xmlTarget('xml', documents, (text) => {
    readXml(text);
    readC3pResponse(text);
    readFactoryAnswer(text);
    readMeetPage(text);
  }),
];
