/** Signing in as a person lives through it: the journey in order, refusals that name who refused, a foreign name, keeping and forgetting. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LabAuthOffer } from '../../src/lab/api.ts';
import type { DeviceSource } from '../../src/main/devices/source.ts';
import { type JourneyStage, stageNames } from '../../src/shared/model/journey.ts';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';

const karen = 'karen@contoso.com';

/** A system whose list of devices never comes. */
const neverReady: DeviceSource = {
  name: 'pulseaudio',
  kinds: ['speaker', 'microphone'],
  list: () => new Promise(() => undefined),
  watch: () => () => undefined,
};

let world: LabClient;
beforeEach(async () => {
  world = await startLabClient();
});
afterEach(() => world.stop());

const portOf = (name: string) => world.lab.profile.servers.find((server) => server.name === name)?.ports[0] ?? 0;
const pointTo = (target: string, port: number) =>
  world.lab.dns.behave('_sip._tls.contoso.com', 'SRV', { kind: 'answer', srv: [{ target, port }] });
const stage = (name: JourneyStage['name']) =>
  world.client.state.get().journey?.stages.find((known) => known.name === name);

describe('the journey', () => {
  it('[A7] has its stages in order, each begun, ended and timed, with its steps inside it', async () => {
    await world.signIn(karen);
    const { journey } = await world.until((snapshot) =>
      Boolean(snapshot.journey?.stages.every(({ endedMs }) => endedMs !== undefined)),
    );
    const stages = journey?.stages ?? [];
    expect(stages.map(({ name }) => name)).toEqual(stageNames);
    for (const { startedMs = Number.NaN, endedMs = Number.NaN, steps } of stages) {
      expect(startedMs).toBeLessThanOrEqual(endedMs);
      const times = steps.map(({ atMs }) => atMs);
      expect(times).toEqual([...times].sort((a, b) => a - b));
    }
    // Devices go beside the others, and contacts beside the settings: what comes one after the other is this.
    const [, discovery, connect, register, settings, contacts] = stages;
    const order = [discovery, connect, register].flatMap((one) => [one?.startedMs ?? -1, one?.endedMs ?? -1]);
    expect(order).toEqual([...order].sort((a, b) => a - b));
    for (const later of [settings, contacts]) {
      expect(later?.startedMs).toBeGreaterThanOrEqual(register?.endedMs ?? Number.POSITIVE_INFINITY);
    }
    expect(connect?.steps.map(({ kind }) => kind)).toEqual(['connecting', 'connected', 'verified']);
    expect(register?.steps.at(-1)).toMatchObject({ kind: 'registered', data: { scheme: 'TLS-DSK', count: '4' } });
  });

  it('[A7] goes on without the devices when their list does not come', async () => {
    const lab = world.lab;
    const other = await startLabClient({ lab, deviceSources: [neverReady] });
    expect((await other.signIn(karen)).ok).toBe(true);
    const stages = other.client.state.get().journey?.stages;
    expect(stages?.[0]).toMatchObject({ name: 'devices', state: 'running' });
    expect(other.client.state.get().account.kind).toBe('registered');
    await other.stop();
  });

  it('[A7] stops at the stage that failed, and what comes after it stays untouched', async () => {
    await world.signIn(karen, 'wrong');
    const states = Object.fromEntries(
      (world.client.state.get().journey?.stages ?? []).map(({ name, state }) => [name, state]),
    );
    expect(states).toMatchObject({
      discovery: 'done',
      connect: 'done',
      register: 'failed',
      settings: 'waiting',
      contacts: 'waiting',
    });
    // Asked for a certificate, it is the ticket service that looks at the password.
    expect(stage('register')?.failure).toMatchObject({ code: 'CREDENTIALS_WRONG', server: 'web.contoso.com' });
  });
});

describe('a refusal', () => {
  const offers = (offer: LabAuthOffer) => world.lab.setAuthOffer('contoso.com', offer);
  const registers = () => world.lab.log().filter(({ startLine }) => startLine.startsWith('REGISTER'));

  it('[E1] of a server whose schemes we do not speak names them, after one REGISTER', async () => {
    offers({ schemes: ['Kerberos'], otherSchemes: ['Basic realm="x"'] });
    expect(await world.signIn(karen)).toMatchObject({
      failure: { code: 'AUTH_SCHEME_UNSUPPORTED', server: 'sip.contoso.com', sip: { status: 401 } },
    });
    expect(stage('register')?.failure?.data?.offered).toBe('Basic, Kerberos');
    expect(registers()).toHaveLength(1);
  });

  it.each(['MD5', 'MD5-sess', 'SHA-256'] as const)('[E1] does not come from %s, which we speak', async (algorithm) => {
    offers({ schemes: ['Kerberos', 'Digest'], algorithms: [algorithm] });
    expect(await world.signIn(karen)).toEqual({ ok: true, value: undefined });
    expect(registers()).toHaveLength(2);
  });

  it('[A9] carries the number and the server that reports it into account and journey', async () => {
    const headers = ['ms-diagnostics: 4141;reason="User disabled";source="pool01.contoso.com"'];
    world.lab.setFaults('sip.contoso.com', {
      answer: { method: 'REGISTER', status: 403, reason: 'Forbidden', headers },
    });
    const failure = {
      code: 'SIP_REFUSED',
      server: 'sip.contoso.com',
      sip: { status: 403, reason: 'Forbidden' },
      diagnostics: [{ code: 4141, reason: 'User disabled', source: 'pool01.contoso.com' }],
    };
    expect(await world.signIn(karen)).toMatchObject({ ok: false, failure });
    expect(world.client.state.get().account).toMatchObject({ kind: 'signed-out', failure });
    expect(stage('register')).toMatchObject({ state: 'failed', failure });
  });

  it('of a server that is too busy says that it is not available', async () => {
    world.lab.setFaults('sip.contoso.com', { answer: { method: 'REGISTER', status: 503, reason: 'Busy' } });
    expect(await world.signIn(karen)).toMatchObject({ failure: { code: 'SERVER_UNAVAILABLE', sip: { status: 503 } } });
  });

  it('[D1] for a key that is too weak says so before the first byte of SIP', async () => {
    world.lab.setFaults('sip.contoso.com', { certificate: 'weak-key' });
    expect(await world.signIn(karen)).toMatchObject({
      failure: { code: 'CERTIFICATE_WEAK', server: 'sip.contoso.com', data: { host: 'sip.contoso.com' } },
    });
    expect(world.lab.log()).toEqual([]);
  });
});

describe('a server that DNS names', () => {
  it('[B12] and that has no address is named, in the stage that looked for it', async () => {
    pointTo('gone.contoso.com', 443);
    expect(await world.signIn(karen)).toMatchObject({
      failure: { code: 'HOST_WITHOUT_ADDRESS', server: 'gone.contoso.com' },
    });
    expect(stage('discovery')?.failure?.code).toBe('HOST_WITHOUT_ADDRESS');
  });

  it('and that is dead is told apart from one that does not exist', async () => {
    world.lab.dns.behave('dead.contoso.com', 'A', { kind: 'answer', addresses: ['127.255.255.254'] });
    pointTo('dead.contoso.com', 9);
    expect(await world.signIn(karen)).toMatchObject({
      failure: { code: 'CONNECT_REFUSED', server: 'dead.contoso.com:9' },
    });
    expect(stage('connect')?.failure?.code).toBe('CONNECT_REFUSED');
  });

  it('[C4] [C6] and that is of another domain gets no connection until the person trusts it, nor when that is taken back', async () => {
    pointTo('sip.fabrikam.com', portOf('sip.fabrikam.com'));
    const untrusted = {
      code: 'SERVER_NAME_UNTRUSTED',
      data: { domain: 'contoso.com', host: 'sip.fabrikam.com' },
    };
    expect(await world.signIn(karen)).toMatchObject({ failure: untrusted });
    expect(world.client.state.get().connections).toEqual([]);
    world.client.trustName('contoso.com', 'sip.fabrikam.com');
    // That edge does not serve contoso.com: what matters here is that now it is asked, and that it says so itself.
    expect(await world.signIn(karen)).toMatchObject({ failure: { server: 'sip.fabrikam.com', sip: {} } });
    expect(world.client.state.get().connections.map(({ host }) => host)).toEqual(['sip.fabrikam.com']);
    world.client.changeSettings({ trustedNames: {} });
    expect(await world.signIn(karen)).toMatchObject({ failure: untrusted });
  });
});

describe('the end', () => {
  it('by signing out takes the registration back at the server and closes the connection', async () => {
    await world.signIn(karen);
    expect(world.lab.registrations(karen)).toHaveLength(1);
    await world.client.signIn.signOut();
    expect(world.lab.registrations(karen)).toEqual([]);
    expect(world.client.state.get().account).toEqual({ kind: 'signed-out' });
    const last = world.lab.log().findLast(({ startLine }) => startLine.startsWith('REGISTER'));
    expect(last?.text).toMatch(/^Expires: 0\r$/m);
    await noneOpen();
  });

  it.each(['unregistered', 'rejected', 'deactivated'] as const)(
    'by the server’s notice "%s" is told as the server’s, and nobody signs in again by himself',
    async (event) => {
      await world.signIn(karen);
      world.lab.deregister(karen, event);
      const { account } = await world.until((snapshot) => snapshot.account.kind !== 'registered');
      expect(account).toMatchObject({
        kind: 'signed-out',
        failure: { code: 'SIGNED_OUT_BY_SERVER', server: 'sip.contoso.com', data: { reason: event } },
      });
      await noneOpen();
      expect(world.lab.registrations(karen)).toEqual([]);
    },
  );

  it('of another sign-in’s account leaves nothing of the first', async () => {
    await world.signIn(karen);
    expect((await world.signIn('jeremy@contoso.com')).ok).toBe(true);
    expect(world.lab.registrations(karen)).toEqual([]);
    expect(world.lab.registrations('jeremy@contoso.com')).toHaveLength(1);
    expect(world.client.state.get().account).toMatchObject({ account: { address: 'jeremy@contoso.com' } });
  });

  it('[D3] of the lab ends what was registered in it, and trusts its root no longer', async () => {
    await world.signIn(karen);
    await world.client.lab.stop();
    expect(world.client.state.get()).toMatchObject({ account: { kind: 'signed-out' }, lab: { state: 'off' } });
    expect(world.client.environment.extraRoots()).toEqual([]);
  });
});

/** A closed socket is seen at the lab a moment after it was closed here. */
async function noneOpen(): Promise<void> {
  while (world.lab.openConnections() > 0) await new Promise((resolve) => setImmediate(resolve));
  expect(world.client.state.get().connections.filter(({ state }) => state === 'open')).toEqual([]);
}
