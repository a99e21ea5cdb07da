/** When the own company refuses a meeting: does the person come in as a guest instead? (mission 1.K, C-13, C-15, C-19) */
import type { Diagnostic } from '../../shared/model/failure.ts';

export interface HomeRefusal {
  readonly status: number;
  readonly diagnostics: readonly Diagnostic[];
  /** The refusal was made on our own side of the federation; see `isFromHomeSide`. */
  readonly fromHomeSide: boolean;
}

export interface FallbackDecision {
  /** Join as a guest without asking. */
  readonly fallback: boolean;
  readonly because: /** The status alone says that the way is closed. */
    | 'status'
    | 'diagnostic'
    /** 404 from the organiser's side: the meeting has ended or never was. */
    | 'meeting-gone'
    /** A refusal that says nothing about federation. */
    | 'not-listed'
    | 'not-refused';
  /** The diagnostic that decided. */
  readonly code?: number;
  /** Offer "Join as a guest" to the person, who may know better (K14). */
  readonly offerButton: boolean;
}

/** Codes that trigger with any status; they come with 403 too, where the status does not. */
const TRIGGERS: ReadonlySet<number> = new Set([1005, 1008, 1009, 1002, 4033]);

/** Status OR diagnostic: 504 always, 404 from the own side, or one of five codes anywhere among the diagnostics. */
export function decideGuestFallback({ status, diagnostics, fromHomeSide }: HomeRefusal): FallbackDecision {
  if (status < 300) return { fallback: false, because: 'not-refused', offerButton: false };
  if (status === 504 || (status === 404 && fromHomeSide)) {
    return { fallback: true, because: 'status', offerButton: false };
  }
  const trigger = diagnostics.find(({ code }) => TRIGGERS.has(code));
  if (trigger) return { fallback: true, because: 'diagnostic', code: trigger.code, offerButton: false };
  if (status === 404) return { fallback: false, because: 'meeting-gone', offerButton: false };
  // 487 answers our own CANCEL.
  return { fallback: false, because: 'not-listed', offerButton: status !== 487 };
}

/**
 * Whether a refusal was made before the organiser's company was reached: the organiser is of another company, and no
 * server of that company stands as the source of a diagnostic (C-19).
 */
export function isFromHomeSide(place: {
  readonly diagnostics: readonly Diagnostic[];
  readonly ownDomain: string;
  readonly organizerDomain: string;
}): boolean {
  const organizerDomain = place.organizerDomain.toLowerCase();
  if (place.ownDomain.toLowerCase() === organizerDomain) return false;
  return !place.diagnostics.some(({ source }) => isWithin(source ?? '', organizerDomain));
}

function isWithin(host: string, domain: string): boolean {
  const name = host.trim().toLowerCase();
  return name === domain || name.endsWith(`.${domain}`);
}
