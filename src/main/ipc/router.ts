/** The only ipcMain.handle in the program: sender, name and input are checked, then one handler answers. */
import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import { type Reply, requestChannel } from '../../shared/ipc/bridge.ts';
import { type InputOf, isRequestName, type OutputOf, type RequestName, requests } from '../../shared/ipc/contract.ts';
import type { FailureCode } from '../../shared/model/failure.ts';

/** A missing handler or one too many does not compile. */
export type Handlers = {
  readonly [R in RequestName]: (input: InputOf<R>) => Promise<OutputOf<R>> | OutputOf<R>;
};

export interface RouterOptions {
  readonly ipcMain: Pick<IpcMain, 'handle'>;
  readonly handlers: Handlers;
  readonly isTrustedFrame: (event: IpcMainInvokeEvent) => boolean;
  /** A bug in a handler: told once here, never to the window. */
  readonly onBug: (name: string, error: unknown) => void;
  readonly wall: () => number;
}

/** Serves the contract's requests on one channel. */
export function serveRequests(options: RouterOptions): void {
  const refuse = (code: FailureCode, detail?: string): Reply => ({
    ok: false,
    failure: { code, at: options.wall(), ...(detail ? { detail } : {}) },
  });
  options.ipcMain.handle(requestChannel, async (event, name: unknown, input: unknown): Promise<Reply> => {
    if (!options.isTrustedFrame(event)) return refuse('IPC_UNTRUSTED_SENDER');
    if (!isRequestName(name)) return refuse('IPC_UNKNOWN_REQUEST');
    const parsed = requests[name].input.safeParse(input);
    if (!parsed.success) {
      return refuse('IPC_INVALID_INPUT', parsed.error.issues.map((issue) => issue.path.join('.')).join(', '));
    }
    try {
      const handler = options.handlers[name] as (input: unknown) => unknown;
      return { ok: true, value: await handler(parsed.data) };
    } catch (error) {
      options.onBug(name, error);
      return refuse('INTERNAL', name);
    }
  });
}
