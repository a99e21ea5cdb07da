/** Readers of what standard servers and the company's services say in headers and bodies, with sound inputs to damage. */
import assert from 'node:assert/strict';
import { readCallInvite } from '../../src/main/session/calls/read-invite.ts';
import { targetOf } from '../../src/main/session/calls/target.ts';
import { readInvitation } from '../../src/main/session/conversations/invitation.ts';
import { joinRefusal, readAcceptance } from '../../src/main/session/meetings/focus-join.ts';
import { bindingRequest, readBindingAnswer } from '../../src/main/session/setup-check/stun-question.ts';
import { readGrant } from '../../src/main/sip/grant.ts';
import { readMove } from '../../src/main/sip/moved.ts';
import { agreementTo, readLeastTerms, readSessionTerms } from '../../src/main/sip/session-timer.ts';
import { readAddedGroup } from '../../src/protocol/contacts/read-answer.ts';
import { normaliseNumber } from '../../src/protocol/dial-plan/normalise.ts';
import { readCredentialsResponse } from '../../src/protocol/media-relay/read-response.ts';
import { readPresenceState } from '../../src/protocol/ms/presence-state.ts';
import { readPidf } from '../../src/protocol/pidf/read.ts';
import type { SipMessage } from '../../src/protocol/sip/message.ts';
import { readMessage } from '../../src/protocol/sip/read.ts';
import { requestBytes, responseBytes } from '../fixtures/sip/compose.ts';
import { type FuzzTarget, textTarget, xmlTarget } from './fuzz.ts';

const pidf = [
  '<presence xmlns="urn:ietf:params:xml:ns:pidf" xmlns:d="urn:ietf:params:xml:ns:pidf:data-model" xmlns:r="urn:ietf:params:xml:ns:pidf:rpid" entity="sip:k@c.com"><tuple id="a"><status><basic>open</basic></status><r:user-input last-input="2026-11-20T09:00:00Z">idle</r:user-input><note>here</note></tuple><d:person id="p"><r:activities><r:on-the-phone/><r:busy/></r:activities><r:place-is><r:audio><r:noisy/></r:audio></r:place-is></d:person></presence>',
];
const relays = [
  '<response requestID="7" version="1.0" to="sip:m" from="sip:k@c.com" reasonPhrase="OK"><credentialsResponse credentialsRequestID="1"><credentials><username>AgAA</username><password>c2VjcmV0</password><duration>480</duration></credentials><mediaRelayList><mediaRelay><location>internet</location><hostName>relay.c.com</hostName><udpPort>3478</udpPort><tcpPort>443</tcpPort></mediaRelay></mediaRelayList></credentialsResponse></response>',
];
const groups = ['<Envelope><Body><addGroupResponse><groupID>7</groupID></addGroupResponse></Body></Envelope>'];

const sdp =
  'v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\nm=audio 9 RTP/AVP 0 8 101\r\na=sendrecv\r\n';
const messageSession =
  'v=0\r\no=- 0 0 IN IP4 192.0.2.1\r\ns=session\r\nm=message 5060 sip null\r\na=accept-types:text/plain\r\n';
const described = ['Content-Type: application/sdp', 'Ms-Conversation-ID: AdfX', 'Subject: Lunch'];
const timed = [
  'Session-Expires: 1800;refresher=uac',
  'Min-SE: 90',
  'Supported: timer',
  'P-Asserted-Identity: "K" <sip:k@c.com>, <tel:+4722>',
];
const granted = [
  'Contact: <sip:192.0.2.1:5061;transport=tls>;expires=7200;+sip.instance="<urn:uuid:0000>";gruu="sip:k@c.com;opaque=user:epid:x;gruu"',
  'Expires: 7200',
  'Presence-State: register-action="added", user-services-state=unavailable;is-connected-to-primary=no',
];
const c3p =
  '<response xmlns="urn:ietf:params:xml:ns:cccp" requestId="1" code="success"><addUser><conferenceInfo/></addUser></response>';
const asText = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const messages = [
  requestBytes('INVITE', [...described, ...timed], { body: sdp }),
  requestBytes('INVITE', [...described, 'To: <sip:other@contoso.com>'], { body: messageSession }),
  responseBytes('200 OK', 'REGISTER', granted),
  responseBytes('301 Moved Permanently', 'REGISTER', ['Contact: <sip:pool01.c.com:5061;transport=tls>, <sip:x>;q=0.1']),
  responseBytes('422 Session Interval Too Small', 'UPDATE', ['Min-SE: 3600']),
  responseBytes('200 OK', 'INVITE', ['Content-Type: application/cccp+xml'], { body: c3p }),
  responseBytes('403 Forbidden', 'INVITE', ['ms-diagnostics: 3008;reason="no guests";source="f"'], {
    body: c3p.replace('success', 'failure'),
  }),
].map(asText);

function readAsParts(message: SipMessage): void {
  const terms = readSessionTerms(message);
  assert.ok(!terms || (terms.seconds >= 90 && terms.seconds <= 86_400));
  if (message.kind === 'request') {
    agreementTo(message);
    readInvitation(message);
    const invite = readCallInvite(message, { uri: 'sip:karen@contoso.com', number: '+4722' });
    if (typeof invite === 'object') assert.ok(invite.peer.name.length <= 256 && invite.peer.uri !== '');
    return;
  }
  const grant = readGrant(message, '0000');
  assert.ok(!grant || (grant.expiresSeconds >= 10 && grant.expiresSeconds <= 86_400));
  const moved = readMove(message);
  assert.ok(!moved || (moved.port > 0 && moved.port < 0x1_0000 && moved.host !== ''));
  readLeastTerms(message, { seconds: 1800, isOurs: true });
  readAcceptance(message);
  joinRefusal(message, { server: 'sip.contoso.com', at: 0, asGuest: true });
}

const transaction = Buffer.alloc(12, 7);
const mapped = Buffer.from('0101000c2112a44207070707070707070707070700200008000111222112a443', 'hex');

export const standardTargets: readonly FuzzTarget[] = [
  xmlTarget('pidf', pidf, (text) => {
    const read = readPidf(text);
    if (read.ok)
      assert.ok((read.presence.note ?? '').length <= 500 && (read.presence.activityText ?? '').length <= 100);
  }),
  xmlTarget('media-relay', relays, (text) => {
    const read = readCredentialsResponse(text);
    if (!read.ok) return;
    const { servers, minutes } = read.credentials;
    assert.ok(servers.length > 0 && servers.length <= 8 && minutes >= 1 && minutes <= 1440);
  }),
  xmlTarget('added-group', groups, (text) => {
    assert.match(readAddedGroup(text) ?? '0', /^\d+$/);
  }),
  textTarget('presence-state', [granted[2] ?? ''], (text) => void readPresenceState(text)),
  textTarget('answers-and-invitations', messages, (text) => {
    const read = readMessage(new TextEncoder().encode(text));
    if (read.ok) readAsParts(read.message);
  }),
  textTarget(
    'call-target',
    ['sip:garth@c.com?Replaces=x', 'garth@c.com', '+47 22', 'sip:x;opaque=app:conf:focus@c'],
    (text) => {
      const target = targetOf(text, (typed) => normaliseNumber(undefined, typed, { domain: 'contoso.com' }));
      assert.ok(!target?.uri.includes('?'));
    },
  ),
  {
    name: 'binding-answer',
    corpus: [mapped, bindingRequest(transaction)],
    run: (input) => {
      assert.match(
        readBindingAnswer(Buffer.from(input), transaction) ?? '[::]:0',
        /^(\d+(\.\d+){3}|\[[\da-f:.]+\]):\d+$/,
      );
    },
  },
];
