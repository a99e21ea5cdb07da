/** A client without any memory at a distance from the lab, and the round trips that the lab counts while it does something. */
import { type HeadlessClient, openHeadlessClient } from '../../src/tester/headless-client.ts';
import type { LabProcess } from './lab-process.ts';

export interface Sample {
  /** As counted by the lab (docs/lab.md). */
  readonly roundTrips: number;
  readonly ms: number;
}

/** Nothing is remembered: no answers of DNS, no connection, no TLS session, no certificate. The lab is near again while it closes. */
export async function inFreshClient<T>(
  lab: LabProcess,
  rttMs: number,
  task: (user: HeadlessClient) => Promise<T>,
): Promise<T> {
  const user = await openHeadlessClient(lab);
  try {
    return await atDistance(lab, rttMs, () => task(user));
  } finally {
    await user.close();
  }
}

/** Does something while the lab is this far away, and brings it near again. */
export async function atDistance<T>(lab: LabProcess, rttMs: number, task: () => Promise<T>): Promise<T> {
  await lab.control('setLatency', rttMs / 2);
  try {
    return await task();
  } finally {
    await lab.control('setLatency', 0);
  }
}

/** How long it takes, and how many round trips. */
export async function measure(lab: LabProcess, task: () => Promise<void>): Promise<Sample> {
  await lab.control('resetRoundTrips');
  const started = performance.now();
  await task();
  const ms = performance.now() - started;
  return { ms, roundTrips: Number(await lab.control('roundTrips')) };
}
