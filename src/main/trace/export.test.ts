import { expect, it } from 'vitest';
import type { TraceEntry } from '../../shared/model/trace.ts';
import { ladderOf } from './export.ts';

/** One message to each of so many servers. */
const entriesFor = (servers: number): TraceEntry[] =>
  Array.from({ length: servers }, (_, index) => ({
    seq: index + 1,
    at: 0,
    correlation: 'app',
    kind: 'sip',
    direction: 'sent',
    peer: `192.0.2.${index + 1}:5061`,
    local: '127.0.0.1:1',
    bytes: 1,
    callId: String(index),
    text: `OPTIONS sip:a@b SIP/2.0\r\nCall-ID: ${index}\r\n\r\n`,
  }));

it('a ladder in a file, which nobody can look behind, tells what it could not draw', () => {
  const drawn = ladderOf(entriesFor(6), []);
  expect(drawn.match(/OPTIONS/g)).toHaveLength(6);
  expect(drawn).not.toContain('not drawn');
  expect(ladderOf(entriesFor(7), [])).toBe(
    `${drawn}\n1 more server has no column here: 1 of 7 messages is not drawn.\n`,
  );
  expect(ladderOf(entriesFor(9), [])).toMatch(
    /\n3 more servers have no column here: 3 of 9 messages are not drawn\.\n$/,
  );
});
