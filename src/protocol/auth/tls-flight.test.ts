import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dskRecordings } from '../../../test/fixtures/auth/load.ts';
import { readTlsFlight } from './tls-flight.ts';

const flights = dskRecordings().flatMap(({ clientFlights, serverFlights }) =>
  [...clientFlights, ...serverFlights].map((text) => new Uint8Array(Buffer.from(text, 'base64'))),
);
const record = (type: number, ...fragment: number[]) =>
  Uint8Array.of(type, 3, 1, fragment.length >> 8, fragment.length & 0xff, ...fragment);
const joined = (...parts: Uint8Array[]) => new Uint8Array(Buffer.concat(parts));
const kindOf = (bytes: Uint8Array) => {
  const flight = readTlsFlight(bytes);
  return flight.kind === 'broken' ? flight.problem : flight;
};

describe.each(dskRecordings().map((one) => [one.name, one] as const))('recorded: %s', (_, recording) => {
  const read = (text: string | undefined) => readTlsFlight(new Uint8Array(Buffer.from(text ?? '', 'base64')));

  it('both flights of both ends', () => {
    expect(recording.clientFlights.map(read)).toEqual([{ kind: 'plain', messages: [1] }, { kind: 'finished' }]);
    expect(recording.serverFlights.map(read)).toEqual([
      { kind: 'plain', messages: [2, 11, 13, 14] },
      { kind: 'finished' },
    ]);
  });
});

it('finds messages that lie across records, or several in one', () => {
  expect(kindOf(joined(record(22, 2, 0, 0), record(22, 1, 9, 14, 0, 0), record(22, 0)))).toEqual({
    kind: 'plain',
    messages: [2, 14],
  });
});

describe('what is no flight', () => {
  it.each([
    ['nothing', new Uint8Array(), 'the TLS flight is cut short'],
    ['half a record head', Uint8Array.of(22, 3, 1), 'the TLS flight is cut short'],
    ['half a record', record(22, 14, 0, 0, 0).subarray(0, 7), 'the TLS flight is cut short'],
    ['half a message head', record(22, 14, 0, 0), 'the TLS flight is cut short'],
    ['half a message', record(22, 2, 0, 0, 9, 1), 'the TLS flight is cut short'],
    ['no Finished after ChangeCipherSpec', record(20, 1), 'the TLS flight is cut short'],
    ['application data', record(23, 1), 'the TLS flight is none'],
    ['text', new TextEncoder().encode('HTTP/1.1 400 Bad Request'), 'the TLS flight is none'],
    ['SSL 2', Uint8Array.of(22, 2, 0, 0, 0), 'the TLS flight is none'],
    ['an endless record', Uint8Array.of(22, 3, 1, 0xff, 0xff), 'the TLS flight is none'],
    ['two changes of the cipher', joined(record(20, 1), record(22, 1), record(20, 1)), 'the TLS flight is none'],
    [
      'records without end',
      joined(...Array.from({ length: 300 }, () => record(22, 0, 0, 0, 0))),
      'the TLS flight is none',
    ],
  ])('%s', (_, bytes, problem) => {
    expect(kindOf(bytes)).toBe(problem);
  });
});

it('tells an alert, and whether it can be read', () => {
  expect(kindOf(record(21, 2, 42))).toEqual({ kind: 'alert', description: 42 });
  expect(kindOf(joined(record(20, 1), record(21, 7, 7, 7)))).toEqual({ kind: 'alert', description: undefined });
});

it('never throws, and no beginning of a flight passes for the whole of it', () => {
  fc.assert(
    fc.property(fc.constantFrom(...flights), fc.nat(10_000), (flight, at) => {
      const cut = flight.subarray(0, at % flight.length);
      const [part, whole] = [readTlsFlight(cut), readTlsFlight(flight)];
      if (whole.kind === 'finished') expect(part.kind).not.toBe('finished');
      else expect(part).not.toEqual(whole);
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(['plain', 'finished', 'alert', 'broken']).toContain(readTlsFlight(bytes).kind);
    }),
  );
});
