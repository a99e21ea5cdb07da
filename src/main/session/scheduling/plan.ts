/** A meeting as somebody typed it: checked before any server is asked, and what the factory is to keep of it. */
import type { ConferenceWish } from '../../../protocol/conference-factory/conference.ts';
import { readUri } from '../../../protocol/sip/uri.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import { type MeetingPlan, reasonAgainstAccess } from '../../../shared/model/scheduling.ts';
import type { Snapshot } from '../../../shared/model/snapshot.ts';

const day = 24 * 3_600_000;
/** The server may forget a meeting so long after its end, and not before: people come back to a link. */
const keptMs = 14 * day;
const keptAfterMeetNowMs = day;
/** Servers take no expiry beyond ten years; some room is left for what is kept after the end. */
const farthestMs = 9 * 365 * day;
/** What a meeting has unless the server names its own list. [MS-CONFPRO] 4.1 */
const usualModalities = ['chat', 'audio-video', 'applicationsharing', 'meeting'];

/** What forbids. */
type Rules = Pick<Snapshot, 'provisioning' | 'ownMeetings'>;

/** What the server can do; empty and false until it told. */
export interface Offer {
  readonly modalities: readonly string[];
  readonly hasPhone: boolean;
}

/** What is wrong with a plan: SCHEDULING_INVALID with `data.problem`, or SCHEDULING_REFUSED where a rule of the company is known to forbid it. */
export function problemOf(plan: MeetingPlan, parts: Rules, now: number): Omit<Failure, 'at'> | undefined {
  const invalid = (problem: string, text?: string): Omit<Failure, 'at'> => ({
    code: 'SCHEDULING_INVALID',
    data: { problem, ...(text === undefined ? {} : { text }) },
  });
  if (plan.endsAt <= plan.startsAt) return invalid('order');
  if (plan.endsAt <= now) return invalid('past');
  if (plan.endsAt > now + farthestMs) return invalid('far');
  const wrong = plan.invited.find((each) => addressOf(each) === undefined);
  if (wrong !== undefined) return invalid('address', wrong.slice(0, 80));
  const rule = reasonAgainstAccess(parts, plan.access);
  if (!rule) return undefined;
  return {
    code: 'SCHEDULING_REFUSED',
    data: { reason: 'access' },
    detail: `${rule.policy}/${rule.key}: ${rule.value}`,
  };
}

/** What is kept about a plan that has no problem. */
export function wishOf(plan: MeetingPlan, conferenceId: string, { modalities, hasPhone }: Offer): ConferenceWish {
  const { startsAt, endsAt, invited, ...choices } = plan;
  return {
    ...choices,
    conferenceId,
    expiresAt: endsAt + keptMs,
    invited: [...new Set(invited.flatMap((each) => addressOf(each) ?? []))],
    times: { startsAt, endsAt },
    hasPhone,
    modalities: modalities.length > 0 ? modalities : usualModalities,
  };
}

/** A meeting that begins at once: open as wide as the company lets it be, colleagues as presenters. */
export function meetNowWish(parts: Rules, conferenceId: string, offer: Offer & { now: number }): ConferenceWish {
  const access = reasonAgainstAccess(parts, 'everyone') ? 'company' : 'everyone';
  return {
    conferenceId,
    subject: '',
    expiresAt: offer.now + keptAfterMeetNowMs,
    access,
    presenters: 'company',
    announcements: false,
    phoneBypassesLobby: offer.hasPhone && access === 'everyone' && parts.ownMeetings.phonesMustWait !== true,
    invited: [],
    hasPhone: offer.hasPhone,
    modalities: offer.modalities.length > 0 ? offer.modalities : usualModalities,
  };
}

/** `user@domain` in lower case, with or without `sip:` before it. */
function addressOf(text: string): string | undefined {
  const typed = text.trim();
  const uri = readUri(/^sips?:/i.test(typed) ? typed : `sip:${typed}`);
  const isPerson = uri?.kind === 'sip' && uri.user && uri.password === undefined && uri.headers === '';
  if (!isPerson || !/^[\w.-]+$/.test(uri.host) || !/^[^\s@;?<>"]+$/.test(uri.user ?? '')) return undefined;
  return `${uri.user}@${uri.host}`.toLowerCase();
}
