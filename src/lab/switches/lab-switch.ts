/** What one switch of the lab is: its facts, where it exists, and how it is read and set. */
import type { SwitchFacts, SwitchValue } from '../../shared/model/lab-switch.ts';
import type { Lab, RecordType } from '../api.ts';

/** The lab without what is built on the switches themselves. */
export type SwitchedLab = Omit<Lab, 'switches' | 'timeline'>;

export interface LabSwitch extends SwitchFacts {
  /** Everything it can be set at, such as every company with servers of its own. */
  targets(lab: SwitchedLab): readonly string[];
  read(lab: SwitchedLab, target: string): SwitchValue;
  /** The value has been checked against `kind`. Throws a sentence where the lab refuses it. */
  write(lab: SwitchedLab, target: string, value: SwitchValue): void;
  /** What takes everything back that a change here may touch, as it stands now; where it is missing, writing what was read does. */
  keep?(lab: SwitchedLab, target: string): () => void;
  /** At these targets a change takes effect only after the company's delay. */
  isSlow?(lab: SwitchedLab, target: string): boolean;
}

/** Domains of all companies of the lab, in its order. */
export function companiesOf(lab: SwitchedLab): readonly string[] {
  return lab.profile.servers.filter(({ role }) => role === 'edge').map(({ name }) => name.replace(/^sip\./, ''));
}

/** Whether a company lives in the hosting service. */
export function isHosted(lab: SwitchedLab, domain: string): boolean {
  return 'mode' in lab.federation(domain);
}

/** Takes answers of DNS back to how they stand now, which is more than the zone's own answer or none. */
export function keepAnswers(lab: SwitchedLab, names: readonly { readonly name: string; readonly type: RecordType }[]) {
  const stood = names.map(({ name, type }) => ({ name, type, behaviour: lab.dns.behaviour(name, type) }));
  return () => {
    for (const { name, type, behaviour } of stood) lab.dns.behave(name, type, behaviour);
  };
}

/** Text for `kind: 'choice'` whose names are its values. */
export function choicesOf<T extends string>(values: readonly T[]): { value: T; name: string }[] {
  return values.map((value) => ({ value, name: value }));
}
