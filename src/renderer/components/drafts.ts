/** What is typed and not sent, by conversation: it outlives the screen, and with main's help the page. */
import { BoundedMap } from '../../shared/bounded-map.ts';
import { isSignedIn } from '../../shared/model/account.ts';
import type { Client } from '../ipc/client.ts';
import type { Services } from '../state/services.tsx';

const most = 100;
/** More is not kept by main. */
const longest = 20_000;
/** What is typed goes to main in the next pause. */
const pauseMs = 300;

/** Makes an empty one; the window has `drafts`. */
export function createDrafts() {
  const texts = new BoundedMap<string, string>(most);
  let client: Client | undefined;
  const waiting = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function keep(): void {
    for (const id of waiting) {
      const text = texts.get(id) ?? '';
      // One that is too long is better not kept than kept in an older form.
      const kept = text.length <= longest ? text : '';
      void client?.request('app.keepDraft', { id, text: kept }).catch(() => undefined);
    }
    waiting.clear();
  }

  return {
    get: (id: string): string | undefined => texts.get(id),
    set(id: string, text: string): void {
      if (text === '') texts.delete(id);
      else texts.set(id, text);
      if (!client) return;
      waiting.add(id);
      clearTimeout(timer);
      timer = setTimeout(keep, pauseMs);
    },
    /** Forgets everything; main forgets its own copy by itself. */
    clear(): void {
      clearTimeout(timer);
      waiting.clear();
      texts.clear();
    },
    /**
     * Takes over what main holds of a page before this one, and has main hold what is typed from now on, until who is
     * signed in is so no more; a sign-in that fails takes no guest's words. Ask before the first snapshot.
     */
    async follow({ client: main, store }: Pick<Services, 'client' | 'store'>): Promise<void> {
      client = main;
      let wasSignedIn = isSignedIn(store.get().account);
      store.subscribe(() => {
        const isNow = isSignedIn(store.get().account);
        if (wasSignedIn && !isNow) this.clear();
        wasSignedIn = isNow;
      });
      const kept = await main.request('app.drafts').catch(() => []);
      for (const { id, text } of kept) if (!texts.has(id)) texts.set(id, text);
    },
  };
}

export const drafts = createDrafts();
