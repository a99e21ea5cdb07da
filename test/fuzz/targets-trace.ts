/** What takes secrets and content out of text before it is kept: it sees every byte of the wire first, so it must stand all of them. */
import assert from 'node:assert/strict';
import { withoutContent, withoutRosters } from '../../src/main/trace/content.ts';
import { redact } from '../../src/main/trace/redact.ts';
import { uccapiLines } from '../../src/main/trace/uccapi.ts';
import { type FuzzTarget, textTarget } from './fuzz.ts';

const roster =
  '<conference-info entity="sip:g@t.com" state="full"><users><user entity="sip:x@t.com"/></users></conference-info>';

const texts = [
  'INVITE sip:a@b SIP/2.0\r\nAuthorization: Digest username="x", response="SECRET",\r\n cnonce=SECRET\r\nContent-Type: text/plain\r\n\r\nhello',
  `BENOTIFY sip:a@b SIP/2.0\r\nContent-Type: application/conference-info+xml\r\n\r\n${roster}`,
  'conf:sip:g@t.com?conf-key=SECRET <conferenceKey a="b">SECRET</conferenceKey> {"conferenceKey": "SECRET"} join-url=\'SECRET\'',
  'ms-text-format: text/plain;ms-body=SECRET\r\na=crypto:1 AES inline:SECRET\r\nAuthorization: Basic c2VjcmV0',
  'SIP/2.0 200 OK\r\nCSeq: 3 INFO\r\nc: multipart/mixed;boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\nx\r\n--b--',
];

export const traceTargets: readonly FuzzTarget[] = [
  textTarget('trace', texts, (text) => {
    withoutContent(redact(text));
    assert.ok(!withoutRosters(text).includes('<conference-info '), 'a roster stands in a copy');
    const entry = { seq: 1, at: 0, correlation: 'app', kind: 'decision', text } as const;
    assert.equal(uccapiLines(entry, 1).split(/[\r\n\u2028\u2029]+/).length, 2, 'one entry, one line');
  }),
];
