/** The figures of signing in, held against their aims. */
import { benchSignIn, type SignInFigures, type SignInWay } from './sign-in.ts';
import type { Part, Row } from './table.ts';

/** From the first question of DNS to the 200; the upper ends of mission 5.2. */
const mostRoundTrips: Readonly<Record<SignInWay, number>> = {
  Digest: 7,
  NTLM: 8,
  'TLS-DSK, no certificate': 16,
  'TLS-DSK, certificate held': 9,
};
/** Of the time its own round trips take. */
const mostOfOwn = 1.15;
/** Of SIPE's time. */
const mostOfSipe = { away: 1, near: 0.5 };

/** Part `sign-in` of the bench. */
export async function benchSignInRows(runs: number): Promise<Part> {
  const { figures, withoutSipe } = await benchSignIn(runs);
  const nearest = Math.min(...figures.flatMap(({ rttMs }) => (rttMs > 0 ? rttMs : [])));
  const rows = [
    ...figures.filter(({ rttMs }) => rttMs === nearest).map(tripsRow),
    ...figures.flatMap((each) => [...ownRows(each), ...sipeRows(each, withoutSipe)]),
  ];
  return { rows, figures: { signIn: figures, ...(withoutSipe ? { withoutSipe } : {}) } };
}

function tripsRow({ way, ours, sipe }: SignInFigures): Row {
  const measured = `${ours.roundTrips}${sipe ? ` (SIPE, spared DNS: ${sipe.roundTrips})` : ''}`;
  const what = `round trips of a sign-in, ${way}`;
  return { what, measured, value: ours.roundTrips, aim: { most: mostRoundTrips[way] } };
}

function ownRows({ way, rttMs, ours, ratio }: SignInFigures): Row[] {
  if (ratio === undefined) return [];
  const what = `sign-in, ${way}, ${rttMs} ms away, against its round trips`;
  const measured = `${ours.ms.toFixed(0)} ms against ${(ours.roundTrips * rttMs).toFixed(0)} ms`;
  return [{ what, measured, value: ratio, aim: { most: mostOfOwn } }];
}

function sipeRows({ way, rttMs, ours, sipe }: SignInFigures, withoutSipe: string | undefined): Row[] {
  const what = `connect to 200, ${way}, ${rttMs > 0 ? `${rttMs} ms away` : 'on loopback'}, against SIPE`;
  if (sipe) {
    const measured = `${ours.fromConnectMs.toFixed(0)} ms against ${sipe.ms.toFixed(0)} ms`;
    const most = rttMs > 0 ? mostOfSipe.away : mostOfSipe.near;
    return [{ what, measured, value: ours.fromConnectMs / sipe.ms, aim: { most } }];
  }
  // SIPE knows no Digest.
  return withoutSipe && way !== 'Digest' ? [{ what, measured: `skipped (${withoutSipe})` }] : [];
}
