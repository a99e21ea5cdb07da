import { expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import type { RelayMessage, RelayRequest } from '../../shared/model/relay-messages.ts';
import { createRelayLink, type RelayNews, type RelayProcess } from './relay-link.ts';

class ProcessByHand implements RelayProcess {
  readonly asked: RelayRequest[] = [];
  isKilled = false;
  tell: (message: RelayMessage) => void = () => undefined;
  exit: () => void = () => undefined;
  postMessage(message: RelayRequest): void {
    this.asked.push(message);
  }
  kill(): void {
    this.isKilled = true;
  }
  on(_event: 'message', listener: (message: RelayMessage) => void): void {
    this.tell = listener;
  }
  once(_event: 'exit', listener: () => void): void {
    this.exit = listener;
  }
}

function makeLink() {
  const clock = createFakeClock();
  const processes: ProcessByHand[] = [];
  const link = createRelayLink({
    clock,
    fork: () => {
      const made = new ProcessByHand();
      processes.push(made);
      return made;
    },
  });
  const newest = () => {
    const process = processes.at(-1);
    if (!process) throw new Error('no process');
    return process;
  };
  return { clock, link, processes, newest };
}

it('starts the process with the first question and gives each answer to its asker', async () => {
  const { link, processes, newest } = makeLink();
  expect(processes).toHaveLength(0);
  const first = link.ask('a', { op: 'final-offer' });
  const second = link.ask('b', { op: 'close' });
  newest().tell({ id: 2, answer: { kind: 'done' } });
  newest().tell({ id: 1, answer: { kind: 'description', sdp: 'v=0' } });
  expect(await first).toEqual({ kind: 'description', sdp: 'v=0' });
  expect(await second).toEqual({ kind: 'done' });
  expect(processes).toHaveLength(1);
});

it('fails what a process that ended left open, tells its calls, and starts another for the next question', async () => {
  const { link, processes, newest } = makeLink();
  const heard: RelayNews[] = [];
  link.follow('a', (news) => heard.push(news));
  const lost = link.ask('a', { op: 'final-offer' });
  const old = newest();
  old.exit();
  expect(await lost).toMatchObject({ kind: 'problem', problem: 'internal' });
  expect(heard).toEqual([{ kind: 'gone' }]);
  const next = link.ask('a', { op: 'close' });
  old.tell({ id: 2, answer: { kind: 'problem', problem: 'no-call', detail: 'late' } });
  newest().tell({ id: 2, answer: { kind: 'done' } });
  expect(await next).toEqual({ kind: 'done' });
  expect(processes).toHaveLength(2);
});

it('gives up on an answer that does not come, and passes over one that comes late or twice', async () => {
  const { clock, link, newest } = makeLink();
  const silent = link.ask('a', { op: 'final-offer' });
  await clock.advance(10_000);
  expect(await silent).toMatchObject({ kind: 'problem', detail: 'the relay did not answer' });
  newest().tell({ id: 1, answer: { kind: 'done' } });
  newest().tell({ id: 99, answer: { kind: 'done' } });
  expect(clock.pending).toBe(0);
});

it('tells events to their call alone, until it stops listening', () => {
  const { link, newest } = makeLink();
  const heard: string[] = [];
  void link.ask('a', { op: 'close' });
  const stop = link.follow('a', ({ kind }) => heard.push(kind));
  newest().tell({ call: 'a', event: { kind: 'connected' } });
  newest().tell({ call: 'b', event: { kind: 'connected' } });
  stop();
  newest().tell({ call: 'a', event: { kind: 'heard' } });
  expect(heard).toEqual(['connected']);
});

it('answers in words when the process cannot be started or asked, and tries again with the next question', async () => {
  const clock = createFakeClock();
  const made = new ProcessByHand();
  const refusals: Error[] = [new TypeError('no such file')];
  const link = createRelayLink({
    clock,
    fork() {
      const refusal = refusals.pop();
      if (refusal) throw refusal;
      return made;
    },
  });
  const refused = { kind: 'problem', problem: 'internal', detail: 'the relay could not be asked: TypeError' };
  expect(await link.ask('a', { op: 'final-offer' })).toEqual(refused);
  made.postMessage = () => {
    throw new TypeError('it ended');
  };
  expect(await link.ask('a', { op: 'final-offer' })).toEqual(refused);
  expect(clock.pending).toBe(0);
});

it('ends the process when it is closed, and answers nothing more', async () => {
  const { clock, link, newest } = makeLink();
  const open = link.ask('a', { op: 'final-offer' });
  link.close();
  expect(newest().isKilled).toBe(true);
  expect(await open).toMatchObject({ kind: 'problem' });
  expect(await link.ask('a', { op: 'close' })).toMatchObject({ kind: 'problem' });
  expect(clock.pending).toBe(0);
});
