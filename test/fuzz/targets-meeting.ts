/** Readers of links and of XML, with sound inputs to damage. */
import { readC3pResponse } from '../../src/protocol/c3p/read.ts';
import { readDesktopLink } from '../../src/protocol/links/desktop-link.ts';
import { readMeetingLink } from '../../src/protocol/links/meeting-link.ts';
import { readMeetPage } from '../../src/protocol/meet-page/read.ts';
import { readXml } from '../../src/protocol/xml/read.ts';
import { type FuzzTarget, textTarget } from './fuzz.ts';

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
  '<?xml version="1.0"?><response xmlns="urn:ietf:params:xml:ns:cccp" C3PVersion="1" from="sip:g@t.com" to="sip:k@c.com" requestId="1" code="success"><addUser><user entity="sip:k@c.com"><roles><entry>attendee</entry></roles></user></addUser></response>',
  '<conference-info xmlns="urn:ietf:params:xml:ns:conference-info" entity="sip:g@t.com" state="full" version="1"><users><user entity="sip:k@c.com" state="full"><display-text>K &amp; B &#x41;</display-text></user></users></conference-info>',
  '<a:x xmlns:a="urn:a" b=\'1\'><![CDATA[<y>]]><!-- c --><a:z/></a:x>',
  '<conf-info xmlns="http://schemas.microsoft.com/rtc/2009/05/simplejoinconfdoc"><conf-uri>sip:g@t.com;gruu;opaque=app:conf:focus:id:X</conf-uri><conf-key>X</conf-key></conf-info>',
  '<html><body><input id="x" value="a"/><script>var u = "conf:sip:g@t.com\\x3bgruu";</script></body></html>',
];

export const meetingTargets: readonly FuzzTarget[] = [
  textTarget('link', links, (text) => {
    readMeetingLink(text);
    readDesktopLink(text);
  }),
  textTarget('xml', documents, (text) => {
    readXml(text);
    readC3pResponse(text);
    readMeetPage(text);
  }),
];
