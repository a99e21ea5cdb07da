import { expect, it } from 'vitest';
import { testApp } from '../../../test/fakes/test-app.ts';
import { firstSlices } from '../../shared/model/first-slices.ts';
import { defaultSettings } from '../../shared/model/settings.ts';
import type { Snapshot } from '../../shared/model/snapshot.ts';
import type { TraceBody, TraceEntry } from '../../shared/model/trace.ts';
import { createTracing } from '../trace/tracing.ts';
import { supportFiles } from './support-files.ts';

const clock = { now: () => 0, wall: () => 0, after: () => () => undefined };
const snapshot: Snapshot = { ...firstSlices(testApp, defaultSettings), presence: {}, revision: 0 };

/** What went over the wire, as the door of the trace lets it in, and the files that are made of it. */
function filesOf(...bodies: readonly TraceBody[]) {
  const tracing = createTracing({ clock });
  for (const body of bodies) tracing.tracer.record(body);
  const { entries } = tracing.list(0, 100);
  return { entries, files: supportFiles({ snapshot, entries, outcome: '', logFolder: '', processId: 1 }) };
}

function sip(...lines: readonly string[]): TraceBody {
  const text = lines.join('\r\n');
  const place = { peer: '192.0.2.1:443', local: '192.0.2.2:4000', callId: '1' };
  return { kind: 'sip', direction: 'received', bytes: text.length, text, ...place };
}

const after: TraceBody = { kind: 'decision', text: 'what came later' };

it.each([
  ['a handshake', sip('SIP/2.0 401 Unauthorized', 'WWW-Authenticate: NTLM gssapi-data="MARK", version=4', '', '')],
  ['a first message', sip('INVITE sip:a@b SIP/2.0', 'Ms-Text-Format: text/plain;ms-body=MARK', '', '')],
  ['a meeting', sip('NOTIFY sip:a@b SIP/2.0', '', '<x uri="sip:g@t.com?conf-key=MARK"/>')],
  ['a ticket', sip('NOTIFY sip:a@b SIP/2.0', 'X-MS-WebTicket: opaque=MARK', '', '')],
  ['a member', sip('NOTIFY sip:a@b SIP/2.0', '', '{"conferenceKey": "MARK"}')],
  ['an element that never ends', sip('NOTIFY sip:a@b SIP/2.0', '', '<password>MARK')],
  ['a ticket that never ends', sip('NOTIFY sip:a@b SIP/2.0', '', '<Assertion ID="MARK">')],
  ['a private key that never ends', { kind: 'decision', text: '-----BEGIN PRIVATE KEY-----MARK' } as const],
  ['a roster that never ends', sip('NOTIFY sip:a@b SIP/2.0', '', '<conference-info><user>MARK')],
])('[X5] %s costs the trace nothing but its secret', (_, body) => {
  const { entries, files } = filesOf(body, after);
  const lines = (files.get('trace.jsonl') ?? '').trimEnd().split('\n');
  const read = lines.map((line) => JSON.parse(line) as TraceEntry);
  expect(read.map(({ kind }) => kind)).toEqual(entries.map(({ kind }) => kind));
  expect(read.at(-1)).toEqual(entries.at(-1));
  expect(files.get('trace.uccapilog')).toContain('what came later');
  for (const [name, text] of files) expect(text.includes('MARK'), name).toBe(false);
});

it('[X5] hides what stands under the name of a secret, wherever the state has it', () => {
  const names = { ...snapshot.app, password: 'MARK "quoted"' } as Snapshot['app'];
  const discovery = { ...snapshot.discovery, conferenceKey: 'MARK' } as Snapshot['discovery'];
  const files = supportFiles({
    snapshot: { ...snapshot, app: names, discovery },
    entries: [],
    outcome: '',
    logFolder: '',
    processId: 1,
  });
  expect(files.get('network.json')).not.toContain('MARK');
  expect(JSON.parse(files.get('network.json') ?? '')).toMatchObject({ discovery: { conferenceKey: '(hidden)' } });
});
