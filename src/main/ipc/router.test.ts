import type { IpcMainInvokeEvent } from 'electron';
import { expect, it } from 'vitest';
import { requests } from '../../shared/ipc/contract.ts';
import { type Handlers, serveRequests } from './router.ts';

type Serve = (event: IpcMainInvokeEvent, name: unknown, input: unknown) => Promise<unknown>;

function serve(trusted: boolean, handlers: Partial<Handlers>) {
  const bugs: unknown[] = [];
  let answer: Serve | undefined;
  serveRequests({
    ipcMain: { handle: (_channel, listener) => (answer = listener as Serve) },
    handlers: handlers as Handlers,
    isTrustedFrame: () => trusted,
    onBug: (_name, error) => bugs.push(error),
    wall: () => 5,
  });
  return { bugs, ask: (name: unknown, input?: unknown) => answer?.({} as IpcMainInvokeEvent, name, input) };
}

it('answers a known request with a valid input', async () => {
  const { ask } = serve(true, { 'app.copy': () => undefined });
  expect(await ask('app.copy', { text: 'x' })).toEqual({ ok: true, value: undefined });
});

it('refuses a frame that is not ours, before looking at anything', async () => {
  const { ask } = serve(false, { 'app.copy': () => undefined });
  expect(await ask('app.copy', { text: 'x' })).toEqual({ ok: false, failure: { code: 'IPC_UNTRUSTED_SENDER', at: 5 } });
});

it.each(['__proto__', 'constructor', 'toString', 'nothing', 7, null])('does not know the request %s', async (name) => {
  const { ask } = serve(true, {});
  expect(await ask(name)).toMatchObject({ ok: false, failure: { code: 'IPC_UNKNOWN_REQUEST' } });
});

it('names the fields of an invalid input and calls no handler', async () => {
  const { ask } = serve(true, {
    'signIn.start': () => {
      throw new Error('must not be called');
    },
  });
  expect(await ask('signIn.start', { address: 7 })).toMatchObject({
    failure: { code: 'IPC_INVALID_INPUT', detail: 'address, remember' },
  });
});

it('keeps the text of a bug inside', async () => {
  const { ask, bugs } = serve(true, {
    'app.copy': () => {
      throw new TypeError('/home/karen/secret');
    },
  });
  expect(JSON.stringify(await ask('app.copy', { text: '' }))).not.toContain('karen');
  expect(bugs).toHaveLength(1);
});

it('has a bounded input for every request', () => {
  for (const [name, definition] of Object.entries(requests)) {
    const huge = { text: 'x'.repeat(10_000_000), address: 'x'.repeat(10_000_000), typed: 'x'.repeat(10_000_000) };
    if (name === 'app.snapshot') continue;
    const parsed = definition.input.safeParse(huge);
    if (parsed.success) expect(JSON.stringify(parsed.data ?? '').length, name).toBeLessThan(1000);
  }
});
