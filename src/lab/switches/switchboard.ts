/** The one list of the lab's switches, and the hand that sets them: page, console and scenario files all come here. */
import type { Clock } from '../../shared/clock.ts';
import type { SwitchFacts, SwitchState, SwitchValue } from '../../shared/model/lab-switch.ts';
import { federationSwitches } from './federation-switches.ts';
import { companiesOf, isHosted, type LabSwitch, type SwitchedLab } from './lab-switch.ts';
import { meetingSwitches } from './meeting-switches.ts';
import { networkSwitches } from './network-switches.ts';
import { serverSwitches } from './server-switches.ts';
import type { LabSwitches } from './settings.ts';
import { readSwitchValue } from './switch-value.ts';
import { xmppSwitches } from './xmpp-switches.ts';

const DELAY_ID = 'online-apply-delay';
const MOST_DELAY_SECONDS = 2700;

/** All switches, without the lab: for a schema, or a page that draws before the lab runs. */
export const switchFacts: readonly SwitchFacts[] = allSwitches(new Map()).map(factsOf);

interface Pending {
  readonly value: SwitchValue;
  readonly at: number;
  readonly cancel: () => void;
}

/**
 * The delay of each hosted company is held here: it is about how switches work, not about the company. `underFaults` gives
 * the lab read without the faults that stand for a while: what goes back at a reset is never one of those.
 */
export function createSwitchboard(
  lab: SwitchedLab,
  clock: Clock,
  underFaults: () => SwitchedLab = () => lab,
): LabSwitches & { close(): void } {
  const delays = new Map<string, number>();
  const switches = allSwitches(delays);
  const pending = new Map<string, Pending>();
  const before = new Map<string, () => void>();
  const keyOf = (id: string, target: string) => `${id} ${target}`;

  function find(id: string, target: string): LabSwitch {
    const found = known(switches, id);
    if (!found.targets(lab).includes(target)) {
      throw new Error(`${id} cannot be set at "${target}"; say one of ${found.targets(lab).join(', ')}.`);
    }
    return found;
  }

  function stateOf(found: LabSwitch, target: string): SwitchState {
    const waiting = pending.get(keyOf(found.id, target));
    return {
      id: found.id,
      target,
      value: found.read(lab, target),
      ...(waiting ? { pending: { value: waiting.value, inMs: Math.max(0, waiting.at - clock.now()) } } : {}),
    };
  }

  function keeping(found: LabSwitch, target: string): () => void {
    const under = underFaults();
    const held = found.read(under, target);
    return found.keep?.(under, target) ?? (() => found.write(lab, target, held));
  }

  function put(found: LabSwitch, target: string, value: SwitchValue): void {
    const key = keyOf(found.id, target);
    pending.get(key)?.cancel();
    pending.delete(key);
    const delayMs = found.isSlow?.(lab, target) ? (delays.get(target) ?? 0) * 1000 : 0;
    if (delayMs === 0) {
      found.write(lab, target, value);
      return;
    }
    const cancel = clock.after(delayMs, () => {
      pending.delete(key);
      found.write(lab, target, value);
    });
    pending.set(key, { value, at: clock.now() + delayMs, cancel });
  }

  function cancelPending(): void {
    for (const { cancel } of pending.values()) cancel();
    pending.clear();
  }

  return {
    list: () => switches.map(factsOf),
    states: (id) =>
      (id === undefined ? switches : [known(switches, id)]).flatMap((each) =>
        each.targets(lab).map((target) => stateOf(each, target)),
      ),
    state: (id, target) => stateOf(find(id, target), target),
    set(id, target, given) {
      const found = find(id, target);
      const read = readSwitchValue(found.kind, given);
      if (!read.ok) throw new Error(`${id} takes ${read.expected}.`);
      const key = keyOf(id, target);
      if (!before.has(key)) before.set(key, keeping(found, target));
      put(found, target, read.value);
      return stateOf(found, target);
    },
    reset() {
      cancelPending();
      for (const restore of [...before.values()].reverse()) restore();
      before.clear();
    },
    close: cancelPending,
  };
}

function known(switches: readonly LabSwitch[], id: string): LabSwitch {
  const found = switches.find((each) => each.id === id);
  if (!found) throw new Error(`There is no switch "${id}".`);
  return found;
}

function factsOf({ id, name, group, about, scope, kind }: LabSwitch): SwitchFacts {
  return { id, name, group, about, scope, kind };
}

function allSwitches(delays: Map<string, number>): readonly LabSwitch[] {
  return [
    ...federationSwitches,
    applyDelay(delays),
    ...meetingSwitches,
    ...xmppSwitches,
    ...serverSwitches,
    ...networkSwitches,
  ];
}

function applyDelay(delays: Map<string, number>): LabSwitch {
  return {
    id: DELAY_ID,
    name: 'Changes take effect after',
    group: 'federation',
    about: 'How long a hosted company takes to apply its external communications; really 30 to 45 minutes.',
    scope: 'company',
    kind: { kind: 'number', least: 0, most: MOST_DELAY_SECONDS, unit: 'seconds' },
    targets: (lab) => companiesOf(lab).filter((domain) => isHosted(lab, domain)),
    read: (_lab, domain) => delays.get(domain) ?? 0,
    write: (_lab, domain, value) => void delays.set(domain, value as number),
  };
}
