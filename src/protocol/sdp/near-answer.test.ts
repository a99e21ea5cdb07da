import { describe, expect, it } from 'vitest';
import {
  asPhone,
  call,
  called,
  each,
  local,
  locals,
  microsoft,
  near,
  read,
  standard,
  tracks,
} from '../../../test/fixtures/sdp/exchange.ts';
import { loadSdp } from '../../../test/fixtures/sdp/load.ts';
import type { Bandwidth, SessionDescription } from './description.ts';
import { isSameForNear, nearOffer } from './near.ts';
import { pairsForFarOffer } from './pairs.ts';
import { writeSdp } from './write.ts';

async function expectGolden(description: SessionDescription, name: string): Promise<void> {
  const file = `../../../test/fixtures/sdp/golden/${name}.sdp`;
  await expect(writeSdp(description).replaceAll('\r\n', '\n')).toMatchFileSnapshot(file);
}

describe('an answer for Chromium', () => {
  it('is ICE-lite, a bundle with one port, and free of header extensions', async () => {
    const { nearOurs } = call({ wishes: standard, chromium: loadSdp('chromium-video'), answer: asPhone });
    await expectGolden(nearOurs, 'near-answer');
    expect(writeSdp(nearOurs)).not.toMatch(/extmap|transport-cc|rtcp-rsize|nack\r/);
  });

  it('keeps a refused picture in the bundle, where it carries nothing', () => {
    const refusing = (offer: SessionDescription) => each(asPhone(offer), (_, at) => (at === 1 ? { port: 0 } : {}));
    const exchange = call({ wishes: standard, chromium: loadSdp('chromium-video'), answer: refusing });
    expect(exchange.nearOurs.groups[0]?.mids).toEqual(['0', '1']);
    expect(exchange.nearOurs.media[1]?.direction).toBe('inactive');
    expect(tracks(exchange, standard).map(({ kind }) => kind)).toEqual(['audio']);
  });

  it('follows a far end that numbers a format otherwise', () => {
    const answer = (offer: SessionDescription) =>
      each(asPhone(offer), ({ payloads }) => ({
        payloads: payloads
          .filter(({ clockRate }) => clockRate === 8000)
          .map((codec) => (codec.name === 'telephone-event' ? { ...codec, type: 97 } : codec)),
      }));
    const [track] = tracks(call({ wishes: standard, answer }), standard);
    expect([...(track?.toFar ?? [])]).toEqual([
      [0, 0],
      [126, 97],
    ]);
    // To us it may send the number we wrote, or its own.
    expect([...(track?.toNear ?? [])]).toEqual([
      [0, 0],
      [101, 126],
      [97, 126],
    ]);
    expect(track?.digits).toBe(126);
  });

  it('finds sections that stand in another order, refuses those that are missing and passes over those too many', () => {
    const turned = (offer: SessionDescription) => ({ ...asPhone(offer), media: asPhone(offer).media.toReversed() });
    const swapped = call({ wishes: standard, chromium: loadSdp('chromium-video'), answer: turned });
    expect(tracks(swapped, standard).map(({ kind, remote }) => [kind, remote?.port])).toEqual([
      ['audio', 30_000],
      ['video', 30_002],
    ]);
    const short = (offer: SessionDescription) => ({ ...asPhone(offer), media: asPhone(offer).media.slice(0, 1) });
    const missing = call({ wishes: standard, chromium: loadSdp('chromium-video'), answer: short });
    expect(missing.nearOurs.media.map(({ direction }) => direction)).toEqual(['sendrecv', 'inactive']);
    const long = (offer: SessionDescription) => ({
      ...asPhone(offer),
      media: [...asPhone(offer).media, ...asPhone(offer).media],
    });
    expect(tracks(call({ wishes: standard, answer: long }), standard)).toHaveLength(1);
  });

  it('takes a picture the far end answers without parameters for the one it was offered', () => {
    const bare = (offer: SessionDescription) =>
      each(asPhone(offer), ({ payloads }) => ({
        payloads: payloads.slice(0, 1).map((codec) => ({ ...codec, fmtp: [] })),
      }));
    const exchange = call({ wishes: standard, chromium: loadSdp('chromium-video'), answer: bare });
    expect(tracks(exchange, standard).map(({ codec }) => codec)).toEqual(['PCMU', 'H264']);
  });

  it('bounds the picture by what the far end takes', () => {
    const narrow = (offer: SessionDescription) =>
      each(asPhone(offer), () => ({ bandwidth: [{ type: 'TIAS', value: 900_000 }] }));
    const { nearOurs } = call({ wishes: standard, chromium: loadSdp('chromium-video'), answer: narrow });
    expect(nearOurs.media[1]?.payloads[0]?.fmtp[0]).toMatch(/;x-google-start-bitrate=900;x-google-max-bitrate=900$/);
  });

  it.each([
    [{ type: 'AS', value: 384 }, [], 384],
    [{ type: 'CT', value: 512 }, [{ type: 'AS', value: 1024 }], 512],
    [{ type: 'TIAS', value: 768_000 }, [{ type: 'AS', value: 256 }], 256],
    [{ type: 'CT', value: 99_980 }, [], 2500],
  ])('bounds the picture by %j, what it takes in all sections together (RFC 8866 5.8)', (all, own, most) => {
    const narrow = (answer: SessionDescription) => ({
      ...each(asPhone(answer), (_, at) => (at === 1 ? { bandwidth: own } : {})),
      bandwidth: [all],
    });
    const answered = call({ wishes: standard, chromium: loadSdp('chromium-video'), answer: narrow });
    const limit = new RegExp(`;x-google-max-bitrate=${most}$`);
    expect(answered.nearOurs.media[1]?.payloads[0]?.fmtp[0]).toMatch(limit);
    const baresip = read(loadSdp('baresip'));
    const offer = { ...each(baresip, () => ({ bandwidth: own })), bandwidth: [all] };
    expect(called({ wishes: standard, offer }).nearOurs.media[1]?.payloads[0]?.fmtp[0]).toMatch(limit);
  });

  it('is none when nothing is taken', () => {
    const refusing = (offer: SessionDescription) => each(asPhone(offer), () => ({ port: 0 }));
    expect(() => call({ wishes: standard, answer: refusing })).toThrow('nothing-common');
    const strange = (offer: SessionDescription) =>
      each(asPhone(offer), () => ({ payloads: [{ type: 18, name: 'G729', clockRate: 8000, fmtp: [] }] }));
    expect(() => call({ wishes: standard, answer: strange })).toThrow('nothing-common');
  });
});

describe('an offer of the far end', () => {
  it('becomes one for Chromium with the numbers it uses itself', async () => {
    const exchange = called({ wishes: standard, offer: read(loadSdp('baresip')) });
    await expectGolden(exchange.nearOurs, 'near-offer');
    await expectGolden(exchange.farOurs, 'answer-to-baresip');
    const [audio, video] = tracks(exchange, standard);
    expect([...(audio?.toFar ?? [])]).toEqual([
      [0, 0],
      [8, 8],
      [111, 96],
      [126, 101],
    ]);
    expect([...(video?.toNear ?? [])]).toEqual([[103, 102]]);
    expect(video).toMatchObject({ takesFeedback: true, codec: 'H264' });
  });

  it('with pictures nobody here can show is answered with sound, the pictures refused in their words', () => {
    const exchange = called({ wishes: microsoft, offer: read(loadSdp('lync')) });
    expect(exchange.farOurs.media[1]).toMatchObject({
      kind: 'video',
      port: 0,
      protocol: 'RTP/SAVP',
      formats: ['122', '121'],
    });
    expect(exchange.nearOurs.media).toHaveLength(1);
  });

  it('with other sections first keeps their places, and pictures we add later come behind them', () => {
    const lync = read(loadSdp('lync'));
    const other = read('v=0\nm=application 5000 UDP/BFCP *\nc=IN IP4 192.0.2.1\n').media;
    const first = called({
      wishes: microsoft,
      offer: { ...lync, media: [...other, ...lync.media.slice(0, 1), ...lync.media.slice(0, 1)] },
    });
    expect(first.pairs).toEqual([{ near: 0, far: 1 }]);
    expect(first.farOurs.media.map(({ kind, port }) => [kind, port])).toEqual([
      ['application', 0],
      ['audio', 20_002],
      ['audio', 0],
    ]);
    const sections = [...locals.sections, local(3)];
    const second = call({
      wishes: microsoft,
      chromium: loadSdp('chromium-video'),
      answer: asPhone,
      before: first,
      locals: { ...locals, sections },
    });
    expect(second.pairs).toEqual([
      { near: 0, far: 1 },
      { near: 1, far: 3 },
    ]);
    expect(second.farOurs.media.map(({ kind, port }) => [kind, port])).toEqual([
      ...[
        ['application', 0],
        ['audio', 20_002],
        ['audio', 0],
      ],
      ['video', 20_006],
    ]);
  });

  it('that takes less of a picture than the one before is asked of Chromium anew (RFC 3264 8.3.2)', () => {
    const first = called({ wishes: standard, offer: read(loadSdp('baresip')) });
    const again = (bandwidth: readonly Bandwidth[]) => {
      const farOffer = { ...first.farTheirs, bandwidth };
      const outcome = nearOffer({ farOffer, near, wishes: standard, isHeld: false, before: first });
      return outcome.ok && isSameForNear(outcome.offer, first);
    };
    expect(again([])).toBe(true);
    expect(again([{ type: 'AS', value: 256 }])).toBe(false);
  });

  it('is refused when nothing of it can be carried', () => {
    const offer = read('v=0\nc=IN IP4 192.0.2.1\nm=audio 5000 RTP/AVP 18\n');
    expect(nearOffer({ farOffer: offer, near, wishes: standard, isHeld: false })).toMatchObject({
      ok: false,
      problem: 'nothing-common',
    });
    expect(nearOffer({ farOffer: { ...offer, media: [] }, near, wishes: standard, isHeld: false })).toMatchObject({
      ok: false,
    });
  });

  it('that puts a picture in place of another thing does not confuse the pairs', () => {
    const first = called({ wishes: standard, offer: read(loadSdp('baresip')) });
    const video = read(loadSdp('baresip')).media[1];
    const audio = read(loadSdp('baresip')).media[0];
    if (!video || !audio) throw new Error('the fixture has two sections');
    const turned = { ...first.farTheirs, media: [video, audio] };
    expect(pairsForFarOffer(turned, first)).toEqual([
      { near: 2, far: 0 },
      { near: 3, far: 1 },
    ]);
  });
});
