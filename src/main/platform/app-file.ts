/** Which file of the window an app:// address names. */
import { join, normalize, sep } from 'node:path';

/** The file a page address stands for, or undefined when it would leave the folder or names another host. */
export function fileFor(folder: string, address: string): string | undefined {
  let url: URL;
  let path: string;
  try {
    url = new URL(address);
    path = decodeURIComponent(url.pathname);
  } catch {
    return undefined;
  }
  if (url.protocol !== 'app:' || url.host !== 'main' || path.includes('\0')) return undefined;
  const file = normalize(join(folder, path === '/' ? '/index.html' : path));
  return file.startsWith(folder + sep) ? file : undefined;
}
