/** A long name such as `sip.tailspintoys.com:5061` that may break where a reader would break it: before a dot or a colon. */
export function breakable(name: string): string {
  return name.replace(/[.:]/g, '\u200b$&');
}
