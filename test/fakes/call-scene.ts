/** A signed-in client in the lab that can talk: the real relay, and a WebRTC engine nobody here wrote in the window's place. */
import type { Lab } from '../../src/lab/api.ts';
import type { Call } from '../../src/shared/model/call.ts';
import type { Outcome } from '../../src/shared/outcome.ts';
import { type LabClient, type LabClientOptions, startLabClient } from './lab-client.ts';
import { openWebrtcWindow, type WebrtcWindow, type WebrtcWindowOptions } from './webrtc-window.ts';

export interface CallScene {
  readonly world: LabClient;
  readonly window: WebrtcWindow;
  readonly calls: LabClient['client']['calls'];
  /** Resolves with the newest call that fits, when there is one. */
  until(fits: (call: Call) => boolean): Promise<Call>;
  /** Resolves with this call once it fits; that it ended otherwise is thrown. */
  untilCall(id: string, fits: (call: Call) => boolean): Promise<Call>;
  /** Calls; resolves when both hear each other. */
  talkTo(to: string): Promise<Call>;
  stop(): Promise<void>;
}

export interface CallSceneOptions extends WebrtcWindowOptions {
  readonly address?: string;
  readonly lab?: Lab;
  /** Of the client itself. */
  readonly client?: Omit<LabClientOptions, 'lab'>;
}

export async function startCallScene(options: CallSceneOptions = {}): Promise<CallScene> {
  const { address = 'karen@contoso.com', lab, client: given, ...engine } = options;
  const world = await startLabClient({ ...given, ...(lab ? { lab } : {}) });
  const { client } = world;
  must(await world.signIn(address));
  const window = openWebrtcWindow(client.media.window, engine);
  const found = async (pick: (calls: readonly Call[]) => Call | undefined): Promise<Call> => {
    const call = pick((await world.until(({ calls }) => pick(calls) !== undefined)).calls);
    if (!call) throw new Error('no call');
    return call;
  };
  const untilCall: CallScene['untilCall'] = async (id, fits) => {
    const isFound = (call: Call) => call.id === id && (fits(call) || call.state === 'ended');
    const call = await found((calls) => calls.find(isFound));
    if (!fits(call)) throw new Error(`the call ended: ${JSON.stringify(call.end)}`);
    return call;
  };
  return {
    world,
    window,
    calls: client.calls,
    untilCall,
    until: (fits) => found((calls) => calls.findLast(fits)),
    talkTo: async (to) => untilCall(must(client.calls.call({ to })), ({ state }) => state === 'active'),
    async stop() {
      await window.close();
      await world.stop();
    },
  };
}

/** The first tone that is heard, in hertz: before it there may be silence. One that never comes is ended by the test's limit. */
export async function firstTone({ window }: CallScene, id: string): Promise<number> {
  for (;;) {
    const { hertz } = await window.listen(id, 0.3);
    if (hertz > 0) return hertz;
  }
}

function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.failure.code} ${outcome.failure.detail ?? ''}`);
  return outcome.value;
}
