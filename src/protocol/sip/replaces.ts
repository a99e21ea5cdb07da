/** The header by which a call takes the place of another. RFC 3891 6.1 */
import { isToken } from './header-names.ts';
import { readParams } from './params.ts';
import { trimBlanks } from './text.ts';

export interface Replaces {
  readonly callId: string;
  /** The tag of the side that reads it. */
  readonly toTag: string;
  /** The tag of the other side. */
  readonly fromTag: string;
  /** Only a dialog that nobody has answered yet. */
  readonly isEarlyOnly: boolean;
}

const MAX_REPLACES = 1024;
/** `word [ "@" word ]`: what a Call-ID may be made of. RFC 3261 25.1 */
const CALL_ID = /^[A-Za-z0-9\-.!%*_+`'~()<>:\\"/[\]?{}]+(?:@[A-Za-z0-9\-.!%*_+`'~()<>:\\"/[\]?{}]+)?$/;

/** Reads a Replaces value; undefined when it is none, or names no whole dialog. */
export function readReplaces(value: string): Replaces | undefined {
  if (value.length > MAX_REPLACES) return undefined;
  const semicolon = value.indexOf(';');
  const callId = trimBlanks(semicolon < 0 ? value : value.slice(0, semicolon));
  const params = semicolon < 0 ? undefined : readParams(value.slice(semicolon));
  const toTag = params?.get('to-tag') ?? '';
  const fromTag = params?.get('from-tag') ?? '';
  if (!params || !CALL_ID.test(callId) || !isToken(toTag) || !isToken(fromTag)) return undefined;
  return { callId, toTag, fromTag, isEarlyOnly: params.has('early-only') };
}

/** The value of a Replaces header; undefined when a peer's Call-ID or tag is none that could stand there. */
export function writeReplaces({ callId, toTag, fromTag, isEarlyOnly }: Replaces): string | undefined {
  const text = `${callId};to-tag=${toTag};from-tag=${fromTag}${isEarlyOnly ? ';early-only' : ''}`;
  return CALL_ID.test(callId) && isToken(toTag) && isToken(fromTag) && text.length <= MAX_REPLACES ? text : undefined;
}
