/** baresip, a telephone nobody here wrote: called by our agent through Kamailio, and as a judge of the lab's edge. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Lab } from '../../src/lab/api.ts';
import { createAuthority } from '../../src/lab/pki/authority.ts';
import { startLab } from '../../src/lab/start-lab.ts';
import type { DialogListener, InviteOptions } from '../../src/main/sip/agent.ts';
import { headerOf } from '../../src/protocol/sip/message.ts';
import { type Baresip, findBaresip, startBaresip } from './baresip/run.ts';
import { connectClient, type InteropClient, serverName } from './kamailio/client.ts';
import { findKamailio, type Kamailio, startKamailio } from './kamailio/run.ts';

const [telephone, registrar] = [findBaresip(), findKamailio()];
const missing = [telephone, registrar].filter((peer) => typeof peer === 'string').join('; ');
const skipped = missing ? `, skipped: ${missing}` : '';
const password = 'Lab-Interop-1';
const offer = [
  ...['v=0', 'o=- 1 1 IN IP4 127.0.0.1', 's=-', 'c=IN IP4 127.0.0.1', 't=0 0'],
  ...['m=audio 40000 RTP/AVP 0', 'a=rtpmap:0 PCMU/8000', ''],
].join('\r\n');

describe.skipIf(missing !== '')(`a call to baresip through Kamailio${skipped}`, () => {
  let kamailio: Kamailio | undefined;
  let baresip: Baresip | undefined;
  let karen: InteropClient;

  beforeAll(async () => {
    if (typeof telephone === 'string' || typeof registrar === 'string') return;
    const authority = createAuthority(Date.now(), { bytes: (count) => randomBytes(count) });
    const identity = authority.identityOf(serverName, []);
    kamailio = await startKamailio(registrar, identity, { algorithm: 'MD5', password });
    const accounts = [
      { userName: 'garth', password, answers: 'auto' as const },
      { userName: 'dana', password, answers: 'manual' as const },
    ];
    baresip = startBaresip(telephone, { server: `127.0.0.1:${kamailio.port}`, rootPem: authority.rootPem, accounts });
    await baresip.until('garth@contoso.com: {', 'dana@contoso.com: {');
    karen = await connectClient({ port: kamailio.port, rootPem: authority.rootPem }, 'karen', password);
    expect((await karen.agent.register(karen.listener)).ok).toBe(true);
  });
  afterAll(async () => {
    karen?.agent.close();
    await baresip?.stop();
    await kamailio?.stop();
  });

  const call = (userName: string, patch: Partial<InviteOptions> = {}, listener: Partial<DialogListener> = {}) =>
    karen.agent.invite(
      { uri: `sip:${userName}@contoso.com`, body: { contentType: 'application/sdp', text: offer }, ...patch },
      { onRequest: () => undefined, onEnd: () => undefined, ...listener },
    );

  it('is answered, and ended by us', async () => {
    const outcome = await call('garth');
    if (outcome.kind !== 'accepted') throw new Error(`${outcome.kind}: ${baresip?.printed()}`);
    expect(headerOf(outcome.response, 'content-type')).toBe('application/sdp');
    await outcome.dialog.end();
    await baresip?.until('BYE sip:garth');
  });

  it('is answered, and ended by the other side', async () => {
    let ended: (method: string | undefined) => void = () => undefined;
    const bye = new Promise<string | undefined>((resolve) => (ended = resolve));
    const outcome = await call('garth', {}, { onEnd: ({ bye: request }) => ended(request?.method) });
    expect(outcome.kind).toBe('accepted');
    // It hears no voice and hangs up.
    expect(await bye).toBe('BYE');
  });

  it('rings, and is cancelled', async () => {
    const giveUp = new AbortController();
    const progress: number[] = [];
    const onProgress: InviteOptions['onProgress'] = ({ status }) => {
      progress.push(status);
      giveUp.abort();
    };
    expect(await call('dana', { signal: giveUp.signal, onProgress })).toEqual({ kind: 'cancelled' });
    expect(progress).toEqual([180]);
    await baresip?.until('SIP/2.0 487 Request Terminated');
  });
});

describe.skipIf(typeof telephone === 'string')(`the lab's edge${skipped}`, () => {
  let lab: Lab | undefined;
  let baresip: Baresip | undefined;
  afterAll(async () => {
    await baresip?.stop();
    await lab?.stop();
  });

  it('[E11] takes the proof of software nobody here wrote and asks it for its epid', async () => {
    if (typeof telephone === 'string') return;
    lab = await startLab({ ports: 'free' });
    const { profile } = lab;
    const edge = profile.servers.find(({ role, name }) => role === 'edge' && name.endsWith('.contoso.com'));
    const account = profile.accounts.find(({ address }) => address === 'karen@contoso.com');
    baresip = startBaresip(telephone, {
      server: `${edge?.address}:${edge?.ports[0]}`,
      rootPem: profile.rootCertificatePem,
      accounts: [
        { userName: 'karen', authUser: 'karen@contoso.com', password: account?.password ?? '', answers: 'manual' },
      ],
    });
    await baresip.until('ms-diagnostics: 4011;reason="epid is missing"');
    const answers = [...baresip.printed().matchAll(/^SIP\/2\.0 (\d{3})/gm)].map(([, status]) => status);
    expect(answers).toEqual(['401', '400']);
  });

  it('refuses its proof when the password is wrong', async () => {
    if (typeof telephone === 'string' || !lab) return;
    await baresip?.stop();
    const edge = lab.profile.servers.find(({ role, name }) => role === 'edge' && name.endsWith('.contoso.com'));
    baresip = startBaresip(telephone, {
      server: `${edge?.address}:${edge?.ports[0]}`,
      rootPem: lab.profile.rootCertificatePem,
      accounts: [{ userName: 'karen', authUser: 'karen@contoso.com', password: 'not-it', answers: 'manual' }],
    });
    await baresip.until('reg: sip:karen@contoso.com: 40');
    expect(baresip.printed()).not.toContain('4011');
  });
});
