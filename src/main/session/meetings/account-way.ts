/** The account's own way to a meeting, which may be lost for a moment just when one joins. */
import type { StateStore } from '../../store/state.ts';

type State = Pick<StateStore, 'get' | 'onDelta'>;

/** Resolves when the account is back, is given up, or the signal aborts; at once where it is not away. */
export async function untilAccountBack(state: State, signal: AbortSignal): Promise<void> {
  if (!isAccountAway(state) || signal.aborted) return;
  await new Promise<void>((resolve) => {
    const end = () => {
      stop();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const stop = state.onDelta(() => {
      if (!isAccountAway(state)) end();
    });
    signal.addEventListener('abort', end);
  });
}

/** Whether the way is lost, and looked for. */
export function isAccountAway(state: State): boolean {
  return state.get().account.kind === 'reconnecting';
}
