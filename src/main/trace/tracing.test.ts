import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openTraceFiles } from './trace-files.ts';
import { createTracing } from './tracing.ts';

const clock = { now: () => 0, wall: () => Date.UTC(2026, 10, 20, 9, 0, 0, 928), after: () => () => undefined };

it('[X1] writes JSON Lines and the UCCAPI line format with peer, local address and byte count', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'offhook-trace-'));
  const files = openTraceFiles({ folder, wall: clock.wall(), processId: 0x16ec });
  if (!files) throw new Error('no files');
  const tracing = createTracing({ clock, files });
  const tracer = tracing.tracer.for('join-1');
  tracer.record({ kind: 'dns-query', name: '_sipinternaltls._tcp.tailspintoys.com', type: 'SRV' });
  tracer.record({
    kind: 'sip',
    direction: 'sent',
    peer: '127.0.77.20:5061',
    local: '127.0.0.1:53025',
    bytes: 2050,
    text: 'INVITE sip:garth@tailspintoys.com SIP/2.0\r\nAuthorization: Digest response="SECRETMARK"\r\n\r\n',
    callId: 'c1',
  });
  await tracing.close();

  const uccapi = readFileSync(files.uccapi, 'utf8');
  expect(uccapi).toMatch(
    /^\d\d\/\d\d\/2026\|\d\d:\d\d:\d\d\.928 16EC:0000 INFO {2}:: QueryDNSSrv - DNS Name\[_sipinternaltls\._tcp\.tailspintoys\.com\]\r\n/,
  );
  expect(uccapi).toContain(
    'INFO  :: Sending Packet - 127.0.77.20:5061 (From Local Address: 127.0.0.1:53025) 2050 bytes:\r\n',
  );
  expect(uccapi).toContain('INFO  :: INVITE sip:garth@tailspintoys.com SIP/2.0\r\n');
  const lines = readFileSync(files.jsonl, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.map((line) => [line.seq, line.kind, line.correlation])).toEqual([
    [1, 'dns-query', 'join-1'],
    [2, 'sip', 'join-1'],
  ]);
  expect(uccapi + JSON.stringify(lines)).not.toContain('SECRETMARK');
  expect(statSync(files.jsonl).mode & 0o077).toBe(0);
  rmSync(folder, { recursive: true });
});

it('keeps a bounded ring and says from where it is whole', () => {
  const tracing = createTracing({ clock });
  for (let index = 0; index < 6000; index += 1) tracing.tracer.record({ kind: 'decision', text: `line ${index}` });
  const { entries, lostBefore } = tracing.list(0, 10_000);
  expect(entries).toHaveLength(5000);
  expect(lostBefore).toBe(1001);
  expect(tracing.list(5999, 10).entries.map((entry) => entry.seq)).toEqual([6000]);
  expect(tracing.newest()).toBe(6000);
});

it('[X5] redacts every text of every kind at the door', () => {
  const tracing = createTracing({ clock });
  tracing.tracer.record({ kind: 'failure', code: 'X', text: 'meet:sip:a@b?conf-key=SECRETMARK' });
  tracing.tracer.record({ kind: 'http', method: 'GET', url: 'https://m/?conf-key=SECRETMARK', status: '200' });
  expect(JSON.stringify(tracing.list(0, 10))).not.toContain('SECRETMARK');
});
