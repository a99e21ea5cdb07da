/** Reads the list of versions with the reader that electron-updater has for it. */

/** A function that returns what the text holds, and throws where it is no YAML; loaded when it is first needed. */
export async function readYaml(): Promise<(text: string) => unknown> {
  const { parseUpdateInfo } = await import('electron-updater/out/providers/Provider.js');
  return (text) => parseUpdateInfo(text, 'the list of versions', new URL('https://updates.invalid/'));
}
