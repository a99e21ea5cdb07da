import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PhoneBench, type PhoneOptions, type TestPhone } from '../calls/test-phone.ts';
import { levelAt, tone } from '../media/sound.ts';
import type { Seen } from '../sip/test-bench.ts';
import { invite, joinerOf } from '../sip/test-people.ts';
import { Mixer } from './mixer.ts';

const MEETING = 'sip:karen@contoso.com;gruu;opaque=app:conf:focus:id:KARENL1V';
const SOUND = MEETING.replace(':focus:', ':audio-video:');

/** Each look takes a stretch of sound. */
const patient = { interval: 0 };

let phones: PhoneBench;

beforeEach(() => {
  phones = new PhoneBench();
});

afterEach(() => phones.close());

/** RFC 5168 */
const wholePicture =
  '<media_control><vc_primitive><to_encoder><picture_fast_update/></to_encoder></vc_primitive></media_control>';

/** Somebody who sits in the meeting and calls its sound. */
async function participant(address: string, options: PhoneOptions = {}): Promise<TestPhone> {
  const phone = await phones.phone(address, options);
  const [joined] = invite(joinerOf(phone.person), MEETING).slice(-1);
  expect(joined?.status).toBe(200);
  await phone.invite(SOUND);
  return phone;
}

/** A machine that stood still has holes in its sound: never oneself in it, and all others in a stretch without. */
async function hearsOthers({ recorder }: TestPhone['media'], tones: readonly number[], self: number): Promise<void> {
  const ofSelf: number[] = [];
  const quietest = async () => {
    const samples = await recorder.next(0.4);
    const levels = tones.map((hertz) => levelAt(samples, hertz));
    ofSelf.push(...levels.splice(self, 1));
    return Math.min(...levels);
  };
  await expect.poll(quietest, patient).toBeGreaterThan(-24);
  expect(Math.max(...ofSelf)).toBeLessThan(-45);
}

const seat = (entity: string) =>
  phones.bench.side
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

  it('names the others who speak to each, the loudest first, and nobody who is quiet or muted', () => {
    const named = new Map<string, readonly string[]>();
    const mixer = new Mixer<string>();
    const levels = { quiet: 20, soft: 3000, loud: 30_000, muted: 30_000 };
    for (const [name, level] of Object.entries(levels)) {
      mixer.add(name, { isMuted: () => name === 'muted', play: (_, speakers) => named.set(name, speakers) });
      mixer.hear(name, new Int16Array(160).fill(level));
    }
    mixer.beat();
    expect(Object.fromEntries(named)).toEqual({
      quiet: ['loud', 'soft'],
      soft: ['loud'],
      loud: ['soft'],
      muted: ['loud', 'soft'],
    });
    mixer.beat();
    expect([...named.values()]).toEqual([[], [], [], []]);
  });

  it('cuts what is too loud instead of turning it over', () => {
    const mixer = new Mixer<string>();
    const heard: number[] = [];
    for (const name of ['one', 'two', 'three']) {
      mixer.add(name, { isMuted: () => false, play: (samples) => heard.push(samples[0] ?? 0) });
      mixer.hear(name, new Int16Array(160).fill(30_000));
    }
    mixer.beat();
    expect(heard).toEqual([32_767, 32_767, 32_767]);
  });
});

describe('the A/V conferencing server', () => {
  it('mixes: each of three hears the other two, and not himself', async () => {
    const tones = { 'karen@contoso.com': 400, 'jeremy@contoso.com': 900, 'vadim@contoso.com': 1500 };
    const everybody = await Promise.all(
      Object.entries(tones).map(([address, hertz]) => participant(address, { source: tone(hertz, -20) })),
    );
    for (const each of everybody) await each.answered();
    await Promise.all(everybody.map(({ media }, index) => hearsOthers(media, Object.values(tones), index)));
  });

  it('keeps nobody who was sent away before he had acknowledged', async () => {
    const jeremy = await participant('jeremy@contoso.com');
    const ok = await jeremy.status(200);
    phones.bench.side.meeting('KARENL1V').remove('sip:jeremy@contoso.com');
    jeremy.inDialog('ACK', ok, { sequence: 1 });
    const isOfSound = ({ startLine, header }: Seen) =>
      startLine.startsWith('BYE ') && header('Call-ID') === ok.header('Call-ID');
    await jeremy.until(isOfSound);
    expect(phones.calls.list().at(-1)).toMatchObject({ state: 'ended' });
  });

  it('shows in the roster what somebody sends, and hears nobody who is muted', async () => {
    const karen = await participant('karen@contoso.com', { source: tone(400) });
    const jeremy = await participant('jeremy@contoso.com', { source: tone(900) });
    await karen.answered();
    await jeremy.answered();
    await karen.media.recorder.next(0.3);
    expect(seat('sip:jeremy@contoso.com')).toMatchObject({ sessions: ['audio-video'], muted: false });
    phones.bench.side.meeting('KARENL1V').setMuted('sip:jeremy@contoso.com', true);
    const heard = async () => levelAt(await karen.media.recorder.next(0.2), 900);
    await expect.poll(heard, patient).toBeLessThan(-60);
    phones.bench.side.meeting('KARENL1V').setMuted('sip:jeremy@contoso.com', false);
    await expect.poll(heard, patient).toBeGreaterThan(-24);
  });

  it('passes the picture of the only one who shows any to all others', async () => {
    let came: (packet: Buffer) => void = () => undefined;
    const seen = new Promise<Buffer>((resolve) => {
      came = resolve;
    });
    let asked = 0;
    const onPictureWanted = () => {
      asked += 1;
    };
    const karen = await participant('karen@contoso.com', { takesVideo: true, onPictureWanted });
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
    // Whoever missed its beginning asks for a whole one, by a report or by signalling.
    jeremy.media.askForPicture();
    await expect.poll(() => asked).toBe(1);
    jeremy.inDialog('INFO', undefined, { type: 'application/media_control+xml', body: wholePicture });
    await expect.poll(() => asked).toBe(2);
  });

  it('passes the next picture once who was shown shows none any more, or may not', async () => {
    const watched: string[] = [];
    const watcher = await participant('karen@contoso.com', {
      takesVideo: true,
      onPicture: (packet) => watched.push(packet.subarray(12).toString()),
    });
    const jeremy = await participant('jeremy@contoso.com', { takesVideo: true });
    const vadim = await participant('vadim@contoso.com', { takesVideo: true });
    const ask = async (each: TestPhone, wanted: 'sendrecv' | 'recvonly') => {
      each.media.wanted = wanted;
      each.inDialog('INVITE', undefined, { type: 'application/sdp', body: await each.media.offer({ video: true }) });
      await each.answered();
    };
    for (const each of [watcher, jeremy, vadim]) {
      await each.answered();
      await ask(each, 'sendrecv');
      await each.media.recorder.next(0.2);
    }
    const show = (each: TestPhone, word: string) =>
      each.media.showPacket(Buffer.concat([Buffer.from('80fa0001000003e80000000b', 'hex'), Buffer.from(word)]));
    show(jeremy, 'jeremy');
    await expect.poll(() => watched).toEqual(['jeremy']);
    await ask(jeremy, 'recvonly');
    show(vadim, 'vadim');
    await expect.poll(() => watched).toEqual(['jeremy', 'vadim']);
  });

  it('is full, or refuses, as the knob says, and takes nobody who has no seat', async () => {
    phones.calls.setMixer('contoso.com', { entrance: 'full' });
    const karen = await participant('karen@contoso.com');
    await karen.status(486);
    phones.calls.setMixer('contoso.com', { entrance: 'refuses' });
    await karen.invite(SOUND);
    await karen.status(503);
    phones.calls.setMixer('contoso.com', {});
    await karen.invite(SOUND);
    await karen.answered();
    const stranger = await phones.phone('anu@contoso.com');
    await stranger.invite(SOUND);
    await stranger.status(403);
  });

  it('hangs up when somebody leaves the meeting, and when it ends', async () => {
    const karen = await participant('karen@contoso.com');
    const jeremy = await participant('jeremy@contoso.com');
    await karen.answered();
    await jeremy.answered();
    phones.bench.side.meeting('KARENL1V').remove('sip:jeremy@contoso.com');
    await jeremy.request('BYE');
    phones.bench.side.meeting('KARENL1V').end();
    await karen.request('BYE');
    expect(phones.calls.list().every(({ state }) => state === 'ended')).toBe(true);
  });
});
