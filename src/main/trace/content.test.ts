import { expect, it } from 'vitest';
import { withoutContent, withoutRosters, withoutTalk } from './content.ts';

const message = (start: string, type: string, body: string, more = '') =>
  `${start}\r\nVia: v\r\n${more}Content-Type: ${type}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
const roster = '<conference-info entity="sip:g@t"><users><user entity="sip:MARK@t"/></users></conference-info>';

it.each([
  ['MESSAGE sip:a@b SIP/2.0', 'text/plain', ''],
  ['MESSAGE sip:a@b SIP/2.0', 'application/unheard-of', ''],
  ['INFO sip:a@b SIP/2.0', 'application/cccp+xml', ''],
  ['INVITE sip:a@b SIP/2.0', 'text/html; charset=utf-8', ''],
  ['SIP/2.0 200 OK', 'application/xml', 'CSeq: 3 INFO\r\n'],
])('[X4] keeps nothing that people say: %s %s', (start, type, more) => {
  const kept = withoutTalk(message(start, type, 'hello MARK', more));
  expect(kept).not.toContain('MARK');
  expect(kept).toContain(`${start}\r\nVia: v\r\n`);
  expect(kept).toMatch(/\r\n\r\n\(10 characters of \S+, not kept\)$/);
});

it('[X4] finds them among the parts of a body, in folded and in short headers', () => {
  const parts = `--b\r\nContent-Type: text/plain\r\n\r\nMARK\r\n--b\r\nContent-Type: application/sdp\r\n\r\nv=0\r\n--b--`;
  expect(withoutTalk(message('INVITE sip:a@b SIP/2.0', 'multipart/mixed;boundary=b', parts))).not.toContain('MARK');
  expect(withoutTalk('INVITE sip:a@b SIP/2.0\r\nc:\r\n text/plain\r\n\r\nMARK')).not.toContain('MARK');
});

it.each([
  ['a folded header', 'Content-Type:\r\n text/plain\r\n\r\nMARK'],
  ['no type, which is text (RFC 2046 5.1)', 'Content-Disposition: render\r\n\r\nMARK'],
  ['no header at all', '\r\nMARK'],
])('[X4] finds them in a part with %s', (_, part) => {
  const parts = `--b\r\n${part}\r\n--b\r\nContent-Type: application/sdp\r\n\r\nv=0\r\n--b--`;
  expect(withoutTalk(message('INVITE sip:a@b SIP/2.0', 'multipart/mixed;boundary=b', parts))).not.toContain('MARK');
});

it('keeps two descriptions of a call, whatever else their parts say of themselves', () => {
  const part = (more: string) => `--b=_1\r\n${more}Content-Type: application/sdp\r\n\r\nv=0\r\n`;
  const parts = `${part('')}${part('Content-Disposition: session\r\n')}--b=_1--\r\n`;
  const invite = message('INVITE sip:a@b SIP/2.0', 'multipart/alternative; boundary="b=_1"', parts);
  expect(withoutTalk(invite)).toBe(invite);
});

it('[X4] keeps the people of a meeting in memory, and in no file', () => {
  const notify = message('BENOTIFY sip:a@b SIP/2.0', 'application/conference-info+xml', roster);
  expect(withoutTalk(notify)).toBe(notify);
  expect(withoutContent(notify)).not.toContain('MARK');
  const parts = `--b\r\ncontent-type:application/conference-info+xml\r\n\r\n${roster}\r\n--b--`;
  expect(withoutContent(message('NOTIFY sip:a@b SIP/2.0', 'multipart/related;boundary=b', parts))).not.toContain(
    'MARK',
  );
});

it.each(['application/ms-imdn+xml', 'application/ms-conf-invite+xml'])(
  '[X4] writes neither who missed a message in a meeting nor who is asked to one into a file: %s',
  (type) => {
    expect(withoutContent(message('BENOTIFY sip:a@b SIP/2.0', type, '<a uri="sip:MARK@t"/>'))).not.toContain('MARK');
  },
);

it('[X4] writes neither who wrote in a meeting nor the number of a guest into a file', () => {
  const headers = 'From: <sip:MARK-1a2b@anonymous.invalid>;tag=1\r\nMs-Sender : "MARK" <sip:mark@contoso.com>\r\n';
  const said = message('MESSAGE sip:MARK-1a2b@anonymous.invalid SIP/2.0', 'text/plain', 'hello', headers);
  expect(withoutTalk(said)).toContain('MARK');
  const kept = withoutContent(said);
  expect(kept).not.toMatch(/MARK|mark@/);
  const [, one, other] =
    /^MESSAGE sip:([0-9a-f-]{36})@[\s\S]*From: <sip:([0-9a-f-]{36})@anonymous\.invalid>;tag=1\r\n/.exec(kept) ?? [];
  // One can still follow who is meant.
  expect(one).toBe(other);
  expect(one).toMatch(/^0{8}-0000-4000-8000-/);
});

it('leaves every other message as it is', () => {
  const register = message('REGISTER sip:a@b SIP/2.0', 'application/sdp', 'v=0');
  expect(withoutContent(register)).toBe(register);
  expect(withoutContent('no message at all')).toBe('no message at all');
});

it('[X4] copies nothing of a roster, also of one cut off in the middle', () => {
  const copied = withoutRosters(`before ${roster} between ${roster.slice(0, 60)}`);
  expect(copied).toBe('before (94 characters of a roster, not copied) between (60 characters of a roster, not copied)');
  const hostile = '<conference-info '.repeat(100_000);
  expect(withoutRosters(hostile)).toBe(`(${hostile.length} characters of a roster, not copied)`);
});

it('[X4] writes no subject and no guest list of a meeting that is set up into a file, and keeps what was asked', () => {
  const meeting = '<ci:conference-info xmlns:ci="urn:c" entity=""><ci:subject>MARK</ci:subject></ci:conference-info>';
  const body = `<request requestId="7"><addConference>${meeting}</addConference></request>`;
  const kept = withoutContent(message('SERVICE sip:a@b SIP/2.0', 'application/cccp+xml', body));
  expect(kept).not.toContain('MARK');
  expect(kept).toContain(
    '<request requestId="7"><addConference>(97 characters of a meeting, not kept)</addConference>',
  );
});
