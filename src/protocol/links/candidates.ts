/** Links inside text that a person pasted: a link alone, one in brackets, or a whole invitation. RFC 3986 appendix C */

const SCHEMES = 'conf|meet|sips?|https?';
const LINK = new RegExp(`(?<![\\w.+-])(?:${SCHEMES})(?::|%3A)[^\\s<>"“”„«»]{1,4096}`, 'gi');
/** In angle brackets a mail program may have broken a link over lines; the blanks are not part of it. */
const BRACKETS = new RegExp(`<\\s*((?:${SCHEMES}):[^<>]{1,4096})>`, 'gi');
/** What belongs to the sentence around a link. */
const SENTENCE_END = /[.,;:!?'’)\]}*]+$/;
const MOST = 100;

/** The links in a text in their order, at most 100, without what the sentence around them added. */
export function linksIn(text: string): string[] {
  const mended = text.replace(BRACKETS, (_, link: string) => `<${link.replace(/\s+/g, '')}>`);
  const links: string[] = [];
  for (const [link] of mended.matchAll(LINK)) {
    links.push(link.replace(SENTENCE_END, ''));
    if (links.length >= MOST) break;
  }
  return links;
}

/** The conference key that an invitation gives on a line of its own, beside a link without one. */
export function keyBeside(text: string): string | undefined {
  return /\b(?:conference|meeting) key\s{0,8}[:=]\s{0,8}([\u0021-\u007E]{1,128})/i.exec(text)?.[1];
}
