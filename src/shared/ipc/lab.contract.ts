import { z } from 'zod';
import {
  type LabAvailability,
  type LabFaultLine,
  type LabPeopleNow,
  type LabSwitchboard,
  labAvailability,
  labFaultLayers,
} from '../model/lab-page.ts';
import type { LabOpened, LabScenarioFile } from '../model/lab-run.ts';
import type { SwitchState } from '../model/lab-switch.ts';
import type { Outcome } from '../outcome.ts';
import { request } from './define.ts';

const address = z.string().min(1).max(255);
const milliseconds = z.number().int().min(0).max(3_600_000);
const value = z.union([z.boolean(), z.number(), z.string().max(253), z.array(z.string().max(253)).max(200).readonly()]);
const setting = z.object({ id: z.string().max(64), target: z.string().max(520), value });
const count = z.number().int().min(1).max(200);
const meeting = z.string().min(1).max(64);
const act = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('presence'),
    who: address,
    availability: z.enum(Object.keys(labAvailability) as LabAvailability[]),
  }),
  z.object({ kind: z.literal('write'), who: address, to: address, text: z.string().min(1).max(2000) }),
  z.object({ kind: z.literal('call'), who: address, to: address }),
  z.object({ kind: z.literal('introduce'), who: address, displayName: z.string().max(255), to: address }),
  z.object({ kind: z.literal('come'), meeting, count }),
  z.object({ kind: z.literal('go'), meeting, count }),
]);
const planned = z.object({
  layer: z.enum(labFaultLayers),
  place: z.string().max(253),
  kind: z.string().max(40),
  atMs: milliseconds,
  afterMethod: z
    .string()
    .regex(/^[A-Z]{1,20}$/)
    .optional(),
  forMs: milliseconds.optional(),
});

export const labRequests = {
  /** Starts the lab beside the app and points discovery and trust at it until it stops. */
  'lab.start': request<Outcome<void>>()(z.void()),
  'lab.stop': request<void>()(z.void()),
  /** The lab account to fill in; the lab's passwords are public and simulated. */
  'lab.account': request<{ readonly address: string; readonly password: string } | null>()(
    z.object({ address: z.string().max(255) }),
  ),
  // All of these answer LAB_REFUSED, with the lab's own sentence, where the lab does not run or does not take it.
  /** Every switch, and where it stands. */
  'lab.switches': request<Outcome<LabSwitchboard>>()(z.void()),
  /** Sets switches one after another, and tells where all of them stand then. */
  'lab.set': request<Outcome<readonly SwitchState[]>>()(z.object({ settings: z.array(setting).max(40) })),
  /** Every switch as it stood when the lab started. */
  'lab.reset': request<Outcome<readonly SwitchState[]>>()(z.void()),
  'lab.people': request<Outcome<LabPeopleNow>>()(z.void()),
  'lab.act': request<Outcome<void>>()(act),
  /** Puts these faults on the line in place of those that were there, and starts it. */
  'lab.startFaults': request<Outcome<LabFaultLine>>()(z.object({ faults: z.array(planned).max(100) })),
  /** How far the faults are. */
  'lab.faults': request<Outcome<LabFaultLine>>()(z.void()),
  /** Takes every fault away. */
  'lab.clearFaults': request<Outcome<void>>()(z.void()),
  /** What can be played; the same failure where the player cannot be started. */
  'lab.scenarios': request<Outcome<readonly LabScenarioFile[]>>()(z.void()),
  /** Lets the person choose a scenario file on the disk, and reads that one alone: it is among the scenarios then, or told what is wrong with it. */
  'lab.openScenarioFile': request<Outcome<LabOpened>>()(z.void()),
  /** Plays one in a lab and with clients of its own; the slice `labRun` tells how it goes. One at a time: another takes its place. */
  'lab.runScenario': request<void>()(z.object({ file: z.string().max(100), id: z.string().max(20) })),
  'lab.cancelScenario': request<void>()(z.void()),
  /** Saves a text of the last run; false when the person chose no place. */
  'lab.saveReport': request<Outcome<boolean>>()(z.object({ content: z.string().max(10_000_000) })),
} as const;
