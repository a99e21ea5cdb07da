/** Turns the running lab: switches, faults and simulated people, each by the lab's own controls. */
import type { Clock } from '../../../shared/clock.ts';
import {
  type LabAct,
  type LabFaultLine,
  type LabFaultStep,
  type LabPeopleNow,
  type LabPlannedFault,
  type LabSetting,
  type LabSwitchboard,
  labAvailability,
} from '../../../shared/model/lab-page.ts';
import type { SwitchFacts, SwitchState } from '../../../shared/model/lab-switch.ts';
import { done, failed, type Outcome } from '../../../shared/outcome.ts';
import { stepOf } from './fault-step.ts';
import type { KeptSwitches } from './kept-switches.ts';
import type { LabHost, LabProfile } from './lab-service.ts';

/** Each fails with LAB_REFUSED and the lab's sentence in the details. */
export interface LabDesk {
  switches(): Promise<Outcome<LabSwitchboard>>;
  set(settings: readonly LabSetting[]): Promise<Outcome<readonly SwitchState[]>>;
  reset(): Promise<Outcome<readonly SwitchState[]>>;
  people(): Promise<Outcome<LabPeopleNow>>;
  act(act: LabAct): Promise<Outcome<void>>;
  startFaults(faults: readonly LabPlannedFault[]): Promise<Outcome<LabFaultLine>>;
  faults(): Promise<Outcome<LabFaultLine>>;
  clearFaults(): Promise<Outcome<void>>;
}

/** What is read of what is told of somebody in a meeting. */
interface Participant {
  readonly displayName: string;
}

/** `profile` is the lab that runs, where one does. */
export function createLabDesk(deps: {
  readonly host: LabHost;
  readonly clock: Clock;
  /** Is told of everything that is set. */
  readonly kept: KeptSwitches;
  readonly profile: () => LabProfile | undefined;
}): LabDesk {
  const { host, clock, kept } = deps;
  // The lab answers in the types of its own interface.
  const ask = async <T>(method: string, ...args: readonly unknown[]): Promise<T> => {
    if (!host.control) throw new Error('This lab cannot be turned from here.');
    return (await host.control(method, args)) as T;
  };
  async function trying<T>(work: () => Promise<T>): Promise<Outcome<T>> {
    try {
      return done(await work());
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      return failed({ code: 'LAB_REFUSED', detail, at: clock.wall() });
    }
  }
  const states = () => ask<readonly SwitchState[]>('switches.states');
  let planned: readonly LabPlannedFault[] = [];
  let startedAt = 0;

  /** The lab numbers its steps as they were given; one that was started anew has none. */
  async function line(): Promise<LabFaultLine> {
    const told = await ask<readonly Omit<LabFaultStep, 'fault'>[]>('timeline.steps');
    const steps = planned.flatMap((fault, at) => {
      const { state, problem, doneAtMs } = told[at] ?? {};
      const more = { ...(problem === undefined ? {} : { problem }), ...(doneAtMs === undefined ? {} : { doneAtMs }) };
      return state ? [{ fault, state, ...more }] : [];
    });
    return { elapsedMs: steps.length === 0 ? 0 : Math.round(clock.now() - startedAt), steps };
  }

  async function startFaults(faults: readonly LabPlannedFault[]): Promise<LabFaultLine> {
    await ask('timeline.start', faults.map(stepOf));
    planned = faults;
    startedAt = clock.now();
    return line();
  }

  async function peopleNow(): Promise<LabPeopleNow> {
    const { accounts = [], meetings = [] } = deps.profile() ?? {};
    const people = accounts.map(async ({ address }) => ({
      address,
      endpoints: (await ask<readonly unknown[]>('registrations', address)).length,
    }));
    const held = meetings.map(async ({ id, title }) => ({
      id,
      title,
      people: (await ask<readonly Participant[]>('meeting.participants', id)).map(({ displayName }) => displayName),
    }));
    return { people: await Promise.all(people), meetings: await Promise.all(held) };
  }

  return {
    switches: () =>
      trying(async () => ({ facts: await ask<readonly SwitchFacts[]>('switches.list'), states: await states() })),
    set: (settings) =>
      trying(async () => {
        for (const setting of settings) {
          const { id, target, value } = setting;
          await ask('switches.set', id, target, value);
          kept.remember(setting);
        }
        return states();
      }),
    reset: () =>
      trying(async () => {
        await ask('switches.reset');
        kept.forget();
        return states();
      }),
    people: () => trying(peopleNow),
    act: (act) => trying(() => carryOut(act, ask)),
    startFaults: (faults) => trying(() => startFaults(faults)),
    faults: () => trying(line),
    clearFaults: () => trying(async () => ask('timeline.stop').then(() => undefined)),
  };
}

type Ask = (method: string, ...args: readonly unknown[]) => Promise<unknown>;

async function carryOut(act: LabAct, ask: Ask): Promise<void> {
  switch (act.kind) {
    case 'presence':
      return void (await ask('setPresence', act.who, labAvailability[act.availability]));
    case 'write':
      return void (await ask('write', act.who, act.to, act.text));
    case 'call':
      return void (await ask('calls.from', act.who, act.to));
    case 'introduce':
      return void (await ask('introduce', act.to, { address: act.who, displayName: act.displayName }));
    case 'come':
      return void (await ask('meeting.addPeople', act.meeting, act.count));
    case 'go':
      return void (await ask('meeting.removePeople', act.meeting, act.count));
  }
}
