/** Who speaks in a diagnostic, by its number; what it is called is each language's. [MS-OCER] 2.2.1 */

/** The published ranges; the first number after the range's end comes second. */
const ranges = [
  [0, 1000, 'server'],
  [1000, 2000, 'routing'],
  [2000, 3000, 'presence'],
  [3000, 4000, 'meetings'],
  [4000, 5000, 'users'],
  [5000, 6000, 'application'],
  [6000, 7000, 'meeting-chat'],
  [7000, 8000, 'meeting-sound'],
  [8000, 9000, 'meeting-telephone'],
  [9000, 10_000, 'media-relay'],
  [10_000, 11_000, 'gateway'],
  [12_000, 13_000, 'outgoing-calls'],
  [13_000, 14_000, 'incoming-calls'],
  [14_000, 15_000, 'dial-plan'],
  [15_000, 16_000, 'voicemail'],
  [16_000, 17_000, 'message-filter'],
  [17_000, 18_000, 'version-check'],
  [24_000, 25_000, 'application'],
  [27_000, 28_000, 'hosted-filter'],
  [51_000, 60_000, 'client'],
] as const;

export type DiagnosticArea = (typeof ranges)[number][2];

/** Undefined outside the published ranges. */
export function diagnosticArea(code: number): DiagnosticArea | undefined {
  return ranges.find(([from, to]) => code >= from && code < to)?.[2];
}
