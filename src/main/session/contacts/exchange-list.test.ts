import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../../test/fakes/fake-random.ts';
import { createFakeSipAgent } from '../../../../test/fakes/fake-sip-agent.ts';
import { noContacts } from '../../../shared/model/contacts.ts';
import type { Slices } from '../../../shared/model/snapshot.ts';
import { done, failed } from '../../../shared/outcome.ts';
import { createStateStore } from '../../store/state.ts';
import type { Tracer } from '../../trace/tracer.ts';
import { createContactsService } from './contacts-service.ts';
import type { ExchangeContacts } from './exchange-contacts.ts';

const OWN = 'sip:karen@contoso.com';
const GARTH = 'sip:garth@tailspintoys.com';
const moved = '<contactList deltaNum="1" ucsmode="migrated"/>';
const kept = '<contactList deltaNum="5"><contact uri="garth@tailspintoys.com" groups=""/></contactList>';

function build(options: { exchange?: ExchangeContacts }) {
  const clock = createFakeClock();
  const state = createStateStore({ contacts: noContacts } as unknown as Slices, clock);
  const tracer: Tracer = { record: () => undefined, for: () => tracer };
  const service = createContactsService({ ...options, state, tracer, clock, random: createFakeRandom() });
  const agent = createFakeSipAgent();
  const tell = (list: string) => {
    agent.accept = (subscription) => {
      subscription.notify('application/vnd-microsoft-roaming-contacts+xml', list);
      return 'accept';
    };
  };
  return { clock, service, agent, tell, shown: () => state.get().contacts };
}

async function setUp({ list, ...options }: { list: string; exchange?: ExchangeContacts }) {
  const built = build(options);
  built.tell(list);
  await built.service.start(built.agent, OWN, new AbortController().signal);
  return built;
}

describe('[F13] a list in Exchange', () => {
  it('is read there, shown, and not changed here', async () => {
    const group = { id: 'AAMk', name: 'Friends', externalUri: '' };
    const contact = { uri: GARTH, alias: '', groupIds: ['AAMk'], isSubscribed: true, externalUri: '', extension: [] };
    const loaded = { groups: new Map([[group.id, group]]), contacts: new Map([[contact.uri, contact]]) };
    const { service, shown } = await setUp({ list: moved, exchange: { load: async () => done(loaded) } });
    expect(shown()).toMatchObject({
      state: 'ready',
      store: 'exchange',
      contacts: [{ uri: GARTH, groupIds: ['AAMk'] }],
    });
    expect(await service.rename(GARTH, 'A')).toMatchObject({ failure: { code: 'CONTACTS_IN_EXCHANGE' } });
  });

  it('says why it could not be read there', async () => {
    const { shown } = await setUp({
      list: moved,
      exchange: { load: async () => failed({ code: 'WEB_SERVICE_UNREACHABLE', server: 'ex.contoso.com', at: 1 }) },
    });
    expect(shown()).toMatchObject({
      state: 'failed',
      store: 'exchange',
      failure: { code: 'CONTACTS_IN_EXCHANGE', server: 'ex.contoso.com', detail: 'WEB_SERVICE_UNREACHABLE' },
    });
  });

  it('is asked for again after pauses that grow, until Exchange answers', async () => {
    let asked = 0;
    const away = failed({ code: 'EXCHANGE_UNREACHABLE', at: 1 });
    const load = async () => {
      asked += 1;
      return asked < 4 ? away : done({ groups: new Map(), contacts: new Map() });
    };
    const { clock, shown } = await setUp({ list: moved, exchange: { load } });
    const counts: number[] = [];
    for (const pauseMs of [1000, 2000, 4000, 3_600_000]) {
      await clock.advance(pauseMs);
      counts.push(asked);
    }
    expect(counts).toEqual([2, 3, 4, 4]);
    expect(shown()).toMatchObject({ state: 'ready', store: 'exchange' });
    expect(shown().failure).toBeUndefined();
    expect(clock.pending).toBe(0);
  });

  it('is not asked for again where the sign-in is refused, nor after signing out', async () => {
    let asked = 0;
    let code: 'EXCHANGE_REFUSED' | 'EXCHANGE_UNREACHABLE' = 'EXCHANGE_REFUSED';
    const load = async () => {
      asked += 1;
      return failed({ code, at: 1 });
    };
    const { clock, service } = await setUp({ list: moved, exchange: { load } });
    await clock.advance(3_600_000);
    expect(asked).toBe(1);
    code = 'EXCHANGE_UNREACHABLE';
    await service.reload();
    service.goOffline();
    await clock.advance(3_600_000);
    expect(asked).toBe(2);
    expect(clock.pending).toBe(0);
  });

  it('that comes late does not take the place of the list that the server keeps again', async () => {
    let answer: () => void = () => undefined;
    const late = new Promise<void>((resolve) => {
      answer = resolve;
    });
    let isAsked: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => {
      isAsked = resolve;
    });
    const load = () => {
      isAsked();
      return late.then(() => done({ groups: new Map(), contacts: new Map() }));
    };
    const { service, agent, shown, clock, tell } = build({ exchange: { load } });
    tell(moved);
    const first = service.start(agent, OWN, new AbortController().signal);
    await asked;
    tell(kept);
    expect((await service.reload()).ok).toBe(true);
    answer();
    await first;
    await clock.advance(1);
    expect(shown()).toMatchObject({ state: 'ready', store: 'server', contacts: [{ uri: GARTH }] });
  });

  it('that the server goes on telling is shown as it tells it', async () => {
    const { shown } = await setUp({ list: kept.replace('deltaNum', 'ucsmode="migrated" deltaNum') });
    expect(shown()).toMatchObject({ state: 'ready', store: 'exchange', contacts: [{ uri: GARTH }] });
    expect(shown().failure).toBeUndefined();
  });
});
