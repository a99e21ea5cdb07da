/** Presence between the two worlds: numbers of [MS-PRES] 3.7.5.5 here, `show` of RFC 6121 4.7.2.1 there. */

export interface XmppPresence {
  readonly isAvailable: boolean;
  /** `away`, `chat`, `dnd`, `xa`; undefined for simply available. */
  readonly show: string | undefined;
  readonly status: string;
  readonly priority: number;
}

export const unavailable: XmppPresence = { isAvailable: false, show: undefined, status: '', priority: -128 };

const AVAILABLE = 3500;
const DO_NOT_DISTURB = 9500;
const AWAY = 15_500;
const OFFLINE = 18_500;

/** How an XMPP contact looks to a SIP watcher. */
export function availabilityOf({ isAvailable, show }: XmppPresence): number {
  if (!isAvailable) return OFFLINE;
  if (show === 'dnd') return DO_NOT_DISTURB;
  return show === 'away' || show === 'xa' ? AWAY : AVAILABLE;
}

/** How a SIP person looks to an XMPP watcher: by range, since servers send numbers in between. */
export function xmppOf(availability: number): Pick<XmppPresence, 'isAvailable' | 'show'> {
  if (availability < 3000 || availability >= 18_000) return { isAvailable: false, show: undefined };
  if (availability < 4500) return { isAvailable: true, show: undefined };
  // Busy, also idle, and do not disturb; what is left is idle, be right back and away.
  const isBusy = availability >= 6000 && availability < 12_000;
  return { isAvailable: true, show: isBusy ? 'dnd' : 'away' };
}

/** The resource that speaks for a person: the one with the highest priority, the latest among equals. RFC 6121 4.7.2.3 */
export function leadingPresence(resources: Iterable<XmppPresence>): XmppPresence {
  let best = unavailable;
  for (const each of resources) if (each.isAvailable && each.priority >= best.priority) best = each;
  return best;
}
