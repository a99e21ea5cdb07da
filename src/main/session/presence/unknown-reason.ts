/** Why somebody's presence is unknown, in the terms a person understands (mission F25). [MS-OCER] 7.2 */

import type { Failure } from '../../../shared/model/failure.ts';
import type { Presence } from '../../../shared/model/presence.ts';

export type UnknownReason = NonNullable<Presence['unknownBecause']>;

/** The company is not found at all: no route, no service record. */
const NOT_FOUND: ReadonlySet<number> = new Set([1005, 1008, 1009]);
/** The company is known and one of the two does not want the other. */
const NOT_FEDERATED: ReadonlySet<number> = new Set([1001, 1002, 1012, 1017, 1028, 1034, 1036, 1064, 4033, 27000]);
/** The company is fine, the person is not known there. */
const NO_PERSON: ReadonlySet<number> = new Set([4005, 4006]);

/** What the refusal of a subscription says about the person. Diagnostics beat the status. */
export function unknownReason(failure: Failure): UnknownReason {
  for (const { code } of failure.diagnostics ?? []) {
    if (NOT_FOUND.has(code)) return 'domain-not-found';
    if (NOT_FEDERATED.has(code)) return 'not-federated';
    if (NO_PERSON.has(code)) return 'refused';
  }
  if (failure.sip?.status === 404) return 'domain-not-found';
  if (failure.sip?.status === 504) return 'not-federated';
  return failure.sip ? 'refused' : 'not-asked';
}
