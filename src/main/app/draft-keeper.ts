/** What is typed in the window and not sent: it outlives the page, never the sign-in, and goes on no disk. */
import { BoundedMap } from '../../shared/bounded-map.ts';
import type { Draft } from '../../shared/ipc/app.contract.ts';
import { isSignedIn } from '../../shared/model/account.ts';
import type { StateStore } from '../store/state.ts';

const most = 100;

export interface DraftKeeper {
  all(): readonly Draft[];
  /** An empty text is none. */
  keep(draft: Draft): void;
  /** Also where nobody is signed in: a guest's words, say. */
  forget(): void;
}

/** Makes an empty one, which forgets everything when somebody who was signed in is so no more; a sign-in that fails takes no guest's words. */
export function createDraftKeeper(state: StateStore): DraftKeeper {
  const texts = new BoundedMap<string, string>(most);
  let wasSignedIn = isSignedIn(state.get().account);
  state.onDelta(({ slices }) => {
    if (!slices.account) return;
    const isNow = isSignedIn(slices.account);
    if (wasSignedIn && !isNow) texts.clear();
    wasSignedIn = isNow;
  });
  return {
    forget: () => texts.clear(),
    all: () => [...texts].map(([id, text]) => ({ id, text })),
    keep({ id, text }) {
      if (text === '') texts.delete(id);
      else texts.set(id, text);
    },
  };
}
