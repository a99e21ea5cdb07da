/** Trace entries in the line format of Microsoft's client log, so that the log readers people have can open ours (mission J4, X1). */
import type { TraceEntry } from '../../shared/model/trace.ts';

/**
 * One entry as one line, or two for a message: the packet's line and the message itself, whose own lines follow as they are. Each is ended
 * by CRLF and begins with time, process in hex and level. A kind which that log does not know has a line in its style.
 */
export function uccapiLines(entry: TraceEntry, processId: number): string {
  // As wide as the longest level: scripts look for the two blanks, which web pages show as one.
  const level = entry.kind === 'failure' ? 'ERROR' : 'INFO ';
  const prefix = `${stamp(entry.at)} ${hex(processId)}:${hex(0)} ${level} :: `;
  return textOf(entry)
    .map((line, index) => `${prefix}${entry.kind === 'sip' && index === 1 ? line : oneLine(line)}\r\n`)
    .join('');
}

/** Names and reasons come from strangers: a line break in one must not begin a line of ours. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

const queries: ReadonlyMap<string, string> = new Map([
  ['SRV', 'QueryDNSSrv'],
  ['NAPTR', 'QueryDNSNaptr'],
]);

function textOf(entry: TraceEntry): string[] {
  switch (entry.kind) {
    case 'dns-query':
      return [`${queries.get(entry.type) ?? 'QueryDNSHost'} - DNS Name[${entry.name}]`];
    case 'dns-answer':
      return [`DNS ${entry.type} result for [${entry.name}]: ${entry.outcome} ${entry.answers.join(', ')}`.trimEnd()];
    case 'interface':
      return [`Network interface [${entry.name}] ${entry.usable ? 'is used' : 'cannot be used'}: ${entry.reason}`];
    case 'connect':
      return [
        `Connection to ${entry.host} (${entry.peer})${entry.local ? ` from ${entry.local}` : ''}: ${entry.state}`,
      ];
    case 'chain':
      return [`Certificate of ${entry.host}: ${entry.verdict}; sent: ${entry.subjects.join(' <- ')}`];
    case 'sip':
      return [packetLine(entry), entry.text];
    case 'dropped':
      return [`Dropped ${entry.bytes} bytes from ${entry.peer}: ${entry.reason}`];
    case 'http':
      return [`HTTP ${entry.method} ${entry.url}: ${entry.status}`];
    case 'media':
      return [`Media of call ${entry.call}: ${entry.text}`];
    case 'decision':
      return [entry.text];
    case 'failure':
      return [`${entry.code}: ${entry.text}`];
  }
}

function packetLine(entry: Extract<TraceEntry, { kind: 'sip' }>): string {
  return entry.direction === 'sent'
    ? `Sending Packet - ${entry.peer} (From Local Address: ${entry.local}) ${entry.bytes} bytes:`
    : `Data Received - ${entry.peer} (To Local Address: ${entry.local}) ${entry.bytes} bytes:`;
}

function hex(value: number): string {
  return value.toString(16).toUpperCase().padStart(4, '0');
}

/** `MM/DD/YYYY|HH:MM:SS.mmm` in local time, as that log has it. */
function stamp(wallMs: number): string {
  const date = new Date(wallMs);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${two(date.getMonth() + 1)}/${two(date.getDate())}/${date.getFullYear()}`;
  const time = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  return `${day}|${time}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}
