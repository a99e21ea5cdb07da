/** Signing in as Microsoft's clients do, beside SIPE in turns: at a distance against the round trips the lab counted, and on loopback. */

import type { HeadlessClient } from '../../src/tester/headless-client.ts';
import { findSipe, type Sipe } from '../interop/sipe/build.ts';
import { type RunningSipe, type SipeAccount, startSipe } from '../interop/sipe/run.ts';
import { atDistance, inFreshClient, measure, type Sample } from './fresh-client.ts';
import { type LabProcess, startLabProcess } from './lab-process.ts';
import { median } from './median.ts';

export type SignInWay = 'Digest' | 'NTLM' | 'TLS-DSK, no certificate' | 'TLS-DSK, certificate held';

/** Up to the 200 of the REGISTER. */
export interface SignInSample extends Sample {
  /** Since the first connection was begun: DNS is left out, which SIPE is spared here. */
  readonly fromConnectMs: number;
}

export interface SignInFigures {
  readonly way: SignInWay;
  /** 0 on loopback. */
  readonly rttMs: number;
  /** On loopback its round trips are those of what comes after the 200 as well. */
  readonly ours: SignInSample;
  /** Median of each run's time over its own round trips × RTT; absent on loopback. */
  readonly ratio?: number;
  /** By the same scheme in the same run; it holds no certificate from one start to the next. Absent where it cannot be had. */
  readonly sipe?: Sample;
}

export interface SignInBench {
  readonly figures: readonly SignInFigures[];
  /** Why there is nothing to compare with. */
  readonly withoutSipe?: string;
}

type Scheme = 'Digest' | 'NTLM' | 'TLS-DSK';

interface Samples {
  readonly ours: Map<SignInWay, SignInSample[]>;
  readonly sipe: Map<Scheme, Sample[]>;
}

const distancesMs = [0, 20, 50];
const waysOf: Readonly<Record<Scheme, readonly SignInWay[]>> = {
  Digest: ['Digest'],
  NTLM: ['NTLM'],
  'TLS-DSK': ['TLS-DSK, no certificate', 'TLS-DSK, certificate held'],
};
const schemes = Object.keys(waysOf) as Scheme[];
/** What SIPE calls them; Digest it does not know. */
const sipeNames: ReadonlyMap<Scheme, SipeAccount['scheme']> = new Map([
  ['NTLM', 'ntlm'],
  ['TLS-DSK', 'tls-dsk'],
]);
const address = 'karen@contoso.com';
const company = 'contoso.com';
const acceptedRegister = /^SIP\/2\.0 200 [\s\S]*?^CSeq: *\d+ REGISTER\r?$/im;
/** The compiler is still at work in the first runs, and the lab makes the key of its TLS-DSK. */
const warmUps = 3;

/** Medians per scheme and distance. Whichever of the two clients is first in one run is second in the next. */
export async function benchSignIn(runs: number): Promise<SignInBench> {
  const found = findSipe();
  const sipe = typeof found === 'string' ? undefined : found;
  const lab = await startLabProcess();
  try {
    const figures: SignInFigures[] = [];
    for (let run = 0; run < warmUps; run += 1) await runOnce({ lab, rttMs: 0, sipe }, noSamples(), run);
    for (const rttMs of distancesMs) {
      const samples = noSamples();
      for (let run = 0; run < runs; run += 1) await runOnce({ lab, rttMs, sipe }, samples, run);
      for (const scheme of schemes) figures.push(...figuresOf(samples, scheme, rttMs));
    }
    return { figures, ...(typeof found === 'string' ? { withoutSipe: found } : {}) };
  } finally {
    await lab.stop();
  }
}

function noSamples(): Samples {
  return { ours: new Map(), sipe: new Map() };
}

function figuresOf(samples: Samples, scheme: Scheme, rttMs: number): SignInFigures[] {
  const theirs = samples.sipe.get(scheme);
  const sipe = theirs && { ms: medianBy(theirs, 'ms'), roundTrips: medianBy(theirs, 'roundTrips') };
  return waysOf[scheme].map((way) => {
    const taken = samples.ours.get(way) ?? [];
    const ours = {
      ms: medianBy(taken, 'ms'),
      roundTrips: medianBy(taken, 'roundTrips'),
      fromConnectMs: medianBy(taken, 'fromConnectMs'),
    };
    const ratio = median(taken.map(({ ms, roundTrips }) => ms / (roundTrips * rttMs)));
    return { way, rttMs, ours, ...(rttMs > 0 ? { ratio } : {}), ...(sipe ? { sipe } : {}) };
  });
}

function medianBy<K extends string>(samples: readonly Readonly<Record<K, number>>[], key: K): number {
  return median(samples.map((sample) => sample[key]));
}

interface Scene {
  readonly lab: LabProcess;
  readonly rttMs: number;
  readonly sipe: Sipe | undefined;
}

async function runOnce(scene: Scene, samples: Samples, run: number): Promise<void> {
  const { lab, sipe } = scene;
  for (const scheme of schemes) {
    await lab.control('setAuthOffer', company, { schemes: [scheme] });
    const ours = async () => {
      for (const [way, sample] of await signInOurs(scene, waysOf[scheme]))
        samples.ours.set(way, [...(samples.ours.get(way) ?? []), sample]);
    };
    const name = sipeNames.get(scheme);
    const theirs = async () => {
      if (!sipe || !name) return;
      const sample = await signInSipe({ ...scene, sipe }, name);
      samples.sipe.set(scheme, [...(samples.sipe.get(scheme) ?? []), sample]);
    };
    for (const each of run % 2 === 0 ? [ours, theirs] : [theirs, ours]) await each();
  }
}

/**
 * One new client, which signs in once for each way, and so holds a certificate the second time; everything else it asks for anew. It has
 * stood idle before, as it always has when a person typed an address and a password.
 */
function signInOurs({ lab, rttMs }: Scene, ways: readonly SignInWay[]): Promise<[SignInWay, SignInSample][]> {
  return inFreshClient(lab, 0, async (user) => {
    const taken: [SignInWay, SignInSample][] = [];
    await user.client.prepare();
    for (const way of ways) {
      taken.push([way, await atDistance(lab, rttMs, () => measureOurs(lab, user))]);
      // What comes in after the registration is none of it, and must not go on into the next.
      await user.until(({ journey }) => journey?.stages.every(({ endedMs }) => endedMs !== undefined) ?? false);
      await user.client.signOut();
    }
    return taken;
  });
}

async function measureOurs(lab: LabProcess, user: HeadlessClient): Promise<SignInSample> {
  let began = Number.NaN;
  let accepted = Number.NaN;
  const stop = user.client.tracing.onRecord((entry) => {
    if (entry.kind === 'connect' && Number.isNaN(began)) began = performance.now();
    const isAccepted = entry.kind === 'sip' && entry.direction === 'received' && acceptedRegister.test(entry.text);
    if (isAccepted && Number.isNaN(accepted)) accepted = performance.now();
  });
  const started = performance.now();
  try {
    const { roundTrips } = await measure(lab, async () => {
      const outcome = await user.signIn(address);
      if (!outcome.ok) throw new Error(`sign-in: ${outcome.failure.code} ${outcome.failure.detail ?? ''}`);
    });
    return { ms: accepted - started, fromConnectMs: accepted - began, roundTrips };
  } finally {
    stop();
  }
}

/** From its first word about connecting to its 200: loading its libraries is left out, and it is spared DNS. */
async function signInSipe(
  { lab, rttMs, sipe }: Scene & { readonly sipe: Sipe },
  scheme: SipeAccount['scheme'],
): Promise<Sample> {
  const { servers, accounts, rootCertificatePem } = lab.profile;
  const frontEnd = servers.find(({ name, role }) => role === 'front-end' && name.endsWith(`.${company}`));
  const account = {
    address,
    password: accounts.find((known) => known.address === address)?.password ?? '',
    scheme,
    server: `${frontEnd?.name}:${frontEnd?.ports[0]}`,
  };
  const hosts = Object.fromEntries(servers.map((server) => [server.name, server.address]));
  const started: RunningSipe[] = [];
  let ms = Number.NaN;
  try {
    const { roundTrips } = await atDistance(lab, rttMs, () =>
      measure(lab, async () => {
        const running = startSipe(sipe, account, { rootPem: rootCertificatePem, hosts });
        started.push(running);
        const began = await running.until('connecting');
        const ended = await running.until('signed-on');
        ms = Number(ended.t) - Number(began.t);
      }),
    );
    return { ms, roundTrips };
  } finally {
    for (const running of started) await running.stop();
  }
}
