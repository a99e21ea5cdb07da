/** One person's web services client before a lab of its own ports: certificates and lyncdiscover, as the application puts them together. */
import type { Lab, LabServerFacts } from '../../src/lab/api.ts';
import { createNodeResolver } from '../../src/main/discovery/resolver.ts';
import { systemClock, systemRandom } from '../../src/main/platform/system-clock.ts';
import { createMemorySecrets } from '../../src/main/store/memory-secrets.ts';
import type { SecretStore } from '../../src/main/store/secrets.ts';
import type { Tracer } from '../../src/main/trace/tracer.ts';
import { createTrust } from '../../src/main/trust/trust.ts';
import { createCertificateStore } from '../../src/main/web/certificate-store.ts';
import { createCertificateSource } from '../../src/main/web/certificates.ts';
import type { WebCredentials } from '../../src/main/web/http-login.ts';
import { createLyncdiscover } from '../../src/main/web/lyncdiscover.ts';
import { createNtlmHandshake } from '../../src/main/web/ntlm.ts';
import { createPlainConnect, createSecureConnect, type WebPlace } from '../../src/main/web/secure-connect.ts';
import { oneKey } from './one-key.ts';

export interface LabWebOptions {
  readonly lab: Lab;
  /** `user@contoso.com` */
  readonly address: string;
  /** By default the account's own. */
  readonly password?: string | undefined;
  /** By default the address. */
  readonly userName?: string | undefined;
  /** By default nothing is traced. */
  readonly tracer?: Tracer;
  /** By default in memory. */
  readonly secrets?: SecretStore;
}

/** The servers of contoso.com that have web services: inside and outside. */
export function webServersOf(lab: Lab): { readonly frontEnd: LabServerFacts; readonly web: LabServerFacts } {
  const find = (role: LabServerFacts['role']) =>
    lab.profile.servers.find((server) => server.role === role && server.name.endsWith('.contoso.com'));
  const [frontEnd, web] = [find('front-end'), find('web')];
  if (!frontEnd || !web) throw new Error('the lab has no such company');
  return { frontEnd, web };
}

export function createLabWeb(options: LabWebOptions) {
  const { lab, address, userName = address, secrets = createMemorySecrets() } = options;
  const { frontEnd, web } = webServersOf(lab);
  const own = lab.profile.accounts.find((account) => account.address === address)?.password ?? '';
  const { password = own, tracer = silentTracer() } = options;
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
    // That of a Front End speaks SIP.
    if (port === 80) return (server?.role === 'web' ? server.clearTextPort : undefined) ?? port;
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
    store: createCertificateStore({ secrets, keeps: () => true }),
    takeKey: oneKey,
    remembers: true,
  });
  const stsUri = `https://${frontEnd.name}:${frontEnd.webPorts?.[0]}/CertProv/CertProvisioningService.svc`;
  const signal = new AbortController().signal;
  return {
    obtain: () => source.obtain({ stsUri, targetName: frontEnd.name, signal }),
    /** `names` without their domain. */
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

function silentTracer(): Tracer {
  const tracer: Tracer = { record: () => undefined, for: () => tracer };
  return tracer;
}
