/** An association ends: it is made anew in time, or when the server asks, and nothing that is open notices. */
import { describe, expect, it } from 'vitest';
import {
  createFrontEndBench,
  type FrontEndBench,
  type FrontEndPatch,
  karen,
} from '../../../test/fakes/front-end-bench.ts';

const seconds = 1000;
const hours = 3600 * seconds;
/** Five minutes before the eight hours are over. */
const dueMs = 8 * hours - 300 * seconds;

async function signedIn(patch: FrontEndPatch = { hasCertificates: false }): Promise<FrontEndBench> {
  const bench = createFrontEndBench(patch);
  const outcome = await bench.settled(bench.agent.register(bench.listener));
  if (!outcome.ok) throw new Error(outcome.failure.code);
  return bench;
}

const service = (bench: FrontEndBench) => bench.agent.request('SERVICE', { uri: `sip:${karen}` });
const proofIn = (text = '') => /^Authorization: (.*)$/m.exec(text)?.[1] ?? '';
const opaqueIn = (text = '') => /opaque="(\w+)"/.exec(proofIn(text))?.[1];
const registers = (bench: FrontEndBench) => bench.sent('REGISTER').length;
const statusOf = async (answer: ReturnType<typeof service>) => {
  const outcome = await answer;
  return outcome.ok ? outcome.value.status : outcome.failure.code;
};

async function subscribed(bench: FrontEndBench) {
  const ends: unknown[] = [];
  const subscription = await bench.settled(
    bench.agent.subscribe(
      {
        uri: `sip:${karen}`,
        event: 'vnd-microsoft-roaming-contacts',
        accept: 'application/vnd-microsoft-roaming-contacts+xml',
        expiresSeconds: 80_000,
      },
      { onNotify: () => undefined, onEnd: (failure) => void ends.push(failure) },
    ),
  );
  if (!subscription.ok) throw new Error(subscription.failure.code);
  return { subscription: subscription.value, ends };
}

describe('in time', () => {
  it('[E10] begins anew with a bare REGISTER, and what is open goes on', async () => {
    const bench = await signedIn();
    const { subscription, ends } = await subscribed(bench);
    const old = opaqueIn(bench.sent('SUBSCRIBE')[0]);
    await bench.clock.advance(dueMs - 1);
    const before = registers(bench);
    expect(bench.sent('REGISTER').slice(3).map(opaqueIn)).toEqual([old, old, old]);
    await bench.clock.advance(1);
    expect(bench.sent('REGISTER').slice(before).map(proofIn)).toEqual([
      '',
      expect.stringContaining('gssapi-data=""'),
      expect.stringContaining('response="'),
    ]);
    expect([bench.heard.refreshed.length, bench.heard.lost]).toEqual([4, []]);
    await bench.clock.advance(1 * hours);
    expect(await statusOf(service(bench))).not.toBe(401);
    expect(opaqueIn(bench.sent('SERVICE')[0])).not.toBe(old);
    await subscription.end();
    expect([ends, bench.lab.side.registrations(karen).length]).toEqual([[], 1]);
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it('[E10] signs all else with the old one while the new one is made', async () => {
    const bench = await signedIn();
    await bench.clock.advance(dueMs - 1);
    const old = opaqueIn(bench.sent('REGISTER').at(-1));
    const held: string[] = [];
    bench.onWay = (text) => {
      if (!text.startsWith('SIP/2.0 401')) return text;
      held.push(text);
      return undefined;
    };
    await bench.clock.advance(1);
    expect(held).toHaveLength(1);
    expect(await statusOf(service(bench))).not.toBe(401);
    expect(opaqueIn(bench.sent('SERVICE')[0])).toBe(old);
    bench.onWay = (text) => text;
    bench.flow.deliver(...held);
    await bench.clock.advance(0);
    await statusOf(service(bench));
    expect(opaqueIn(bench.sent('SERVICE')[1])).not.toBe(old);
    bench.agent.close();
  });

  it('[E10] goes on with the old one while the certificate service is down, and is lost when that ends', async () => {
    const bench = createFrontEndBench();
    bench.lab.side.setGeneration('contoso.com', 'online');
    expect((await bench.settled(bench.agent.register(bench.listener))).ok).toBe(true);
    await bench.clock.advance(dueMs - 1);
    bench.certificates.fails = 'CERTIFICATE_SERVICE_UNAVAILABLE';
    await bench.clock.advance(1);
    expect([bench.certificates.asked.length, bench.heard.lost]).toEqual([2, []]);
    await bench.clock.advance(180 * seconds);
    expect([bench.certificates.asked.length, bench.heard.lost]).toEqual([5, []]);
    expect(await statusOf(service(bench))).not.toBe(401);
    await bench.clock.advance(60 * seconds);
    expect(bench.heard.lost).toMatchObject([{ code: 'CERTIFICATE_SERVICE_UNAVAILABLE' }]);
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it('[E10] refreshes in time what stands while the certificate service is down', async () => {
    const bench = createFrontEndBench();
    bench.lab.side.setGeneration('contoso.com', 'online');
    await bench.settled(bench.agent.register(bench.listener));
    await bench.clock.advance(dueMs - 1);
    bench.certificates.fails = 'CERTIFICATE_SERVICE_UNAVAILABLE';
    // The refresh is due after three minutes of five, and the registration ends 30 s later.
    await bench.clock.advance(225 * seconds);
    expect([bench.lab.side.registrations(karen).length, bench.heard.lost]).toEqual([1, []]);
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it('[E10] is not lost to a look whether it stands that falls into a try which comes to nothing', async () => {
    const bench = createFrontEndBench();
    bench.lab.side.setGeneration('contoso.com', 'online');
    await bench.settled(bench.agent.register(bench.listener));
    await bench.clock.advance(dueMs - 1);
    bench.certificates.fails = 'WEB_SERVICE_UNREACHABLE';
    const refreshed = bench.heard.refreshed.length;
    const held: string[] = [];
    bench.onWay = (text) => {
      if (text.startsWith('SIP/2.0 401')) held.push(text);
      return text.startsWith('SIP/2.0 401') ? undefined : text;
    };
    await bench.clock.advance(1);
    bench.agent.probe();
    bench.flow.deliver(...held);
    await bench.clock.advance(0);
    expect([bench.heard.refreshed.length - refreshed, bench.heard.lost]).toEqual([1, []]);
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it('[E10] is done at the next try when the service is back', async () => {
    const bench = createFrontEndBench();
    bench.lab.side.setGeneration('contoso.com', 'online');
    await bench.settled(bench.agent.register(bench.listener));
    bench.certificates.fails = 'WEB_SERVICE_UNREACHABLE';
    await bench.clock.advance(dueMs);
    bench.certificates.fails = undefined;
    const refreshed = bench.heard.refreshed.length;
    await bench.clock.advance(60 * seconds);
    await bench.until(() => bench.heard.refreshed.length > refreshed);
    expect(bench.heard.lost).toEqual([]);
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it('[E3] is refused when the password is another one by then', async () => {
    let password = 'lab-karen-2015';
    const bench = await signedIn({
      hasCertificates: false,
      credentialsFor: () => ({ userName: 'CONTOSO\\karen', password }),
    });
    password = 'old';
    await bench.clock.advance(dueMs);
    expect(bench.heard.lost).toMatchObject([{ code: 'CREDENTIALS_WRONG' }]);
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });
});

describe('when the server does not know it any more', () => {
  it('[E10] is made anew once for all requests that meet it, which are sent again', async () => {
    const bench = createFrontEndBench({ hasCertificates: false });
    bench.fault({ auth: { associationSeconds: 60 } });
    await bench.settled(bench.agent.register(bench.listener));
    await bench.clock.advance(61 * seconds);
    const before = registers(bench);
    const answers = [service(bench), service(bench), service(bench)];
    expect(await Promise.all(answers.map(statusOf))).not.toContain(401);
    expect([registers(bench) - before, bench.sent('SERVICE').length]).toEqual([3, 6]);
    expect(bench.heard.lost).toEqual([]);
    bench.agent.close();
  });

  it('[E10] is made anew for an INVITE and a refresh as well', async () => {
    const bench = createFrontEndBench({ hasCertificates: false });
    bench.fault({ auth: { associationSeconds: 60 } });
    await bench.settled(bench.agent.register(bench.listener));
    await bench.clock.advance(61 * seconds);
    const body = { contentType: 'text/plain', text: 'x' };
    const listener = { onRequest: () => 200, onEnd: () => undefined };
    const outcome = await bench.settled(bench.agent.invite({ uri: 'sip:nobody@contoso.com', body }, listener));
    expect(outcome.kind === 'refused' && outcome.response.status).toBe(404);
    expect(bench.sent('INVITE')).toHaveLength(2);
    await bench.clock.advance(61 * seconds);
    bench.agent.probe();
    await bench.clock.advance(0);
    expect([bench.heard.refreshed.length, bench.heard.lost]).toEqual([2, []]);
    bench.agent.close();
  });

  it('[E10] is not asked a third time when it forgets at once', async () => {
    const bench = await signedIn();
    bench.fault({ auth: { forgetful: true } });
    const before = registers(bench);
    expect(await statusOf(service(bench))).toBe(401);
    expect([registers(bench) - before, bench.sent('SERVICE').length]).toEqual([3, 2]);
    bench.fault({});
    expect(await statusOf(service(bench))).not.toBe(401);
    bench.agent.close();
  });

  it("[E10] leaves alone what another server's challenge says", async () => {
    const bench = await signedIn();
    const before = registers(bench);
    const foreign =
      'WWW-Authenticate: NTLM realm="SIP Communications Service", targetname="fe.evil.example.org", version=4';
    bench.onWay = (text) =>
      text.includes(' SERVICE\r\n')
        ? text
            .replace(/^SIP\/2.0 .*/, `SIP/2.0 401 Unauthorized\r\n${foreign}`)
            .replace(/^Authentication-Info.*\r\n/m, '')
        : text;
    expect(await statusOf(service(bench))).toBe(401);
    expect([registers(bench), bench.sent('SERVICE').length]).toEqual([before, 1]);
    bench.agent.close();
  });

  it('loses the registration when it cannot be made anew', async () => {
    const bench = createFrontEndBench({ hasCertificates: false });
    bench.fault({ auth: { associationSeconds: 60 } });
    await bench.settled(bench.agent.register(bench.listener));
    await bench.clock.advance(61 * seconds);
    bench.fault({ auth: { associationSeconds: 60, mismatch: true } });
    expect(await statusOf(service(bench))).toBe(401);
    expect(bench.heard.lost).toMatchObject([{ code: 'ACCOUNT_MISMATCH' }]);
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });
});

describe('leaving while it is made anew', () => {
  it('[E10] is signed with the old one, and nothing registers again', async () => {
    const bench = await signedIn();
    await bench.clock.advance(dueMs - 1);
    const old = opaqueIn(bench.sent('REGISTER').at(-1));
    const held: string[] = [];
    bench.onWay = (text) => {
      if (text.startsWith('SIP/2.0 401')) held.push(text);
      return text.startsWith('SIP/2.0 401') ? undefined : text;
    };
    await bench.clock.advance(1);
    const left = bench.agent.unregister();
    bench.flow.deliver(...held);
    await bench.settled(left);
    await bench.clock.advance(1 * hours);
    expect(opaqueIn(bench.sent('REGISTER').at(-1))).toBe(old);
    expect(bench.sent('REGISTER').at(-1)).toMatch(/^Expires: 0\r$/m);
    expect([bench.lab.side.registrations(karen), bench.clock.pending]).toEqual([[], 0]);
    bench.agent.close();
  });
});
