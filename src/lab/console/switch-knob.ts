/** `switch …`: the switches of the administration tools under their own names. `timeline …`: faults at their time. */
import { readFileSync } from 'node:fs';
import type { SwitchFacts, SwitchState, SwitchValue } from '../../shared/model/lab-switch.ts';
import type { Lab } from '../api.ts';
import { expectedOf, readSwitchWord } from '../switches/switch-value.ts';
import { nothingMore } from './words.ts';

const MOST_FILE_CHARACTERS = 1_000_000;

/** `switch [ID [TARGET… VALUE]]`, or `switch reset`. Throws a sentence for what does not exist. */
export function setSwitch(lab: Lab, [id, ...words]: readonly string[]): string {
  if (id === undefined) return lab.switches.list().map(describeFacts).join('\n');
  if (id === 'reset') {
    nothingMore(words);
    lab.switches.reset();
    return 'Every switch stands where it stood.';
  }
  const facts = lab.switches.list().find((each) => each.id === id);
  if (!facts) throw new Error(`There is no switch "${id}".`);
  if (words.length === 1) throw new Error(`Name where ${id} is to stand and how, not only "${words[0]}".`);
  if (words.length === 0) return lab.switches.states(id).map(describeState).join('\n');
  const value = readSwitchWord(facts.kind, words.at(-1) ?? '');
  if (!value.ok) throw new Error(`${id} takes ${value.expected}; say on, off, none, or words with commas.`);
  // The target of a partner's switch has a blank in it.
  return describeState(lab.switches.set(id, words.slice(0, -1).join(' '), value.value));
}

/** `timeline FILE | steps | stop`. Throws a sentence for a file that cannot be read. */
export function setTimeline(lab: Lab, [word = 'steps', ...rest]: readonly string[]): string {
  nothingMore(rest);
  if (word === 'stop') {
    lab.timeline.stop();
    return 'The timeline is stopped, and what it broke is healed.';
  }
  if (word !== 'steps') lab.timeline.start(readPlan(word));
  return (
    lab.timeline
      .steps()
      .map(({ step, state, problem }) => `${state} ${JSON.stringify(step)}${problem ? ` ${problem}` : ''}`)
      .join('\n') || 'No timeline runs.'
  );
}

function readPlan(path: string): unknown {
  const text = readFileSync(path, 'utf8');
  if (text.length > MOST_FILE_CHARACTERS) throw new Error(`${path} is too large.`);
  return JSON.parse(text);
}

function describeFacts({ id, name, scope, kind }: SwitchFacts): string {
  return `${id.padEnd(26)} ${name} (${scope}: ${expectedOf(kind)})`;
}

function describeState({ id, target, value, pending }: SwitchState): string {
  const later = pending ? `, ${shown(pending.value)} in ${Math.ceil(pending.inMs / 1000)} s` : '';
  return `${id} ${target} ${shown(value)}${later}`;
}

function shown(value: SwitchValue): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return typeof value === 'object' ? value.join(',') || 'none' : String(value);
}
