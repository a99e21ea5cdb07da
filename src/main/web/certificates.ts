/** The certificate that stands for the signed-in person: the stored one while it is good, else a new one from the company's service. */
import type { Clock, Random } from '../../shared/clock.ts';
import { done, failed, type Outcome } from '../../shared/outcome.ts';
import { unlessAborted } from '../net/unless-aborted.ts';
import type { CertificateRequest, CertificateSource, ClientCertificate } from '../sip/certificate-source.ts';
import { uuidFrom } from '../sip/identity.ts';
import type { Tracer } from '../trace/tracer.ts';
import type { CertificateStore } from './certificate-store.ts';
import { examineCertificate, type HeldCertificate } from './client-certificate.ts';
import type { WebLogin } from './http-login.ts';
import { createPasswordJudge, makePasswordProof } from './password-proof.ts';
import { provision } from './provision.ts';
import type { MakeRsaKey } from './rsa-key.ts';
import type { SecureConnect } from './secure-connect.ts';
import { WebVisit } from './web-visit.ts';

export interface CertificateSourceOptions {
  /** `user@domain` */
  readonly address: string;
  readonly login: WebLogin;
  /** The endpoint's UUID, the same as in `+sip.instance`. */
  readonly deviceId: string;
  readonly store: CertificateStore;
  /** Makes the key of a new certificate, or has one at hand. */
  readonly takeKey: MakeRsaKey;
  /** Whether the person wants to be remembered; else the certificate ends with the application. */
  readonly remembers: boolean;
  readonly connect: SecureConnect;
  /** Which web servers may see the credentials: `isTrustedWebHost` of protocol/discovery. */
  readonly isTrusted: (host: string) => boolean;
  readonly clock: Clock;
  readonly random: Random;
  readonly tracer: Tracer;
}

/** A stored certificate must be good for this much longer: a security association is to outlive its beginning. */
const leastLeftMs = 60 * 60_000;

type Obtained = Outcome<ClientCertificate & { readonly isNew: boolean }>;

/**
 * Makes the source for one account. It holds no certificate itself, and no connection between two calls. What it does at once is to judge
 * the password by the certificate that is most likely asked for, while the server is still to answer for the first time.
 */
export function createCertificateSource(options: CertificateSourceOptions): CertificateSource {
  const { address, login, store, tracer } = options;
  const isOwn = login.credentials ? createPasswordJudge(login.credentials.password) : () => Promise.resolve(true);
  void store.newest(address).then((held) => held && isOwn(held.passwordProof));
  const inFlight = new Map<string, { readonly attempt: Promise<Obtained>; readonly signal: AbortSignal }>();

  async function begin(request: CertificateRequest): Promise<Obtained> {
    const held = await stored(options, request.targetName, isOwn);
    if (held) {
      tracer.record({ kind: 'decision', text: `certificate for ${request.targetName}: the stored one` });
      return done({ ...held, isNew: false });
    }
    tracer.record({ kind: 'decision', text: `certificate for ${request.targetName}: a new one is asked for` });
    return renew(options, request);
  }

  async function obtain(request: CertificateRequest): Promise<Obtained> {
    const key = request.targetName.toLowerCase();
    const running = inFlight.get(key);
    if (running) {
      const outcome = await unlessAborted(running.attempt, request.signal);
      if (!outcome) return givenUp(request);
      // The one who had begun it gave up: that is no answer for this one.
      return outcome.ok || !running.signal.aborted ? outcome : obtain(request);
    }
    const attempt = begin(request).finally(() => inFlight.delete(key));
    inFlight.set(key, { attempt, signal: request.signal });
    return attempt;
  }

  function givenUp({ targetName }: CertificateRequest): Obtained {
    return failed({
      code: 'WEB_SERVICE_UNREACHABLE',
      server: targetName,
      detail: 'given up',
      at: options.clock.wall(),
    });
  }

  return { obtain, reject: (targetName) => store.remove(address, targetName) };
}

async function stored(
  { store, address, clock, remembers }: CertificateSourceOptions,
  targetName: string,
  isOwn: ReturnType<typeof createPasswordJudge>,
) {
  const held = await store.get(address, targetName);
  if (!held) return undefined;
  // A password that was typed is to be judged: what another got is not for it, and stays for whoever knows that one.
  if (!(await isOwn(held.passwordProof))) return undefined;
  const finding = examineCertificate(held, address, clock.wall());
  if (finding.kind === 'good' && finding.notAfter - clock.wall() >= leastLeftMs) {
    if (remembers === Boolean(held.isPassing)) await store.put(address, targetName, keptAs(held, remembers));
    return { ...held, notAfter: finding.notAfter };
  }
  await store.remove(address, targetName);
  return undefined;
}

async function renew(options: CertificateSourceOptions, request: CertificateRequest): Promise<Obtained> {
  const { address, login, deviceId, store, takeKey, connect, isTrusted, clock, random, tracer } = options;
  const visit = new WebVisit({ connect, clock, tracer, signal: request.signal, isTrusted });
  try {
    const uuid = () => uuidFrom(random.bytes(16));
    const wall = () => clock.wall();
    const [got, passwordProof] = await Promise.all([
      provision({ visit, login, random, uuid, address, deviceId, takeKey, wall }, request.stsUri),
      login.credentials && makePasswordProof(login.credentials.password, random),
    ]);
    if (!got.ok) {
      tracer.record({ kind: 'failure', code: got.failure.code, text: got.failure.detail ?? '' });
      return got;
    }
    const minutes = Math.round(visit.skewMs / 60_000);
    if (Math.abs(minutes) > 5)
      tracer.record({ kind: 'decision', text: `clocks differ by ${minutes} minutes: left alone` });
    const { certificatePem, privateKeyPem } = got.value;
    const held = { certificatePem, privateKeyPem, ...(passwordProof ? { passwordProof } : {}) };
    await store.put(address, request.targetName, keptAs(held, options.remembers));
    return done({ ...got.value, isNew: true });
  } finally {
    visit.close();
  }
}

function keptAs({ isPassing: _, ...held }: HeldCertificate, remembers: boolean): HeldCertificate {
  return remembers ? held : { ...held, isPassing: true };
}
