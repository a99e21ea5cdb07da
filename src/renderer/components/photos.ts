/** Pictures of people, fetched once each while the window lives, and as many as one can look at. */
import { useEffect, useState } from 'react';
import { BoundedMap } from '../../shared/bounded-map.ts';
import { reasonAgainst } from '../../shared/model/policy.ts';
import type { Snapshot } from '../../shared/model/snapshot.ts';
import type { Client } from '../ipc/client.ts';
import { useServices, useSlice } from '../state/services.tsx';

const most = 200;
/** Who has none now, or could not be asked about, may have one when shown again later than this. */
const askAgainMs = 60_000;
/** People change their pictures; main knows of it in as long. */
const lookAgainMs = 3_600_000;

interface Asked {
  readonly source: Promise<string | undefined>;
  /** From this time on it is asked for anew. */
  untilMs: number;
}

/** The pictures of one window; `now` in milliseconds. */
export function createPhotos(client: Pick<Client, 'request'>, now: () => number) {
  const photos = new BoundedMap<string, Asked>(most);
  let owner = '';

  async function fetchSource(uri: string): Promise<string | undefined> {
    const outcome = await client.request('directory.photo', { uri }).catch(() => undefined);
    if (!outcome?.ok || outcome.value === 'none') return undefined;
    return `data:${outcome.value.mime};base64,${outcome.value.base64}`;
  }

  return {
    /**
     * The address of somebody's picture for an image; undefined when there is none, or it cannot be had now. `own` is who is signed in: what was
     * fetched for somebody else is put away.
     */
    of(uri: string, own: string): Promise<string | undefined> {
      if (own !== owner) photos.clear();
      owner = own;
      const known = photos.get(uri);
      if (known && now() < known.untilMs) return known.source;
      const asked: Asked = { source: fetchSource(uri), untilMs: now() + lookAgainMs };
      void asked.source.then((source) => {
        if (source === undefined) asked.untilMs = now() + askAgainMs;
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

/** The address of somebody's picture for an image, or undefined: none, not yet, nobody is signed in, or the company wants none shown. */
export function usePhoto(uri: string | undefined): string | undefined {
  const { client } = useServices();
  const own = useSlice(ownerOf);
  const mayAsk = useSlice(({ account }) => account.kind === 'registered');
  const [photo, setPhoto] = useState<{
    readonly uri: string;
    readonly own: string;
    readonly source: string | undefined;
  }>();
  useEffect(() => {
    if (uri === undefined || own === undefined || !mayAsk) return;
    let ended = false;
    void photosOf(client)
      .of(uri, own)
      .then((source) => !ended && setPhoto({ uri, own, source }));
    return () => {
      ended = true;
    };
  }, [client, uri, own, mayAsk]);
  return photo && photo.uri === uri && photo.own === own ? photo.source : undefined;
}

/** Who may be shown pictures now; undefined until the settings are there, which tell where the pictures are. */
function ownerOf({ account, provisioning }: Snapshot): string | undefined {
  const isKnown = provisioning.sections.length > 0 && !reasonAgainst({ provisioning }, 'photo');
  return isKnown && (account.kind === 'registered' || account.kind === 'reconnecting')
    ? account.account.sipUri
    : undefined;
}
