import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadSdp, sdpFixtureNames } from '../../../test/fixtures/sdp/load.ts';
import { mendedDescriptions, refusedDescriptions } from '../../../test/fixtures/sdp/malformed.ts';
import type { SessionDescription } from './description.ts';
import { readSdp } from './read.ts';
import { writeSdp } from './write.ts';

function read(text: string): SessionDescription {
  const outcome = readSdp(text);
  if (!outcome.ok) throw new Error(outcome.problem);
  return outcome.value;
}

describe('a description that is read', () => {
  it('gives a Lync offer with its keys, candidates and codecs', () => {
    const { media, bandwidth, origin } = read(loadSdp('lync'));
    expect(origin).toEqual({ userName: '-', sessionId: '0', version: '0', address: '192.168.1.200' });
    expect(bandwidth).toEqual([{ type: 'CT', value: 99_980 }]);
    const [audio, video] = media;
    expect(audio).toMatchObject({
      ...{ kind: 'audio', port: 50_012, protocol: 'RTP/SAVP', address: '192.168.1.200', direction: 'sendrecv' },
      ...{ ice: { ufrag: 'Uf8a', pwd: '0mHgSzpWEX3xYX2oBjIT1Dp+' }, rtcp: { port: 50_013 }, mux: false, ptime: 20 },
      ...{ label: 'main-audio', encryption: 'optional', ssrcRange: { first: 3_864_122_881, last: 3_864_122_881 } },
    });
    expect(audio?.crypto.map(({ tag, mki, lifetime }) => ({ tag, mki, lifetime }))).toEqual([
      { tag: 2, mki: { value: '1', length: 1 }, lifetime: '2^31' },
      { tag: 3, mki: undefined, lifetime: '2^31' },
      { tag: 4, mki: undefined, lifetime: '2^31' },
    ]);
    expect(audio?.candidates).toHaveLength(10);
    expect(audio?.candidates[2]).toEqual({
      ...{ foundation: '2', component: 1, transport: 'TCP-PASS', priority: 6_556_159, address: '203.0.113.10' },
      ...{ port: 57_100, type: 'relay', relatedAddress: '192.168.1.200', relatedPort: 50_020 },
    });
    expect(audio?.payloads[3]).toEqual({ type: 9, name: 'G722', clockRate: 8000, fmtp: [] });
    expect(audio?.payloads.at(-1)).toEqual({ type: 101, name: 'telephone-event', clockRate: 8000, fmtp: ['0-16'] });
    expect(video).toMatchObject({ kind: 'video', source: 'main-video', feedback: [{ payload: '*' }] });
  });

  it('gives an offer of SIPE, blanks at the ends of its lines or not', () => {
    const [audio] = read(loadSdp('sipe')).media;
    expect(audio).toMatchObject({ port: 50_016, protocol: 'RTP/AVP', rtcp: { port: 50_008 }, crypto: [{ tag: 1 }] });
    expect(audio?.candidates.map(({ transport, component, port }) => `${transport} ${component} ${port}`)).toEqual([
      ...['UDP 1 50016', 'UDP 2 50008', 'TCP-ACT 1 50006', 'TCP-ACT 2 50006', 'TCP-PASS 1 50006', 'TCP-PASS 2 50006'],
    ]);
    expect(audio?.payloads.map(({ name, clockRate }) => `${name}/${clockRate}`)).toEqual([
      ...['PCMU/8000', 'PCMA/8000', 'L16/44100', 'telephone-event/8000', 'telephone-event/44100'],
    ]);
  });

  it('finds nothing to send to where SIPE found itself without an address', () => {
    // Its final offer when the checks settled on IPv6, of which it writes none.
    const text =
      'v=0\r\no=- 0 0 IN IP4 (null)\r\ns=session\r\nc=IN IP4 (null)\r\nt=0 0\r\nm=audio 0 TCP/RTP/SAVP 0 8\r\n';
    const [audio] = read(text).media;
    expect([audio?.port, audio?.address, audio?.candidates]).toEqual([0, undefined, []]);
  });

  it("gives Chromium's offer with its bundle, fingerprint and 23 formats of pictures", () => {
    const { groups, media } = read(loadSdp('chromium-video'));
    expect(groups).toEqual([{ semantics: 'BUNDLE', mids: ['0', '1'] }]);
    expect(media[0]).toMatchObject({ mid: '0', mux: true, setup: 'actpass', fingerprint: { hash: 'sha-256' } });
    expect(media[0]?.payloads[0]).toEqual({
      ...{ type: 111, name: 'opus', clockRate: 48_000, channels: 2, fmtp: ['minptime=10;useinbandfec=1'] },
    });
    expect(media[1]?.payloads).toHaveLength(23);
  });

  it('lets each section have what the session says for all of them, unless it says so itself', () => {
    const [section] = read(loadSdp('dtls')).media;
    expect(section).toMatchObject({ address: '2001:db8::44', fingerprint: { hash: 'sha-256' }, setup: 'actpass' });
    expect(section?.fingerprint?.value).toMatch(/^1A:22:FC/);
    expect(read(loadSdp('dtls')).isIceLite).toBe(true);
    const text =
      'v=0\na=sendonly\nc=IN IP4 192.0.2.1\nm=audio 1 RTP/AVP 0\na=recvonly\nm=audio 2 RTP/AVP 0\nc=IN IP4 192.0.2.2\n';
    expect(read(text).media.map(({ direction, address }) => [direction, address])).toEqual([
      ['recvonly', '192.0.2.1'],
      ['sendonly', '192.0.2.2'],
    ]);
  });

  it('knows the numbers that need no line, and two ports of which the first counts', () => {
    const [section] = read('v=0\r\nm=audio 5004/2 RTP/AVP 0 8 9 13 18\r\n').media;
    expect(section?.payloads.map(({ name }) => name)).toEqual(['PCMU', 'PCMA', 'G722', 'CN', 'G729']);
    expect(section?.port).toBe(5004);
  });

  it('keeps the words of a section it does not understand, to refuse it with', () => {
    const [section] = read('v=0\r\nm=application 50020 UDP/DTLS/SCTP webrtc-datachannel\r\n').media;
    expect(section).toMatchObject({ protocol: 'UDP/DTLS/SCTP', formats: ['webrtc-datachannel'], payloads: [] });
  });

  it('says which lines were damaged, by number alone', () => {
    const outcome = readSdp(
      'v=0\nm=audio 5004 RTP/SAVP 0\na=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:AAAA\na=sendrecv\n',
    );
    expect(outcome).toMatchObject({ ok: true, damaged: [3] });
  });
});

describe('a malformed description', () => {
  it.each(refusedDescriptions)('is refused: %s', (_, text, problem) => {
    expect(readSdp(text)).toEqual({ ok: false, problem });
  });

  it.each(mendedDescriptions)('loses the damaged part alone: %s', (_, text, check) => {
    const [section] = read(text).media;
    expect(section?.kind).toBe('audio');
    const left = section && check(section);
    expect(left === undefined || (Array.isArray(left) && left.length === 0)).toBe(true);
  });

  it('keeps no more than a call can need', () => {
    const many = (line: (at: number) => string, count: number) =>
      Array.from({ length: count }, (_, at) => line(at)).join('\n');
    const text = `v=0\nm=audio 5004 RTP/AVP 0\n${[
      many((at) => `a=candidate:1 1 UDP ${at} 192.0.2.1 5000 typ host`, 300),
      many((at) => `a=rtcp-fb:${at % 100} nack`, 300),
      many(() => 'a=fmtp:0 a=b', 300),
      many(() => 'b=AS:1', 300),
    ].join('\n')}\n`;
    const [section] = read(text).media;
    expect(section?.candidates).toHaveLength(64);
    expect(section?.feedback).toHaveLength(64);
    expect(section?.payloads[0]?.fmtp).toHaveLength(4);
    expect(section?.bandwidth).toHaveLength(8);
  });
});

const lines = sdpFixtureNames().flatMap((name) => loadSdp(name).split('\r\n'));

describe('any text', () => {
  it('is read or refused, and what was read is the same after writing it', () => {
    const text = fc
      .array(
        fc.tuple(fc.constantFrom(...lines), fc.string({ maxLength: 3 })).map(([line, end]) => line + end.slice(0, 1)),
        {
          maxLength: 80,
        },
      )
      .map((picked) => ['v=0', ...picked].join('\r\n'));
    fc.assert(
      fc.property(text, (each) => {
        const first = readSdp(each);
        if (!first.ok) return;
        const written = writeSdp(first.value);
        const second = readSdp(written);
        expect(second).toEqual({ ok: true, value: first.value, damaged: [] });
        expect(second.ok && writeSdp(second.value)).toBe(written);
      }),
      { numRuns: 400 },
    );
    fc.assert(fc.property(fc.string({ maxLength: 400, unit: 'binary' }), (each) => void readSdp(each)));
  });

  it.each(sdpFixtureNames())('%s is stable', (name) => {
    const value = read(loadSdp(name));
    expect(readSdp(writeSdp(value))).toEqual({ ok: true, value, damaged: [] });
  });
});

describe('the writer', () => {
  it('refuses a value that would begin another line, without repeating it', () => {
    const value = read(loadSdp('baresip'));
    const evil = { ...value, name: 'x\r\na=crypto:1 secret' };
    expect(() => writeSdp(evil)).toThrow(RangeError);
    expect(() => writeSdp(evil)).not.toThrow(/secret/);
  });

  it('writes one address above all sections where they agree, and one for each where they differ', () => {
    const value = read('v=0\nm=audio 1 RTP/AVP 0\nc=IN IP4 192.0.2.1\nm=video 2 RTP/AVP 34\nc=IN IP6 2001:db8::1\n');
    const text = writeSdp(value);
    expect(text.match(/^c=.*$/gm)).toEqual(['c=IN IP4 192.0.2.1', 'c=IN IP6 2001:db8::1']);
    expect(writeSdp(read(loadSdp('lync'))).match(/^c=.*$/gm)).toHaveLength(1);
  });
});
