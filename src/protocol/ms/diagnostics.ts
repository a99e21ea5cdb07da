/** ms-diagnostics, ms-diagnostics-public and ms-client-diagnostics. [MS-OCER] 2.2.1 */
import type { Diagnostic } from '../../shared/model/failure.ts';
import type { SipMessage } from '../sip/message.ts';
import { closingQuote, unquote } from '../sip/params.ts';

const HEADERS: ReadonlySet<string> = new Set(['ms-diagnostics', 'ms-diagnostics-public', 'ms-client-diagnostics']);
const MAX_DIAGNOSTICS = 32;
const MAX_PARAMS = 64;

/**
 * All diagnostics of a message in wire order, the one nearest to the cause first; at most 32. The same value under two
 * header names is told once. What is no diagnostic is left out.
 */
export function readDiagnostics(message: SipMessage): Diagnostic[] {
  const seen = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  for (const { key, value } of message.headers) {
    if (!HEADERS.has(key)) continue;
    for (const entry of splitEntries(value)) {
      const diagnostic = seen.has(entry) ? undefined : readDiagnostic(entry);
      if (!diagnostic || diagnostics.length >= MAX_DIAGNOSTICS) continue;
      seen.add(entry);
      diagnostics.push(diagnostic);
    }
  }
  return diagnostics;
}

/**
 * Reads `1017;reason="…";source="…"` and its loose forms: `3014.7`, names in any case and order, unquoted values with
 * blanks, an open quote. Undefined when it does not begin with a number.
 */
export function readDiagnostic(value: string): Diagnostic | undefined {
  const [id = '', ...rest] = splitAt(value, ';');
  const match = /^\s*(\d{1,9})(?:\.(\d{1,9}))?\s*$/.exec(id);
  if (!match) return undefined;
  const params = new Map<string, string>();
  for (const part of rest.slice(0, MAX_PARAMS)) addParam(params, part);
  const reason = params.get('reason');
  const source = params.get('source');
  params.delete('reason');
  params.delete('source');
  return {
    code: Number(match[1]),
    ...(match[2] === undefined ? {} : { subCode: Number(match[2]) }),
    ...(reason === undefined ? {} : { reason }),
    ...(source === undefined ? {} : { source }),
    params: Object.fromEntries(params),
  };
}

function addParam(params: Map<string, string>, part: string): void {
  const equals = part.indexOf('=');
  const name = (equals < 0 ? part : part.slice(0, equals)).trim().toLowerCase();
  if (!/^[^\s"]+$/.test(name) || params.has(name)) return;
  params.set(name, equals < 0 ? '' : readValue(part.slice(equals + 1).trim()));
}

function readValue(text: string): string {
  const isOpen = text.startsWith('"') && closingQuote(text, 0) < 0;
  return (isOpen ? text.slice(1) : unquote(text)).trim();
}

/** One line may hold several, comma separated; a comma in an unquoted reason begins none. */
function splitEntries(value: string): string[] {
  const entries: string[] = [];
  for (const part of splitAt(value, ',')) {
    const last = entries.length - 1;
    if (last < 0 || /^\s*\d+(?:\.\d+)?\s*(?:;|$)/.test(part)) entries.push(part);
    else entries[last] += `,${part}`;
  }
  return entries;
}

/** Splits outside quotes. Other than elsewhere an open quote is no reason to lose the rest: a diagnostic is worth much. */
function splitAt(text: string, separator: string): string[] {
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '"') {
      const close = closingQuote(text, at);
      if (close < 0) break;
      at = close;
    } else if (text[at] === separator) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  parts.push(text.slice(from));
  return parts;
}
