/** The client's web services against the lab's, which were written by their own readings of the specifications. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Lab, LabServerFacts } from '../../src/lab/api.ts';
import { startLab } from '../../src/lab/start-lab.ts';
import type { WebFaults } from '../../src/lab/web/settings.ts';
import { createNodeResolver } from '../../src/main/discovery/resolver.ts';
import { systemClock, systemRandom } from '../../src/main/platform/system-clock.ts';
import { createMemorySecrets } from '../../src/main/store/memory-secrets.ts';
import type { Tracer } from '../../src/main/trace/tracer.ts';
import { createTrust } from '../../src/main/trust/trust.ts';
import { createCertificateStore } from '../../src/main/web/certificate-store.ts';
import { createCertificateSource } from '../../src/main/web/certificates.ts';
import type { WebCredentials } from '../../src/main/web/http-login.ts';
import { createLyncdiscover } from '../../src/main/web/lyncdiscover.ts';
import { createNtlmHandshake } from '../../src/main/web/ntlm.ts';
import { createPlainConnect, createSecureConnect, type WebPlace } from '../../src/main/web/secure-connect.ts';

const address = 'karen@contoso.com';
let lab: Lab;
let frontEnd: LabServerFacts;
let web: LabServerFacts;

beforeAll(async () => {
  lab = await startLab({ ports: 'free' });
  const find = (role: LabServerFacts['role']) =>
    lab.profile.servers.find((server) => server.role === role && server.name.endsWith('.contoso.com'));
  const [inside, outside] = [find('front-end'), find('web')];
  if (!inside || !outside) throw new Error('the lab has no such company');
  [frontEnd, web] = [inside, outside];
  // As the company's own DNS answers inside.
  lab.dns.behave('lyncdiscoverinternal.contoso.com', 'A', { kind: 'answer', addresses: [frontEnd.address] });
});
afterAll(() => lab.stop());
afterEach(() => lab.setFaults(frontEnd.name, {}));

function client(
  password = lab.profile.accounts.find((each) => each.address === address)?.password ?? '',
  userName = address,
) {
  const tracer: Tracer = { record: () => undefined, for: () => tracer };
  const deps = {
    clock: systemClock,
    trust: createTrust({ extraRoots: () => [lab.profile.rootCertificatePem], machineRoots: () => [] }),
    resolver: createNodeResolver({ servers: () => [lab.profile.dnsServer], clock: systemClock }),
    localAddressFor: () => undefined,
    onConnection: () => undefined,
    nextId: () => 'web',
  };
  const secure = createSecureConnect(deps);
  const plain = createPlainConnect(deps);
  // A lab beside others has ports of its own, which lyncdiscover's addresses cannot know.
  const ports: Record<string, LabServerFacts> = {
    'lyncdiscoverinternal.contoso.com': frontEnd,
    'lyncdiscover.contoso.com': web,
  };
  const portOf = ({ host, port }: WebPlace) => {
    const server = ports[host];
    if (port === 80) return server?.clearTextPort ?? port;
    return port === 443 ? (server?.webPorts?.[0] ?? server?.ports[0] ?? port) : port;
  };
  const shared = {
    address,
    login: {
      credentials: { userName, password },
      ntlm: (credentials: WebCredentials) =>
        createNtlmHandshake(credentials, { clock: systemClock, random: systemRandom }),
    },
    clock: systemClock,
    random: systemRandom,
    tracer,
    isTrusted: (host: string) => host.endsWith('.contoso.com'),
    connect: ((place, context) => secure({ ...place, port: portOf(place) }, context)) satisfies typeof secure,
  };
  const source = createCertificateSource({
    ...shared,
    deviceId: 'cc4f4797-4760-58c5-8cab-8ab72e4546bc',
    store: createCertificateStore({ secrets: createMemorySecrets(), keeps: () => true }),
  });
  const stsUri = `https://${frontEnd.name}:${frontEnd.webPorts?.[0]}/CertProv/CertProvisioningService.svc`;
  const signal = new AbortController().signal;
  return {
    obtain: () => source.obtain({ stsUri, targetName: frontEnd.name, signal }),
    ask: (...names: string[]) =>
      createLyncdiscover({
        ...shared,
        connectPlain: (place, context) => plain({ ...place, port: portOf(place) }, context),
      })(
        names.map((name) => `${name}.contoso.com`),
        { signal, tracer },
      ),
  };
}

async function code(): Promise<string> {
  const outcome = await client().obtain();
  return outcome.ok ? 'a certificate' : outcome.failure.code;
}

describe('[E7] a certificate from the lab', () => {
  it('comes once and is used again', async () => {
    const { obtain } = client();
    expect(await obtain()).toMatchObject({ ok: true, value: { isNew: true } });
    expect(await obtain()).toMatchObject({ ok: true, value: { isNew: false } });
  });

  it.each([
    ['NTLM', ['NTLM'], address],
    ['NTLM as the domain knows her', ['NTLM', 'Basic'], 'CONTOSO\\karen'],
    ['NTLM inside Negotiate', ['Negotiate'], address],
    ['Basic', ['Basic'], address],
  ] as const)('[E1] comes by %s, and for a wrong password by none', async (_, httpSchemes, userName) => {
    lab.setWebServices('contoso.com', { httpSchemes });
    expect(await client(undefined, userName).obtain()).toMatchObject({ ok: true });
    expect(await client('wrong', userName).obtain()).toMatchObject({ failure: { code: 'CREDENTIALS_WRONG' } });
  });

  it.each([
    ['CERTIFICATE_SERVICE_REFUSED', { certificate: 'refused' }],
    ['CLIENT_CERTIFICATE_FOREIGN', { certificate: 'other-user' }],
    ['CLIENT_CERTIFICATE_FOREIGN', { certificate: 'other-key' }],
    ['CERTIFICATE_SERVICE_REFUSED', { certificate: 'expired' }],
    ['CERTIFICATE_SERVICE_REFUSED', { certificate: 'missing' }],
    ['WEB_SERVICE_UNREADABLE', { certificate: 'damaged' }],
    ['a certificate', { certificate: 'short' }],
    ['CERTIFICATE_SERVICE_REFUSED', { ticket: 'wrong-entropy' }],
    ['WEB_SERVICE_UNREADABLE', { ticket: 'no-entropy' }],
    ['CERTIFICATE_SERVICE_REFUSED', { ticket: 'expired' }],
    ['WEB_SERVICE_UNREADABLE', { mex: 'no-ports' }],
    ['WEB_REDIRECT_UNTRUSTED', { mex: 'foreign-hosts' }],
    ['CERTIFICATE_SERVICE_UNAVAILABLE', { answer: { service: 'mex', fault: 'unavailable' } }],
    ['CERTIFICATE_SERVICE_UNAVAILABLE', { answer: { service: 'mex', fault: 'not-found' } }],
    ['WEB_SERVICE_UNREADABLE', { answer: { service: 'ticket', fault: 'html' } }],
    ['CERTIFICATE_SERVICE_UNAVAILABLE', { answer: { service: 'ticket', fault: 'soap-fault', code: 'soap:Server' } }],
    ['CLOCK_OFF', { answer: { service: 'certificate', fault: 'soap-fault', code: 'wsu:MessageExpired' } }],
    ['WEB_REDIRECT_UNTRUSTED', { answer: { service: 'mex', fault: 'foreign-redirect' } }],
    ['WEB_SERVICE_UNREADABLE', { answer: { service: 'mex', fault: 'redirect-loop' } }],
    ['WEB_SERVICE_UNREADABLE', { answer: { service: 'ticket', fault: 'oversize' } }],
    ['WEB_SERVICE_UNREADABLE', { answer: { service: 'certificate', fault: 'damaged' } }],
    ['WEB_SERVICE_UNREADABLE', { answer: { service: 'certificate', fault: 'empty' } }],
  ] as const satisfies readonly (readonly [string, WebFaults])[])('is %s under %j', async (expected, faults) => {
    lab.setFaults(frontEnd.name, { web: faults });
    expect(await code()).toBe(expected);
  });

  it('is not kept from anybody by a clock that is off alone; with a refusal the clock is named', async () => {
    lab.setFaults(frontEnd.name, { web: { clockMinutes: 10 } });
    expect(await code()).toBe('a certificate');
    expect(await client('wrong').obtain()).toMatchObject({ failure: { code: 'CLOCK_OFF', data: { minutes: '10' } } });
  });
});

describe('[B5] lyncdiscover of the lab', () => {
  it.each(['lyncdiscoverinternal', 'lyncdiscover'])(
    'names the servers of the place it is asked from: %s',
    async (name) => {
      const outcome = await client().ask(name);
      const isInside = name === 'lyncdiscoverinternal';
      const expected = lab.profile.servers.find(
        (server) => server.role === (isInside ? 'front-end' : 'edge') && server.name.endsWith('.contoso.com'),
      );
      expect(outcome).toEqual({ ok: true, value: [{ host: expected?.name, port: expected?.ports[0] }] });
    },
  );

  it.each([
    ['WEB_REDIRECT_UNTRUSTED', 'foreign-redirect'],
    ['WEB_SERVICE_UNREADABLE', 'redirect-loop'],
    ['WEB_SERVICE_UNREADABLE', 'no-links'],
    ['WEB_SERVICE_UNREADABLE', 'no-servers'],
    ['USER_UNKNOWN', 'unknown-user'],
  ] as const)('%s under %s', async (expected, autodiscover) => {
    lab.setFaults(frontEnd.name, { web: { autodiscover } });
    expect(await client().ask('lyncdiscoverinternal')).toMatchObject({ failure: { code: expected } });
  });
});
