import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { MediaStreamTrack, RTCPeerConnection, RTCRtpCodecParameters, RtpHeader, RtpPacket } from 'werift';
import { systemClock, systemRandom } from '../net/system.ts';
import { createEcho } from './echo.ts';
import { decodeG711, encodeG711 } from './g711.ts';
import { LabMedia, type LabMediaOptions } from './lab-media.ts';
import { levelAt, loudestOf, type SoundSource, tone } from './sound.ts';

const machine = { clock: systemClock(), random: systemRandom(), address: '127.0.0.1' };
const opened: { close(): unknown }[] = [];

afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
});

async function media(options: Partial<LabMediaOptions> = {}): Promise<LabMedia> {
  const made = await LabMedia.open({ ...machine, ...options });
  opened.push(made);
  return made;
}

/** Two of the lab's own, each with the far end's description. */
async function call(caller: LabMedia, callee: LabMedia, wants: { readonly video?: boolean } = {}): Promise<string> {
  const offer = await caller.offer(wants);
  const answer = await callee.answer(offer);
  if (!answer.ok) return answer.refusal;
  return caller.takeAnswer(answer.text) ? answer.text : 'not taken';
}

describe('the media of the lab', () => {
  it.each([
    ['any', 'as-offered', 'sdes'],
    ['any', 'none', 'sdes'],
    ['sdes', 'microsoft', 'sdes'],
    ['plain', 'as-offered', 'plain'],
    ['plain', 'none', 'plain'],
    ['dtls', 'as-offered', 'dtls'],
    ['dtls', 'none', 'dtls'],
  ] as const)('carries a tone both ways: %s, checks %s', async (security, ice, kind) => {
    const caller = await media({ security, ice, source: tone(440) });
    const callee = await media({ ice, source: tone(1000) });
    await call(caller, callee);
    const [atCaller, atCallee] = await Promise.all([caller.recorder.next(0.3), callee.recorder.next(0.3)]);
    expect([loudestOf(atCaller), loudestOf(atCallee)]).toEqual([1000, 440]);
    expect(levelAt(atCallee, 440)).toBeCloseTo(-20, 0);
    expect(callee.agreed.encryption).toBe(kind);
  });

  it('refuses an offer whose keys do not fit', async () => {
    expect(await call(await media({ security: 'plain' }), await media({ security: 'dtls' }))).toBe('encryption');
    expect(await call(await media({ security: 'sdes' }), await media({ security: 'plain' }))).toBe('encryption');
    expect(await (await media()).answer('nonsense')).toEqual({ ok: false, refusal: 'unreadable' });
  });

  it('refuses an offer without a codec of the lab', async () => {
    const offer = 'v=0\r\nc=IN IP4 127.0.0.1\r\nm=audio 4000 RTP/AVP 96\r\na=rtpmap:96 SILK/16000\r\n';
    expect(await (await media()).answer(offer)).toEqual({ ok: false, refusal: 'codecs' });
  });

  it('takes the key without a number, as beside it in offers of this kind', async () => {
    const caller = await media({ security: 'sdes', ice: 'none', source: tone(440) });
    const callee = await media({ ice: 'none' });
    const offer = await caller.offer();
    const other = Buffer.alloc(30, 7).toString('base64');
    const before = `a=crypto:9 AES_CM_128_HMAC_SHA1_80 inline:${other}|2^31|1:1\r\na=crypto:1`;
    const answer = await callee.answer(offer.replace('a=crypto:1', before));
    expect(answer.ok && answer.text).toContain('a=crypto:1 AES_CM');
    expect(answer.ok && caller.takeAnswer(answer.text)).toBe(true);
    expect(loudestOf(await callee.recorder.next(0.2))).toBe(440);
  });

  it('sends nothing when held, and sound again afterwards', async () => {
    const caller = await media({ source: tone(440) });
    const callee = await media({ source: tone(1000) });
    await call(caller, callee);
    await caller.recorder.next(0.1);
    caller.wanted = 'sendonly';
    await call(caller, callee);
    expect([caller.agreed.audio, callee.agreed.audio]).toEqual(['sendonly', 'recvonly']);
    const held = caller.recorder.heard().seconds;
    await callee.recorder.next(0.2);
    expect(caller.recorder.heard().seconds).toBe(held);
    caller.wanted = 'sendrecv';
    await call(caller, callee);
    expect(loudestOf(await caller.recorder.next(0.2))).toBe(1000);
  });

  it('loses nothing of what comes before the far end has heard of a hold', async () => {
    const [caller, callee] = [await media({ source: tone(440) }), await media({ source: tone(1000) })];
    await call(caller, callee);
    await callee.recorder.next(0.1);
    for (const wanted of ['sendonly', 'sendrecv'] as const) {
      callee.wanted = wanted;
      const offer = await callee.offer();
      // The far end goes on as before until the offer has come.
      await caller.recorder.next(0.3);
      const answer = await caller.answer(offer);
      expect(answer.ok && callee.takeAnswer(answer.text)).toBe(true);
    }
    await callee.recorder.next(0.1);
    expect(callee.figures.lost).toBe(0);
  });

  it('sends and hears digits once each', async () => {
    const digits: string[] = [];
    let finished: () => void = () => undefined;
    const all = new Promise<void>((resolve) => {
      finished = resolve;
    });
    const caller = await media({ source: tone(440) });
    const callee = await media({
      onDigit: (digit) => {
        digits.push(digit);
        if (digit === '#') finished();
      },
    });
    await call(caller, callee);
    await callee.recorder.next(0.1);
    expect(caller.sendDigits('1*0#')).toBe(true);
    await all;
    expect(digits.join('')).toBe('1*0#');
  });

  it('echoes sound, and packets of a picture untouched', async () => {
    const echo = createEcho(5);
    const pictures: Buffer[] = [];
    let came: () => void = () => undefined;
    const picture = new Promise<void>((resolve) => {
      came = resolve;
    });
    const callee: LabMedia = await media({
      takesVideo: true,
      source: echo.source,
      onSound: echo.hear,
      onPicture: (packet) => callee.showPacket(packet),
    });
    const caller = await media({
      source: tone(620),
      onPicture: (packet) => {
        pictures.push(packet);
        came();
      },
    });
    await call(caller, callee, { video: true });
    expect(loudestOf(await caller.recorder.next(0.6))).toBe(620);
    const header = new RtpHeader({ payloadType: 122, sequenceNumber: 4, timestamp: 90_000, ssrc: 11, marker: true });
    const packet = new RtpPacket(header, Buffer.from('a whole picture')).serialize();
    caller.showPacket(packet);
    await picture;
    expect(pictures[0]?.equals(packet)).toBe(true);
  });

  it('counts and drops what a stranger sends into a call with keys', async () => {
    const caller = await media({ security: 'sdes', ice: 'none', source: tone(440) });
    const callee = await media({ ice: 'none' });
    const answer = await call(caller, callee);
    await callee.recorder.next(0.1);
    const stranger = createSocket('udp4');
    const port = Number(/m=audio (\d+)/.exec(answer)?.[1]);
    stranger.send(new RtpPacket(new RtpHeader({ ssrc: 5 }), Buffer.alloc(160)).serialize(), port, '127.0.0.1');
    await callee.recorder.next(0.2);
    stranger.close();
    expect(callee.figures.forged).toBe(1);
    expect(callee.figures.lost).toBe(0);
  });
});

describe('towards software that is not the lab’s', () => {
  it('talks DTLS-SRTP with checks to a WebRTC engine', async () => {
    const far = new RTCPeerConnection({
      iceServers: [],
      iceUseIpv6: false,
      iceAdditionalHostAddresses: ['127.0.0.1'],
      codecs: {
        audio: [new RTCRtpCodecParameters({ mimeType: 'audio/PCMU', clockRate: 8000, channels: 1, payloadType: 0 })],
      },
    });
    opened.push(far);
    const track = new MediaStreamTrack({ kind: 'audio' });
    far.addTransceiver(track, { direction: 'sendrecv' });
    const heard: Int16Array[] = [];
    let enough: () => void = () => undefined;
    const done = new Promise<void>((resolve) => {
      enough = resolve;
    });
    far.onTrack.subscribe((received) => {
      received.onReceiveRtp.subscribe(({ payload }) => {
        heard.push(decodeG711('PCMU', payload));
        if (heard.length === 20) enough();
      });
    });
    await far.setLocalDescription(await far.createOffer());
    const near = await media({ source: tone(700) });
    const answer = await near.answer(far.localDescription?.sdp ?? '');
    expect(answer.ok && answer.text).toContain('a=setup:active');
    await far.setRemoteDescription({ type: 'answer', sdp: answer.ok ? answer.text : '' });
    await done;
    const joined = Int16Array.from(heard.flatMap((frame) => [...frame]));
    expect(loudestOf(joined)).toBe(700);
    const source: SoundSource = tone(1200);
    let sequence = 0;
    const stop = setInterval(() => {
      sequence += 1;
      const header = new RtpHeader({ payloadType: 0, sequenceNumber: sequence, timestamp: sequence * 160, ssrc: 77 });
      track.writeRtp(new RtpPacket(header, Buffer.from(encodeG711('PCMU', source()))));
    }, 5);
    expect(loudestOf(await near.recorder.next(0.4))).toBe(1200);
    clearInterval(stop);
  });

  it('passes no picture on that is no packet, and goes on', async () => {
    const shown: Buffer[] = [];
    const far = await media({ source: tone(300), takesVideo: true, onPicture: (packet) => shown.push(packet) });
    const near = await media({ source: tone(700), security: 'sdes', ice: 'none', takesVideo: true });
    const answer = await far.answer(await near.offer({ video: true }));
    near.takeAnswer(answer.ok ? answer.text : '');
    const packet = Buffer.from('80fa0001000003e80000000b70696374757265', 'hex');
    // It says that an extension follows, and ends.
    for (const odd of [
      Buffer.from('90fa0001000003e80000000b', 'hex'),
      Buffer.from('80', 'hex'),
      Buffer.alloc(0),
      packet,
    ]) {
      near.showPacket(odd);
    }
    await expect.poll(() => shown.map((each) => each.toString('hex'))).toEqual([packet.toString('hex')]);
  });

  it('answers a plain telephone at the address it really sends from', async () => {
    const [announced, real] = [createSocket('udp4'), createSocket('udp4')];
    for (const socket of [announced, real]) {
      socket.bind(0, '127.0.0.1');
      await once(socket, 'listening');
      opened.push(socket);
    }
    const near = await media({ source: tone(300) });
    const offer = `v=0\r\nc=IN IP4 127.0.0.1\r\nm=audio ${announced.address().port} RTP/AVP 8\r\n`;
    const answer = await near.answer(offer);
    const port = Number(/m=audio (\d+) RTP\/AVP 8/.exec(answer.ok ? answer.text : '')?.[1]);
    const [first] = await once(announced, 'message');
    expect(RtpPacket.deSerialize(first).header.payloadType).toBe(8);
    real.send(
      new RtpPacket(new RtpHeader({ payloadType: 8, ssrc: 5 }), Buffer.alloc(160, 0xd5)).serialize(),
      port,
      '127.0.0.1',
    );
    const [second] = await once(real, 'message');
    expect(loudestOf(decodeG711('PCMA', RtpPacket.deSerialize(second).payload))).toBe(300);
  });
});
