/** What broken or hostile far ends describe and ask: each ends in a sentence or is refused, the peer is always told, and the next call works. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { headerOf, type SipResponse } from '../../src/protocol/sip/message.ts';
import { type Call, mostCalls } from '../../src/shared/model/call.ts';
import {
  createHostileBench,
  expectThatOneCanTalk,
  type HostileBench,
  takenWith,
  talk,
} from '../fakes/hostile-bench.ts';
import { tagOf } from '../fakes/im-bench.ts';
import { turns } from '../fakes/process-holdings.ts';
import { mendedDescriptions, refusedDescriptions } from '../fixtures/sdp/malformed.ts';

let scene: HostileBench;

beforeEach(() => {
  scene = createHostileBench();
});

afterEach(() => scene.close());

const isOver = ({ state }: Call) => state === 'ended';
const isTold = ({ state }: Call) => state === 'ended' || state === 'connecting' || state === 'active';

/** Jeremy takes a call of ours with this; what becomes of it, once he has heard the end. */
async function takenBy(body: string | undefined): Promise<Call> {
  const { invite, id } = await scene.dial();
  const { headers } = takenWith('');
  scene.bench.peer.answer(
    invite,
    '200 OK',
    body === undefined ? { headers: headers?.slice(0, 1) ?? [] } : takenWith(body),
  );
  await scene.bench.peer.nextRequest('ACK');
  const told = await scene.until(id, isTold);
  if (!isOver(told)) await scene.calls.hangUp(id);
  scene.bench.peer.answer(await scene.bench.peer.nextRequest('BYE'), '200 OK');
  return told;
}

/** What we answered with to requests of this Call-ID. */
async function statusOf(callId: string): Promise<number> {
  for (;;) {
    const answer = (await scene.bench.peer.next('SIP/2.0 ')) as SipResponse;
    if (headerOf(answer, 'call-id') === callId && answer.status >= 180) return answer.status;
  }
}

describe('descriptions', () => {
  it('that are none are refused as offers, without a sound', async () => {
    for (const [at, [name, text]] of refusedDescriptions.entries()) {
      // Without any, ours is wanted.
      if (text === '') continue;
      scene.invite(`bad${at}`, text);
      expect([name, await statusOf(`bad${at}`)]).toEqual([name, expect.toBeOneOf([480, 488])]);
    }
    expect(scene.state.get().calls).toEqual([]);
    await expectThatOneCanTalk(scene);
  });

  it('that are none end a call as answers, with a sentence and BYE', async () => {
    for (const [name, text] of refusedDescriptions) {
      const { end } = await takenBy(text);
      expect([name, end?.why, end?.failure?.code]).toEqual([name, 'failed', 'MEDIA_UNREADABLE']);
    }
    expect([scene.live, scene.window.openCalls]).toEqual([[], 0]);
    await expectThatOneCanTalk(scene);
  });

  it('that are damaged in part go on with the rest, or end it', async () => {
    for (const [name, text] of mendedDescriptions) {
      const { state, end } = await takenBy(text.replaceAll('192.0.2.1', '127.0.0.1'));
      const codes = [undefined, 'MEDIA_NOTHING_COMMON', 'MEDIA_ENCRYPTION_MISMATCH'];
      expect([name, state === 'ended']).toEqual([name, end !== undefined]);
      expect(codes).toContain(end?.failure?.code);
    }
    expect([scene.live, scene.window.openCalls]).toEqual([[], 0]);
    await expectThatOneCanTalk(scene);
  });

  const key = 'A'.repeat(40);
  const audio = (protocol: string, ...lines: readonly string[]) =>
    [
      'v=0',
      'o=- 1 1 IN IP4 127.0.0.1',
      's=-',
      'c=IN IP4 127.0.0.1',
      't=0 0',
      `m=audio 5004 ${protocol}`,
      ...lines,
      '',
    ].join('\r\n');

  it.each([
    [
      'keys of a suite that was not offered',
      audio('RTP/SAVP 0', `a=crypto:1 F8_128_HMAC_SHA1_80 inline:${key}`),
      'MEDIA_ENCRYPTION_MISMATCH',
    ],
    ['encryption without a key', audio('RTP/SAVP 0'), 'MEDIA_ENCRYPTION_MISMATCH'],
    [
      'DTLS that was not offered',
      audio('UDP/TLS/RTP/SAVPF 0', `a=fingerprint:sha-256 ${'AA:'.repeat(31)}AA`, 'a=setup:active'),
      'MEDIA_ENCRYPTION_MISMATCH',
    ],
    ['codecs that were not offered', audio('RTP/AVP 18 97', 'a=rtpmap:97 speex/16000'), 'MEDIA_NOTHING_COMMON'],
    ['sound refused', audio('RTP/AVP 0').replace('5004', '0'), 'MEDIA_NOTHING_COMMON'],
    [
      'pictures in place of sound',
      audio('RTP/AVP 96', 'a=rtpmap:96 H264/90000').replace('m=audio', 'm=video'),
      'MEDIA_NOTHING_COMMON',
    ],
    ['ten megabytes', audio('RTP/AVP 0', `a=x:${'y'.repeat(10_000_000)}`), 'MEDIA_UNREADABLE'],
    ['no description at all', undefined, 'MEDIA_UNREADABLE'],
  ])('an answer with %s ends the call with a sentence and BYE', async (_name, body, code) => {
    const { end } = await takenBy(body);
    expect([end?.why, end?.failure?.code]).toEqual(['failed', code]);
    expect(JSON.stringify(end)).not.toContain(key);
    expect(scene.live).toEqual([]);
  });
});

describe('in a call', () => {
  it('a storm of offers is answered one by one, and the sound goes on', async () => {
    const { id, phone, toTag } = await talk(scene, 'storm');
    const storm = 100;
    for (let cseq = 2; cseq < storm + 2; cseq += 1) {
      const about = { callId: 'storm', tag: 'storm', toTag, cseq, type: 'application/sdp' };
      scene.deliver('INVITE', {
        ...about,
        body: phone.describe(),
        headers: ['Contact: <sip:jeremy@contoso.com;opaque=user:epid:jeremys;gruu>'],
      });
    }
    const statuses: number[] = [];
    while (statuses.length < storm) {
      const answer = (await scene.bench.peer.next('SIP/2.0 ')) as SipResponse;
      if (answer.status < 200) continue;
      statuses.push(answer.status);
      const cseq = Number.parseInt(headerOf(answer, 'cseq') ?? '', 10);
      scene.deliver('ACK', { callId: 'storm', tag: 'storm', toTag, cseq });
    }
    expect(statuses).toContain(200);
    expect(statuses.filter((status) => ![200, 491, 500].includes(status))).toEqual([]);
    const before = phone.heard.length;
    await phone.hears(before + 5);
    expect((await scene.until(id, isTold)).state).toBe('active');
  });

  it.each([
    ['nonsense', '<nonsense>', 'jeremy@contoso.com'],
    ['nothing', '', 'jeremy@contoso.com'],
    ['a page', '<https://evil.example/>', 'jeremy@contoso.com'],
    ['a program', '<callto:evil>', 'jeremy@contoso.com'],
    ['a meeting', '<sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ>', 'jeremy@contoso.com'],
    ['an address without a person', '<sip:contoso.com>', 'jeremy@contoso.com'],
    ['a number abroad, by a stranger', '<tel:+882123456789>', 'mallory@evil.example'],
    ['a person, by a stranger', '<sip:jeremy@contoso.com>', 'mallory@evil.example'],
  ])('being sent on to %s is declined, and nothing is called', async (_name, target, who) => {
    const { id, toTag } = await talk(scene, 'refer', `<sip:${who}>`);
    const headers = [`Refer-To: ${target}`, `Contact: <sip:${who};opaque=user:epid:x;gruu>`];
    scene.deliver('REFER', { callId: 'refer', tag: 'refer', toTag, cseq: 2, headers, from: `<sip:${who}>` });
    expect(await statusOf('refer')).toBeGreaterThanOrEqual(400);
    await turns(5);
    expect(scene.live.map((call) => [call.id, call.state])).toEqual([[id, 'active']]);
    expect(scene.bench.peer.startLines().filter((line) => line.startsWith('INVITE'))).toEqual([]);
  });

  it('a good-bye with a body of anything ends it', async () => {
    const { id, toTag } = await talk(scene, 'bye');
    scene.deliver('BYE', {
      callId: 'bye',
      tag: 'bye',
      toTag,
      cseq: 2,
      type: 'application/sdp',
      body: '\0'.repeat(100_000),
    });
    expect((await scene.until(id, isOver)).end?.why).toBe('peer-hung-up');
    expect(await statusOf('bye')).toBe(200);
    expect(scene.live).toEqual([]);
  });
});

it('of a flood of callers six ring, the others hear that we are busy, and all are gone when they give up', async () => {
  const phone = await scene.phone();
  const names = Array.from({ length: 200 }, (_, at) => `flood${at}`);
  const statuses: number[] = [];
  for (const name of names) {
    scene.invite(name, phone.describe(), `<sip:${name}@evil.example>`);
    statuses.push(await statusOf(name));
  }
  expect(statuses.filter((status) => status === 180)).toHaveLength(mostCalls);
  expect(statuses.filter((status) => status === 486)).toHaveLength(names.length - mostCalls);
  expect(scene.live).toHaveLength(mostCalls);
  for (const { id } of scene.live) expect(scene.calls.decline(id).ok).toBe(true);
  await turns(5);
  expect(scene.live).toEqual([]);
  await expectThatOneCanTalk(scene);
});

it('a call that is taken and never confirmed is not left open', async () => {
  const phone = await scene.phone();
  scene.invite('silent', phone.describe());
  await scene.bench.peer.next('SIP/2.0 180');
  const [ringing] = scene.live;
  void scene.calls.answer(ringing?.id ?? '');
  expect(tagOf(await scene.bench.peer.next('SIP/2.0 200'))).not.toBe('');
  await scene.bench.clock.advance(64_000);
  await scene.bench.peer.nextRequest('BYE');
  expect((await scene.until(ringing?.id ?? '', isOver)).end?.why).toBe('failed');
});
