import { expect, it } from 'vitest';
import { createFakeClock } from '../../../../test/fakes/fake-clock.ts';
import { createFakeSipAgent, fakeResponse } from '../../../../test/fakes/fake-sip-agent.ts';
import { noProvisioning } from '../../../shared/model/provisioning.ts';
import type { Slices } from '../../../shared/model/snapshot.ts';
import type { TraceBody } from '../../../shared/model/trace.ts';
import { done } from '../../../shared/outcome.ts';
import { createStateStore } from '../../store/state.ts';
import type { Tracer } from '../../trace/tracer.ts';
import { createMediaRelayService } from './media-relay-service.ts';

const mrasUri = 'sip:edge@contoso.com;gruu;opaque=srvr:MRAS:1';
const minuteMs = 60_000;

const given = (minutes: number) =>
  fakeResponse(
    200,
    `<response reasonPhrase="OK"><credentialsResponse><credentials><username>NAME</username><password>MARKER</password>
     <duration>${minutes}</duration></credentials><mediaRelayList><mediaRelay><hostName>av.contoso.com</hostName>
     <udpPort>3478</udpPort></mediaRelay></mediaRelayList></credentialsResponse></response>`,
  );

function setUp(uri = mrasUri) {
  const clock = createFakeClock();
  const agent = createFakeSipAgent();
  const entries = uri ? [{ group: 'ServerConfiguration', key: 'mrasUri', value: uri, known: true }] : [];
  const provisioning = { ...noProvisioning, sections: [{ id: 'server' as const, entries }] };
  const state = createStateStore({ provisioning } as unknown as Slices, clock);
  const traced: TraceBody[] = [];
  const tracer: Tracer = { record: (body) => void traced.push(body), for: () => tracer };
  const random = { bytes: (count: number) => new Uint8Array(count).fill(7) };
  const service = createMediaRelayService({ state, clock, random, tracer });
  const session = new AbortController();
  agent.answer = () => done(given(100));
  service.start({ agent, ownUri: 'sip:karen@contoso.com', location: 'outside', signal: session.signal });
  return { clock, agent, service, session, traced };
}

it('asks the service that the settings name, saying where we are, and has servers from then on', async () => {
  const { clock, agent, service } = setUp();
  expect(service.servers()).toEqual([]);
  await clock.advance(3000);
  const [asked] = agent.requests;
  expect(asked).toMatchObject({ method: 'SERVICE', options: { uri: mrasUri } });
  expect(asked?.options.body?.text).toContain('<location>internet</location>');
  expect(service.servers()).toEqual([
    { form: 'microsoft', host: 'av.contoso.com', udpPort: 3478, userName: 'NAME', password: 'MARKER' },
  ]);
});

it('asks anew before what it has runs out, and has nothing once it did', async () => {
  const { clock, agent, service } = setUp();
  await clock.advance(3000);
  await clock.advance(80 * minuteMs);
  expect(agent.requests).toHaveLength(2);
  agent.answer = () => done(fakeResponse(503));
  await clock.advance(80 * minuteMs);
  expect(service.servers()).toHaveLength(1);
  await clock.advance(30 * minuteMs);
  expect(service.servers()).toEqual([]);
});

it('asks again after a refusal or an answer it cannot read, and says why once each, without a secret', async () => {
  const { clock, agent, service, traced } = setUp();
  agent.answer = () => done(fakeResponse(200, '<response reasonPhrase="Server Internal Error"/>'));
  await clock.advance(3000);
  expect(service.servers()).toEqual([]);
  agent.answer = () => done(given(60));
  await clock.advance(10 * minuteMs);
  expect(service.servers()).toHaveLength(1);
  expect(traced).toEqual([{ kind: 'decision', text: 'no credentials for the media relay: refused' }]);
});

it('asks nobody where the company has no relay, and stops with the session', async () => {
  const without = setUp('');
  await without.clock.advance(60 * minuteMs);
  expect(without.agent.requests).toEqual([]);
  const { clock, agent, service, session } = setUp();
  await clock.advance(3000);
  session.abort();
  expect(service.servers()).toEqual([]);
  await clock.advance(24 * 60 * minuteMs);
  expect(agent.requests).toHaveLength(1);
  expect(clock.pending).toBe(0);
});
