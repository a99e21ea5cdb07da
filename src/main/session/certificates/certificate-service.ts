/** Looks at the certificate of any server, and keeps the authorities that an account trusts besides. Mission D3, D4, Q1 to Q7. */
import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { normalizeHost } from '../../../protocol/discovery/address.ts';
import type { Examination, ExaminedAddress, SystemRoots } from '../../../shared/model/examination.ts';
import type { FailureCode } from '../../../shared/model/failure.ts';
import type { CompanyAuthority } from '../../../shared/model/settings.ts';
import { done, failed, type Outcome } from '../../../shared/outcome.ts';
import { openSecure, type SocketDependencies } from '../../net/open-secure.ts';
import type { SettingsStore } from '../../store/settings.ts';
import type { Tracer } from '../../trace/tracer.ts';
import { authoritiesOf, readAuthorities } from '../../trust/company-authorities.ts';
import { systemRootsOf } from '../../trust/roots.ts';
import type { Finding, Trust } from '../../trust/trust.ts';

/** A name with more addresses is a farm of one kind. */
const mostAddresses = 6;
/** Of one account. */
const mostAuthorities = 20;
/** DNS, TCP and TLS have limits of their own; nothing together takes longer than this. */
const limitMs = 15_000;

export interface CertificateDependencies extends Omit<SocketDependencies, 'trust'> {
  /** The verifier of the account there is now. */
  readonly trust: () => Trust;
  readonly settings: SettingsStore;
  readonly tracer: Tracer;
  /** Where the system's roots come from; found out unless given. */
  readonly systemRoots?: () => SystemRoots | undefined;
  /** The addresses of a name; none where it has none or nobody answers. */
  readonly addressesOf: (host: string, context: { signal: AbortSignal; tracer: Tracer }) => Promise<readonly string[]>;
}

export interface CertificateService {
  /** Connects to each address of a host, looks, and hangs up: nothing is sent. A new look ends one that is not done. */
  examine(place: { readonly host: string; readonly port: number }): Promise<Outcome<Examination>>;
  /** Trusts the authorities in a file for one account. AUTHORITY_FILE_INVALID where it holds none. */
  addAuthority(address: string, file: Buffer): Outcome<'added'>;
  removeAuthority(address: string, fingerprint256: string): void;
}

/** Makes the service; it holds nothing open between looks. */
export function createCertificateService(deps: CertificateDependencies): CertificateService {
  let looks = 0;
  let endLook: () => void = () => undefined;

  return {
    async examine({ host: typed, port }) {
      endLook();
      const controller = new AbortController();
      const stop = deps.clock.after(limitMs, () => controller.abort());
      endLook = () => {
        stop();
        controller.abort();
      };
      looks += 1;
      const tracer = deps.tracer.for(`look-${looks}`);
      try {
        return await examineServer(deps, { typed, port, tracer, signal: controller.signal });
      } finally {
        stop();
      }
    },
    addAuthority(address, file) {
      const found = readAuthorities(file);
      if (found.length === 0) return failed({ code: 'AUTHORITY_FILE_INVALID', at: deps.clock.wall() });
      const known = authoritiesOf(deps.settings.get(), address).filter(
        ({ fingerprint256 }) => !found.some((added) => added.fingerprint256 === fingerprint256),
      );
      keep(deps.settings, address, [...known, ...found].slice(-mostAuthorities));
      return done('added');
    },
    removeAuthority(address, fingerprint256) {
      const own = authoritiesOf(deps.settings.get(), address);
      keep(
        deps.settings,
        address,
        own.filter((authority) => authority.fingerprint256 !== fingerprint256),
      );
    },
  };
}

function keep(settings: SettingsStore, address: string, authorities: readonly CompanyAuthority[]): void {
  const key = address.toLowerCase();
  const others = Object.entries(settings.get().companyAuthorities).filter(([account]) => account !== key);
  const all = authorities.length > 0 ? [...others, [key, authorities] as const] : others;
  settings.change({ companyAuthorities: Object.fromEntries(all) });
}

interface Look {
  readonly typed: string;
  readonly port: number;
  readonly tracer: Tracer;
  readonly signal: AbortSignal;
}

/** One look, without a limit of its own. Failures: MANUAL_SERVER_INVALID, HOST_WITHOUT_ADDRESS. */
export async function examineServer(
  deps: Omit<CertificateDependencies, 'settings' | 'tracer'>,
  request: Look,
): Promise<Outcome<Examination>> {
  const { typed, port, tracer, signal } = request;
  const at = deps.clock.wall();
  const fail = (code: FailureCode, host: string) => failed({ code, server: host, data: { host, text: typed }, at });
  const bare = typed.trim().replace(/^\[(.*)\]$/, '$1');
  const host = isIP(bare) ? bare : normalizeHost(bare, domainToASCII);
  if (host === undefined) return fail('MANUAL_SERVER_INVALID', typed);
  const addresses = isIP(host) ? [host] : await deps.addressesOf(host, { signal, tracer });
  if (addresses.length === 0) return fail('HOST_WITHOUT_ADDRESS', host);
  const looks = addresses
    .slice(0, mostAddresses)
    .map((address) => lookAt(deps, { host, port, address, tracer, signal }));
  const systemRoots = (deps.systemRoots ?? systemRootsOf)();
  return done({ host, port, at, addresses: await Promise.all(looks), ...(systemRoots ? { systemRoots } : {}) });
}

async function lookAt(
  deps: Parameters<typeof examineServer>[0],
  place: { host: string; port: number; address: string; tracer: Tracer; signal: AbortSignal },
): Promise<ExaminedAddress> {
  let finding: Finding | undefined;
  const trust = deps.trust().looking((found) => {
    finding = found;
  });
  const opened = await openSecure({ ...deps, trust }, place);
  if (opened.ok) opened.value.socket.destroy();
  const peer = isIP(place.address) === 6 ? `[${place.address}]:${place.port}` : `${place.address}:${place.port}`;
  return { sent: [], chain: [], ...finding, peer, ...(opened.ok ? {} : { failure: opened.failure }) };
}
