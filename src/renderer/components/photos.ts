/** Pictures of people, fetched once each while the window lives, and as many as one can look at. */
import { useEffect, useState } from 'react';
import { BoundedMap } from '../../shared/bounded-map.ts';
import type { Client } from '../ipc/client.ts';
import { useServices, useSlice } from '../state/services.tsx';

const most = 200;
/** Who has none now, or could not be asked about, may have one when shown again later than this. */
const askAgainMs = 60_000;

interface Asked {
  readonly source: Promise<string | undefined>;
  /** No picture came, at this time. */
  failedAtMs?: number;
}

/** The pictures of one window; `now` in milliseconds. */
export function createPhotos(client: Pick<Client, 'request'>, now: () => number) {
  const photos = new BoundedMap<string, Asked>(most);

  async function fetchSource(uri: string): Promise<string | undefined> {
    const outcome = await client.request('directory.photo', { uri }).catch(() => undefined);
    if (!outcome?.ok || outcome.value === 'none') return undefined;
    return `data:${outcome.value.mime};base64,${outcome.value.base64}`;
  }

  return {
    /** The address of somebody's picture for an image; undefined when there is none, or it cannot be had now. */
    of(uri: string): Promise<string | undefined> {
      const known = photos.get(uri);
      if (known && now() < (known.failedAtMs ?? Number.POSITIVE_INFINITY) + askAgainMs) return known.source;
      const asked: Asked = { source: fetchSource(uri) };
      void asked.source.then((source) => {
        if (source === undefined) asked.failedAtMs = now();
      });
      photos.set(uri, asked);
      return asked.source;
    },
  };
}

const ofWindow = new WeakMap<Client, ReturnType<typeof createPhotos>>();

function photosOf(client: Client): ReturnType<typeof createPhotos> {
  const photos = ofWindow.get(client) ?? createPhotos(client, () => performance.now());
  ofWindow.set(client, photos);
  return photos;
}

/** The address of somebody's picture for an image, or undefined: none, not yet, or nobody is signed in. */
export function usePhoto(uri: string | undefined): string | undefined {
  const { client } = useServices();
  const isSignedIn = useSlice(({ account }) => account.kind === 'registered');
  const [photo, setPhoto] = useState<{ readonly uri: string; readonly source: string | undefined }>();
  useEffect(() => {
    if (uri === undefined || !isSignedIn) return;
    let ended = false;
    void photosOf(client)
      .of(uri)
      .then((source) => !ended && setPhoto({ uri, source }));
    return () => {
      ended = true;
    };
  }, [client, uri, isSignedIn]);
  return photo && photo.uri === uri ? photo.source : undefined;
}
