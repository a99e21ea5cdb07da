/** Calls are made of keys: of the sound, of the ways it goes, of relays on the way; and digits may be PINs. None of it is kept. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RelayProcess } from '../../src/main/media/relay-link.ts';
import { type CallScene, startCallScene } from '../fakes/call-scene.ts';
import { turns } from '../fakes/process-holdings.ts';
import { createRelayBench, usualPlan } from '../fakes/relay-bench.ts';
import { relayHere } from '../fakes/relay-here.ts';
import { findSecrets, type Kept, type Secret, secretOf } from '../fakes/secret-search.ts';
import { type TlsTap, tapTls } from '../fakes/tls-tap.ts';

/** Pressed once each; they stand nowhere else. */
const pressed = ['73918264051', '60482915737'] as const;
const relayed = { user: 'AwAAmrasUserMark8371', password: 'mrasPasswordMark5520' } as const;

let tap: TlsTap;
let scene: CallScene;
/** What main and the relay said to each other. */
const said: string[] = [];
let heard: string;
let secrets: ReadonlyMap<string, readonly Secret[]>;

/** The real one, each message of which is noted. */
function notedRelay(): RelayProcess {
  const relay = relayHere();
  return {
    ...relay,
    postMessage(message) {
      said.push(JSON.stringify(message));
      relay.postMessage(message);
    },
    on: (event, listener) =>
      relay.on(event, (message) => {
        said.push(JSON.stringify(message));
        listener(message);
      }),
  };
}

beforeAll(async () => {
  tap = tapTls();
  scene = await startCallScene({ client: { forkRelay: notedRelay } });
  const { lab } = scene.world;
  for (const user of ['echo', 'oldice', 'dtlsonly', 'plainonly']) {
    const call = await scene.talkTo(`sip:${user}@contoso.com`);
    await scene.calls.hold(call.id, true);
    await scene.calls.hold(call.id, false);
    await scene.calls.hangUp(call.id);
  }
  await pressDigits();
  await beCalled();
  await fail();
  tellOfRelay();
  while (lab.calls.list().some(({ state }) => state !== 'ended')) await turns(1);
  heard = tap.heard().join('\n');
  secrets = new Map([
    ['key', found(heard, /^a=crypto:\d+ \S+ inline:([^|\s]+)/gm)],
    ['ICE password', found(heard, /^a=ice-pwd:(\S+)/gm)],
    ['ICE password towards the window', found(said.join('\n'), /a=ice-pwd:([\w+/=]+)/g)],
    ['digits', pressed.flatMap((digits) => secretOf('digits', digits))],
    ['relay', Object.values(relayed).flatMap((each) => secretOf('relay', each))],
  ]);
  await scene.world.client.tracing.close();
}, 60_000);

afterAll(async () => {
  tap.stop();
  await scene.stop();
});

async function pressDigits(): Promise<void> {
  const call = await scene.talkTo('sip:echo@contoso.com');
  expect((await scene.calls.sendDigits(call.id, pressed[0])).ok).toBe(true);
  await scene.calls.hangUp(call.id);
  // Nobody takes them any more.
  expect((await scene.calls.sendDigits(call.id, pressed[1])).ok).toBe(false);
}

async function beCalled(): Promise<void> {
  const id = scene.world.lab.calls.from('jeremy@contoso.com', 'karen@contoso.com', { security: 'sdes' });
  const ringing = await scene.until(({ state }) => state === 'incoming');
  expect((await scene.calls.answer(ringing.id)).ok).toBe(true);
  await scene.untilCall(ringing.id, ({ state }) => state === 'active');
  scene.world.lab.calls.hangUp(id);
  await scene.untilCall(ringing.id, ({ state }) => state === 'ended');
}

/** In the ways in which texts are made of what went wrong. */
async function fail(): Promise<void> {
  for (const user of ['busy', 'declining']) {
    const started = scene.calls.call({ to: `sip:${user}@contoso.com` });
    await scene.untilCall(started.ok ? started.value : '', ({ state }) => state === 'ended');
  }
}

/** As a relay service would answer. [MS-AVEDGEA] 2.2.2 */
function tellOfRelay(): void {
  const body =
    '<?xml version="1.0"?><response xmlns="http://schemas.microsoft.com/2006/09/sip/mrasp" reasonPhrase="OK"><credentialsResponse>' +
    `<credentials><username>${relayed.user}</username><password>${relayed.password}</password><duration>480</duration></credentials></credentialsResponse></response>`;
  const text = `SIP/2.0 200 OK\r\nCSeq: 1 SERVICE\r\nContent-Type: application/msrtc-media-relay-auth+xml\r\n\r\n${body}`;
  const place = { peer: '192.0.2.1:5061', local: '192.0.2.2:50001', bytes: text.length, callId: 'mras' };
  scene.world.client.tracing.tracer.record({ kind: 'sip', direction: 'received', text, ...place });
}

function found(text: string, pattern: RegExp): readonly Secret[] {
  const values = new Set([...text.matchAll(pattern)].map(([, value = '']) => value));
  return [...values].flatMap((value) => [
    ...secretOf(pattern.source, value),
    ...secretOf(`${pattern.source}, bytes`, Buffer.from(value, 'base64')),
  ]);
}

function kept(): readonly Kept[] {
  const { folder, client } = scene.world;
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name, parentPath }) => ({ name, bytes: readFileSync(join(parentPath, name)) }));
  const { lab: _lab, ...snapshot } = client.state.get();
  const noted = (name: string, value: unknown) => ({ name, bytes: Buffer.from(JSON.stringify(value)) });
  return [...files, noted('trace', client.tracing.list(0, 5000).entries), noted('snapshot', snapshot)];
}

it.each(['key', 'ICE password', 'ICE password towards the window', 'digits', 'relay'])(
  '[X5] there is no %s in anything that is kept',
  (kind) => {
    const wanted = secrets.get(kind) ?? [];
    expect(wanted.length).toBeGreaterThan(1);
    expect(findSecrets(wanted, kept())).toEqual([]);
  },
);

it('what was looked through is what is kept: both forms of the trace, and the calls', () => {
  const all = kept();
  expect(all.map(({ name }) => name).filter((name) => /\.(jsonl|UccApilog|log)$/i.test(name)).length).toBeGreaterThan(
    1,
  );
  const text = all.map(({ bytes }) => bytes.toString()).join('\n');
  expect(text).toContain('a=crypto:(hidden)');
  expect(text).toContain('a=ice-pwd:(hidden)');
  expect(text).toContain('application/msrtc-media-relay-auth+xml');
  expect(text).toContain('sip:dtlsonly@contoso.com');
  // What became of the sound, in each form.
  const [chosen, agreed] = [
    /INFO {2}:: Media of call [0-9a-f]{24}: the checks chose: audio from host 127\./,
    /agreed on: SRTP,/,
  ];
  const media = text.match(/^\{.*"kind":"media".*$/gm)?.join('\n') ?? '';
  expect([chosen.test(text), agreed.test(media), media.includes('"text":"over: ')]).toEqual([true, true, true]);
});

it('the digits went out', () => {
  const digits = scene.window.digits.join(' ') + heard;
  for (const digit of pressed[0]) expect(digits).toContain(digit);
  expect(scene.world.lab.calls.list().some(({ digits: taken }) => taken === pressed[0])).toBe(true);
});

it('[X5] no private key leaves the relay', () => {
  expect(said.filter((message) => message.includes('fingerprint')).length).toBeGreaterThan(1);
  expect(said.filter((message) => /PRIVATE KEY|keyPem/i.test(message))).toEqual([]);
});

it('[X5] what a relay on the way wants to hear is in no answer and no event, whether it is there or not', async () => {
  const bench = createRelayBench();
  try {
    const server = { host: '127.0.0.1', udpPort: 9, userName: relayed.user, password: relayed.password } as const;
    for (const form of ['standard', 'microsoft'] as const) {
      const engine = bench.engine();
      const plan = { ...usualPlan, offersIce: true, turn: [{ form, ...server }] };
      const asked = [
        await bench.ask({ op: 'open', plan }, form),
        await bench.ask({ op: 'open', plan }, form),
        await bench.ask({ op: 'offer-from-far', sdp: 'nonsense', isHeld: false }, form),
      ];
      const sdp = await engine.offer();
      let isAsking = true;
      const offering = bench.ask({ op: 'offer-from-near', sdp, isHeld: false }, form).finally(() => {
        isAsking = false;
      });
      // Nobody answers there: the relay asks again until it gives up.
      while (isAsking) await bench.clock.pass(500);
      asked.push(await offering);
      const all = JSON.stringify([...asked, bench.events]);
      expect(all).toContain('problem');
      expect(all).toContain('m=audio');
      for (const secret of Object.values(relayed)) expect(all).not.toContain(secret);
      await bench.ask({ op: 'close' }, form);
    }
  } finally {
    await bench.close();
  }
});
