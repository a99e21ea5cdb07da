/** Readers of instant messages, with sound inputs to damage. */
import assert from 'node:assert/strict';
import { readConferenceInvite } from '../../src/protocol/conference-invite/read.ts';
import { readLooks } from '../../src/protocol/im/looks.ts';
import { readContent, readToast } from '../../src/protocol/im/read-content.ts';
import { readDelivery } from '../../src/protocol/im/read-delivery.ts';
import { plainFromRtf } from '../../src/protocol/im/rtf.ts';
import { readImSession } from '../../src/protocol/im/session.ts';
import { readTyping } from '../../src/protocol/im/typing.ts';
import type { SipMessage } from '../../src/protocol/sip/message.ts';
import { encodeUtf8 } from '../../src/protocol/sip/text.ts';
import { type FuzzTarget, textTarget, xmlTarget } from './fuzz.ts';

const messages = [
  '--b\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\nhi\r\n--b\r\nContent-Type: text/html\r\n\r\n<b>hi</b>\r\n--b--\r\n',
  "{\\rtf1\\ansi\\uc1{\\fonttbl{\\f0 Segoe UI;}}\\f0\\fs20 Gr\\'fc\\u223?e \\b x\\b0\\par{\\*\\generator R;}}",
  '<isComposing xmlns="urn:ietf:params:xml:ns:im-iscomposing"><state>active</state><refresh>90</refresh></isComposing>',
  '<KeyboardActivity><status status="type" /></KeyboardActivity>',
  'v=0\r\no=- 0 0 IN IP4 192.0.2.1\r\ns=session\r\nm=message 5060 sip null\r\na=accept-types:text/plain text/html\r\n',
];
const meetingParts = [
  '<imdn xmlns="http://schemas.microsoft.com/rtc/2005/08/imdn"><message-id>2</message-id><recipient uri="&lt;sip:bob@contoso.com ;opaque=user:epid:d7;gruu&gt;"><status>408</status><entry><key>ms-diagnostics</key><value>6001;reason="Request Timeout"</value></entry></recipient></imdn>',
  '<Conferencing version="2.0"><focus-uri>sip:karen@contoso.com;gruu;opaque=app:conf:focus:id:8386E6AE</focus-uri><subject>Weekly</subject><im available="true"><first-im/></im></Conferencing>',
];
const types = [
  'text/plain; charset=UTF-8;msgr=WAAtAE0ATQBTAC0ASQBNAC0ARgBvAHIAbQBhAHQAOgAgAEUARgA9AEIAOwAgAEMATwA9AGYAZgA;ms-body=SGVsbG8=',
  'multipart/alternative;boundary="b"',
  'text/rtf',
  'application/im-iscomposing+xml',
];

function message(type: string, body: string): SipMessage {
  const named = (name: string, value: string) => ({ name, key: name.toLowerCase(), value });
  const headers = [named('Content-Type', type), named('ms-text-format', type)];
  return {
    kind: 'request',
    method: 'MESSAGE',
    uri: 'sip:a@b.c',
    headers,
    body: encodeUtf8(body),
    head: new Uint8Array(),
  };
}

export const messageTargets: readonly FuzzTarget[] = [
  textTarget('instant-message', messages, (text) => {
    for (const type of types) {
      const content = readContent(message(type, text));
      if (content.kind === 'plain') assert.ok(content.text.length <= Math.max(65_536, text.length));
    }
    assert.ok(plainFromRtf(text).length <= 65_536);
    const { seconds = 0 } = readTyping(text) ?? {};
    assert.ok(seconds >= 0);
    assert.ok((readImSession(encodeUtf8(text))?.accepts.length ?? 0) <= 64);
  }),
  xmlTarget('meeting-chat', meetingParts, (text) => {
    const { misses = [], more = 0 } = readDelivery(text) ?? {};
    assert.ok(misses.length <= 100 && more >= 0);
    assert.ok(misses.every(({ uri, status }) => uri !== '' && status >= 300 && status <= 699));
    const { focus, subject = '' } = readConferenceInvite(text) ?? {};
    assert.ok(subject.length <= 256);
    assert.match(focus?.focusUri ?? 'sip:', /^sip:/);
  }),
  textTarget('instant-message-type', types, (text) => {
    const toast = readToast(message(text, ''));
    if (toast?.kind === 'plain') assert.match(toast.looks.colour ?? '#000000', /^#[0-9a-f]{6}$/);
    readLooks(text);
  }),
];
