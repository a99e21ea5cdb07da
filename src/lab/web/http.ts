/** One request to a lab web server and its answer, as data. */
import type { IncomingHttpHeaders } from 'node:http';
import type { LabServer } from '../topologies/topology.ts';

export interface WebRequest {
  readonly method: string;
  /** Path with query, as in the request line. */
  readonly target: string;
  /** Lower case, without query and without a slash at its end. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** `host[:port]` as the client wrote it. */
  readonly host: string;
  readonly server: LabServer;
  readonly isSecure: boolean;
  /** The connection it came over: NTLM proves who is at the other end of one, not who sent a request. */
  readonly connection: WeakKey;
  /** Who a Kerberos ticket in it is of, where there was a good one. */
  readonly ticket?: { readonly principal: string; readonly reply: Uint8Array } | undefined;
}

export interface WebAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  /** In place of the body, for what is no text. */
  readonly bytes?: Uint8Array;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** Sent so much later. */
  readonly delayMs?: number;
  /** Filled up to so many bytes with nonsense. */
  readonly paddedTo?: number;
  /** Break off the connection after half of the body. */
  readonly isCut?: boolean;
  /** How it goes out where it means harm. */
  readonly malice?: 'endless' | 'trickle' | 'two-answers';
}

export const HTML = 'text/html; charset=utf-8';
export const XML = 'text/xml; charset=utf-8';

/** A page for people who look at an address meant for programs. */
export function plainPage(status: number, heading: string): WebAnswer {
  const body = [
    '<!DOCTYPE html>',
    `<html lang="en"><head><title>${heading}</title></head>`,
    `<body><h1>${heading}</h1><p>A simulated server of the Offhook lab.</p></body></html>`,
    '',
  ];
  return { status, contentType: HTML, body: body.join('\n') };
}

export function notFound(): WebAnswer {
  return plainPage(404, 'Not found');
}

/** `target` of a request line → the form in which paths are compared. */
export function pathOf(target: string): string {
  const path = (target.split('?', 1)[0] ?? '').toLowerCase();
  return path.length > 1 ? path.replace(/\/+$/, '') || '/' : path;
}

/** The value of a query parameter; undefined when there is none. */
export function queryOf(target: string, name: string): string | undefined {
  const at = target.indexOf('?');
  return at < 0 ? undefined : (new URLSearchParams(target.slice(at + 1)).get(name) ?? undefined);
}
