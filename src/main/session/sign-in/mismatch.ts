/** The refusal of somebody else's account names both persons: who was to be signed in, and whose proof it was. Mission A9 */
import type { Failure } from '../../../shared/model/failure.ts';

export interface Claim {
  /** `user@domain` */
  readonly address: string;
  /** As typed, or the address. */
  readonly userName: string;
  /** Undefined with the desktop's own sign-in, whose user name is not ours to know. */
  readonly password: string | undefined;
}

/** The failure with `data.address` and, where another user name was typed, `data.userName`; any other failure as it is. */
export function withPersons(failure: Failure, { address, userName, password }: Claim): Failure {
  if (failure.code !== 'ACCOUNT_MISMATCH') return failure;
  const isNamed = password !== undefined && userName.toLowerCase() !== address.toLowerCase();
  return { ...failure, data: { ...failure.data, address, ...(isNamed ? { userName } : {}) } };
}
