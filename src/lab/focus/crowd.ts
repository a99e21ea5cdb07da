/** Simulated people in any number, and what a crowd of them does. */
import type {
  ParticipantAction,
  ParticipantMove,
  ParticipantScript,
  ScriptedPerson,
  ScriptStep,
} from './participant-script.ts';

const MOST_PEOPLE = 1000;
const GIVEN = ['Amy', 'Bart', 'Carla', 'Dan', 'Eva', 'Fred', 'Gina', 'Hugo', 'Iris', 'Jorge'] as const;
const FAMILY = ['Alberts', 'Duncan', 'Francis', 'Hjort', 'Ito', 'Kotas', 'Larsen', 'Nash', 'Poland', 'Reiter'] as const;

/** The nth name, counted from 1; the number makes it the only one. */
export function crowdName(n: number): string {
  return `${GIVEN[n % GIVEN.length]} ${FAMILY[Math.floor(n / GIVEN.length) % FAMILY.length]} ${n}`;
}

export interface CrowdPlan {
  /** From 2 to 1,000. */
  readonly people: number;
  /** The company they are of. */
  readonly domain: string;
  /** Every fifth is a guest. */
  readonly hasGuests: boolean;
  /** Milliseconds between two of them coming, and between two things they do. */
  readonly paceMs: number;
}

/** A crowd that comes one by one, talks, draws, asks, votes, and in which people leave and come back, over and over. */
export function crowdScript({ people, domain, hasGuests, paceMs }: CrowdPlan): ParticipantScript {
  const count = Math.max(2, Math.min(MOST_PEOPLE, Math.trunc(people)));
  const members = Array.from({ length: count }, (_, index) => member(index, domain, hasGuests && index % 5 === 4));
  const coming = members.map((_, who): ScriptStep => step(paceMs, who, { kind: 'come' }));
  const doing = Array.from({ length: count }, (_, turn) => turnOf(turn, count, paceMs)).flat();
  return { people: members, steps: [...coming, ...doing], repeats: true };
}

function member(index: number, domain: string, isGuest: boolean): ScriptedPerson {
  const n = index + 1;
  return {
    name: crowdName(n),
    address: isGuest ? `crowd-${n}@anonymous.invalid` : `crowd.${n}@${domain}`,
    isGuest,
    role: index === 0 ? 'presenter' : 'attendee',
    hasAudio: !isGuest,
  };
}

/** What one of them does when it is his turn. */
function turnOf(turn: number, count: number, paceMs: number): ScriptStep[] {
  const next = (turn + 1) % count;
  switch (turn % 6) {
    case 0:
      return [
        step(paceMs, turn, { kind: 'typing' }),
        step(paceMs, turn, { kind: 'say', text: `This is my turn, number ${turn + 1}.` }),
      ];
    case 1:
      return [step(paceMs, turn, line(turn))];
    case 2:
      return [
        step(paceMs, 0, { kind: 'poll', question: 'Shall we go on?', choices: ['Yes', 'No', 'Later'] }),
        step(paceMs, turn, { kind: 'vote', choice: turn % 3 }),
        step(0, next, { kind: 'vote', choice: next % 3 }),
      ];
    case 3:
      return [step(paceMs, turn, { kind: 'ask', text: `What comes after point ${turn + 1}?` })];
    case 4:
      return [step(paceMs, turn, { kind: 'leave' }), step(paceMs, turn, { kind: 'come' })];
    default:
      return [step(paceMs, turn, { kind: 'mute' }), step(paceMs, turn, { kind: 'unmute' })];
  }
}

function line(turn: number): ParticipantAction {
  const at = (turn * 37) % 900;
  return {
    kind: 'draw',
    points: [
      { x: at, y: 100 },
      { x: at + 100, y: 500 },
      { x: at, y: 900 },
    ],
  };
}

function step(afterMs: number, who: number, does: ParticipantMove | ParticipantAction): ScriptStep {
  return { afterMs, who, does };
}
