/** Whether a section has one port for packets and reports. RFC 5761 5.1 */
import type { MediaSection } from './description.ts';

/**
 * By what both said last of it. A side that named candidates of one component alone has no other, whatever the far end says: the section has then as many as
 * the side with fewer. RFC 8445 6.1.2.2
 */
export function isShared(ours: MediaSection, theirs: MediaSection): boolean {
  if (ours.mux && theirs.mux) return true;
  return ours.ice !== undefined && theirs.ice !== undefined && ours.rtcp?.port === ours.port;
}

/**
 * Whether a section goes on with one port after an offer of the far end that says nothing of it any more. The second one is closed by then, and what was
 * found by checks stays until they begin anew.
 */
export function staysShared(
  theirs: MediaSection,
  { ours, theirs: last }: { readonly ours: MediaSection | undefined; readonly theirs: MediaSection | undefined },
): boolean {
  if (!ours || !last || !isShared(ours, last)) return false;
  return theirs.ice !== undefined && theirs.ice.ufrag === last.ice?.ufrag;
}
