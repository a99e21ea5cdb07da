/** Keeps the 2xx of an accepted INVITE back until it may go out. RFC 3262 3 */
import type { IncomingInviteRequest } from 'sip.js/lib/core/index.js';

interface Replier {
  reply(options: { readonly statusCode: number }): unknown;
}

/** The library makes the dialog and its 200 at one stroke: the 200 stays here until the returned function lets it go. Refusals pass. */
export function holdReply(asked: IncomingInviteRequest): () => void {
  const replier = asked as unknown as Replier;
  const { reply } = replier;
  let held: (() => void) | undefined;
  replier.reply = (options) => {
    if (options.statusCode < 200 || options.statusCode > 299) return reply.call(asked, options);
    held = () => void reply.call(asked, options);
    return { message: '' };
  };
  return () => held?.();
}
