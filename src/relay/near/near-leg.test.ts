import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHandClock } from '../../../test/fakes/hand-clock.ts';
import type { Fingerprint } from '../../protocol/sdp/description.ts';
import { type Certificate, makeCertificate } from '../dtls/certificate.ts';
import { type Dtls, startDtls } from '../dtls/handshake.ts';
import { systemRandom } from '../net/system.ts';
import { openUdp, type UdpSocket } from '../net/udp.ts';
import { kindOfPacket } from '../rtp/packet.ts';
import { createSrtp, type SrtpDirection } from '../srtp/srtp-stream.ts';
import { ATTRIBUTE, textAttribute } from '../stun/attributes.ts';
import { STUN, writeSigned } from '../stun/message.ts';
import { type NearLeg, openNearLeg } from './near-leg.ts';

/** Chromium's half, packet by packet. */
interface Half {
  readonly socket: UdpSocket;
  readonly fingerprint: Fingerprint;
  check(pwd?: string): void;
  shake(): Promise<{ readonly into: SrtpDirection; readonly out: SrtpDirection }>;
  /** Resolves when so many packets of this kind came. */
  got(kind: 'stun' | 'dtls' | 'rtp', count: number): Promise<readonly Buffer[]>;
}

let certificate: Certificate;
let near: NearLeg;
let half: Half;
const heard: Buffer[] = [];

beforeEach(async () => {
  heard.length = 0;
  certificate = await makeCertificate();
  const opened = await openNearLeg({
    open: openUdp,
    certificate,
    clock: createHandClock(),
    random: systemRandom,
    onRtp: (packet) => heard.push(packet),
    onRtcp: () => undefined,
    onConnected: () => undefined,
    onFailed: () => undefined,
  });
  if (!opened) throw new Error('no port');
  near = opened;
  half = await otherHalf();
});
afterEach(() => {
  near.close();
  half.socket.close();
});

async function otherHalf(): Promise<Half> {
  const own = await makeCertificate();
  const came: { readonly kind: string | undefined; readonly packet: Buffer }[] = [];
  let watchers: (() => void)[] = [];
  let dtls: Dtls | undefined;
  const socket = await openUdp({ address: '127.0.0.1', port: 0 }, (packet) => {
    came.push({ kind: kindOfPacket(packet), packet });
    if (kindOfPacket(packet) === 'dtls') dtls?.take(packet);
    for (const look of watchers) look();
  });
  if (!socket) throw new Error('no port');
  const to = { address: '127.0.0.1', port: near.port };
  return {
    socket,
    fingerprint: own.fingerprint,
    check(pwd = near.ice.pwd) {
      const attributes = [textAttribute(ATTRIBUTE.username, `${near.ice.ufrag}:half`)];
      const transaction = Buffer.from(systemRandom.bytes(12));
      socket.send(writeSigned({ type: STUN.bindingRequest, transaction, attributes }, Buffer.from(pwd), 'rfc5389'), to);
    },
    shake: () =>
      new Promise((resolve, reject) => {
        dtls = startDtls({
          role: 'client',
          certificate: own,
          expected: () => certificate.fingerprint,
          send: (packet) => socket.send(packet, to),
          clock: createHandClock(),
          onKeys({ local, remote }) {
            const into = createSrtp('AES_CM_128_HMAC_SHA1_80', Buffer.concat([remote.key, remote.salt]));
            const out = createSrtp('AES_CM_128_HMAC_SHA1_80', Buffer.concat([local.key, local.salt]));
            if (into && out) resolve({ into, out });
          },
          onFailed: reject,
        });
      }),
    got: (kind, count) =>
      new Promise((resolve) => {
        const look = () => {
          const fitting = came.filter((one) => one.kind === kind);
          if (fitting.length < count) return;
          watchers = watchers.filter((other) => other !== look);
          resolve(fitting.map(({ packet }) => packet));
        };
        watchers.push(look);
        look();
      }),
  };
}

function rtp(sequence: number): Buffer {
  const packet = Buffer.alloc(20, 1);
  packet.writeUInt16BE(0x8000, 0);
  packet.writeUInt16BE(sequence, 2);
  return packet;
}

describe("Chromium's leg", () => {
  it('answers a check that knows the password, and no other', async () => {
    half.check('another password altogether');
    half.check();
    const [answer] = await half.got('stun', 1);
    expect(answer?.readUInt16BE(0)).toBe(STUN.bindingSuccess);
    expect(near.dropped).toBe(1);
  });

  it('keeps 256 packets until the keys are there, in order, and counts what it had no room for', async () => {
    near.expect(half.fingerprint, 'offer');
    for (let sequence = 0; sequence < 300; sequence++) near.sendRtp(rtp(sequence));
    expect(near.dropped).toBe(44);
    half.check();
    await half.got('stun', 1);
    const { into } = await half.shake();
    const packets = await half.got('rtp', 256);
    expect(packets.map((packet) => into.unprotectRtp(packet)?.readUInt16BE(2))).toEqual([...Array(256).keys()]);
  });

  it('shakes hands with an engine that is quicker than its answer once the answer is there', async () => {
    half.check();
    const { length: before } = await half.got('stun', 1);
    const shaken = half.shake();
    // What comes behind it is answered, so it was looked at.
    half.check();
    await half.got('stun', before + 1);
    expect(near.isConnected).toBe(false);
    near.expect(half.fingerprint, 'answer');
    await shaken;
    await expect.poll(() => near.isConnected).toBe(true);
  });

  it('lets nobody in who made no check', async () => {
    near.expect(half.fingerprint, 'offer');
    const stranger = await openUdp({ address: '127.0.0.1', port: 0 }, () => undefined);
    half.check();
    await half.got('stun', 1);
    const { out } = await half.shake();
    const sealed = out.protectRtp(rtp(1)) ?? Buffer.alloc(0);
    const to = { address: '127.0.0.1', port: near.port };
    stranger?.send(sealed, to);
    // What comes behind it is taken, so it was looked at.
    half.check();
    await half.got('stun', 2);
    half.socket.send(out.protectRtp(rtp(2)) ?? Buffer.alloc(0), to);
    half.check();
    await half.got('stun', 3);
    expect(heard.map((packet) => packet.readUInt16BE(2))).toEqual([2]);
    stranger?.close();
  });
});
