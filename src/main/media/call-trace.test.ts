import { expect, it } from 'vitest';
import { agreedSound, createFakeCallMedia } from '../../../test/fakes/fake-call-media.ts';
import type { CallQuality } from '../../shared/model/call.ts';
import type { TraceBody } from '../../shared/model/trace.ts';
import type { MediaEvent } from './call-media.ts';
import { traceCalls } from './call-trace.ts';

const body = { contentType: 'application/sdp', text: 'v=0\r\na=crypto:1 X inline:SECRETMARK\r\na=ice-pwd:SECRETMARK' };
const wants = { picture: 'none', takesPicture: false, isHeld: false } as const;
const good: CallQuality = {
  mos: 4.31,
  codec: 'PCMU',
  path: 'direct',
  localAddress: '192.0.2.1:50000',
  remoteAddress: '192.0.2.2:40000',
  lossPercent: 0,
  jitterMs: 2.5,
  roundTripMs: 20,
  receivedKbps: 69,
  sentKbps: 69,
  strangers: 0,
};

function traced() {
  const told: TraceBody[] = [];
  const events: MediaEvent[] = [];
  const clock = { at: 1000, wall: () => clock.at };
  const service = createFakeCallMedia();
  const media = traceCalls(service, { clock, tracer: { record: (line) => void told.push(line) } }).open(
    'c1',
    { dialect: 'standard', encryption: 'preferred' },
    (event) => events.push(event),
  );
  const lines = () => told.splice(0).map((line) => (line.kind === 'media' && line.call === 'c1' ? line.text : line));
  const emit = (event: MediaEvent) => service.newest.emit(event);
  const measure = (quality: CallQuality, afterMs = 0) => {
    clock.at += afterMs;
    emit({ kind: 'quality', quality });
    return lines();
  };
  return { service, media, events, clock, lines, emit, measure };
}

it('tells what was agreed on, which way was chosen, and what became of it', async () => {
  const { service, media, events, emit, lines } = traced();
  await media.takeAnswer(body, { isProvisional: true });
  await media.takeAnswer(body, { isProvisional: false });
  service.agreed = { ...agreedSound, encryption: 'none', takesDigits: false, video: { send: true, receive: true } };
  await media.answer(body, wants);
  service.failing.set('take', 'MEDIA_ENCRYPTION_MISMATCH');
  await media.takeAnswer(body, { isProvisional: false });
  expect(lines()).toEqual([
    'agreed on for now: SRTP, picture none, digits as RTP events',
    'agreed on: SRTP, picture none, digits as RTP events',
    'agreed on: no encryption, picture both ways, digits by INFO',
    'not agreed on: MEDIA_ENCRYPTION_MISMATCH',
  ]);
  const all: MediaEvent[] = [
    { kind: 'path-chosen', ways: ['audio from host 192.0.2.1:50000 to relay 198.51.100.1:443'] },
    { kind: 'connected' },
    { kind: 'silent', seconds: 30, isThere: true },
    { kind: 'silent', seconds: 35 },
    { kind: 'heard' },
    { kind: 'silent', seconds: 5 },
    { kind: 'path-lost' },
    { kind: 'failed', reason: 'ice', detail: 'no answer from host 192.0.2.1:50000; to nowhere' },
    { kind: 'lost', what: 'microphone' },
    { kind: 'found', what: 'microphone' },
    { kind: 'speakers', sources: [1] },
    { kind: 'picture-wanted' },
    { kind: 'without-relay', why: 'late' },
  ];
  for (const event of all) emit(event);
  media.restart();
  expect(events).toEqual(all);
  expect(lines()).toEqual([
    'the checks chose: audio from host 192.0.2.1:50000 to relay 198.51.100.1:443',
    'packets can go both ways',
    'no sound has come for 30 s, the far end is there',
    'sound comes again',
    'no sound has come for 5 s',
    'nobody answers on the chosen path any more: nothing is sent (RFC 7675)',
    'failed, ice: no answer from host 192.0.2.1:50000; to nowhere',
    'the microphone is gone',
    'the microphone is back',
    'ICE begins anew with the next offer',
  ]);
});

it('says nothing twice that was agreed on again', async () => {
  const { media, lines } = traced();
  for (let again = 0; again < 3; again += 1) await media.answer(body, wants);
  expect(lines()).toHaveLength(1);
  media.close();
  expect(lines()).toEqual(['over: nothing was measured']);
});

it('tells the figures each half minute, and sooner when the line is another one, but never in a flood', () => {
  const { measure } = traced();
  const figures = 'lost in 0 %, jitter 2.5 ms, round trip 20 ms, in 69 kbit/s, out 69 kbit/s';
  expect(measure(good)).toEqual([
    `path direct from 192.0.2.1:50000 to 192.0.2.2:40000, sound PCMU, good, MOS 4.31, ${figures}`,
  ]);
  expect(measure(good, 28_000)).toEqual([]);
  expect(measure(good, 2000)).toEqual([`good, MOS 4.31, ${figures}`]);
  const bad = { ...good, mos: 2.2, strangers: 7 };
  expect(measure(bad, 2000)).toEqual([]);
  expect(measure(bad, 8000)).toEqual([`poor, MOS 2.2, ${figures}, dropped 7 packets from elsewhere`]);
  for (let turn = 0; turn < 4; turn += 1) expect(measure(turn % 2 ? bad : good, 2000)).toEqual([]);
  const elsewhere = { ...good, path: 'relayed', remoteAddress: '198.51.100.1:443', videoCodec: 'H264' } as const;
  expect(measure(elsewhere, 2000)).toEqual([
    `path relayed from 192.0.2.1:50000 to 198.51.100.1:443, sound PCMU, picture H264, good, MOS 4.31, ${figures}`,
  ]);
  // A clock that was set back.
  expect(measure(elsewhere, -3_600_000)).toHaveLength(1);
});

it('tells what nobody measured as nothing, and the sum at the end, once', () => {
  const { media, emit, measure, lines } = traced();
  expect(measure({ path: 'unchecked' })).toEqual(['path unchecked from ? to ?']);
  const wholeCall = { meanMos: 4.1, worstMos: 2.2, lossPercent: 0.4, sentLossPercent: 1, worstJitterMs: 31 };
  measure({ ...good, wholeCall });
  media.close();
  media.close();
  emit({ kind: 'connected' });
  expect(lines()).toEqual([
    'over: MOS on average 4.1, at worst 2.2, lost in 0.4 %, lost out 1 %, jitter at worst 31 ms',
  ]);
  const unused = traced();
  unused.media.close();
  expect(unused.lines()).toEqual([]);
});
