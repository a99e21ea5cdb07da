import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CapturedPacket, readCapture, streamsOf } from '../../../test/fakes/capture-reader.ts';
import type { TraceEntry } from '../../shared/model/trace.ts';
import { exportTrace } from './export.ts';
import { pcapngOf } from './pcapng.ts';

type SipEntry = Extract<TraceEntry, { kind: 'sip' }>;

const invite = [
  'INVITE sip:garth@tailspintoys.com SIP/2.0',
  'Call-ID: 1',
  'CSeq: 1 INVITE',
  'Content-Length: 0',
  '',
  '',
];

function sip(direction: SipEntry['direction'], lines: readonly string[], other: Partial<SipEntry> = {}): SipEntry {
  const text = lines.join('\r\n');
  return {
    seq: 1,
    at: 1_427_722_619_928,
    correlation: 'join-1',
    kind: 'sip',
    direction,
    peer: '127.0.77.11:443',
    local: '127.0.0.1:52952',
    bytes: text.length,
    text,
    callId: '1',
    ...other,
  };
}

const payloads = (packets: readonly CapturedPacket[]) => streamsOf(packets).map(({ bytes }) => bytes.toString('utf8'));

describe('a capture', () => {
  it('[X1] has each message in the stream of its direction, at its time, with sums and sequence numbers that are right', () => {
    const answer = ['SIP/2.0 504 Server time-out', 'Call-ID: 1', 'CSeq: 1 INVITE', 'Content-Length: 0', '', ''];
    const later = { at: 1_427_722_621_769 };
    const read = readCapture(
      pcapngOf([sip('sent', invite), sip('received', answer, later), sip('sent', invite, later)]),
    );
    expect(read.problems).toEqual([]);
    expect(read.packets.slice(0, 3).map(({ flags }) => flags)).toEqual(['S', 'SA', 'A']);
    expect(payloads(read.packets)).toEqual([invite.join('\r\n').repeat(2), answer.join('\r\n')]);
    expect(new Set(read.packets.map(({ at }) => at))).toEqual(new Set([1_427_722_619_928, 1_427_722_621_769]));
    expect(read.packets[0]).toMatchObject({ from: '127.0.0.1:52952', to: '127.0.77.11:5060' });
    expect(read.packets[3]?.comment).toBe(
      `join-1: 127.0.0.1:52952 with 127.0.77.11:443, ${sip('sent', invite).bytes} bytes on the wire`,
    );
    expect(read.comment).toContain('decrypted and redacted');
  });

  it('cuts a large message into segments that fit, and goes on with the right numbers', () => {
    const body = 'ü'.repeat(40_000);
    const large = ['NOTIFY sip:a SIP/2.0', `Content-Length: ${Buffer.byteLength(body)}`, '', body];
    const read = readCapture(pcapngOf([sip('received', large), sip('received', invite)]));
    expect(read.problems).toEqual([]);
    expect(Math.max(...read.packets.map(({ payload }) => payload.length))).toBeLessThanOrEqual(1440);
    expect(payloads(read.packets)).toEqual([large.join('\r\n') + invite.join('\r\n')]);
  });

  it('says the length that a redacted body has, so that a reader finds the next message', () => {
    const redacted = ['MESSAGE sip:a SIP/2.0', 'l : 5000', '', '(5000 characters of text/plain, not kept)'];
    const read = readCapture(pcapngOf([sip('sent', redacted)]));
    expect(payloads(read.packets)[0]).toContain(`l : ${redacted[3]?.length}\r\n`);
  });

  it('tells connections apart, IPv6 among them, and takes places nobody can read', () => {
    const six = { local: '[::1]:5000', peer: '[fe80::1%eth0]:5061' };
    const odd = { local: 'nowhere', peer: '127.0.0.1:5061' };
    const mixed = { local: '[2001:db8::1]:7', peer: '192.0.2.9:5061' };
    const entries = [six, odd, mixed].map((place) => sip('sent', invite, place));
    const read = readCapture(pcapngOf(entries));
    expect(read.problems).toEqual([]);
    expect(read.packets.filter(({ flags }) => flags === 'S').map(({ from, to }) => `${from} ${to}`)).toEqual([
      '0:0:0:0:0:0:0:1:5000 fe80:0:0:0:0:0:0:1:5060',
      '192.0.2.1:49152 127.0.0.1:5060',
      '192.0.2.1:7 192.0.2.2:5060',
    ]);
  });

  it('tells connections apart that share the last port there is, or have one that is none', () => {
    const local = '192.0.2.7:65535';
    const places = [443, 5061, 5067].map((port) => ({ local, peer: `192.0.2.9:${port}` }));
    const odd = { local: '192.0.2.7:99999', peer: '192.0.2.9:5068' };
    const read = readCapture(pcapngOf([...places, odd].map((place) => sip('sent', invite, place))));
    expect(read.problems).toEqual([]);
    const ends = read.packets.filter(({ flags }) => flags === 'S').map(({ from }) => from);
    expect([ends[0], new Set(ends).size]).toEqual([local, 4]);
  });

  it('whatever was recorded, the file can be read and has it', () => {
    const entry = fc
      .record({
        direction: fc.constantFrom('sent' as const, 'received' as const),
        text: fc.string({ unit: 'binary', maxLength: 2000 }),
        peer: fc.oneof(
          fc.ipV4().map((ip) => `${ip}:5061`),
          fc.ipV6().map((ip) => `[${ip}]:5061`),
          fc.string(),
        ),
        at: fc.double({ min: 0, max: 4e12, noNaN: true }),
      })
      .map(({ direction, ...other }) => sip(direction, [], other));
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 5 }), (entries) => {
        const read = readCapture(pcapngOf(entries));
        expect(read.problems).toEqual([]);
        expect(payloads(read.packets).join('').length).toBeGreaterThanOrEqual(entries.length);
      }),
      { numRuns: 60 },
    );
  });
});

describe('saving a trace', () => {
  const roster = '<conference-info><users><user entity="sip:x@t.com"/></users></conference-info>';
  const entries: readonly TraceEntry[] = [
    {
      seq: 1,
      at: 0,
      correlation: 'app',
      kind: 'connect',
      host: 'sip.contoso.com',
      peer: '127.0.77.11:443',
      local: '127.0.0.1:52952',
      state: 'open',
    },
    sip('sent', invite),
    sip('received', ['BENOTIFY sip:a SIP/2.0', 'Content-Type: application/conference-info+xml', '', roster]),
    { seq: 4, at: 0, correlation: 'app', kind: 'decision', text: 'Joins as a guest' },
    { seq: 5, at: 0, correlation: 'app', kind: 'media', call: '3f2a1b', text: 'the checks chose: audio' },
  ];
  const save = (format: Parameters<typeof exportTrace>[1]) => {
    const { name, content } = exportTrace(entries, format, { processId: 7, connections: [] });
    return { name, text: Buffer.from(content).toString('latin1') };
  };

  it.each([
    ['uccapi', 'offhook-trace.uccapilog', 'Sending Packet - 127.0.77.11:443'],
    ['uccapi', 'offhook-trace.uccapilog', 'INFO  :: Media of call 3f2a1b: the checks chose: audio\r\n'],
    ['json-lines', 'offhook-trace.jsonl', '"text":"Joins as a guest"'],
    ['ladder', 'offhook-ladder.txt', '13:36:59.928'],
    ['pcapng', 'offhook-trace.pcapng', 'INVITE sip:garth@tailspintoys.com SIP/2.0'],
  ] as const)('[X1] [X4] as %s it is %s, and nobody of a meeting is in it', (format, name, words) => {
    const saved = save(format);
    expect(saved.name).toBe(name);
    expect(saved.text).toContain(words);
    expect(saved.text).not.toContain('sip:x@t.com');
  });

  it('each line of the JSON Lines is an entry', () => {
    const lines = save('json-lines').text.trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as TraceEntry).kind)).toEqual([
      'connect',
      'sip',
      'sip',
      'decision',
      'media',
    ]);
  });

  it('the ladder names its servers', () => {
    expect(save('ladder').text).toMatch(/You +sip\.contoso\.com/);
  });
});
