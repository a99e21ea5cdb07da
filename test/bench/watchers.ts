/** Who waits for the burst: the agent's own listener, or the presence service with the store behind it. */

import { systemClock, systemRandom } from '../../src/main/platform/system-clock.ts';
import { createPresenceService } from '../../src/main/session/presence/presence-service.ts';
import type { SipAgent } from '../../src/main/sip/agent.ts';
import { createStateStore } from '../../src/main/store/state.ts';
import type { Tracer } from '../../src/main/trace/tracer.ts';
import { batchContentType, presenceAccept, writeBatch } from '../../src/protocol/presence/write.ts';
import type { Contact } from '../../src/shared/model/contacts.ts';
import { noOwnPresence } from '../../src/shared/model/presence.ts';
import type { Slices } from '../../src/shared/model/snapshot.ts';

export const ownUri = 'sip:karen@contoso.com';
/** What everybody changes to. [MS-PRES] availability */
export const busy = 6500;
export const people = contactsOf(500);

/** That many colleagues, `person0` to the last. */
export function contactsOf(count: number): readonly Contact[] {
  return Array.from({ length: count }, (_, at) => ({
    uri: `sip:person${at}@contoso.com`,
    name: `Person ${at}`,
    groupIds: ['1'],
    kind: 'same-enterprise' as const,
    relationship: 'colleague' as const,
    isRelationshipAutomatic: true,
    isTagged: false,
  }));
}

export interface Scene {
  readonly agent: SipAgent;
  readonly tracer: Tracer;
  readonly signal: AbortSignal;
}

/** Subscribes; the function it resolves with waits for the notifications of all 500. */
export type Watcher = (scene: Scene) => Promise<() => Promise<void>>;

/** As far as the agent: every notification handed over as text. */
export const atTheAgent: Watcher = async ({ agent }) => {
  let count = 0;
  let tell: () => void = () => undefined;
  const uris = people.map(({ uri }) => uri);
  const outcome = await agent.subscribe(
    {
      uri: ownUri,
      event: 'presence',
      accept: presenceAccept,
      expiresSeconds: 28_800,
      body: { contentType: batchContentType, text: writeBatch(ownUri, uris, '1') },
    },
    {
      onNotify: ({ text }) => {
        count += text.includes(`<availability>${busy}<`) ? 1 : 0;
        if (count === people.length) tell();
      },
      onEnd: () => undefined,
    },
  );
  if (!outcome.ok) throw new Error(`the subscription failed: ${outcome.failure.code}`);
  return () =>
    new Promise((resolve) => {
      tell = resolve;
      if (count === people.length) resolve();
    });
};

/** As far as the window's copy of the truth: every person's state in the store, told in a delta. */
export const inTheStore: Watcher = async ({ agent, tracer, signal }) => {
  const state = createStateStore(emptySlices(), systemClock);
  const presence = createPresenceService({ state, tracer, clock: systemClock, random: systemRandom });
  presence.watch(people);
  const published = await presence.start(agent, ownUri, signal);
  if (!published.ok) throw new Error(`the presence service did not start: ${published.failure.code}`);
  const last = people.at(-1)?.uri ?? '';
  return async () => {
    await new Promise<void>((resolve) => {
      const stop = state.onDelta(() => {
        if (state.get().presence[last]?.value !== busy) return;
        stop();
        resolve();
      });
    });
    const missing = people.filter(({ uri }) => state.get().presence[uri]?.value !== busy);
    if (missing.length > 0) throw new Error(`${missing.length} people did not change`);
  };
};

/** The store's other slices play no part. */
function emptySlices(): Slices {
  return { ownPresence: noOwnPresence } as Slices;
}
