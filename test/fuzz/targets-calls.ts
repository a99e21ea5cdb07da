/** Readers of session descriptions, and what is made of them, with sound inputs to damage. */
import assert from 'node:assert/strict';
import { readRouting } from '../../src/protocol/routing/read.ts';
import { rulesOf, turnOffEdit } from '../../src/protocol/routing/rules.ts';
import { writeRouting } from '../../src/protocol/routing/write.ts';
import { pickSdp } from '../../src/protocol/sdp/multipart.ts';
import { nearOffer } from '../../src/protocol/sdp/near.ts';
import { readSdp } from '../../src/protocol/sdp/read.ts';
import { writeSdp } from '../../src/protocol/sdp/write.ts';
import { readXml } from '../../src/protocol/xml/read.ts';
import { microsoft, near, standard } from '../fixtures/sdp/exchange.ts';
import { loadSdp, sdpFixtureNames } from '../fixtures/sdp/load.ts';
import { type FuzzTarget, textTarget, xmlTarget } from './fuzz.ts';

const part = '--b\r\nContent-Type: application/sdp\r\n\r\nv=0\r\nm=audio 5000 RTP/AVP 0\r\n';
const bodies = [
  `${part}a=candidate:1 1 UDP 1 192.0.2.1 5000 typ host\r\n--b--\r\n`,
  `--b\r\nContent-Type: application/sdp\r\nContent-Disposition: session; handling=optional; ms-proxy-2007fallback\r\n\r\nv=0\r\n${part}--b--\r\n`,
  `--b\r\nContent-Type: multipart/alternative;boundary="b"\r\n\r\n${part}--b--\r\n`,
];

const routing = [
  '<routing xmlns="http://schemas.microsoft.com/02/2006/sip/routing" name="rtcdefault" version="1"><preamble><flags name="clientflags" value="work_hours simultaneous_ring enablecf"/><wait name="total" seconds="18"/><list name="forwardto"><target uri="sip:+14255550199@contoso.com;user=phone"/></list></preamble></routing>',
  '<routing name="rtcdefault" version="2" minSupportedClientVersion="4.0.0.0"><preamble><list name="team"><target uri="sip:alice@contoso.com"/><target application="voicemail"/></list><flags name="clientflags" value="team_ring skip_primary block"/><wait name="user" seconds="0"/><wait name="team2" seconds="10"/></preamble></routing>',
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
  xmlTarget('call-forwarding', routing, (text) => {
    const xml = readXml(text);
    const reading = xml.ok ? readRouting(xml.root) : undefined;
    if (!reading?.ok) return;
    rulesOf(reading.routing);
    const written = readXml(writeRouting(reading.routing.source, turnOffEdit(reading.routing)));
    assert.ok(written.ok);
    const again = readRouting(written.root);
    assert.ok(again.ok);
    assert.equal(rulesOf(again.routing).mode, 'off');
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
