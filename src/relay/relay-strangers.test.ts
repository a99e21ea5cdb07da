import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bound, FarPhone } from '../../test/fakes/far-phone.ts';
import { createRelayBench, type RelayBench, usualPlan } from '../../test/fakes/relay-bench.ts';
import { callOurselves, callOut, talk } from '../../test/fakes/relay-calls.ts';
import type { RelayAsk } from '../shared/model/relay-messages.ts';
import { qualityMs } from './call/watch.ts';

let bench: RelayBench;
beforeEach(() => {
  bench = createRelayBench();
});
afterEach(() => bench.close());

async function strangers(): Promise<number> {
  const times = bench.events.filter(({ kind }) => kind === 'quality').length + 1;
  await bench.clock.pass(qualityMs);
  return (await bench.told('quality', { times })).quality.strangers ?? 0;
}

describe('packets of strangers', () => {
  it('are dropped and counted on a plain line: another host', async () => {
    const { engine, phone } = await talk(bench, { keys: 'plain' });
    const stranger = bench.keep(await bound('127.0.0.2', () => undefined));
    const taken = bench.takes(1);
    phone.speak('forged', stranger);
    await taken;
    phone.speak('real');
    expect(await engine.hears(1)).toEqual(['real']);
    expect(await strangers()).toBe(1);
  });

  it('are dropped and counted on an encrypted line: other keys, junk, the same packet twice', async () => {
    const { engine, phone } = await talk(bench);
    const sent = phone.speak('real');
    await engine.hears(1);
    const taken = bench.takes(3);
    phone.send(sent);
    phone.send(Buffer.concat([sent.subarray(0, 12), randomBytes(sent.length - 12)]));
    phone.send(Buffer.from([0x80, 0]));
    await taken;
    phone.speak('real again');
    expect(await engine.hears(2)).toEqual(['real', 'real again']);
    expect(await strangers()).toBe(3);
  });

  it('are dropped and counted on a path that was checked: sound and handshakes from where no check came', async () => {
    const { from, to, offered } = await callOurselves(bench, { offersIce: true, encryption: 'required' });
    await Promise.all([from.connected(), to.connected()]);
    await bench.told('path-chosen', { call: 'from' });
    const port = Number(/^m=audio (\d+)/m.exec(offered)?.[1]);
    const stranger = bench.keep(await bound('127.0.0.2', () => expect.unreachable()));
    const taken = bench.takes(2);
    const junk = [Buffer.from([22, 254, 253]), Buffer.from([0x45, 0]), new FarPhone({ keys: 'plain' }).seal('forged')];
    for (const packet of [...junk, junk[2]]) stranger.send(packet ?? '', port, '127.0.0.1');
    await taken;
    to.speak('real');
    expect(await from.hears(1)).toEqual(['real']);
    await bench.clock.pass(qualityMs);
    expect((await bench.told('quality', { call: 'from' })).quality.strangers).toBe(4);
    expect((await bench.told('quality', { call: 'to' })).quality.strangers).toBe(0);
  });

  it('do not draw the sound to themselves by sending copies faster', async () => {
    const { engine, phone } = await talk(bench);
    phone.speak('first');
    await engine.hears(1);
    const thief = bench.keep(await bound('127.0.0.1', () => expect.unreachable()));
    phone.send(phone.seal('copied'), thief);
    await engine.hears(2);
    engine.speak('for the phone');
    expect(await phone.hears(1)).toEqual(['for the phone']);
  });

  it('are followed when they prove to be the far end behind a translator', async () => {
    const { engine, phone } = await talk(bench);
    const heard: Buffer[] = [];
    let seen: (() => void) | undefined;
    const arrived = new Promise<void>((resolve) => {
      seen = resolve;
    });
    const translator = bench.keep(
      await bound('127.0.0.1', (packet) => {
        heard.push(packet);
        seen?.();
      }),
    );
    phone.speak('from elsewhere', translator);
    await engine.hears(1);
    engine.speak('to elsewhere');
    await arrived;
    expect(heard).toHaveLength(1);
  });

  it('never reach Chromium by its own port, nor do they disturb it', async () => {
    const ports: number[] = [];
    const engine = bench.engine();
    const phone = bench.keep(await new FarPhone().open());
    await bench.ask({ op: 'open', plan: usualPlan });
    const { sdp } = await bench.described({ op: 'offer-from-near', sdp: await engine.offer(), isHeld: false });
    phone.read(sdp);
    const answer = await bench.described({
      op: 'answer-from-far',
      sdp: phone.describe(),
      isProvisional: false,
    });
    ports.push(Number(/^m=audio (\d+)/m.exec(answer.sdp)?.[1]));
    const stranger = createSocket('udp4');
    for (const junk of [
      Buffer.from([22, 254]),
      randomBytes(200),
      Buffer.from([0x80, 0, 0, 1]),
      Buffer.from([0, 1, 0, 0]),
    ]) {
      await new Promise((resolve) => stranger.send(junk, ports[0], '127.0.0.1', resolve));
    }
    stranger.close();
    await engine.takeAnswer(answer.sdp, phone.ssrc);
    await engine.connected();
    engine.speak('through');
    expect(await phone.hears(1)).toEqual(['through']);
  });
});

describe('bad input', () => {
  const open: RelayAsk = { op: 'open', plan: usualPlan };

  it('is a problem by name: a call nobody opened, one opened twice, answers to nothing', async () => {
    expect(await bench.ask({ op: 'roll-back' })).toMatchObject({ problem: 'no-call' });
    expect(await bench.ask(open)).toEqual({ kind: 'done' });
    expect(await bench.ask(open)).toMatchObject({ problem: 'out-of-order' });
    const sdp = new FarPhone().describe();
    for (const ask of [
      { op: 'answer-from-far', sdp, isProvisional: false },
      { op: 'answer-from-near', sdp },
      { op: 'final-offer' },
    ] as const) {
      expect(await bench.ask(ask)).toMatchObject({ problem: 'out-of-order' });
    }
  });

  it('is none: questions that do not wait for the call to be open', async () => {
    const opened = bench.ask(open);
    const asked = bench.ask({ op: 'roll-back' });
    expect(await Promise.all([opened, asked])).toEqual([{ kind: 'done' }, { kind: 'done' }]);
    const again = [
      bench.ask(open, 'other'),
      bench.ask({ op: 'close' }, 'other'),
      bench.ask({ op: 'final-offer' }, 'other'),
    ];
    expect(await Promise.all(again)).toMatchObject([{ kind: 'done' }, { kind: 'done' }, { problem: 'no-call' }]);
  });

  it('is a problem: an operation that does not exist', async () => {
    await bench.ask(open);
    const ask = { op: 'dance' } as unknown as RelayAsk;
    expect(await bench.ask(ask)).toMatchObject({ kind: 'problem', problem: 'internal' });
    expect(await bench.ask(undefined as unknown as RelayAsk)).toMatchObject({ kind: 'problem', problem: 'internal' });
  });

  it('is a problem: descriptions that are none, and those without anything in common', async () => {
    await bench.ask(open);
    for (const sdp of ['', 'v=1', 'v=0\r\nm=audio', '\0']) {
      expect(await bench.ask({ op: 'offer-from-far', sdp, isHeld: false })).toMatchObject({ problem: 'unreadable' });
      expect(await bench.ask({ op: 'offer-from-near', sdp, isHeld: false })).toMatchObject({ problem: 'unreadable' });
    }
    const strange =
      'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 18\r\n';
    expect(await bench.ask({ op: 'offer-from-far', sdp: strange, isHeld: false })).toMatchObject({
      problem: 'nothing-common',
    });
  });

  it('is a problem: encryption that one side demands and the other refuses; no key is in the detail', async () => {
    const phone = bench.keep(await new FarPhone({ keys: 'plain' }).open());
    await bench.ask({ op: 'open', plan: { ...usualPlan, encryption: 'required' } });
    const refused = await bench.ask({ op: 'offer-from-far', sdp: phone.describe(), isHeld: false });
    expect(refused).toMatchObject({ problem: 'encryption-mismatch' });
    const engine = bench.engine();
    const { sdp } = await bench.described({ op: 'offer-from-near', sdp: await engine.offer(), isHeld: false });
    const key = /inline:([\w+/=]+)/.exec(sdp)?.[1] ?? 'none';
    const answer = await bench.ask({ op: 'answer-from-far', sdp: phone.describe(), isProvisional: false });
    expect(answer).toMatchObject({ problem: 'encryption-mismatch' });
    expect(JSON.stringify(answer)).not.toContain(key);
  });

  it('leaves an offer open that was answered with nonsense, and the call goes on with a better answer', async () => {
    const engine = bench.engine();
    const phone = bench.keep(await new FarPhone().open());
    await bench.ask(open);
    const { sdp } = await bench.described({ op: 'offer-from-near', sdp: await engine.offer(), isHeld: false });
    phone.read(sdp);
    const nonsense = { op: 'answer-from-far', sdp: 'nonsense', isProvisional: false } as const;
    expect(await bench.ask(nonsense)).toMatchObject({ problem: 'unreadable' });
    const answer = await bench.described({ ...nonsense, sdp: phone.describe() });
    await engine.takeAnswer(answer.sdp, phone.ssrc);
    await engine.connected();
    engine.speak('at last');
    expect(await phone.hears(1)).toEqual(['at last']);
  });

  it('finds no port when all are taken, and one again when a call is over', async () => {
    const plan = { ...usualPlan, ports: { first: 45_000, last: 45_001 } };
    const offers = async (call: string) => {
      await bench.ask({ op: 'open', plan }, call);
      return bench.ask({ op: 'offer-from-near', sdp: await bench.engine().offer(), isHeld: false }, call);
    };
    expect((await offers('one')).kind).toBe('description');
    expect(await offers('two')).toMatchObject({ problem: 'no-port' });
    await bench.ask({ op: 'close' }, 'one');
    expect((await offers('three')).kind).toBe('description');
  });
});

describe('the end of a call', () => {
  it('says goodbye to the far end, closes everything, and takes no more questions', async () => {
    const { engine, phone } = await talk(bench);
    engine.speak('last words');
    await phone.hears(1);
    expect(await bench.ask({ op: 'close' })).toEqual({ kind: 'done' });
    const isGoodbye = (compound: Buffer) => compound.includes(Buffer.from([0x81, 203, 0, 1]));
    const compound = await phone.reported(isGoodbye);
    expect(compound.readUInt32BE(4)).toBe(engine.ssrc);
    expect(bench.clock.held).toEqual([]);
    expect(await bench.ask({ op: 'roll-back' })).toMatchObject({ problem: 'no-call' });
    expect(await bench.ask({ op: 'close' })).toEqual({ kind: 'done' });
  });

  it('leaves nothing open when the relay is closed in the middle of everything', async () => {
    await Promise.all([
      callOut(bench, {}, { offersIce: true }, 'one'),
      callOut(bench, { keys: 'dtls' }, { offersDtls: true }, 'two'),
    ]);
    bench.relay.close();
    expect(bench.clock.held).toEqual([]);
    expect(bench.openSockets).toBe(0);
  });
});
