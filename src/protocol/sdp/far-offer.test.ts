import { describe, expect, it } from 'vitest';
import {
  asPhone,
  call,
  called,
  dtls,
  each,
  keys,
  local,
  locals,
  microsoft,
  must,
  near,
  read,
  sent,
  standard,
  tracks,
} from '../../../test/fixtures/sdp/exchange.ts';
import { loadSdp } from '../../../test/fixtures/sdp/load.ts';
import { codecKey } from './codecs.ts';
import type { SessionDescription } from './description.ts';
import { farOffer, finalOffer } from './far.ts';
import type { FarLocals, FarWishes } from './legs.ts';
import { isSameForNear, nearOffer } from './near.ts';
import { type Exchange, pairsForNearOffer } from './pairs.ts';
import { agreedOf } from './tracks.ts';
import { writeSdp } from './write.ts';

async function expectGolden(description: SessionDescription, name: string): Promise<void> {
  const file = `../../../test/fixtures/sdp/golden/${name}.sdp`;
  await expect(writeSdp(description).replaceAll('\r\n', '\n')).toMatchFileSnapshot(file);
}

describe('our offer', () => {
  it.each([
    ['offer-standard-preferred', standard],
    ['offer-standard-required', { ...standard, encryption: 'required' }],
    ['offer-standard-off', { ...standard, encryption: 'off' }],
    ['offer-standard-dtls', dtls],
    ['offer-microsoft', microsoft],
    ['offer-microsoft-required', { ...microsoft, encryption: 'required' }],
  ] satisfies [string, FarWishes][])('%s is as it was settled', async (name, wishes) => {
    const nearTheirs = read(loadSdp('chromium-video'));
    const pairs = pairsForNearOffer(nearTheirs);
    const { offer } = must(farOffer({ nearOffer: nearTheirs, pairs, wishes, locals, isHeld: false }));
    await expectGolden(offer, name);
  });

  it('passes on what both ends understand: no red, no wrapped packets, no picture Chromium cannot make', () => {
    const { farOurs } = call({ wishes: standard, chromium: loadSdp('chromium-video'), answer: asPhone });
    expect(farOurs.media[0]?.payloads.map(codecKey)).toEqual([
      ...['opus/48000/2', 'g722/8000/1', 'pcmu/8000/1', 'pcma/8000/1', 'cn/8000/1'],
      ...['telephone-event/48000/1', 'telephone-event/8000/1'],
    ]);
    expect(farOurs.media[1]?.payloads.map(({ type }) => type)).toEqual([102, 106]);
  });

  it('says nothing of this machine but what it was given, and nothing of Chromium', () => {
    for (const wishes of [standard, microsoft, dtls]) {
      const text = writeSdp(call({ wishes, answer: asPhone }).farOurs);
      expect(text).not.toMatch(/127\.0\.0\.1|extmap|msid|ssrc:|transport-cc|BUNDLE/);
    }
  });

  it('names one key without an MKI, with a lifetime for Microsoft', () => {
    const [section] = call({ wishes: microsoft, answer: asPhone }).farOurs.media;
    expect(section).toMatchObject({ protocol: 'RTP/AVP', encryption: 'optional', label: 'main-audio' });
    expect(section?.crypto).toEqual([
      { tag: 1, suite: 'AES_CM_128_HMAC_SHA1_80', key: keys[0], lifetime: '2^31', params: [] },
    ]);
  });

  it('holds with inactive, whatever Chromium would send', () => {
    const exchange = call({ wishes: standard, answer: asPhone, isHeld: true });
    expect(exchange.farOurs.media[0]?.direction).toBe('inactive');
    expect(exchange.nearOurs.media[0]?.direction).toBe('inactive');
    expect(tracks(exchange, standard)[0]).toMatchObject({ send: false, receive: false });
  });
});

describe('later offers', () => {
  it('keep numbers, keys and protocol, and ask Chromium nothing when nothing changes', () => {
    const first = called({ wishes: standard, offer: read(loadSdp('baresip')) });
    const again = must(nearOffer({ farOffer: first.farTheirs, near, wishes: standard, isHeld: false, before: first }));
    expect(isSameForNear(again.offer, first)).toBe(true);
    const held = each(first.farTheirs, () => ({ direction: 'sendonly' }));
    expect(
      isSameForNear(
        must(nearOffer({ farOffer: held, near, wishes: standard, isHeld: false, before: first })).offer,
        first,
      ),
    ).toBe(false);
    const second = call({ wishes: standard, chromium: loadSdp('chromium-video'), answer: asPhone, before: first });
    const numbers = second.farOurs.media[0]?.payloads.map((codec) => [codec.type, codec.name]);
    expect(numbers).toEqual(
      expect.arrayContaining([
        [96, 'opus'],
        [101, 'telephone-event'],
        [0, 'PCMU'],
      ]),
    );
    expect(second.farOurs.media[0]).toMatchObject({ protocol: 'RTP/SAVP', crypto: [{ key: keys[0] }] });
  });

  it.each([
    ['Microsoft', microsoft],
    ['the standard', standard],
  ] as const)('by %s are the next version of one session, from another network too (RFC 3264 8)', (_, wishes) => {
    const moved = locals.sections.map((section) => section && { ...section, address: '198.51.100.9' });
    const later: FarLocals = { ...locals, version: 2, sections: moved };
    const first = call({ wishes, answer: asPhone });
    const { origin } = first.farOurs;
    const next = { ...origin, version: String(Number(origin.version) + 1) };
    expect(call({ wishes, answer: asPhone, isHeld: true, before: first, locals: later }).farOurs.origin).toEqual(next);
    const offer = first.farTheirs;
    expect(called({ wishes, offer, before: first, locals: later }).farOurs.origin).toEqual(next);
    expect(must(finalOffer({ wishes, locals: later, before: first })).offer.origin).toEqual(next);
  });

  it('to Lync name the chosen candidates under RTP/SAVP, and then there is no further one', async () => {
    const checked = (offer: SessionDescription) =>
      each(asPhone(offer), ({ candidates }) => ({
        candidates: candidates.map((candidate) => ({ ...candidate, address: '192.0.2.44' })),
        ice: { ufrag: 'Uf8a', pwd: '0mHgSzpWEX3xYX2oBjIT1Dp+' },
      }));
    const first = call({ wishes: microsoft, answer: checked });
    expect(agreedOf(tracks(first, microsoft), first, microsoft).needsFinalOffer).toBe(true);
    const remoteCandidates = [
      { component: 1, address: '192.0.2.44', port: 30_000 },
      { component: 2, address: '192.0.2.44', port: 30_001 },
    ] as const;
    const chosen: FarLocals = { ...locals, sections: [local(0, { remoteCandidates })] };
    const { offer } = must(finalOffer({ wishes: microsoft, locals: chosen, before: first }));
    await expectGolden(offer, 'final-offer');
    const final: Exchange = { ...first, farOurs: offer, farTheirs: checked(sent(offer)) };
    expect(agreedOf(tracks(final, microsoft), final, microsoft)).toMatchObject({
      needsFinalOffer: false,
      encryption: 'srtp',
    });
  });

  it('switch on what was switched off, and leave out pictures nobody shows', () => {
    const chromium = loadSdp('chromium-video');
    const quiet = chromium.replace(/(m=video[\s\S]*?)a=sendrecv/, '$1a=inactive');
    const first = call({ wishes: standard, chromium: quiet, answer: asPhone });
    expect(first.farOurs.media.map(({ port }) => port > 0)).toEqual([true, false]);
    const second = call({ wishes: standard, chromium, answer: asPhone, before: first });
    expect(tracks(second, standard).map(({ kind, send, receive }) => [kind, send, receive])).toEqual([
      ['audio', true, true],
      ['video', true, true],
    ]);
    const third = call({ wishes: standard, chromium: quiet, answer: asPhone, before: second });
    expect(third.farOurs.media[1]).toMatchObject({ port: 20_002, direction: 'inactive' });
  });

  it('take the place of a section that was refused, under the words of keys that are known to be taken', () => {
    const first = called({ wishes: microsoft, offer: read(loadSdp('lync')) });
    const second = call({ wishes: microsoft, chromium: loadSdp('chromium-video'), answer: asPhone, before: first });
    expect(second.pairs).toEqual([
      { near: 0, far: 0 },
      { near: 1, far: 1 },
    ]);
    expect(second.farOurs.media.map(({ protocol }) => protocol)).toEqual(['RTP/SAVP', 'RTP/SAVP']);
    // 111 is Siren to this far end, and stays it.
    const opus = second.farOurs.media[0]?.payloads.find(({ name }) => name === 'opus');
    expect(opus?.type).toBe(96);
  });

  it('use of Chromium’s numbers those alone that were answered', () => {
    const exchange = call({ wishes: standard, chromium: loadSdp('chromium-video'), answer: asPhone });
    const [, video] = tracks(exchange, standard);
    // Chromium offered Main profile as 127 too; the far end was not asked about it.
    expect([...(video?.toNear ?? [])]).toEqual([
      [102, 102],
      [106, 106],
    ]);
    const again = must(
      nearOffer({ farOffer: exchange.farTheirs, near, wishes: standard, isHeld: false, before: exchange }),
    );
    expect(again.offer.media[1]?.formats).toEqual(['106']);
  });

  it('never give one number two meanings within the bundle', () => {
    const clashing = (type: number) =>
      read(
        `v=0\nc=IN IP4 192.0.2.1\nm=audio 5000 RTP/AVP ${type}\na=rtpmap:${type} opus/48000/2\nm=video 5002 RTP/AVP ${type}\na=rtpmap:${type} H264/90000\na=fmtp:${type} packetization-mode=1\n`,
      );
    for (const type of [96, 102, 111, 126]) {
      const { nearOurs } = called({ wishes: standard, offer: clashing(type) });
      const numbers = nearOurs.media.flatMap(({ payloads }) => payloads.map((payload) => payload.type));
      expect(new Set(numbers).size).toBe(numbers.length);
      expect(numbers).toHaveLength(2);
    }
  });
});
