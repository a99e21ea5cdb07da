/** A pool whose primary is away registers people at its backup: they are told what that means, for as long as it lasts. [MS-SIPREGE] 2.2.1.4 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { turnKnob } from '../../src/lab/console/knobs.ts';
import type { Snapshot } from '../../src/shared/model/snapshot.ts';
import { createHandClock, type HandClock } from '../fakes/hand-clock.ts';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';

const karen = 'karen@contoso.com';
const edge = 'sip.contoso.com';

let clock: HandClock;
let world: LabClient;
beforeEach(async () => {
  clock = createHandClock();
  world = await startLabClient({ clock });
});
afterEach(async () => {
  world.lab.setFaults(edge, {});
  await world.stop();
});

const isLimited = ({ account }: Snapshot) => account.kind === 'registered' && account.account.isLimited === true;
const isWhole = ({ account }: Snapshot) => account.kind === 'registered' && account.account.isLimited === undefined;

describe('a backup registrar', () => {
  it('is said from the first sign-in on, and no more once the primary answers a refresh', async () => {
    expect(turnKnob(world.lab, `fault ${edge} backup`).text).toContain('isBackup');
    await world.signIn(karen);
    expect(isLimited(world.client.state.get())).toBe(true);
    world.lab.setFaults(edge, {});
    world.client.wokeUp();
    await world.until(isWhole);
    expect(world.lab.registrations(karen)).toHaveLength(1);
  });

  it('is where one ends when the primary goes, and the primary is where one ends when it is back', async () => {
    await world.signIn(karen);
    expect(isWhole(world.client.state.get())).toBe(true);
    for (const [faults, isSo] of [
      [{ isBackup: true }, isLimited],
      [{}, isWhole],
    ] as const) {
      world.lab.setFaults(edge, faults);
      world.lab.dropConnections(edge);
      await world.until(({ account }) => account.kind === 'reconnecting');
      await clock.pass(1000);
      await world.until(isSo);
    }
  });
});
