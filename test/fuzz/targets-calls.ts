/** Readers of session descriptions, and what is made of them, with sound inputs to damage. */
import assert from 'node:assert/strict';
import { pickSdp } from '../../src/protocol/sdp/multipart.ts';
import { nearOffer } from '../../src/protocol/sdp/near.ts';
import { readSdp } from '../../src/protocol/sdp/read.ts';
import { writeSdp } from '../../src/protocol/sdp/write.ts';
import { microsoft, near, standard } from '../fixtures/sdp/exchange.ts';
import { loadSdp, sdpFixtureNames } from '../fixtures/sdp/load.ts';
import { type FuzzTarget, textTarget } from './fuzz.ts';

const part = '--b\r\nContent-Type: application/sdp\r\n\r\nv=0\r\nm=audio 5000 RTP/AVP 0\r\n';
const bodies = [
  `${part}a=candidate:1 1 UDP 1 192.0.2.1 5000 typ host\r\n--b--\r\n`,
  `--b\r\nContent-Type: application/sdp\r\nContent-Disposition: session; handling=optional; ms-proxy-2007fallback\r\n\r\nv=0\r\n${part}--b--\r\n`,
  `--b\r\nContent-Type: multipart/alternative;boundary="b"\r\n\r\n${part}--b--\r\n`,
];

export const callTargets: readonly FuzzTarget[] = [
  textTarget('session-description', sdpFixtureNames().map(loadSdp), (text) => {
    const first = readSdp(text);
    if (!first.ok) return;
    const written = writeSdp(first.value);
    assert.deepEqual(readSdp(written), { ok: true, value: first.value, damaged: [] });
    for (const wishes of [standard, microsoft]) {
      const asked = nearOffer({ farOffer: first.value, near, wishes, isHeld: false });
      if (!asked.ok) continue;
      // Nothing of the far end's addresses and keys gets as far as Chromium.
      const forChromium = writeSdp(asked.offer);
      assert.ok(!/a=crypto|a=rtcp:/.test(forChromium));
      assert.ok(readSdp(forChromium).ok);
    }
  }),
  {
    name: 'session-body',
    corpus: bodies.map((body) => new TextEncoder().encode(body)),
    run: (input) => {
      const text = pickSdp('multipart/alternative;boundary=b', input);
      if (text !== undefined) readSdp(text);
    },
  },
];
