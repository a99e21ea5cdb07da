/** Other people's words on their way to the desktop, which may read markup and control characters in them. */

/** What a desktop shows of a text at most. */
const mostShown = 300;

/** One line without control characters and without marks that turn the direction of what follows, at most 300 characters. */
export function plainLine(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]+/gu, ' ').trim();
  return line.length <= mostShown ? line : Array.from(line).slice(0, mostShown).join('');
}

/** For the body of a notice on Linux, which a desktop may read as markup. Desktop notifications specification 1.2, "Markup" */
export function withoutMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
