import { expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { type Fetch, fetchFeed } from './fetch-feed.ts';

const source = { feed: 'https://updates.contoso.com/offhook/', key: '' };

/** A server whose answers never end by themselves; `open` counts those that nobody has let go of. */
function endless(status: number, bytes: number) {
  const seen = { open: 0 };
  const fetch: Fetch = async () => {
    seen.open += 1;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new Uint8Array(bytes)),
      cancel: () => {
        seen.open -= 1;
      },
    });
    return new Response(body, { status });
  };
  return { fetch, seen };
}

it.each([
  [404, 10, 'answered 404'],
  [503, 10, 'answered 503'],
  [206, 10, 'answered 206'],
  [200, 300_000, 'larger than 262144 bytes'],
])('lets go of an answer that it does not take: %d, %d bytes', async (status, bytes, detail) => {
  const clock = createFakeClock();
  const { fetch, seen } = endless(status, bytes);
  const outcome = await fetchFeed(source, 'latest.yml', { fetch, clock, signal: new AbortController().signal });
  expect(outcome).toMatchObject({ ok: false, failure: { code: 'UPDATE_UNREACHABLE', detail } });
  expect([seen.open, clock.pending]).toEqual([0, 0]);
});
