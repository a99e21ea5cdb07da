/** What is typed and not sent, by conversation: it outlives the screen, never the window. */
const most = 100;

function createDrafts() {
  const texts = new Map<string, string>();
  return {
    get: (id: string): string | undefined => texts.get(id),
    set(id: string, text: string): void {
      texts.delete(id);
      if (text !== '') texts.set(id, text);
      const [oldest] = texts.keys();
      if (texts.size > most && oldest !== undefined) texts.delete(oldest);
    },
  };
}

export const drafts = createDrafts();
