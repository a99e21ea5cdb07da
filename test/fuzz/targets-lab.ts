/** Readers of the lab: what clients send it in SIP, XML and over the web, with sound inputs to damage. */
import assert from 'node:assert/strict';
import { readReplaces } from '../../src/lab/calls/replaces.ts';
import { readReferTo } from '../../src/lab/calls/transfer.ts';
import { readAcknowledged, readMembershipWishes } from '../../src/lab/contacts/privacy-request.ts';
import { readMailboxPlans } from '../../src/lab/exchange/read-plans.ts';
import { readWished } from '../../src/lab/factory/wished-conference.ts';
import { readAddUser, readC3pRequest } from '../../src/lab/focus/c3p-request.ts';
import { readFactoryUri, readMeetingUri } from '../../src/lab/focus/focus-uri.ts';
import { checkRegister } from '../../src/lab/frontend/register-check.ts';
import { readDescription } from '../../src/lab/media/description.ts';
import { readBatch } from '../../src/lab/presence/batch-request.ts';
import { readPublish } from '../../src/lab/presence/publish-request.ts';
import { readTextMessage } from '../../src/lab/replay/message-text.ts';
import { checkForm } from '../../src/lab/sip/checker.ts';
import { announces, eventOf, expiresOf, readIncoming } from '../../src/lab/sip/incoming.ts';
import { rootOf } from '../../src/lab/sip/xml-read.ts';
import { readContactFile } from '../../src/lab/topologies/contact-file.ts';
import { readCall } from '../../src/lab/web/soap.ts';
import { readImBody } from '../../src/lab/xmpp/im-body.ts';
import { readMessage } from '../../src/protocol/sip/read.ts';
import { loadSdp, sdpFixtureNames } from '../fixtures/sdp/load.ts';
import { requestBytes } from '../fixtures/sip/compose.ts';
import { type FuzzTarget, jsonTarget, textTarget, xmlTarget } from './fuzz.ts';

const asText = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const focus = 'sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ';

const addUser = `<request xmlns="urn:ietf:params:xml:ns:cccp" requestId="1" from="sip:karen@contoso.com" to="${focus}"><addUser><conferenceKeys confEntity="${focus}"/><user entity="sip:karen@contoso.com"><display-text>Karen</display-text><roles><entry>attendee</entry></roles><endpoint entity="{6AB4CB58-EDBE-4C9C-BFEC-4A46C2E2AE0C}"><clientInfo><lobby-capable>true</lobby-capable></clientInfo></endpoint></user></addUser></request>`;
const invite = readMessage(
  requestBytes('INVITE', ['Supported: ms-sender, gruu-10', 'Event: presence;x=1', 'Expires: 60'], {
    uri: focus,
    body: addUser,
  }),
);
const register = asText(
  requestBytes(
    'REGISTER',
    [
      'Contact: <sip:192.0.2.1:5061;transport=tls>;methods="INVITE, BYE";+sip.instance="<urn:uuid:CC4F4797-4760-58C5-8CAB-8AB72E4546BC>"',
      'Event: registration',
      'Supported: gruu-10, adhoclist',
      'Expires: 7200',
    ],
    { uri: 'sip:contoso.com', to: 'To: <sip:karen@contoso.com>' },
  ),
);

const documents = [
  addUser,
  '<publish xmlns="p"><publications uri="sip:karen@contoso.com"><publication categoryName="state" instance="1" container="2" version="0" expireType="endpoint"><state><availability>3500</availability></state></publication></publications></publish>',
  '<batchSub uri="sip:karen@contoso.com"><action name="subscribe" id="1"><adhocList><resource uri="sip:a@b.c"/><resource uri="b@b.c"/></adhocList></action></batchSub>',
  '<setContainerMembers><container id="400" version="3"><member action="add" type="user" value="a@b.c"/></container></setContainerMembers>',
  '<setSubscribers><subscriber user="a@b.c" acknowledged="true"/></setSubscribers>',
  '<request requestId="2" from="sip:k@c.com" to="sip:k@c.com;gruu;opaque=app:conf:focusfactory"><addConference><conference-info static="true" version="1"><conference-description><subject>Weekly</subject><conference-id>ABCDEFGH</conference-id><admission-policy>anonymous</admission-policy><expiry-time>2026-12-01T00:00:00Z</expiry-time><autopromote>32768</autopromote><organizer-roaming-data><x>y</x></organizer-roaming-data></conference-description><users><user entity="sip:a@b.c"><roles><entry>presenter</entry></roles></user></users><conference-view><entity-view entity="chat"/></conference-view></conference-info></addConference></request>',
  '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header/><s:Body><RequestSecurityToken/></s:Body></s:Envelope>',
  '<isComposing xmlns="urn:ietf:params:xml:ns:im-iscomposing"><state>active</state></isComposing>',
  '<html><head><title>t</title></head><body><p>Gr&uuml;n<br>und <b>blau</b></body></html>',
];

function readDocument(text: string): void {
  const request = readC3pRequest(text);
  const incoming = invite.ok && invite.message.kind === 'request' ? readIncoming(invite.message) : undefined;
  assert.ok(incoming);
  if (request) {
    readAddUser(request, incoming);
    const wished = readWished(request.command, 0);
    assert.ok(typeof wished === 'string' || wished.title.length <= 255);
  }
  const wishes = readPublish(text, 'karen@contoso.com');
  assert.ok(typeof wishes === 'string' || wishes.length <= 100);
  assert.ok((readMembershipWishes(text) ?? []).length <= 100);
  readAcknowledged(text);
  const people = (readBatch(text) ?? []).flatMap(({ addresses }) => addresses);
  assert.ok(people.length <= 1000);
  readCall(text);
  rootOf(text);
  for (const contentType of ['text/html', 'application/im-iscomposing+xml', 'application/xml']) {
    readImBody({ ...incoming, contentType, text });
  }
}

function readRequest(text: string): void {
  const read = readMessage(new TextEncoder().encode(text));
  const incoming = read.ok && read.message.kind === 'request' ? readIncoming(read.message) : undefined;
  if (!incoming) return;
  for (const { status } of [checkForm(incoming)].filter((answer) => answer !== undefined)) assert.ok(status >= 400);
  checkRegister(incoming, 'pool01.contoso.com');
  eventOf(incoming);
  assert.ok((expiresOf(incoming) ?? 0) >= 0);
  announces(incoming, 'gruu-10');
}

const contactFile =
  '{"karen@contoso.com":{"groups":["Friends",{"name":"Team","distribution":"team@contoso.com"}],"contacts":[{"address":"garth@contoso.com","name":"G","groups":["Friends"],"tag":true}],"delegates":["a@b.c"],"store":"server"},"kim@contoso.com":{"generate":{"contacts":5,"groups":2}}}';

export const labTargets: readonly FuzzTarget[] = [
  xmlTarget('lab-document', documents, readDocument),
  textTarget(
    'lab-request',
    [register, invite.ok ? asText(requestBytes('INVITE', ['Supported: ms-sender'], { body: addUser })) : ''],
    readRequest,
  ),
  textTarget('lab-description', sdpFixtureNames().map(loadSdp), (text) => {
    assert.ok((readDescription(text) ?? []).length <= 16);
  }),
  textTarget(
    'lab-address',
    [
      focus,
      'sip:k@c.com;gruu;opaque=app:conf:focusfactory',
      '<sip:bob@contoso.com?Replaces=12345%40h%3Bto-tag%3D1%3Bfrom-tag%3D2>',
    ],
    (text) => {
      readMeetingUri(text);
      readFactoryUri(text);
      const { replaces } = readReferTo(text) ?? {};
      if (replaces !== undefined) readReplaces(decodeURIComponent(replaces));
      readReplaces(text);
    },
  ),
  textTarget('recorded-message', [register], (text) => {
    assert.ok(readTextMessage(text).headers.length <= 300);
  }),
  jsonTarget('contact-file', [contactFile], (text) => {
    const read = readContactFile(text);
    if (read.ok) assert.ok(read.lists.every(({ contacts, groups }) => contacts.length <= 1000 && groups.length <= 64));
    else assert.notEqual(read.problem, '');
  }),
  jsonTarget('mailbox-file', ['[{"address":"karen@contoso.com","meetings":[],"contacts":[]}]'], (text) => {
    // This one throws a sentence for the tester, and nothing else.
    assert.match(
      problemOf(() => readMailboxPlans(text)),
      /^(none|SyntaxError|Error: .*mailboxes.*)/,
    );
  }),
];

function problemOf(work: () => unknown): string {
  try {
    work();
    return 'none';
  } catch (error) {
    return String(error);
  }
}
