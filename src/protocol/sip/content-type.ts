/** Content-Type. RFC 3261 20.15; Lync adds unquoted base64 parameters (`msgr=WAAt…==`, `ms-body=SGk=`). */
import { type Params, readParams } from './params.ts';

export interface ContentType {
  /** Lower case, such as `application/sdp`. */
  readonly type: string;
  readonly params: Params;
}

const FORM = /^\s*([^\s/;,"]+)\s*\/\s*([^\s/;,"]+)\s*(;.*)?$/s;

/** Reads a Content-Type value; undefined when it names no type. Damaged parameters are left out as a whole. */
export function readContentType(value: string): ContentType | undefined {
  const match = FORM.exec(value);
  if (!match) return undefined;
  return { type: `${match[1]}/${match[2]}`.toLowerCase(), params: readParams(match[3] ?? '') ?? new Map() };
}
