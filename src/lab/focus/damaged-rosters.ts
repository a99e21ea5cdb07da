/** Rosters no client may swallow, sent instead of good ones while a fault is on. */
import type { ServerFaults } from '../api.ts';

/** Replaces a document as the fault wants it; any other fault leaves it as it is. */
export function damageRoster(document: string, fault: ServerFaults['malformed']): string {
  if (fault === 'xml-roster')
    return document.replace('</conference-info>', '<users><user entity="sip:nobody@example.invalid">');
  if (fault === 'doctype-roster')
    return `<!DOCTYPE conference-info [${bomb()}]>${document.replace('<subject>', '<subject>&i;')}`;
  return document;
}

/** Nine levels of tenfold entities: a reader that expands them needs a gigabyte. */
function bomb(): string {
  const levels = [...'abcdefghi'];
  const first = '<!ENTITY a "Offhook">';
  return (
    first +
    levels
      .slice(1)
      .map((name, index) => `<!ENTITY ${name} "${`&${levels[index] ?? 'a'};`.repeat(10)}">`)
      .join('')
  );
}
