import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { callBench, type PhoneOptions, TestPhone } from '../calls/test-phone.ts';
import { levelAt, tone } from '../media/sound.ts';
import type { Bench } from '../sip/test-bench.ts';
import { invite, joinerOf } from '../sip/test-people.ts';
import { Mixer } from './mixer.ts';

const MEETING = 'sip:karen@contoso.com;gruu;opaque=app:conf:focus:id:KARENL1V';
const SOUND = MEETING.replace(':focus:', ':audio-video:');

let bench: Bench;
const phones: TestPhone[] = [];

beforeEach(() => {
  bench = callBench();
});

afterEach(() => {
  for (const phone of phones.splice(0)) phone.close();
  bench.side.close();
});

/** Somebody who sits in the meeting and calls its sound. */
async function participant(address: string, options: PhoneOptions = {}): Promise<TestPhone> {
  const phone = await TestPhone.open(bench, address, options);
  phones.push(phone);
  const [joined] = invite(joinerOf(phone.person), MEETING).slice(-1);
  expect(joined?.status).toBe(200);
  await phone.invite(SOUND);
  return phone;
}

const seat = (entity: string) =>
  bench.side
    .meeting('KARENL1V')
    .seats()
    .find((each) => each.entity === entity);

describe('the mix', () => {
  it('gives everybody the sum of the others', () => {
    const heard = new Map<string, Int16Array>();
    const mixer = new Mixer<string>();
    for (const name of ['one', 'two', 'three']) {
      mixer.add(name, { isMuted: () => name === 'three', play: (samples) => heard.set(name, samples) });
      mixer.hear(name, new Int16Array(160).fill({ one: 100, two: 30_000, three: 7 }[name] ?? 0));
    }
    mixer.beat();
    expect([...heard].map(([name, samples]) => [name, samples[0]])).toEqual([
      ['one', 30_000],
      ['two', 100],
      ['three', 30_100],
    ]);
    expect(mixer.speaker).toBe('two');
  });
});

describe('the A/V conferencing server', () => {
  it('mixes: each of three hears the other two, and not himself', async () => {
    const tones = { 'karen@contoso.com': 400, 'jeremy@contoso.com': 900, 'vadim@contoso.com': 1500 };
    const everybody = await Promise.all(
      Object.entries(tones).map(([address, hertz]) => participant(address, { source: tone(hertz, -20) })),
    );
    for (const each of everybody) await each.answered();
    const heard = await Promise.all(
      everybody.map(async ({ media }) => {
        await media.recorder.next(0.4);
        return media.recorder.next(0.4);
      }),
    );
    for (const [index, samples] of heard.entries()) {
      for (const [other, hertz] of Object.values(tones).entries()) {
        if (other === index) expect(levelAt(samples, hertz)).toBeLessThan(-45);
        else expect(levelAt(samples, hertz)).toBeGreaterThan(-24);
      }
    }
  });

  it('shows in the roster what somebody sends, and hears nobody who is muted', async () => {
    const karen = await participant('karen@contoso.com', { source: tone(400) });
    const jeremy = await participant('jeremy@contoso.com', { source: tone(900) });
    await karen.answered();
    await jeremy.answered();
    await karen.media.recorder.next(0.3);
    expect(seat('sip:jeremy@contoso.com')).toMatchObject({ sessions: ['audio-video'], muted: false });
    bench.side.meeting('KARENL1V').setMuted('sip:jeremy@contoso.com', true);
    await karen.media.recorder.next(0.3);
    expect(levelAt(await karen.media.recorder.next(0.2), 900)).toBeLessThan(-60);
    bench.side.meeting('KARENL1V').setMuted('sip:jeremy@contoso.com', false);
    await karen.media.recorder.next(0.3);
    expect(levelAt(await karen.media.recorder.next(0.2), 900)).toBeGreaterThan(-24);
  });

  it('passes the picture of the only one who shows any to all others', async () => {
    let came: (packet: Buffer) => void = () => undefined;
    const seen = new Promise<Buffer>((resolve) => {
      came = resolve;
    });
    const karen = await participant('karen@contoso.com', { takesVideo: true });
    const jeremy = await participant('jeremy@contoso.com', { takesVideo: true, onPicture: (packet) => came(packet) });
    for (const each of [karen, jeremy]) {
      await each.answered();
      each.inDialog('INVITE', undefined, { type: 'application/sdp', body: await each.media.offer({ video: true }) });
      await each.answered();
    }
    await karen.media.recorder.next(0.2);
    expect(seat('sip:karen@contoso.com')?.shows).toEqual(['main-video']);
    const body = `${await karen.media.offer({ video: true })}a=content:slides\r\n`;
    karen.inDialog('INVITE', undefined, { type: 'application/sdp', body });
    await karen.answered();
    await karen.media.recorder.next(0.3);
    expect(seat('sip:karen@contoso.com')?.shows).toEqual(['applicationsharing-video']);
    const packet = Buffer.from('80fa0001000003e80000000b70696374757265', 'hex');
    karen.media.showPacket(packet);
    expect((await seen).equals(packet)).toBe(true);
  });

  it('is full, or refuses, as the knob says, and takes nobody who has no seat', async () => {
    bench.side.calls.setMixer('contoso.com', { entrance: 'full' });
    const karen = await participant('karen@contoso.com');
    await karen.status(486);
    bench.side.calls.setMixer('contoso.com', { entrance: 'refuses' });
    await karen.invite(SOUND);
    await karen.status(503);
    bench.side.calls.setMixer('contoso.com', {});
    await karen.invite(SOUND);
    await karen.answered();
    const stranger = await TestPhone.open(bench, 'anu@contoso.com');
    phones.push(stranger);
    await stranger.invite(SOUND);
    await stranger.status(403);
  });

  it('hangs up when somebody leaves the meeting, and when it ends', async () => {
    const karen = await participant('karen@contoso.com');
    const jeremy = await participant('jeremy@contoso.com');
    await karen.answered();
    await jeremy.answered();
    bench.side.meeting('KARENL1V').remove('sip:jeremy@contoso.com');
    await jeremy.request('BYE');
    bench.side.meeting('KARENL1V').end();
    await karen.request('BYE');
    expect(bench.side.calls.list().every(({ state }) => state === 'ended')).toBe(true);
  });
});
