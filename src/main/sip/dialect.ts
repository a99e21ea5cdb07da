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

/** What an INVITE that begins a call says besides. Media bypass (`ms-bypass`) is not among it: nothing here could do it. Protocol notes 9.1 */
const ofCalls = ['100rel', 'replaces', 'norefersub'] as const;

/** The option tags of an INVITE that begins a call. */
export function callTagsFor(dialect: Dialect): readonly string[] {
  return [...optionTagsFor(dialect, 'INVITE'), ...ofCalls, ...(dialect === 'microsoft' ? ['gruu-10'] : [])];
}

/** The option tags of our answer to one. */
export function callAnswerTagsFor(dialect: Dialect): readonly string[] {
  return [...new Set([...optionTagsFor(dialect, ''), ...ofCalls, 'timer'])];
}

/** The methods an INVITE says we take (mission J1). */
export const allowedMethods = 'INVITE, BYE, ACK, CANCEL, INFO, UPDATE, REFER, NOTIFY, BENOTIFY, OPTIONS';

/** The methods an INVITE that begins a call says we take. */
export const callMethods = `${allowedMethods}, PRACK`;
