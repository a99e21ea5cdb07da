/** Gets the feed and its signature: small files, soon, from the very place that was named. */
import type { Clock } from '../../shared/clock.ts';
import type { UpdateSource } from '../../shared/model/managed.ts';
import { done, failed, type Outcome } from '../../shared/outcome.ts';
import type { ReceivedFeed } from './feed.ts';

const limitMs = 20_000;
const mostBytes = 256 * 1024;

/** As the desktop does it, with the system's proxy and authorities. */
export type Fetch = (
  url: string,
  init: { readonly redirect: 'error'; readonly signal: AbortSignal },
) => Promise<Response>;

/** What the feed of this platform is called; electron-builder writes it under this name. */
export function feedName(platform: NodeJS.Platform, arch: string): string {
  if (platform === 'win32') return 'latest.yml';
  if (platform === 'darwin') return 'latest-mac.yml';
  return arch === 'x64' ? 'latest-linux.yml' : `latest-linux-${arch}.yml`;
}

/** Both files. Failure: UPDATE_UNREACHABLE, also where they are too large, too slow, or somewhere else. */
export async function fetchFeed(
  source: UpdateSource,
  name: string,
  needs: { readonly fetch: Fetch; readonly clock: Clock; readonly signal: AbortSignal },
): Promise<Outcome<ReceivedFeed>> {
  const late = new AbortController();
  const cancel = needs.clock.after(limitMs, () => late.abort(new Error('no answer in time')));
  const signal = AbortSignal.any([late.signal, needs.signal]);
  const get = (file: string) => bytesAt(new URL(file, source.feed).href, needs.fetch, signal);
  try {
    const bytes = await get(name);
    const signature = Buffer.from(await get(`${name}.sig`)).toString('latin1');
    return done({ bytes, signature });
  } catch (error) {
    const said = signal.aborted ? signal.reason : error;
    const detail = said instanceof Error ? said.message : String(said);
    return failed({ code: 'UPDATE_UNREACHABLE', server: new URL(source.feed).host, detail, at: needs.clock.wall() });
  } finally {
    cancel();
  }
}

/** Throws what is wrong, as words. */
async function bytesAt(url: string, fetch: Fetch, signal: AbortSignal): Promise<Uint8Array> {
  const response = await fetch(url, { redirect: 'error', signal });
  if (response.status !== 200) {
    // Nobody reads what comes with it, and it may never end.
    response.body?.cancel().catch(() => undefined);
    throw new Error(`answered ${response.status}`);
  }
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    length += part.value.length;
    if (length > mostBytes) {
      await reader?.cancel();
      throw new Error(`larger than ${mostBytes} bytes`);
    }
    parts.push(part.value);
  }
  return Buffer.concat(parts);
}
