import { describe, expect, it } from 'vitest';
import type { Bridge, Reply } from '../../shared/ipc/bridge.ts';
import type { Failure } from '../../shared/model/failure.ts';
import type { SnapshotDelta } from '../../shared/model/snapshot.ts';
import { createClient } from '../ipc/client.ts';
import { firstSnapshot } from './first-snapshot.ts';
import { createSnapshotStore } from './snapshot-store.ts';

/** A main that answers app.snapshot only when told to, in the order asked. */
function setUp() {
  const events: string[] = [];
  const pending: ((reply: Reply) => void)[] = [];
  const listeners = new Set<(name: string, payload: string) => void>();
  const failures: Failure[] = [];
  const bridge: Bridge = {
    request(name) {
      events.push(name);
      return new Promise((resolve) => pending.push(resolve));
    },
    on(listener) {
      events.push('on');
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
  const store = createSnapshotStore(createClient(bridge, () => 0));
  const stop = store.start((failure) => failures.push(failure));
  return {
    store,
    stop,
    events,
    failures,
    listeners,
    push: (delta: SnapshotDelta) => {
      for (const listener of listeners) listener('snapshot.changed', JSON.stringify(delta));
    },
    async answer(reply: Reply) {
      pending.shift()?.(reply);
      for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
    },
  };
}

const whole = (revision: number): Reply => ({ ok: true, value: { ...firstSnapshot, revision } });
const traceAt = (revision: number, traceSeq: number): SnapshotDelta => ({ revision, slices: { traceSeq } });

describe('snapshot store', () => {
  it('subscribes before it asks, and shows the first picture until then', () => {
    const main = setUp();
    expect(main.events).toEqual(['on', 'app.snapshot']);
    expect(main.store.get()).toBe(firstSnapshot);
  });

  it('applies what came while it waited, but only what is newer', async () => {
    const main = setUp();
    main.push(traceAt(5, 50));
    main.push(traceAt(6, 60));
    await main.answer(whole(5));
    expect(main.store.get()).toMatchObject({ revision: 6, traceSeq: 60 });
    main.push(traceAt(6, 999));
    expect(main.store.get().traceSeq).toBe(60);
  });

  it('tells its subscribers once per change and not for old news', async () => {
    const main = setUp();
    await main.answer(whole(1));
    let told = 0;
    const unsubscribe = main.store.subscribe(() => {
      told += 1;
    });
    main.push(traceAt(2, 2));
    main.push(traceAt(2, 2));
    unsubscribe();
    main.push(traceAt(3, 3));
    expect(told).toBe(1);
  });

  it('asks for the whole again when a change was missed', async () => {
    const main = setUp();
    await main.answer(whole(1));
    main.push(traceAt(4, 40));
    expect(main.store.get().revision).toBe(1);
    expect(main.events.filter((name) => name === 'app.snapshot')).toHaveLength(2);
    await main.answer(whole(3));
    expect(main.store.get()).toMatchObject({ revision: 4, traceSeq: 40 });
  });

  it('asks again with the next change where the whole was refused, once at a time', async () => {
    const main = setUp();
    await main.answer({ ok: false, failure: { code: 'INTERNAL', at: 3 } });
    main.push(traceAt(4, 40));
    main.push(traceAt(5, 50));
    expect(main.events.filter((name) => name === 'app.snapshot')).toHaveLength(2);
    await main.answer(whole(4));
    expect(main.store.get()).toMatchObject({ revision: 5, traceSeq: 50 });
  });

  it('hands a refused snapshot on, and is silent after stop', async () => {
    const main = setUp();
    await main.answer({ ok: false, failure: { code: 'INTERNAL', at: 3 } });
    expect(main.failures).toEqual([{ code: 'INTERNAL', at: 3 }]);
    main.stop();
    expect(main.listeners.size).toBe(0);
  });
});
