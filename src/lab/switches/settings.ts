/** What testers do with the lab's switches. */
import type { SwitchFacts, SwitchState } from '../../shared/model/lab-switch.ts';

export interface LabSwitches {
  /** What there is, in the order a page shows it. */
  list(): readonly SwitchFacts[];
  /** Where a switch stands at all its targets, or every switch everywhere. Throws a sentence for one that does not exist. */
  states(id?: string): readonly SwitchState[];
  state(id: string, target: string): SwitchState;
  /** Sets a switch; one whose company takes its time stands as pending until then. Throws a sentence for what it may not be. */
  set(id: string, target: string, value: unknown): SwitchState;
  /** Takes every switch that was set here back to where it stood, at once. */
  reset(): void;
}
