/** The forms in which a trace can be saved. */

/** `uccapi` as Microsoft's client log, `json-lines` as our own files, `ladder` as text, `pcapng` for packet readers. */
export const traceFormats = ['uccapi', 'json-lines', 'ladder', 'pcapng'] as const;

export type TraceFormat = (typeof traceFormats)[number];
