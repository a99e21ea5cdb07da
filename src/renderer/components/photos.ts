/** Pictures of people, fetched once each while the window lives, and as many as one can look at. */
import { useEffect, useState } from 'react';
import type { Client } from '../ipc/client.ts';
import { useServices, useSlice } from '../state/services.tsx';

const most = 200;

/** Of one window: what was fetched, or is being fetched, by uri; the oldest gives way. */
const kept = new WeakMap<Client, Map<string, Promise<string | undefined>>>();

function photoOf(client: Client, uri: string): Promise<string | undefined> {
  const photos = kept.get(client) ?? new Map<string, Promise<string | undefined>>();
  kept.set(client, photos);
  const known = photos.get(uri);
  if (known) return known;
  const fetched = client.request('directory.photo', { uri }).then(
    (outcome) =>
      outcome.ok && outcome.value !== 'none' ? `data:${outcome.value.mime};base64,${outcome.value.base64}` : undefined,
    () => undefined,
  );
  photos.set(uri, fetched);
  const [oldest] = photos.keys();
  if (photos.size > most && oldest !== undefined) photos.delete(oldest);
  return fetched;
}

/** The address of somebody's picture for an image, or undefined: none, not yet, or nobody is signed in. */
export function usePhoto(uri: string | undefined): string | undefined {
  const { client } = useServices();
  const isSignedIn = useSlice(({ account }) => account.kind === 'registered');
  const [photo, setPhoto] = useState<{ readonly uri: string; readonly source: string | undefined }>();
  useEffect(() => {
    if (uri === undefined || !isSignedIn) return;
    let ended = false;
    void photoOf(client, uri).then((source) => !ended && setPhoto({ uri, source }));
    return () => {
      ended = true;
    };
  }, [client, uri, isSignedIn]);
  return photo && photo.uri === uri ? photo.source : undefined;
}
