import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import type { LabProfile } from '../session/lab/lab-service.ts';
import { createLabHost, type LabProcess } from './lab-host.ts';

const profile = { dnsServer: '127.0.0.1:53' } as LabProfile;

class FakeProcess extends EventEmitter implements LabProcess {
  readonly asked: unknown[] = [];
  kills = 0;
  /** Ends as asked, unless it hangs. */
  hangs = false;

  postMessage(message: { readonly kind: string }): void {
    this.asked.push(message.kind);
    if (message.kind === 'stop' && !this.hangs) queueMicrotask(() => this.emit('exit'));
  }

  kill(): void {
    this.kills += 1;
    queueMicrotask(() => this.emit('exit'));
  }
}

function setUp() {
  const clock = createFakeClock();
  const made: FakeProcess[] = [];
  const host = createLabHost({
    clock,
    fork() {
      const process = new FakeProcess();
      made.push(process);
      return process;
    },
  });
  const ended: string[] = [];
  const start = () => host.start(() => ended.push('by itself'));
  const newest = () => made.at(-1) as FakeProcess;
  return { clock, host, made, ended, start, newest };
}

it('gives the profile of a lab that started, and tells when it went away by itself', async () => {
  const { clock, start, newest, ended } = setUp();
  const starting = start();
  await clock.advance(0);
  newest().emit('message', { kind: 'ready', profile });
  expect(await starting).toBe(profile);
  expect(clock.pending).toBe(0);
  newest().emit('exit');
  expect(ended).toEqual(['by itself']);
});

it('kills a lab that says it failed', async () => {
  const { clock, start, newest, ended } = setUp();
  const starting = start();
  await clock.advance(0);
  newest().emit('message', { kind: 'failed', reason: 'no port' });
  await expect(starting).rejects.toThrow('no port');
  await clock.advance(0);
  expect(newest().kills).toBe(1);
  expect(clock.pending).toBe(0);
  expect(ended).toEqual([]);
});

it('kills a lab that says nothing for 20 seconds', async () => {
  const { clock, start, newest } = setUp();
  const starting = start();
  const told = expect(starting).rejects.toMatchObject({ why: 'late', message: expect.stringContaining('20 seconds') });
  await clock.advance(19_999);
  expect(newest().kills).toBe(0);
  await clock.advance(1);
  await told;
  expect(newest().kills).toBe(1);
});

it('takes the end of a lab that was starting for a failure, told once', async () => {
  const { clock, start, newest, ended } = setUp();
  const starting = start();
  await clock.advance(0);
  newest().emit('exit');
  await expect(starting).rejects.toMatchObject({ why: 'gone' });
  expect([ended, clock.pending]).toEqual([[], 0]);
});

it('asks a lab to stop, and kills one that hangs after five seconds', async () => {
  const { clock, host, start, newest, ended } = setUp();
  const starting = start();
  await clock.advance(0);
  newest().emit('message', { kind: 'ready', profile });
  await starting;
  newest().hangs = true;
  const stopping = host.stop();
  await clock.advance(4999);
  expect(newest().kills).toBe(0);
  await clock.advance(1);
  await stopping;
  expect(newest().asked).toEqual(['start', 'stop']);
  expect([newest().kills, ended, clock.pending]).toEqual([1, [], 0]);
});

it('has one process at a time', async () => {
  const { clock, start, made } = setUp();
  const first = start();
  const given = expect(first).rejects.toThrow('ended');
  await clock.advance(0);
  const second = start();
  await clock.advance(0);
  await given;
  expect(made).toHaveLength(2);
  made[1]?.emit('message', { kind: 'ready', profile });
  expect(await second).toBe(profile);
  expect(made[0]?.asked).toEqual(['start', 'stop']);
});
