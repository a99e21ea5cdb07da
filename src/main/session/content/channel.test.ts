import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { expect, it } from 'vitest';
import { createFakeClock } from '../../../../test/fakes/fake-clock.ts';
import { longestChunk, writeJsonFrame } from '../../../protocol/content/frames.ts';
import type { FailureCode } from '../../../shared/model/failure.ts';
import type { Tracer } from '../../trace/tracer.ts';
import { createChannel } from './channel.ts';

/** A channel over a line that takes the next frame only when the test lets it. */
function overSlowLine() {
  const clock = createFakeClock();
  const taken: string[] = [];
  let taking: (() => void)[] = [];
  const take = (frames: readonly Buffer[], gone: () => void) => {
    // Behind the four bytes of its length a frame says its kind.
    for (const frame of frames) taken.push(frame.toString('latin1', 4, 5));
    taking.push(gone);
  };
  const line = new Duplex({
    read: () => undefined,
    write: (frame: Buffer, _encoding, gone) => take([frame], gone),
    // As sockets do: what waits goes as one.
    writev: (all, gone) =>
      take(
        all.map(({ chunk }) => chunk as Buffer),
        gone,
      ),
  });
  const lost: FailureCode[] = [];
  const tracer: Tracer = { record: () => undefined, for: () => tracer };
  const channel = createChannel(
    { socket: line as Socket, server: 'wc.contoso.com:443', rest: new Uint8Array() },
    { clock, tracer, onEvent: () => undefined, onLost: (code) => lost.push(code) },
  );
  return {
    ...{ clock, channel, lost, taken },
    async goOn() {
      const gone = taking;
      taking = [];
      for (const each of gone) each();
      await clock.advance(0);
    },
    say: (answer: object) => line.push(writeJsonFrame(answer)),
  };
}

const page = { do: 'page', upload: 'u1', index: 0, type: 'image/png', bytes: 3 * longestChunk } as const;

it('a page may take longer than an answer on a slow line, and so may what is asked behind it', async () => {
  const { clock, channel, lost, taken, goOn, say } = overSlowLine();
  const answers = [channel.ask(page, new Uint8Array(page.bytes)), channel.ask({ do: 'show', id: 's1' })];
  await goOn();
  for (let part = 0; part < 3; part += 1) {
    await clock.advance(9000);
    await goOn();
  }
  expect(taken.join('')).toBe('JBBBJ');
  await clock.advance(9000);
  expect(lost).toEqual([]);
  say({ re: 1, ok: true });
  say({ re: 2, ok: true });
  expect(await Promise.all(answers)).toEqual([{ ok: true }, { ok: true }]);
});

it('a line that takes nothing of a page any more is lost, and so is a server that has the page and says nothing', async () => {
  const stuck = overSlowLine();
  const answer = stuck.channel.ask(page, new Uint8Array(page.bytes));
  await stuck.goOn();
  await stuck.clock.advance(5000);
  await stuck.goOn();
  await stuck.clock.advance(9999);
  expect(stuck.lost).toEqual([]);
  await stuck.clock.advance(1);
  expect(stuck.lost).toEqual(['CONTENT_SILENT']);
  expect(await answer).toMatchObject({ ok: false, code: 'CONTENT_SILENT' });
  const silent = overSlowLine();
  void silent.channel.ask(page, new Uint8Array(page.bytes));
  for (let part = 0; part < 4; part += 1) await silent.goOn();
  // What one draws meanwhile says nothing of the server.
  await silent.clock.advance(8000);
  silent.channel.tell({ do: 'point' });
  await silent.goOn();
  await silent.clock.advance(2000);
  expect(silent.lost).toEqual(['CONTENT_SILENT']);
});
