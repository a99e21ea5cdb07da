import { expect, test, vi } from 'vitest';
import { done, failed } from '../../shared/outcome.ts';
import { createPhotos } from './photos.ts';

const karen = 'sip:karenb@contoso.com';
/** Who is signed in. */
const own = 'sip:garth@contoso.com';
const picture = done({ mime: 'image/png', base64: 'AAAA' } as const);

function photosThat(...answers: readonly unknown[]) {
  const left = [...answers];
  const request = vi.fn(() => {
    const next = left.shift();
    return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
  });
  let nowMs = 0;
  const photos = createPhotos({ request } as unknown as Parameters<typeof createPhotos>[0], () => nowMs);
  return {
    photos,
    request,
    wait: (ms: number) => {
      nowMs += ms;
    },
  };
}

test('a picture is fetched once, by whoever shows it first', async () => {
  const { photos, request, wait } = photosThat(picture);
  const both = [photos.of(karen, own), photos.of(karen, own)];
  wait(1_000_000);
  expect(await Promise.all([...both, photos.of(karen, own)])).toEqual(Array(3).fill('data:image/png;base64,AAAA'));
  expect(request).toHaveBeenCalledTimes(1);
});

test.each([
  ['could not be asked for', failed({ code: 'DIRECTORY_UNAVAILABLE', at: 0 })],
  ['was not there', done('none')],
  ['got no answer at all', new Error('the window closes')],
])('one that %s is asked for again, a minute later at the soonest', async (_, answer) => {
  const { photos, request, wait } = photosThat(answer, picture);
  expect(await photos.of(karen, own)).toBeUndefined();
  wait(59_000);
  expect(await photos.of(karen, own)).toBeUndefined();
  expect(request).toHaveBeenCalledTimes(1);
  wait(1000);
  expect(await photos.of(karen, own)).toBe('data:image/png;base64,AAAA');
});

test('a picture is asked for again after an hour, which it may have changed in', async () => {
  const other = done({ mime: 'image/png', base64: 'BBBB' } as const);
  const { photos, wait } = photosThat(picture, other);
  expect(await photos.of(karen, own)).toBe('data:image/png;base64,AAAA');
  wait(3_600_000);
  expect(await photos.of(karen, own)).toBe('data:image/png;base64,BBBB');
});

test('whoever signs in next is shown nothing that was fetched for somebody else', async () => {
  const { photos } = photosThat(picture, done('none'), picture);
  expect(await photos.of(karen, own)).toBe('data:image/png;base64,AAAA');
  expect(await photos.of(karen, 'sip:adam@fabrikam.com')).toBeUndefined();
  expect(await photos.of(karen, own)).toBe('data:image/png;base64,AAAA');
});
