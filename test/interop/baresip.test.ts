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

const alone = typeof telephone === 'string' ? `, skipped: ${telephone}` : '';

describe.skipIf(typeof telephone === 'string')(`the lab's edge, asked by baresip${alone}`, () => {
  let lab: Lab;
  const telephones: Baresip[] = [];

  beforeAll(async () => {
    lab = await startLab({ ports: 'free' });
    // It knows Digest alone, and gives up at a challenge that offers anything else first.
    lab.setAuthOffer('contoso.com', { schemes: ['Digest'] });
  });
  afterAll(async () => {
    for (const baresip of telephones) await baresip.stop();
    await lab?.stop();
  });

  /** Registers karen with this password, or her own. */
  function start(secret?: string): Baresip {
    if (typeof telephone === 'string') throw new Error(telephone);
    const { servers, accounts, rootCertificatePem } = lab.profile;
    const edge = servers.find(({ role, name }) => role === 'edge' && name.endsWith('.contoso.com'));
    const karen = accounts.find(({ address }) => address === 'karen@contoso.com');
    const baresip = startBaresip(telephone, {
      server: `${edge?.address}:${edge?.ports[0]}`,
      rootPem: rootCertificatePem,
      accounts: [
        {
          userName: 'karen',
          authUser: 'karen@contoso.com',
          password: secret ?? karen?.password ?? '',
          answers: 'manual',
        },
      ],
    });
    telephones.push(baresip);
    return baresip;
  }

  it('[E11] takes the proof of software nobody here wrote and asks it for its epid', async () => {
    const baresip = start();
    await baresip.until('reg: sip:karen@contoso.com: 4');
    expect(statuses(baresip)).toEqual(['401', '400']);
    expect(baresip.printed()).toContain('ms-diagnostics: 4011;reason="epid is missing"');
  });

  it('refuses the proof of a wrong password', async () => {
    const baresip = start('not-it');
    await baresip.until('reg: sip:karen@contoso.com: 4');
    // It asks again and again by itself; the answer stays the same.
    expect(new Set(statuses(baresip))).toEqual(new Set(['401']));
  });
});

function statuses(baresip: Baresip): (string | undefined)[] {
  return [...baresip.printed().matchAll(/^SIP\/2\.0 (\d{3})/gm)].map(([, status]) => status);
}
