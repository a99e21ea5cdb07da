/** What differs between Microsoft's servers and standard ones, as data. */

export type Dialect = 'microsoft' | 'standard';

const microsoft: Readonly<Record<string, readonly string[]>> = {
  REGISTER: ['gruu-10', 'adhoclist', 'msrtc-event-categories'],
  SUBSCRIBE: ['com.microsoft.autoextend', 'ms-benotify', 'ms-piggyback-first-notify'],
  INVITE: ['ms-dialog-route-set-update', 'timer', 'histinfo', 'ms-safe-transfer', 'ms-sender', 'ms-early-media'],
  UPDATE: ['timer'],
};
const standard: Readonly<Record<string, readonly string[]>> = {
  REGISTER: ['path', 'gruu'],
  INVITE: ['timer'],
  UPDATE: ['timer'],
};
const others: Readonly<Record<Dialect, readonly string[]>> = {
  microsoft: ['ms-dialog-route-set-update'],
  standard: ['replaces'],
};

/** The option tags of a request's Supported header. */
export function optionTagsFor(dialect: Dialect, method: string): readonly string[] {
  const table = dialect === 'microsoft' ? microsoft : standard;
  return table[method] ?? others[dialect];
}

/** The methods an INVITE says we take (mission J1). */
export const allowedMethods = 'INVITE, BYE, ACK, CANCEL, INFO, UPDATE, REFER, NOTIFY, BENOTIFY, OPTIONS';
