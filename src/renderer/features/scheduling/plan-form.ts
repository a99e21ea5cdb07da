/** The form of a meeting one sets up: what it begins with, and what is wrong with it at submit. Pure. */
import type { MeetingPlan, OwnMeeting } from '../../../shared/model/scheduling.ts';
import { readFullName } from '../../components/typed-names.ts';
import { schedulingTexts as texts } from '../../locales/scheduling.ts';
import { nextHalfHour, readWhen, typedOf, type WhenTyped } from './when.ts';

export interface PlanTyped extends Omit<MeetingPlan, 'startsAt' | 'endsAt' | 'invited'> {
  readonly when: WhenTyped;
  /** Addresses as typed or pasted, in any separation. */
  readonly invited: string;
}

/** By the field it stands beside. */
export interface PlanProblems {
  readonly day?: string;
  readonly time?: string;
  readonly invited?: string;
}

export type ReadPlan =
  | { readonly ok: true; readonly plan: MeetingPlan }
  | { readonly ok: false; readonly problems: PlanProblems };

const halfHourMs = 30 * 60_000;
const mostInvited = 250;

/** What the form shows at first: a new meeting in the next half hour, or an own one as it is. */
export function firstPlan(now: number, meeting?: OwnMeeting): PlanTyped {
  const startsAt = meeting?.startsAt ?? nextHalfHour(now);
  const endsAt = meeting?.endsAt !== undefined && meeting.endsAt > startsAt ? meeting.endsAt : startsAt + halfHourMs;
  return {
    subject: meeting?.subject ?? '',
    when: typedOf(startsAt, endsAt),
    access: meeting?.access ?? 'company',
    presenters: meeting?.presenters ?? 'company',
    announcements: meeting?.announcements ?? false,
    phoneBypassesLobby: meeting?.phoneBypassesLobby ?? false,
    invited: (meeting?.invited ?? []).join('\n'),
  };
}

/** The plan that was typed, or what to mend. A time in the past may stay where it stood so already. */
export function readPlan(typed: PlanTyped, first: PlanTyped, now: number): ReadPlan {
  const { when, invited, ...rest } = typed;
  const isAsItWas = when.day === first.when.day && when.time === first.when.time;
  const time = readWhen(when, isAsItWas ? 0 : now);
  const people = readAddresses(invited);
  if (!time.ok || people.problem !== undefined) {
    return {
      ok: false,
      problems: {
        ...(time.ok ? {} : { [time.problem === 'time-missing' ? 'time' : 'day']: texts.whenProblems[time.problem] }),
        ...(people.problem === undefined ? {} : { invited: people.problem }),
      },
    };
  }
  const { startsAt, endsAt } = time;
  return { ok: true, plan: { ...rest, subject: rest.subject.trim(), startsAt, endsAt, invited: people.addresses } };
}

interface ReadAddresses {
  readonly addresses: readonly string[];
  readonly problem?: string;
}

/** Addresses in a text of any form: one a line, with commas, as `Name <address>`, as sip: or mailto: links; each once. */
export function readAddresses(text: string): ReadAddresses {
  const found = new Map<string, string>();
  const pieces = text.split(/[,;\n]/).flatMap((piece) => {
    const inBrackets = /<([^<>]*)>/.exec(piece)?.[1];
    return (inBrackets ?? piece).split(/\s+/).filter((word) => word !== '');
  });
  for (const piece of pieces) {
    const address = readAddress(piece);
    if (address === undefined) return { addresses: [], problem: texts.addressProblem(piece.slice(0, 80)) };
    found.set(address.toLowerCase(), address);
  }
  if (found.size > mostInvited) return { addresses: [], problem: texts.tooManyInvited(mostInvited) };
  return { addresses: [...found.values()] };
}

function readAddress(text: string): string | undefined {
  const bare = text.replace(/^(?:sip|mailto):/i, '');
  const [, user = '', host = ''] = /^([^@\s"<>()]+)@([^@\s]+)$/.exec(bare) ?? [];
  const domain = readFullName(host);
  return user === '' || domain === undefined || bare.length > 255 ? undefined : `${user}@${domain}`;
}
