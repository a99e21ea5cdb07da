/** What a picture is of, for whoever shows several: `a=content`. RFC 4796 */

/** The description with each picture in it said to be of a screen; of anything else, the description as it is. */
export function withContent(sdp: string, picture: 'none' | 'camera' | 'screen'): string {
  if (picture !== 'screen') return sdp;
  const isPicture = (section: string) => section.startsWith('m=video ') && !section.startsWith('m=video 0 ');
  return sdp
    .split(/(?=^m=)/m)
    .map((section) => (isPicture(section) ? `${section}a=content:slides\r\n` : section))
    .join('');
}

/** Whether the pictures of a description are of a screen. */
export function isOfScreen(sdp: string): boolean {
  return sdp
    .split(/(?=^m=)/m)
    .some((section) => section.startsWith('m=video ') && /^a=content:slides\b/m.test(section));
}
