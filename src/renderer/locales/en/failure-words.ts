/** What the wordings of failures are made of. */
import type { Failure } from '../../../shared/model/failure.ts';

/** The server that failed, to begin a sentence with. */
export const server = (failure: Failure) => failure.server ?? 'The server';
/** The host that failed, within a sentence. */
export const host = (failure: Failure) => failure.data?.host ?? failure.server ?? 'the server';
/** The domain that failed, within a sentence. */
export const domain = (failure: Failure) => failure.data?.domain ?? failure.server ?? 'this domain';

/** A date in words; the value is milliseconds since 1970 or a date as text. */
export function day(value: string | undefined): string {
  const time = value === undefined ? Number.NaN : Number(value) || Date.parse(value);
  return Number.isNaN(time) ? 'a past date' : new Date(time).toLocaleDateString('en-GB', { dateStyle: 'long' });
}

/** Whose certificate is missing, in parentheses, or nothing. */
export function issuer(failure: Failure): string {
  return failure.data?.issuer ? ` (${failure.data.issuer})` : '';
}

export const askSupport = 'If it stays like this, copy the details and send them to your support team.';
export const tellOwner = 'copy the details and send them to whoever runs the server.';
export const notYours = `This is not something you can mend: ${tellOwner}`;
