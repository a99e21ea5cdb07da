import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ATTRIBUTE,
  addressAttribute,
  errorAttribute,
  maskOf,
  numberAttribute,
  readAddress,
  readErrorCode,
  readNumber,
  textAttribute,
} from './attributes.ts';
import { fingerprintOf } from './crc.ts';
import { mistypedCopy, readStun, STUN, type StunDialect, verifyStun, writeSigned, writeStun } from './message.ts';

const hex = (text: string) => Buffer.from(text.replace(/\s/g, ''), 'hex');
/** RFC 5769 2.1 to 2.3 */
const REQUEST = hex(`000100582112a442b7e7a701bc34d686fa87dfae802200105354554e207465737420636c69656e74002400046e0001ff
  80290008932ff9b151263b36000600096576746a3a68367659202020000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a280280004e57a3bcf`);
const ANSWER_V4 = hex(`0101003c2112a442b7e7a701bc34d686fa87dfae8022000b7465737420766563746f7220002000080001a147e112a643
  000800142b91f599fd9e90c38c7489f92af9ba53f06be7d780280004c07d4c96`);
const ANSWER_V6 =
  hex(`010100482112a442b7e7a701bc34d686fa87dfae8022000b7465737420766563746f7220002000140002a1470113a9faa5d3f179
  bc25f4b5bed2b9d900080014a382954e4be67bf11784c97c8292c275bfe3ed4180280004c8fb0b4c`);
const KEY = Buffer.from('VOkJxbRl1RmTxUk/WvJxBt');
const DIALECTS: readonly StunDialect[] = ['rfc5389', 'msice2'];
const transaction = hex('b7e7a701bc34d686fa87dfae');

const check = {
  type: STUN.bindingRequest,
  transaction,
  attributes: [textAttribute(ATTRIBUTE.username, 'SfB4:ours7ch')],
};

describe('the test vectors of RFC 5769', () => {
  it('reads the request, and its signature proves the password', () => {
    const request = readStun(REQUEST);
    expect(request?.attributes.get(ATTRIBUTE.username)?.toString()).toBe('evtj:h6vY');
    expect(readNumber(request?.attributes.get(ATTRIBUTE.priority))).toBe(0x6e0001ff);
    expect(request && verifyStun(request, KEY)).toBe('rfc5389');
    expect(request && verifyStun(request, Buffer.from('another'))).toBeUndefined();
  });

  it.each([
    [ANSWER_V4, '192.0.2.1'],
    [ANSWER_V6, '2001:db8:1234:5678:11:2233:4455:6677'],
  ])('reads the mapped address of an answer', (bytes, address) => {
    const answer = readStun(bytes);
    expect(answer && verifyStun(answer, KEY)).toBe('rfc5389');
    const mapped = readAddress(answer?.attributes.get(ATTRIBUTE.xorMappedAddress), answer?.mask);
    expect(mapped).toEqual({ address, port: 32853 });
    const again = addressAttribute(ATTRIBUTE.xorMappedAddress, { address, port: 32853 }, maskOf(transaction));
    expect(again.value).toEqual(answer?.attributes.get(ATTRIBUTE.xorMappedAddress));
  });

  it('takes nothing that was changed before the fingerprint', () => {
    for (let at = 0; at < REQUEST.length - 8; at++) {
      const changed = Buffer.from(REQUEST);
      changed.writeUInt8(changed.readUInt8(at) ^ 0x04, at);
      const read = readStun(changed);
      expect(read && verifyStun(read, KEY)).toBeUndefined();
    }
  });
});

describe('the two dialects', () => {
  it.each(DIALECTS)('verifies its own %s and tells it', (dialect) => {
    for (const name of ['a:b', 'four:7chars7', 'x'.repeat(63)]) {
      const attributes = [textAttribute(ATTRIBUTE.username, name), numberAttribute(ATTRIBUTE.priority, 7)];
      const read = readStun(writeSigned({ ...check, attributes }, KEY, dialect));
      expect(read && verifyStun(read, KEY)).toBe(dialect);
      expect(read?.attributes.get(ATTRIBUTE.username)?.toString()).toBe(name);
    }
  });

  it('takes the copy with the mistyped fingerprint, and it differs', () => {
    const differing = Array.from({ length: 200 }, (_none, i) => {
      const message = writeSigned({ ...check, attributes: [numberAttribute(ATTRIBUTE.priority, i)] }, KEY, 'msice2');
      expect(readStun(mistypedCopy(message))).toBeDefined();
      return mistypedCopy(message).equals(message);
    });
    expect(differing).toContain(false);
  });

  it('leaves out what follows the signature', () => {
    const signed = writeSigned(check, KEY, 'rfc5389');
    const added = Buffer.concat([signed.subarray(0, -8), hex('00250000')]);
    const whole = Buffer.concat([added, Buffer.alloc(8)]);
    whole.writeUInt16BE(whole.length - 20, 2);
    hex('80280004').copy(whole, whole.length - 8);
    whole.writeUInt32BE(fingerprintOf(whole.subarray(0, -8)), whole.length - 4);
    const read = readStun(whole);
    expect(read && verifyStun(read, KEY)).toBe('rfc5389');
    expect(read?.attributes.has(ATTRIBUTE.useCandidate)).toBe(false);
  });

  it('reads an error', () => {
    const attributes = [errorAttribute(487, 'Role Conflict')];
    const read = readStun(writeSigned({ type: STUN.bindingError, transaction, attributes }, KEY, 'rfc5389'));
    expect(readErrorCode(read?.attributes.get(ATTRIBUTE.errorCode))).toBe(487);
    expect(readErrorCode(Buffer.from([0, 0, 1]))).toBeUndefined();
  });
});

describe('addresses', () => {
  const mask = maskOf(transaction);
  it.each(['127.0.0.1', '255.254.1.0', '::1', '::', 'fe80::1:0:0:2', '::ffff:192.0.2.7', '2001:db8::8:800:200c:417a'])(
    'writes and reads %s',
    (address) => {
      const { value } = addressAttribute(ATTRIBUTE.xorMappedAddress, { address, port: 65535 }, mask);
      expect(readAddress(value, mask)).toEqual({ address, port: 65535 });
    },
  );
});

describe('whatever arrives', () => {
  it('is read without throwing', () => {
    const damaged = fc
      .tuple(fc.constantFrom(REQUEST, ANSWER_V4, ANSWER_V6), fc.nat(107), fc.nat(255), fc.nat(108))
      .map(([bytes, at, value, length]) => {
        const copy = Buffer.from(bytes);
        copy[at % copy.length] = value;
        return copy.subarray(0, length);
      });
    const bare = fc.uint8Array({ maxLength: 80 }).map((body) => {
      const attributes = [{ type: ATTRIBUTE.mappedAddress, value: Buffer.from(body) }];
      return writeStun(
        { type: STUN.bindingSuccess, transaction, attributes },
        { dialect: 'rfc5389', hasFingerprint: true },
      );
    });
    const anything = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes));
    fc.assert(
      fc.property(fc.oneof(damaged, bare, anything), (bytes) => {
        const read = readStun(bytes);
        if (!read) return;
        verifyStun(read, KEY);
        for (const value of read.attributes.values()) {
          readAddress(value, read.mask);
          readAddress(value);
          readErrorCode(value);
          readNumber(value);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
