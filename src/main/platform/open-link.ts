/** Links leave the program through here only. */

/** The link as the browser may have it, or undefined: http, https and mailto, no credentials in it, nothing else. */
export function externalLink(text: string): string | undefined {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return undefined;
  }
  if (url.protocol === 'mailto:') return url.href;
  const isPage = url.protocol === 'https:' || url.protocol === 'http:';
  const plain = isPage && url.username === '' && url.password === '';
  return plain ? url.href : undefined;
}
