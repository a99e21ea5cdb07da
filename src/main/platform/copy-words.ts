/** The clipboard: words, and the same words as a mail program takes them. */
import * as electron from 'electron';

/** Newer runtimes take items by their type, older ones (33) an object: whichever is there is used. */
interface WriteItems {
  write(items: readonly unknown[]): Promise<void>;
}
interface WriteFormats {
  write(formats: { readonly text: string; readonly html: string }): void;
}

/** Replaces what the clipboard holds. Rejects with what the system said. */
export async function copyWords(text: string, html?: string): Promise<void> {
  const { clipboard } = electron;
  if (html === undefined) return await clipboard.writeText(text);
  const item: unknown = Reflect.get(electron, 'ClipboardItem');
  if (typeof item !== 'function') return (clipboard as unknown as WriteFormats).write({ text, html });
  const formats: unknown = Reflect.construct(item, [{ 'text/plain': text, 'text/html': html }]);
  return await (clipboard as unknown as WriteItems).write([formats]);
}
