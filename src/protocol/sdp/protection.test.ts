import { describe, expect, it } from 'vitest';
import {
  asPhone,
  call,
  called,
  dtls,
  each,
  fingerprint,
  keys,
  microsoft,
  near,
  read,
  standard,
  tracks,
} from '../../../test/fixtures/sdp/exchange.ts';
import { loadSdp } from '../../../test/fixtures/sdp/load.ts';
import type { SessionDescription } from './description.ts';
import type { FarWishes } from './legs.ts';
import { nearOffer } from './near.ts';
import { agreedOf, tracksOf } from './tracks.ts';
import { writeSdp } from './write.ts';

async function expectGolden(description: SessionDescription, name: string): Promise<void> {
  const file = `../../../test/fixtures/sdp/golden/${name}.sdp`;
  await expect(writeSdp(description).replaceAll('\r\n', '\n')).toMatchFileSnapshot(file);
}

describe('keys', () => {
  it('protect in both directions when the far end answers with one', () => {
    const [track] = tracks(call({ wishes: standard, answer: asPhone }), standard);
    expect(track?.protection).toEqual({
      kind: 'sdes',
      suite: 'AES_CM_128_HMAC_SHA1_80',
      localKey: keys[0],
      remoteKey: keys[1],
    });
  });

  it('are not used when the far end leaves them out, unless they are required', () => {
    const plain = (offer: SessionDescription) => each(asPhone(offer), () => ({ crypto: [], protocol: 'RTP/AVP' }));
    expect(tracks(call({ wishes: standard, answer: plain }), standard)[0]?.protection).toEqual({ kind: 'none' });
    const required: FarWishes = { ...standard, encryption: 'required' };
    expect(tracksOf(call({ wishes: required, answer: plain }), required)).toMatchObject({
      ok: false,
      problem: 'encryption-mismatch',
    });
  });

  it('with an MKI, of a suite we do not speak, or sent in the clear on purpose are passed over', () => {
    const change = (crypto: object) => (offer: SessionDescription) =>
      each(asPhone(offer), ({ crypto: [line] }) => ({ crypto: line ? [{ ...line, ...crypto }] : [] }));
    for (const crypto of [
      { mki: { value: '1', length: 1 } },
      { suite: 'AEAD_AES_128_GCM' },
      { params: ['UNENCRYPTED_SRTP'] },
    ]) {
      const exchange = call({ wishes: standard, answer: change(crypto) });
      expect(tracksOf(exchange, standard)).toMatchObject({ ok: false, problem: 'encryption-mismatch' });
    }
  });

  it("of Lync: the first without an MKI, answered under RTP/SAVP with its tag and '2^31'", async () => {
    const exchange = called({ wishes: microsoft, offer: read(loadSdp('lync')) });
    const [section] = exchange.farOurs.media;
    expect(section).toMatchObject({
      protocol: 'RTP/SAVP',
      encryption: 'optional',
      crypto: [{ tag: 3, key: keys[0], lifetime: '2^31' }],
    });
    expect(tracks(exchange, microsoft)[0]?.protection).toMatchObject({
      remoteKey: 'dhmBUsUcpXe15TxPXAlXKZ9NyGF9FlbS3qBJxAAH',
    });
    await expectGolden(exchange.farOurs, 'answer-to-lync');
  });

  it('of SIPE: a key under RTP/AVP, without a word on encryption, is taken and answered under RTP/SAVP', async () => {
    const exchange = called({ wishes: microsoft, offer: read(loadSdp('sipe')) });
    const [track] = tracks(exchange, microsoft);
    expect(track?.protection).toMatchObject({ remoteKey: 'U2lwZUtleVNpcGVLZXlTaXBlS2V5U2lwZUtleVNp' });
    expect(track?.digits).toBe(126);
    await expectGolden(exchange.farOurs, 'answer-to-sipe');
  });

  it.each([
    ['required', 'rejected', 'RTP/AVP'],
    ['off', 'required', 'RTP/SAVP'],
    ['off', 'optional', 'RTP/SAVP'],
  ] as const)(
    'we say %s, the far end %s under %s: a mismatch, before Chromium is asked',
    (encryption, level, protocol) => {
      const offer = each(read(loadSdp('lync')), () => ({ encryption: level, protocol }));
      const outcome = nearOffer({ farOffer: offer, near, wishes: { ...microsoft, encryption }, isHeld: false });
      expect(outcome).toMatchObject({ ok: false, problem: 'encryption-mismatch' });
    },
  );

  it('under RTP/AVP are an invitation: taken by who prefers them, left by who wants none', () => {
    const offer = each(read(loadSdp('lync')), () => ({ protocol: 'RTP/AVP' }));
    expect(tracks(called({ wishes: microsoft, offer }), microsoft)[0]?.protection.kind).toBe('sdes');
    const off: FarWishes = { ...microsoft, encryption: 'off' };
    const plain = called({ wishes: off, offer });
    expect(plain.farOurs.media[0]).toMatchObject({ protocol: 'RTP/AVP', crypto: [], encryption: 'rejected' });
    expect(agreedOf(tracks(plain, off), plain, off).encryption).toBe('none');
  });
});

describe('DTLS', () => {
  it('is answered as the client, and the roles are told to the leg', () => {
    const exchange = called({ wishes: standard, offer: read(loadSdp('dtls')) });
    expect(exchange.farOurs.media[0]).toMatchObject({
      setup: 'active',
      mux: true,
      mid: 'a0',
      protocol: 'UDP/TLS/RTP/SAVPF',
    });
    expect(exchange.farOurs.media[0]?.candidates.map(({ component }) => component)).toEqual([1]);
    expect(tracks(exchange, standard)[0]).toMatchObject({
      protection: { kind: 'dtls', role: 'active' },
      ice: { isRemoteLite: true, remote: { ufrag: 'gWay' } },
      isMux: true,
      takesFeedback: true,
    });
    expect(agreedOf(tracks(exchange, standard), exchange, standard)).toMatchObject({
      encryption: 'dtls-srtp',
      takesDigits: true,
    });
  });

  it.each([
    ['active', 'passive'],
    ['passive', 'active'],
  ] as const)('answered %s makes us %s', (setup, role) => {
    const answer = (offer: SessionDescription) =>
      each(asPhone(offer), () => ({
        setup,
        fingerprint,
        protocol: 'UDP/TLS/RTP/SAVPF',
        ice: { ufrag: 'abcd', pwd: 'x'.repeat(22) },
      }));
    expect(tracks(call({ wishes: dtls, answer }), dtls)[0]?.protection).toEqual({ kind: 'dtls', fingerprint, role });
  });

  it('without a fingerprint in the answer is a mismatch', () => {
    const answer = (offer: SessionDescription) => ({
      ...asPhone(offer),
      media: asPhone(offer).media.map(({ fingerprint: _, setup: __, ...rest }) => ({
        ...rest,
        protocol: 'UDP/TLS/RTP/SAVPF',
      })),
    });
    expect(tracksOf(call({ wishes: dtls, answer }), dtls)).toMatchObject({ ok: false, problem: 'encryption-mismatch' });
  });
});
