import { expect, it } from 'vitest';
import { createFakeClock } from '../../../../test/fakes/fake-clock.ts';
import { createFakeSipAgent, fakeResponse } from '../../../../test/fakes/fake-sip-agent.ts';
import { noProvisioning } from '../../../shared/model/provisioning.ts';
import type { Slices } from '../../../shared/model/snapshot.ts';
import type { TraceBody } from '../../../shared/model/trace.ts';
import { done } from '../../../shared/outcome.ts';
import { createStateStore } from '../../store/state.ts';
import type { Tracer } from '../../trace/tracer.ts';
import { createMediaRelayService, type MediaRelayWay } from './media-relay-service.ts';

const mrasUri = 'sip:edge@contoso.com;gruu;opaque=srvr:MRAS:1';
const minuteMs = 60_000;

const given = (minutes: number) =>
  fakeResponse(
    200,
    `<response reasonPhrase="OK"><credentialsResponse><credentials><username>NAME</username><password>MARKER</password>
     <duration>${minutes}</duration></credentials><mediaRelayList><mediaRelay><hostName>av.contoso.com</hostName>
     <udpPort>3478</udpPort></mediaRelay></mediaRelayList></credentialsResponse></response>`,
  );

function setUp({ uri = mrasUri, isLoading = false } = {}) {
  const clock = createFakeClock();
  const agent = createFakeSipAgent();
  const entries = uri ? [{ group: 'ServerConfiguration', key: 'mrasUri', value: uri, known: true }] : [];
  const ready = { ...noProvisioning, state: 'ready' as const, sections: [{ id: 'server' as const, entries }] };
  const first = isLoading ? { ...noProvisioning, state: 'loading' as const } : ready;
  const state = createStateStore({ provisioning: first } as unknown as Slices, clock);
  const load = () => state.set('provisioning', ready);
  const traced: TraceBody[] = [];
  const tracer: Tracer = { record: (body) => void traced.push(body), for: () => tracer };
  const random = { bytes: (count: number) => new Uint8Array(count).fill(7) };
  const service = createMediaRelayService({ state, clock, random, tracer });
  const session = new AbortController();
  agent.answer = () => done(given(100));
  service.start({ agent, ownUri: 'sip:karen@contoso.com', location: 'outside', signal: session.signal });
  /** What a call gets: the names of its servers, or why there are none; undefined while it waits. */
  const call = () => {
    const got: { way?: MediaRelayWay } = {};
    void service.way().then((way) => {
      got.way = way;
    });
    return got;
  };
  /** The same for one that waits no longer than it takes to ask. */
  const way = async () => {
    const got = call();
    await clock.advance(0);
    return got.way;
  };
  return { clock, agent, service, session, traced, load, call, way };
}

const server = { form: 'microsoft', host: 'av.contoso.com', udpPort: 3478, userName: 'NAME', password: 'MARKER' };
const never = () => new Promise<never>(() => undefined);

it('asks the service that the settings name some seconds after signing in, saying where we are, and has servers from then on', async () => {
  const { clock, agent, way } = setUp();
  await clock.advance(3000);
  const [asked] = agent.requests;
  expect(asked).toMatchObject({ method: 'SERVICE', options: { uri: mrasUri } });
  expect(asked?.options.body?.text).toContain('<location>internet</location>');
  expect(await way()).toEqual({ servers: [server] });
  expect(agent.requests).toHaveLength(1);
});

it('asks at once for calls that begin before, once for all of them', async () => {
  const { clock, agent, call } = setUp();
  let answer: () => void = () => undefined;
  agent.answer = () =>
    new Promise((resolve) => {
      answer = () => resolve(done(given(100)));
    });
  const calls = [call(), call()];
  await clock.advance(1500);
  expect(calls).toEqual([{}, {}]);
  answer();
  await clock.advance(0);
  expect(calls).toEqual([{ way: { servers: [server] } }, { way: { servers: [server] } }]);
  await clock.advance(70 * minuteMs);
  expect(agent.requests).toHaveLength(1);
});

it('lets a call go on after two seconds, and one that comes later at once; what comes after all is kept', async () => {
  const { clock, agent, call, way } = setUp();
  let answer: () => void = () => undefined;
  agent.answer = () =>
    new Promise((resolve) => {
      answer = () => resolve(done(given(100)));
    });
  const first = call();
  await clock.advance(1999);
  expect(first).toEqual({});
  await clock.advance(1);
  expect(first).toEqual({ way: { servers: [], missing: 'late' } });
  expect(await way()).toEqual({ servers: [], missing: 'late' });
  expect(agent.requests).toHaveLength(1);
  answer();
  await clock.advance(0);
  expect(await way()).toEqual({ servers: [server] });
});

it('waits for the settings that name the service, and not longer than for the service', async () => {
  const { clock, agent, call, load } = setUp({ isLoading: true });
  const [one, late] = [call(), setUp({ isLoading: true })];
  await clock.advance(1000);
  expect(agent.requests).toEqual([]);
  load();
  await clock.advance(0);
  expect(one).toEqual({ way: { servers: [server] } });
  const other = late.call();
  await late.clock.advance(2000);
  expect(other).toEqual({ way: { servers: [], missing: 'late' } });
});

it('says that there are no credentials where they are refused, and lets the next calls not wait for the same again', async () => {
  const { clock, agent, way } = setUp();
  agent.answer = () => done(fakeResponse(403));
  expect(await way()).toEqual({ servers: [], missing: 'no-credentials' });
  agent.answer = never;
  expect(await way()).toEqual({ servers: [], missing: 'no-credentials' });
  expect(agent.requests).toHaveLength(1);
  agent.answer = () => done(given(100));
  await clock.advance(minuteMs);
  expect(await way()).toEqual({ servers: [server] });
});

it('asks anew before what it has runs out, and for a call once it did', async () => {
  const { clock, agent, way } = setUp();
  await clock.advance(3000);
  await clock.advance(80 * minuteMs);
  expect(agent.requests).toHaveLength(2);
  agent.answer = () => done(fakeResponse(503));
  await clock.advance(80 * minuteMs);
  expect(await way()).toEqual({ servers: [server] });
  // The last try by itself is further back than calls let it rest.
  await clock.advance(32 * minuteMs);
  agent.answer = () => done(given(100));
  expect(await way()).toEqual({ servers: [server] });
});

it('asks again after a refusal or an answer it cannot read, and says why once each, without a secret', async () => {
  const { clock, agent, way, traced } = setUp();
  agent.answer = () => done(fakeResponse(200, '<response reasonPhrase="Server Internal Error"/>'));
  await clock.advance(3000);
  expect(await way()).toEqual({ servers: [], missing: 'no-credentials' });
  agent.answer = () => done(given(60));
  await clock.advance(10 * minuteMs);
  expect(await way()).toEqual({ servers: [server] });
  expect(traced).toEqual([{ kind: 'decision', text: 'no credentials for the media relay: refused' }]);
});

it('asks nobody where the company has no relay, and lets nobody wait', async () => {
  const { clock, agent, way } = setUp({ uri: '' });
  expect(await way()).toEqual({ servers: [] });
  await clock.advance(60 * minuteMs);
  expect(agent.requests).toEqual([]);
});

it('stops with the session, lets who waits for it go, and leaves nothing open', async () => {
  const { clock, agent, way, session, call } = setUp();
  agent.answer = never;
  const waiting = call();
  await clock.advance(0);
  expect(waiting).toEqual({});
  session.abort();
  await clock.advance(0);
  expect(waiting).toEqual({ way: { servers: [] } });
  expect(await way()).toEqual({ servers: [] });
  const asked = agent.requests.length;
  await clock.advance(24 * 60 * minuteMs);
  expect(agent.requests).toHaveLength(asked);
  expect(clock.pending).toBe(0);
});
