/** Readers of what transfers and provisional answers bring, with sound inputs to damage. */
import assert from 'node:assert/strict';
import { readReferTo, writeReferTo } from '../../src/protocol/sip/refer.ts';
import { readRAck, readRSeq } from '../../src/protocol/sip/reliable.ts';
import { readReplaces, writeReplaces } from '../../src/protocol/sip/replaces.ts';
import { readSipfrag } from '../../src/protocol/sip/sipfrag.ts';
import { type FuzzTarget, textTarget } from './fuzz.ts';

const replaces = ['98732@a.example;from-tag=r33th4x0r;to-tag=ff87ff', 'c1;to-tag=a;from-tag=b;early-only'];
const targets = [
  '<sip:bob@contoso.com;opaque=app:voicemail>',
  '"Bob" <sip:+14255550100@contoso.com;user=phone>',
  '<sip:d@c.com?Replaces=0904%3Bto-tag%3D7743%3Bfrom-tag%3D6472&Require=replaces>',
  '<tel:+14255550100;phone-context=x>',
];

export const transferTargets: readonly FuzzTarget[] = [
  textTarget('refer-to', targets, (text) => {
    const read = readReferTo(text);
    if (!read) return;
    assert.ok(!/[\s<>"]/.test(read.uri));
    const again = readReferTo(writeReferTo(read) ?? text);
    assert.deepEqual(again?.replaces, read.replaces);
  }),
  textTarget('replaces', replaces, (text) => {
    const read = readReplaces(text);
    if (read) assert.deepEqual(readReplaces(writeReplaces(read) ?? ''), read);
  }),
  textTarget('sipfrag', ['SIP/2.0 100 Trying\r\n', 'SIP/2.0 486 Busy Here\r\nVia: x\r\n'], (text) => {
    const read = readSipfrag(text);
    if (read) assert.ok(read.status >= 100 && read.status < 700 && read.reason.length <= 200);
  }),
  textTarget('rack', ['1 1 INVITE', '4294967295 2147483647 INVITE'], (text) => {
    const read = readRAck(text);
    if (read) assert.equal(readRSeq(String(read.rseq)), read.rseq);
  }),
];
