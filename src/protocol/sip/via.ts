/** Via values. RFC 3261 20.42, 18.2.1; [MS-SIP] adds ms-received-port and ms-received-cid. */
import { type Params, readParams, splitList } from './params.ts';
import { readHostPort } from './uri.ts';

export interface Via {
  /** Upper case, such as TLS. */
  readonly transport: string;
  /** Sent-by host, lower case; an IPv6 address stays in brackets. */
  readonly host: string;
  readonly port?: number;
  readonly params: Params;
}

const FORM =
  /^([^\s/]+)\s*\/\s*([^\s/]+)\s*\/\s*([^\s/]+)\s+([^\s;,:[\]]+|\[[^\s;,[\]]+\])\s*(?::\s*(\d+)\s*)?(;.*)?$/s;

/** Reads one Via; undefined when it is none. A missing branch is no fault: Microsoft clients send none. */
export function readVia(value: string): Via | undefined {
  const match = FORM.exec(value);
  if (match?.[1]?.toUpperCase() !== 'SIP' || match[2] !== '2.0') return undefined;
  const place = readHostPort(match[5] === undefined ? (match[4] ?? '') : `${match[4]}:${match[5]}`);
  const params = readParams(match[6] ?? '');
  return place && params ? { transport: (match[3] ?? '').toUpperCase(), ...place, params } : undefined;
}

/** Reads a comma-separated Via line, topmost first; undefined when any entry is none. */
export function readVias(value: string): Via[] | undefined {
  const entries = splitList(value);
  if (!entries) return undefined;
  const vias: Via[] = [];
  for (const entry of entries) {
    const via = readVia(entry);
    if (!via) return undefined;
    vias.push(via);
  }
  return vias;
}
