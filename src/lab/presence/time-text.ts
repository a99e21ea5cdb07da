/** `2026-11-20T09:00:00.000`, UTC without a zone, as the servers write it. */
export function timeText(wall: number): string {
  return new Date(wall).toISOString().replace('Z', '');
}
