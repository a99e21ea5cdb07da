/** Which company a switch belongs to: the page shows each apart. Pure. */

import type { LabMeeting } from '../../../shared/model/lab.ts';
import type { LabSwitchboard } from '../../../shared/model/lab-page.ts';
import type { SwitchFacts, SwitchState } from '../../../shared/model/lab-switch.ts';

/** Of what belongs to no company: the whole lab, the hosting service's own servers. */
export const everywhere = '';

export interface ShownSwitch {
  readonly facts: SwitchFacts;
  readonly state: SwitchState;
}

/** Domains of all companies, in the lab's order. */
export function companiesIn({ facts, states }: LabSwitchboard): readonly string[] {
  const ofCompanies = new Set(facts.filter(({ scope }) => scope === 'company').map(({ id }) => id));
  return [...new Set(states.filter(({ id }) => ofCompanies.has(id)).map(({ target }) => target))];
}

/** The switches of one company, or those of `everywhere`, in the order of the page. */
export function switchesOf(
  board: LabSwitchboard,
  company: string,
  meetings: readonly LabMeeting[],
): readonly ShownSwitch[] {
  const companies = companiesIn(board);
  return board.facts.flatMap((facts) =>
    board.states
      .filter(({ id, target }) => id === facts.id && companyOf(facts, target, companies, meetings) === company)
      .map((state) => ({ facts, state })),
  );
}

function companyOf(
  { scope }: SwitchFacts,
  target: string,
  companies: readonly string[],
  meetings: readonly LabMeeting[],
): string {
  if (scope === 'company') return target;
  if (scope === 'partner') return target.split(' ')[0] ?? everywhere;
  if (scope === 'server') return longest(companies.filter((company) => target.endsWith(`.${company}`)));
  if (scope === 'lab') return everywhere;
  const organizer = meetings.find(({ link }) => /:id:([A-Z0-9]+)/.exec(link)?.[1] === target)?.organizer ?? '';
  return longest(companies.filter((company) => organizer.endsWith(`@${company}`)));
}

function longest(found: readonly string[]): string {
  return found.reduce((best, each) => (each.length > best.length ? each : best), everywhere);
}
