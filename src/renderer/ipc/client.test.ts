import { describe, expect, it } from 'vitest';
import type { Bridge } from '../../shared/ipc/bridge.ts';
import { createClient, failureOf, outcomeOf, RequestFailed } from './client.ts';

function bridgeThat(request: Bridge['request']): Bridge {
  return { request, on: () => () => undefined };
}

describe('client', () => {
  it('hands over name and input, and resolves with the value', async () => {
    const asked: unknown[] = [];
    const client = createClient(
      bridgeThat(async (name, input) => {
        asked.push([name, input]);
        return { ok: true, value: null };
      }),
      () => 7,
    );
    await expect(client.request('lab.account', { address: 'karen@contoso.com' })).resolves.toBeNull();
    expect(asked).toEqual([['lab.account', { address: 'karen@contoso.com' }]]);
  });

  it('rejects with the failure main answered', async () => {
    const failure = { code: 'IPC_INVALID_INPUT', at: 1 } as const;
    const client = createClient(
      bridgeThat(async () => ({ ok: false, failure })),
      () => 7,
    );
    await expect(client.request('lab.stop')).rejects.toEqual(new RequestFailed(failure));
    expect(await failureOf(client.request('lab.stop'))).toEqual(failure);
  });

  it('makes one outcome of what main refused and of what did not work; a bug stays one', async () => {
    const failure = { code: 'IPC_INVALID_INPUT', at: 1 } as const;
    const refused = outcomeOf(Promise.reject(new RequestFailed(failure)));
    expect(await refused).toEqual({ ok: false, failure });
    expect(await outcomeOf(Promise.resolve({ ok: false, failure }))).toEqual({ ok: false, failure });
    expect(await outcomeOf(Promise.resolve({ ok: true, value: 3 }))).toEqual({ ok: true, value: 3 });
    await expect(outcomeOf(Promise.reject(new TypeError('no function')))).rejects.toThrow('no function');
    expect(await failureOf(Promise.resolve())).toBeUndefined();
  });

  it('turns a broken bridge into INTERNAL with our time, keeping the cause', async () => {
    const cause = new Error('gone');
    const client = createClient(
      bridgeThat(() => Promise.reject(cause)),
      () => 7,
    );
    const error = await client.request('lab.stop').catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(RequestFailed);
    expect(error).toMatchObject({ failure: { code: 'INTERNAL', at: 7 }, cause });
  });

  it('hears only the event it asked for, and nothing after it stopped', () => {
    let send: (name: string, payload: string) => void = () => undefined;
    let listening = 0;
    const client = createClient(
      {
        request: async () => ({ ok: true, value: undefined }),
        on(listener) {
          send = listener;
          listening += 1;
          return () => {
            listening -= 1;
          };
        },
      },
      () => 0,
    );
    const heard: unknown[] = [];
    const stop = client.onEvent('snapshot.changed', (delta) => heard.push(delta.revision));
    send('something.else', 'no JSON');
    send('snapshot.changed', JSON.stringify({ revision: 2, slices: {} }));
    stop();
    expect(heard).toEqual([2]);
    expect(listening).toBe(0);
  });
});
