import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDescription } from '../media/description.ts';
import { numberIn } from '../mediation/number.ts';
import { ukDialPlan } from '../topologies/dial-plan.ts';
import { readReplaces } from './replaces.ts';
import { descriptionIn } from './sdp-body.ts';
import { readReferTo } from './transfer.ts';

const description = [
  'v=0',
  'c=IN IP4 127.0.0.1',
  'm=audio 50012 RTP/SAVP 0 8 101',
  'a=ice-ufrag:Uf8a',
  'a=ice-pwd:0mHgSzpWEX3xYX2oBjIT1Dp+',
  'a=candidate:1 1 UDP 2130706431 127.0.0.1 50012 typ host',
  'a=crypto:2 AES_CM_128_HMAC_SHA1_80 inline:AAAA|2^31|1:1',
  'a=fingerprint:sha-256 AB:CD',
  'a=rtpmap:101 telephone-event/8000',
  'a=sendonly',
].join('\r\n');

describe('what the lab reads of calls', () => {
  it('reads a description of this kind', () => {
    expect(readDescription(description)?.[0]).toMatchObject({
      kind: 'audio',
      port: 50_012,
      rtcpPort: 50_013,
      direction: 'sendonly',
      ice: { userFragment: 'Uf8a' },
      candidates: [{ component: 1, port: 50_012 }],
      crypto: [{ tag: '2', hasMki: true }],
      fingerprint: { algorithm: 'sha-256', value: 'AB:CD' },
    });
  });

  it('takes the newer of two alternatives', () => {
    const part = (text: string) => `--b\r\nContent-Type: application/sdp\r\n\r\n${text}\r\n`;
    const body = `${part('v=0\r\nm=audio 1 RTP/AVP 0')}${part(description)}--b--`;
    expect(descriptionIn('multipart/alternative;boundary="b"', body)).toMatch(/^v=0\r\nc=/);
    expect(descriptionIn('text/plain', body)).toBeUndefined();
  });

  it('reads where a call is to go', () => {
    expect(readReferTo('<sip:bob@contoso.com?Replaces=a%3Bto-tag%3D1>')).toEqual({
      address: 'bob@contoso.com',
      replaces: 'a%3Bto-tag%3D1',
    });
    expect(readReplaces('a@b;from-tag=2;to-tag=1')).toEqual({ callId: 'a@b', toTag: '1', fromTag: '2' });
    expect(readReplaces('a@b;to-tag=1')).toBeUndefined();
    expect(readReferTo('tel:+1')).toBeUndefined();
    // A search that starts anew at each of them would not end within the test's time.
    expect(readReferTo('<'.repeat(300_000))).toBeUndefined();
  });

  it('never throws, whatever comes', () => {
    const damaged = fc
      .tuple(fc.nat(description.length), fc.nat(40), fc.string({ unit: 'binary' }))
      .map(([at, length, text]) => description.slice(0, at) + text + description.slice(at + length));
    fc.assert(
      fc.property(fc.oneof(damaged, fc.string({ unit: 'binary' })), (text) => {
        readDescription(text);
        readReferTo(text);
        readReplaces(text);
        numberIn(text, ukDialPlan);
        descriptionIn(text, text);
        descriptionIn('multipart/mixed;boundary=a', text);
      }),
    );
  });
});
