/** Provisional answers that cannot be lost. RFC 3262 7 */

export interface RAck {
  /** The RSeq of the answer that arrived. */
  readonly rseq: number;
  /** The CSeq of the request it answers. */
  readonly cseq: number;
  readonly method: string;
}

const MAX_RSEQ = 2 ** 32 - 1;
const MAX_CSEQ = 2 ** 31 - 1;

/** Reads an RSeq value, 1 to 2^32 - 1; undefined when it is none. RFC 3262 7.1 */
export function readRSeq(value: string): number | undefined {
  const number = /^\d{1,32}$/.test(value) ? Number(value) : 0;
  return number >= 1 && number <= MAX_RSEQ ? number : undefined;
}

/** Reads a RAck value; undefined when it is none. RFC 3262 7.2 */
export function readRAck(value: string): RAck | undefined {
  const match = /^(\d{1,32})[ \t]+(\d{1,32})[ \t]+([A-Za-z0-9\-.!%*_+`'~]{1,32})$/.exec(value);
  const rseq = readRSeq(match?.[1] ?? '');
  const cseq = Number(match?.[2]);
  return match && rseq !== undefined && cseq <= MAX_CSEQ ? { rseq, cseq, method: match[3] ?? '' } : undefined;
}

/** The value of a RAck header. */
export function writeRAck({ rseq, cseq, method }: RAck): string {
  return `${rseq} ${cseq} ${method}`;
}
