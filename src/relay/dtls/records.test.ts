import { describe, expect, it } from 'vitest';
import { workIn } from './records.ts';

function record(type: number, body: Buffer, epoch = 0): Buffer {
  const head = Buffer.from([type, 0xfe, 0xfd, 0, epoch, 0, 0, 0, 0, 0, 0, body.length >> 8, body.length & 0xff]);
  return Buffer.concat([head, body]);
}

function message(body: Buffer, length = body.length): Buffer {
  const head = Buffer.alloc(12);
  head.writeUInt8(11, 0);
  head.writeUIntBE(length, 1, 3);
  head.writeUIntBE(body.length, 9, 3);
  return Buffer.concat([head, body]);
}

const certificate = message(Buffer.alloc(700));

describe('the work in a datagram', () => {
  it.each([
    ['nothing', Buffer.alloc(0), 0],
    ['one record', record(22, certificate), 1],
    [
      'a flight',
      Buffer.concat([record(22, certificate), record(20, Buffer.from([1])), record(22, Buffer.alloc(40), 1)]),
      3,
    ],
    ['several messages in one record', record(22, Buffer.concat([certificate, certificate, certificate])), 3],
    ['empty records', Buffer.concat([record(22, Buffer.alloc(0)), record(22, Buffer.alloc(0))]), 2],
    ['an alert', record(21, Buffer.from([1, 0])), 1],
  ])('of %s is counted', (_what, datagram, work) => {
    expect(workIn(datagram)).toBe(work);
  });

  it.each([
    ['a head that is cut', record(22, certificate).subarray(0, 12)],
    ['a record beyond the datagram', record(22, certificate).subarray(0, 100)],
    ['data', record(23, Buffer.alloc(10))],
    ['no kind of record', record(63, Buffer.alloc(10))],
    ['a message of 16 MB', record(22, message(Buffer.alloc(100), 0xff_ff_ff))],
    ['a piece beyond its record', record(22, certificate.subarray(0, 50))],
    ['half a head of a message', record(22, Buffer.alloc(5))],
    ['something behind a good record', Buffer.concat([record(22, certificate), Buffer.alloc(3)])],
  ])('is none in %s', (_what, datagram) => {
    expect(workIn(datagram)).toBeUndefined();
  });
});
